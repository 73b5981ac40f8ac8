// Accept: whether a trustee accepts, and what it remembers from then on. The one place where that is decided,
// as decryption.h is for what comes after. Spec: CER-8, TAL-10.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "constat/base/clock.h"
#include "constat/party/trustee/trustee.h"
#include "constat/verify/verify.h"

namespace constat::party {

// AcceptInput is what a trustee goes by: the record up to its acceptance and the state of its entries, the
// folder that OpenTrusteeMemory keeps, and its own clock.
struct AcceptInput {
  const referendum::Referendum& state;
  RecordHead record;
  const Trustee& trustee;
  std::filesystem::path memory;
  uint64_t now_ms = 0;
  bool clock_is_set = false;  // by hand: for rehearsals only (MAN-7)
};

// Acceptance is an entry to send: an acceptance, or a complaint. is_new_memory: its folder was
// not there before.
struct Acceptance {
  Trustee::Judgement judgement;
  bool is_new_memory = false;
};

// Accept judges the shares dealt to the trustee, once its memory has begun with this record or has seen it.
// ERRORS: kDuplicate, saying in which entry, if the trustee accepted already; kWrongOrder after the
// closing by the trustee's clock; record::CheckClock's; BeginOrSeeRecord's, by WithWayBack;
// OpenTrusteeMemory's; Judge's.
[[nodiscard]] Result<Acceptance> Accept(const AcceptInput& input, crypto::Rng& rng);

// CheckRemembers is for a trustee that accepted in this entry: ERRORS: kDuplicate by WithWayBack if its
// folder is not there.
[[nodiscard]] Status CheckRemembers(const std::filesystem::path& memory, uint64_t entry);

// AcceptAgainInput is what a trustee goes by whose memory is lost.
struct AcceptAgainInput {
  const tlog::LogSource& record;
  const verify::Trust& trust;    // the trustee's own pins, from elsewhere than the record
  std::filesystem::path memory;  // a new folder
  std::string word;              // the log's origin, needed once the votes may have been decrypted
  // trustee makes the trustee with its key, once the record has been verified and not before.
  std::function<Result<Trustee>(referendum::ContextPtr)> trustee;
  const Clock& clock;
  bool clock_is_set = false;  // by hand: for rehearsals only (MAN-7)
  unsigned threads = 0;       // of the verification; 0: as many as the machine has
  std::function<void(const verify::ProgressState&)> progress = {};
};

// AcceptedAgain is a record that was verified, and the trustee whose memory began anew with it; none if the
// record is wrong.
struct AcceptedAgain {
  verify::Verification verification;
  std::optional<uint16_t> trustee;
};

// AcceptAgain begins a lost memory anew, with a record that is verified whole. ERRORS: VerifyRecord's;
// record::CheckClock's; trustee's; kWrongOrder for a trustee that has not accepted in this record;
// kMemoryMissing, with what to compare first, if the voting has been closed or has ended by the clock, and
// word is not the log's origin; OpenTrusteeMemory's; TrusteeMemory::Begin's, by WithWayBack. Spec: TAL-10.
[[nodiscard]] Result<AcceptedAgain> AcceptAgain(const AcceptAgainInput& input);

}  // namespace constat::party
