// The decision rule: from counts to a verdict, in exact integers. Spec: RUL-3 to RUL-5.
#pragma once

#include <optional>
#include <span>

#include "constat/record/manifest.h"
#include "constat/record/tally.h"

namespace constat::referendum {

// QuestionTally is one question's counts where they are known. Votes are per option.
struct RegionCounts {
  uint64_t registered = 0;
  uint64_t counted = 0;
  std::optional<std::vector<uint64_t>> votes;  // none if the region has no vote counts of its own (TAL-4)
};
struct QuestionTally {
  std::vector<RegionCounts> regions;
  std::optional<std::vector<uint64_t>> total;  // none if a unit with ballots was not decrypted
};

// Evaluate gives every term's outcome with its numbers, and the verdict.
[[nodiscard]] record::QuestionResult Evaluate(const record::Manifest& manifest,
                                              const record::Question& question, const QuestionTally& tally);

}  // namespace constat::referendum
