#include "constat/audit/json.h"

#include <optional>
#include <string_view>

#include "constat/text/hex.h"
#include "constat/text/json.h"

namespace constat::audit {
namespace {

using text::Json;

Json OrNull(const std::optional<int64_t>& value) { return value ? Json(*value) : Json(nullptr); }

std::string_view FormatVerdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::kStop:
      return "stop";
    case Verdict::kGoOn:
      return "go-on";
    case Verdict::kFullCount:
      return "full-count";
  }
  return {};
}

Json PlanFields(const Plan& plan) {
  Json out{{"method", FormatMethod(plan.method)},
           {"risk_limit", plan.risk_limit},
           {"winner", Json{{"name", plan.winner}, {"votes", plan.reported.winner}}},
           {"loser", Json{{"name", plan.loser}, {"votes", plan.reported.loser}}},
           {"ballots", plan.reported.ballots}};
  if (plan.manifest) {
    out["manifest"] =
        Json{{"sha256", text::FormatHex(plan.manifest->sha256)}, {"ballots", plan.manifest->ballots}};
  }
  return out;
}

Json QuantileFields(const Sizes::Polling& sizes) {
  return Json{{"p70", OrNull(sizes.q70)}, {"p80", OrNull(sizes.q80)}, {"p90", OrNull(sizes.q90)}};
}

}  // namespace

std::string FormatPlanJson(const Plan& plan, const Sizes& sizes) {
  Json out = PlanFields(plan);
  Json polling = QuantileFields(sizes.polling);
  polling["expected"] = OrNull(sizes.polling.expected);
  out["sizes"] = Json{{"polling", polling},
                      {"alpha", QuantileFields(sizes.alpha)},
                      {"comparison", Json{{"few_differences", OrNull(sizes.comparison)},
                                          {"no_difference", OrNull(sizes.comparison_without_differences)}}}};
  return text::FormatJson(out);
}

std::string FormatJudgementJson(const Plan& plan, const Sample& sample, const Judgement& judgement) {
  Json read{{"ballots", sample.drawn}};
  if (plan.method == Method::kComparison) {
    const DiscrepancyCounts& d = sample.differences;
    read["over1"] = d.one_over;
    read["over2"] = d.two_over;
    read["under1"] = d.one_under;
    read["under2"] = d.two_under;
  } else {
    read["winner"] = sample.votes.winner;
    read["loser"] = sample.votes.loser - sample.missing;
    read["other"] = sample.other;
  }
  read["missing"] = sample.missing;
  const bool go_on = judgement.verdict == Verdict::kGoOn;
  return text::FormatJson(Json{{"plan", PlanFields(plan)},
                               {"plan_sha256", text::FormatHex(plan.file_sha256)},
                               {"read", read},
                               {"seed_checked", sample.seed_checked},
                               {"p_value", judgement.p},
                               {"verdict", FormatVerdict(judgement.verdict)},
                               {"more", go_on ? Json(judgement.more) : Json(nullptr)}});
}

}  // namespace constat::audit
