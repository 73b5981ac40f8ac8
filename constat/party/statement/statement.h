// A party's statement: what any party of a referendum says in its record. Spec: STA-1, STA-2.
#pragma once

#include <optional>
#include <string>

#include "constat/base/clock.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/verify/verify.h"

namespace constat::party {

// Words are what a party wants to say.
struct Words {
  std::string kind = "notice";     // a name of record::StatementKind
  std::optional<int64_t> about{};  // an entry of the record
  std::string language{};          // a tag of the manifest's, "other", or empty: its first
  std::string text{};              // one line feed at its end is left away
};

// SignStatement is the body, signed as LAB-3 or, for a trustee, LAB-4 says. statement.party has this secret.
[[nodiscard]] Bytes SignStatement(const referendum::Context& context, record::Statement statement,
                                  const parcel::PartySecret& secret, crypto::Rng& rng);

// MakeStatement makes and signs the body, and judges it by the rules as the next entry of the record, at the
// clock's time; the state in record then holds it. A record that is wrong can be spoken about, but not
// confirmed. ERRORS: parcel::FindParty's; ParseStatementKind's; kBadText, kBadLength for the text;
// kBadNumber for the language; kWrongOrder to confirm a result that is not there, kRecordNotVerified one that
// is wrong; STA-1's.
[[nodiscard]] Result<Bytes> MakeStatement(verify::Verified& record, const Words& words,
                                          const parcel::PartySecret& secret, const Clock& clock,
                                          crypto::Rng& rng);

}  // namespace constat::party
