// Audit text: a plan's sizes and the judgement on a sample, in plain words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/audit/ballot_manifest.h"
#include "constat/audit/draw.h"
#include "constat/audit/judge.h"
#include "constat/audit/plan.h"
#include "constat/audit/sample.h"
#include "constat/audit/sizes.h"

namespace constat::audit {

// FormatCount writes 28804 as "28,804"; FormatBallots is "1 ballot" or "28,804 ballots".
[[nodiscard]] std::string FormatCount(int64_t count);
[[nodiscard]] std::string FormatBallots(int64_t count);

// AuditLimits is what no audit of paper shows; it is shown wherever something is said about the outcome.
[[nodiscard]] std::string_view AuditLimits();

// FormatMissingText warns of ballots that are counted, but not in a manifest of so many: what they do to the
// audit. Empty if there are none.
[[nodiscard]] std::string FormatMissingText(const Plan& plan, int64_t listed);

// FormatPlanText, FormatJudgementText: harmless to a terminal; lines end in a line feed.
[[nodiscard]] std::string FormatPlanText(const Plan& plan, const Sizes& sizes);
// PlanFiles and DrawFiles are the names of files, for the lines to type next.
struct PlanFiles {
  std::string plan;
  std::string manifest;  // empty: none
};
struct DrawFiles {
  std::string plan;
  std::string list;
};
// FormatPlanNext says what to do with a written plan; FormatDrawnText what was drawn, and what to do with it.
[[nodiscard]] std::string FormatPlanNext(const Plan& plan, const Sizes& sizes, const PlanFiles& files);
[[nodiscard]] std::string FormatDrawnText(const Plan& plan, const BallotManifest& manifest,
                                          const Drawing& drawing, const DrawFiles& files);
[[nodiscard]] std::string FormatJudgementText(const Plan& plan, const Sample& sample,
                                              const Judgement& judgement);

}  // namespace constat::audit
