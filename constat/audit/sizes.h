// Sizes: how many ballots an audit has to draw, by each method, if the reported count is right.
#pragma once

#include <cstdint>
#include <optional>

#include "constat/audit/plan.h"
#include "constat/base/result.h"

namespace constat::audit {

// Sizes are ballots to draw if the reported count is right; nothing where that is more than there are, or no
// sample would do.
struct Sizes {
  // Polling: expected, and what is enough in 7, 8 and 9 of 10 audits.
  struct Polling {
    std::optional<int64_t> expected, q70, q80, q90;
  };
  Polling polling;
  Polling alpha;  // without expected
  std::optional<int64_t> comparison, comparison_without_differences;
};

// SizesOf works the sizes out. ERRORS: kBadNumber, only for a plan that CheckPlan refuses.
// COST: a tenth of a second for a country, most of it for alpha's simulation.
[[nodiscard]] Result<Sizes> SizesOf(const Plan& plan);

// SizeToBeginWith is what the plan's method needs, in 8 of 10 audits; nothing where all must be counted.
[[nodiscard]] std::optional<int64_t> SizeToBeginWith(const Plan& plan, const Sizes& sizes);

}  // namespace constat::audit
