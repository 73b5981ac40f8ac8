// Decryption: whether a trustee decrypts. The one place where that is decided. Spec: TAL-10.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "constat/party/trustee/trustee.h"
#include "constat/verify/verify.h"

namespace constat::party {

// DecryptInput is what a trustee goes by.
struct DecryptInput {
  const tlog::LogSource& record;
  const verify::Trust& trust;    // the trustee's own pins, from elsewhere than the record
  std::filesystem::path memory;  // the folder that OpenTrusteeMemory keeps
  // trustee makes the trustee with its key, once the record has been verified and not before.
  std::function<Result<Trustee>(referendum::ContextPtr)> trustee;
  unsigned threads = 0;  // of the verification; 0: as many as the machine has
  std::function<void(const verify::ProgressState&)> progress = {};
};

// TrusteeAndMemory is a trustee with the folder that OpenTrusteeMemory keeps for it.
struct TrusteeAndMemory {
  const Trustee& trustee;
  std::filesystem::path memory;
};

// Decryption is a record that was verified, and the trustee's part of its decryption.
struct Decryption {
  verify::Verification verification;
  // The decryption_share bodies, one a chunk; none at all if the record is wrong, empty if no group of
  // regions has enough ballots.
  std::optional<std::vector<Bytes>> shares;
};

// Decrypt verifies the whole record, compares it with what the trustee has seen, and only then, once the
// memory has recorded the sums, makes this trustee's shares of them. A record with a finding gives no shares;
// which finding is in the verification. ERRORS: VerifyRecord's; kWrongOrder unless the referendum waits for
// shares; trustee's; OpenTrusteeMemory's, with kMemoryMissing where accept wrote no memory, and SeeRecord's,
// for a log that was rewound or forked, both by WithWayBack; MakeShares's, with kRefusesDecryption where
// other sums were released before. With any of them nothing leaves.
[[nodiscard]] Result<Decryption> Decrypt(const DecryptInput& input, crypto::Rng& rng);

// DecryptVerified is the rest of Decrypt, for a record that was verified just now and is read from source.
// ERRORS: kRecordNotVerified if it is wrong; kWrongOrder; of the memory and of MakeShares, as above.
[[nodiscard]] Result<std::vector<Bytes>> DecryptVerified(verify::Verified& verified,
                                                         const tlog::LogSource& source,
                                                         const TrusteeAndMemory& trustee, crypto::Rng& rng);

}  // namespace constat::party
