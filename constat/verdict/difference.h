// Difference: a published result beside what the ballots give. Spec: TAL-9, VER-14.
//
// Pure functions over values.
#pragma once

#include <optional>
#include <vector>

#include "constat/verify/verification.h"

namespace constat::verdict {

// Pair is a number as it was published, and as it is right.
struct Pair {
  uint64_t published = 0;
  uint64_t right = 0;
  [[nodiscard]] bool Differs() const { return published != right; }
};

// GroupDifference is one group of regions that are counted together, where a number of it differs.
struct GroupDifference {
  std::vector<uint16_t> regions;
  Pair counted;
  std::vector<std::vector<Pair>> votes;  // by question and option; empty where either was not decrypted
};

struct RegionDifference {
  uint16_t region = 0;
  Pair registered;
  Pair counted;
  Pair ballots;
};

struct QuestionDifference {
  std::vector<Pair> votes;  // by option; empty where either total is not known
  record::Verdict published_verdict = record::Verdict::kNoRule;
  record::Verdict right_verdict = record::Verdict::kNoRule;
  [[nodiscard]] bool VerdictDiffers() const { return published_verdict != right_verdict; }
};

struct Difference {
  uint64_t entry = 0;  // of the published result
  std::vector<QuestionDifference> questions;
  std::vector<GroupDifference> groups;    // that differ
  std::vector<RegionDifference> regions;  // whose turnout differs
  bool other_groups = false;              // other regions were counted together, so groups cannot be compared
  // The votes that stand elsewhere than they belong: of the question where they are the most, added up over
  // groups and options.
  uint64_t most_votes = 0;
};

// CompareResults is the first refused result beside the recomputed one; none where there is no such pair.
[[nodiscard]] std::optional<Difference> CompareResults(const verify::Verification& verification);

}  // namespace constat::verdict
