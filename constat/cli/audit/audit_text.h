// Audit text: a plan's sizes and the state of an audit, in plain words and as JSON.
#pragma once

#include <optional>
#include <string>

#include "constat/audit/plan.h"
#include "constat/audit/sample.h"

namespace constat::cli {

// AuditSizes are ballots to draw if the reported count is right; nothing where that is more than there are,
// or no sample would do.
struct AuditSizes {
  struct Polling {
    std::optional<int64_t> expected, q70, q80, q90;
  };
  Polling polling;
  Polling alpha;  // without expected
  std::optional<int64_t> comparison, comparison_without_differences;
};

// SizesOf works the sizes out. ERRORS: kBadNumber, only for a plan that CheckAuditPlan refuses.
[[nodiscard]] Result<AuditSizes> SizesOf(const audit::AuditPlan& plan);

// SizeToBeginWith is what the plan's method needs, in 8 of 10 audits; nothing where all must be counted.
[[nodiscard]] std::optional<int64_t> SizeToBeginWith(const audit::AuditPlan& plan, const AuditSizes& sizes);

// FormatCount writes 28804 as "28,804"; FormatBallots is "1 ballot" or "28,804 ballots".
[[nodiscard]] std::string FormatCount(int64_t count);
[[nodiscard]] std::string FormatBallots(int64_t count);

// What no audit of paper shows; printed by every command that says something about the outcome.
[[nodiscard]] std::string_view AuditLimits();

[[nodiscard]] std::string FormatPlanText(const audit::AuditPlan& plan, const AuditSizes& sizes);
[[nodiscard]] std::string FormatPlanJson(const audit::AuditPlan& plan, const AuditSizes& sizes);
[[nodiscard]] std::string FormatStateText(const audit::AuditPlan& plan, const audit::AuditSample& sample,
                                          const audit::AuditState& state);
[[nodiscard]] std::string FormatStateJson(const audit::AuditPlan& plan, const audit::AuditSample& sample,
                                          const audit::AuditState& state);

}  // namespace constat::cli
