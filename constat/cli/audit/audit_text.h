// Audit text: a plan's sizes and the judgement on a sample, in plain words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/audit/judge.h"
#include "constat/audit/plan.h"
#include "constat/audit/sample.h"
#include "constat/audit/sizes.h"

namespace constat::cli {

// FormatCount writes 28804 as "28,804"; FormatBallots is "1 ballot" or "28,804 ballots".
[[nodiscard]] std::string FormatCount(int64_t count);
[[nodiscard]] std::string FormatBallots(int64_t count);

// What no audit of paper shows; printed by every command that says something about the outcome.
[[nodiscard]] std::string_view AuditLimits();

[[nodiscard]] std::string FormatPlanText(const audit::Plan& plan, const audit::Sizes& sizes);
[[nodiscard]] std::string FormatJudgementText(const audit::Plan& plan, const audit::Sample& sample,
                                              const audit::Judgement& judgement);

}  // namespace constat::cli
