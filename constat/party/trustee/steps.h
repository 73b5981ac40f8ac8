// Steps: what a trustee makes of a record before the count, but for its acceptance (accept.h): a commitment,
// a deal, a drill; and what to tell the person about each. Spec: CER-2, CER-10, CER-12.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "constat/party/trustee/accept.h"

namespace constat::party {

// StepInput is what a trustee goes by. memory is the folder that OpenTrusteeMemory keeps; only a drill
// asks for it.
struct StepInput {
  const verify::RecordView& view;
  const Trustee& trustee;
  std::filesystem::path memory{};
};

// Step is an entry to send. wrote says what it is, after "Wrote FILE: "; next what to do.
struct Step {
  Bytes body;
  std::string wrote;
  std::string next;
};

// Commit, Deal and Drill. ERRORS of Deal: Trustee::Deal's; of Drill: drill.h's.
[[nodiscard]] Result<Step> MakeCommitStep(const StepInput& input, crypto::Rng& rng);
[[nodiscard]] Result<Step> MakeDealStep(const StepInput& input, crypto::Rng& rng);
[[nodiscard]] Result<Step> MakeDrillStep(const StepInput& input, crypto::Rng& rng);

// DescribeAcceptance is what to tell a person who accepted or complains, a paragraph each. entry is the file
// that was written.
[[nodiscard]] std::vector<std::string> DescribeAcceptance(const Acceptance& acceptance,
                                                          const record::Manifest& manifest,
                                                          const std::string& entry,
                                                          const std::string& memory);

// LostMemorySentence is what a trustee whose memory began anew tells the others. REQUIRES: accepted.trustee.
[[nodiscard]] std::string LostMemorySentence(const AcceptedAgain& accepted, uint64_t now_ms);

}  // namespace constat::party
