// Audit text: a plan's sizes and the state of an audit, in plain words and as JSON.
#pragma once

#include <optional>
#include <string>

#include "constat/audit/plan.h"
#include "constat/audit/sample.h"

namespace constat::cli {

// Sizes are ballots to draw if the reported count is right; nothing where that is more than there are, or no
// sample would do.
struct Sizes {
  struct Polling {
    std::optional<int64_t> expected, q70, q80, q90;
  };
  Polling polling;
  Polling alpha;  // without expected
  std::optional<int64_t> comparison, comparison_without_differences;
};

// SizesOf works the sizes out. ERRORS: kBadNumber, only for a plan that CheckPlan refuses.
[[nodiscard]] Result<Sizes> SizesOf(const audit::Plan& plan);

// SizeToBeginWith is what the plan's method needs, in 8 of 10 audits; nothing where all must be counted.
[[nodiscard]] std::optional<int64_t> SizeToBeginWith(const audit::Plan& plan, const Sizes& sizes);

// FormatCount writes 28804 as "28,804"; FormatBallots is "1 ballot" or "28,804 ballots".
[[nodiscard]] std::string FormatCount(int64_t count);
[[nodiscard]] std::string FormatBallots(int64_t count);

// What no audit of paper shows; printed by every command that says something about the outcome.
[[nodiscard]] std::string_view AuditLimits();

[[nodiscard]] std::string FormatPlanText(const audit::Plan& plan, const Sizes& sizes);
[[nodiscard]] std::string FormatPlanJson(const audit::Plan& plan, const Sizes& sizes);
[[nodiscard]] std::string FormatStateText(const audit::Plan& plan, const audit::Sample& sample,
                                          const audit::Judgement& state);
[[nodiscard]] std::string FormatStateJson(const audit::Plan& plan, const audit::Sample& sample,
                                          const audit::Judgement& state);

}  // namespace constat::cli
