// Steps: what a trustee makes of a record, and what to tell the person about it; whose turn it is, is the
// agenda's. Spec: CER-2, CER-8, CER-10, CER-12, TAL-6.
#pragma once

#include <filesystem>
#include <string>

#include "constat/party/exchange/next.h"
#include "constat/party/trustee/accept.h"

namespace constat::party {

// StepInput is what a trustee goes by: a record that was verified just now, read from source, and the folder
// that OpenTrusteeMemory keeps, which an acceptance begins and what comes after it demands.
struct StepInput {
  verify::Verified& record;
  const tlog::LogSource& source;
  const Trustee& trustee;
  std::filesystem::path memory{};
  uint64_t now_ms = 0;
  bool clock_is_set = false;  // by hand: for rehearsals only (MAN-7)
};

// MakeTrusteeStep makes the entries of a trustee's duty; none where no group of regions has enough ballots to
// be decrypted. ERRORS: Trustee::Deal's, Accept's, Drill's, DecryptVerified's; kUsage for a duty of others.
[[nodiscard]] Result<Made> MakeTrusteeStep(const StepInput& input, referendum::Duty duty, crypto::Rng& rng);

// SeeWhileWaiting lets the memory of a trustee who has accepted see the record, though nothing is due: a lost
// folder, a mistyped name and another log are found before the day on which they matter. False for a trustee
// who has not accepted, and has no memory yet. ERRORS: OpenTrusteeMemory's and SeeRecord's, by WithWayBack.
[[nodiscard]] Result<bool> SeeWhileWaiting(const StepInput& input);

// DescribeAcceptance is an acceptance or a complaint as an entry to send.
[[nodiscard]] Made DescribeAcceptance(Acceptance acceptance, const record::Manifest& manifest,
                                      const std::string& memory);

// LostMemorySentence is what a trustee whose memory began anew tells the others. REQUIRES: accepted.trustee.
[[nodiscard]] std::string LostMemorySentence(const AcceptedAgain& accepted, uint64_t now_ms);

}  // namespace constat::party
