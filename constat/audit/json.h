// JSON of an audit, for programs: a plan with its sizes, and what was read with the judgement on it.
#pragma once

#include <string>

#include "constat/audit/judge.h"
#include "constat/audit/plan.h"
#include "constat/audit/sample.h"
#include "constat/audit/sizes.h"

namespace constat::audit {

// FormatPlanJson: method, risk_limit, winner and loser (name, votes), ballots, manifest where there is one,
// and sizes, null where no sample would do.
[[nodiscard]] std::string FormatPlanJson(const Plan& plan, const Sizes& sizes);

// FormatJudgementJson: plan and plan_sha256, read (what was read, in ballots), seed_checked, p_value, verdict
// ("stop", "go-on" or "full-count") and more, null unless the audit goes on.
[[nodiscard]] std::string FormatJudgementJson(const Plan& plan, const Sample& sample,
                                              const Judgement& judgement);

}  // namespace constat::audit
