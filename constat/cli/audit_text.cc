#include "constat/cli/audit_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "constat/cli/terminal.h"
#include "constat/forensics/audit_alpha_polling.h"
#include "constat/forensics/audit_comparison.h"
#include "constat/report/page/json_text.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::cli {
namespace {

using report::Json;

Json OrNull(const std::optional<int64_t>& value) { return value ? Json(*value) : Json(nullptr); }

std::string Title(const AuditPlan& plan) {
  return fmt::format("{} ({} votes) beat {} ({} votes), among {}", CleanForTerminal(plan.winner),
                     FormatCount(plan.reported.winner), CleanForTerminal(plan.loser),
                     FormatCount(plan.reported.loser), FormatBallots(plan.reported.ballots));
}

std::string_view MethodText(AuditMethod method) {
  switch (method) {
    case AuditMethod::kPolling:
      return "polling (BRAVO): ballots are drawn and read";
    case AuditMethod::kComparison:
      return "comparison (super-simple): ballots are drawn, and each is compared with the machine's "
             "record of it";
    case AuditMethod::kAlpha:
      return "alpha (ALPHA): ballots are drawn, each at most once, and read";
  }
  return {};
}

constexpr std::string_view kTooMany = "more than a sample can do: count all ballots by hand";

// QuantileLine is a line of the table of sizes.
std::string QuantileLine(std::string_view name, const AuditSizes::Polling& sizes) {
  if (!sizes.q70) return fmt::format("  {:<11}{}\n", name, kTooMany);
  const auto part = [](const std::optional<int64_t>& size) { return size ? FormatCount(*size) : "all"; };
  std::string out = fmt::format("  {:<11}{} in 7 of 10 audits, {} in 8 of 10, {} in 9 of 10", name,
                                part(sizes.q70), part(sizes.q80), part(sizes.q90));
  if (sizes.expected) out += fmt::format(" ({} on average)", FormatCount(*sizes.expected));
  return out + "\n";
}

std::string ComparisonLine(const AuditSizes& sizes) {
  if (!sizes.comparison_without_differences) return fmt::format("  comparison {}\n", kTooMany);
  const std::string without = FormatCount(*sizes.comparison_without_differences);
  const std::string line = sizes.comparison
                               ? fmt::format("{} if 1 record in 1,000 is wrong by a vote, {} if none is",
                                             FormatCount(*sizes.comparison), without)
                               : fmt::format("{} if no record is wrong", without);
  return fmt::format(
      "  comparison {};\n             possible only where a machine kept a record of each single ballot\n",
      line);
}

// FormatP rounds up, so that no p-value above the risk limit looks as if it were not.
std::string FormatP(double p) {
  if (p < 0.0001) return "below 0.0001";
  return fmt::format("{:.4f}", std::min(1.0, std::ceil(p * 1e4 - 1e-9) / 1e4));
}

std::string SampleText(const AuditPlan& plan, const AuditSample& sample) {
  std::string out;
  if (plan.method == AuditMethod::kComparison) {
    const forensics::DiscrepancyCounts& d = sample.differences;
    out = fmt::format(
        "{} compared. The record was too good for {} by 1 vote: {}, by 2 votes: {};\n"
        "too bad by 1 vote: {}, by 2 votes: {}.",
        FormatBallots(sample.drawn), CleanForTerminal(plan.winner), FormatCount(d.one_over),
        FormatCount(d.two_over), FormatCount(d.one_under), FormatCount(d.two_under));
  } else {
    out = fmt::format("{} read: {} {}, {} {}, other {}.", FormatBallots(sample.drawn),
                      CleanForTerminal(plan.winner), FormatCount(sample.votes.winner),
                      CleanForTerminal(plan.loser), FormatCount(sample.votes.loser - sample.missing),
                      FormatCount(sample.other));
  }
  if (sample.missing > 0) {
    out += fmt::format("\nMissing: {}, counted as {}, for nobody knows.", FormatBallots(sample.missing),
                       "votes for " + CleanForTerminal(plan.loser));
  }
  return out + "\n";
}

// MoreMeans says when the number of ballots still to draw is enough.
std::string_view MoreMeans(AuditMethod method, double p) {
  if (method != AuditMethod::kComparison) return "enough in 8 of 10 audits if the reported count is right";
  return p < 1 ? "enough if records differ no more often than so far" : "enough if no further record differs";
}

std::string_view FormatVerdict(AuditVerdict verdict) {
  switch (verdict) {
    case AuditVerdict::kStop:
      return "stop";
    case AuditVerdict::kGoOn:
      return "go-on";
    case AuditVerdict::kFullCount:
      return "full-count";
  }
  return {};
}

Json PlanFields(const AuditPlan& plan) {
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

Json QuantileFields(const AuditSizes::Polling& sizes) {
  return Json{{"p70", OrNull(sizes.q70)}, {"p80", OrNull(sizes.q80)}, {"p90", OrNull(sizes.q90)}};
}

}  // namespace

std::string FormatCount(int64_t count) {
  return text::FormatCount(static_cast<uint64_t>(count), text::kTerminalNumbers);
}

std::string FormatBallots(int64_t count) {
  return text::Plural(static_cast<uint64_t>(count), "ballot", text::kTerminalNumbers);
}

std::string_view AuditLimits() {
  return "An audit checks the count of the paper, not how the paper was kept. Statistics do not "
         "replace an audit.\n";
}

Result<AuditSizes> SizesOf(const AuditPlan& plan) {
  const auto within = [&](const Result<int64_t>& size) {
    return size && *size <= plan.reported.ballots ? std::optional(*size) : std::nullopt;
  };
  const auto bravo = [&](double probability) {
    return within(forensics::BravoQuantileSize(plan.reported, plan.risk_limit, probability));
  };
  const double margin = static_cast<double>(plan.reported.winner - plan.reported.loser) /
                        static_cast<double>(plan.reported.ballots);
  AuditSizes sizes;
  sizes.polling = {within(forensics::BravoExpectedSize(plan.reported, plan.risk_limit)), bravo(0.7),
                   bravo(0.8), bravo(0.9)};
  sizes.comparison = within(forensics::ComparisonSize(margin, plan.risk_limit));
  sizes.comparison_without_differences =
      within(forensics::ComparisonSizeWithoutErrors(margin, plan.risk_limit));
  CONSTAT_ASSIGN(const forensics::AlphaSizes alpha,
                 forensics::SimulateAlphaSizes(plan.reported, plan.risk_limit));
  sizes.alpha = {std::nullopt, alpha.q70, alpha.q80, alpha.q90};
  return sizes;
}

std::optional<int64_t> SizeToBeginWith(const AuditPlan& plan, const AuditSizes& sizes) {
  if (plan.method == AuditMethod::kPolling) return sizes.polling.q80;
  if (plan.method == AuditMethod::kAlpha) return sizes.alpha.q80;
  return sizes.comparison ? sizes.comparison : sizes.comparison_without_differences;
}

std::string FormatPlanText(const AuditPlan& plan, const AuditSizes& sizes) {
  std::string out = fmt::format(
      "To be audited: {}.\n"
      "Risk limit {}: if a full hand count would show that {} did not win, the chance that this\n"
      "audit confirms the outcome all the same is at most {}.\n"
      "Method: {}.\n\n"
      "Ballots to draw if the reported count is right:\n",
      Title(plan), FormatRiskLimit(plan.risk_limit), CleanForTerminal(plan.winner),
      FormatRiskLimit(plan.risk_limit), MethodText(plan.method));
  out += QuantileLine("polling", sizes.polling);
  out += QuantileLine("alpha", sizes.alpha);
  out += ComparisonLine(sizes);
  return out + "\n" + std::string(AuditLimits());
}

std::string FormatPlanJson(const AuditPlan& plan, const AuditSizes& sizes) {
  Json out = PlanFields(plan);
  Json polling = QuantileFields(sizes.polling);
  polling["expected"] = OrNull(sizes.polling.expected);
  out["sizes"] = Json{{"polling", polling},
                      {"alpha", QuantileFields(sizes.alpha)},
                      {"comparison", Json{{"few_differences", OrNull(sizes.comparison)},
                                          {"no_difference", OrNull(sizes.comparison_without_differences)}}}};
  return report::DumpJson(out);
}

std::string FormatStateText(const AuditPlan& plan, const AuditSample& sample, const AuditState& state) {
  std::string out = fmt::format("Reported: {}.\n", Title(plan)) + SampleText(plan, sample);
  out += fmt::format(
      "p-value {}: the chance of a sample this good, at most, if {} had not won. Risk limit {}.\n\n",
      FormatP(state.p), CleanForTerminal(plan.winner), FormatRiskLimit(plan.risk_limit));
  switch (state.verdict) {
    case AuditVerdict::kStop:
      out +=
          fmt::format("STOP: the outcome is confirmed at risk limit {}.\n", FormatRiskLimit(plan.risk_limit));
      break;
    case AuditVerdict::kGoOn:
      out += fmt::format("GO ON: draw about {} more, {}.\nNothing is confirmed yet, and nothing refuted.\n",
                         FormatCount(state.more), MoreMeans(plan.method, state.p));
      break;
    case AuditVerdict::kFullCount:
      out +=
          "FULL HAND COUNT: the outcome is not confirmed, and going on would take as much work as a full\n"
          "hand count, which is due now.\n";
      break;
  }
  out += fmt::format(
      "SHA-256 of the plan: {}\n"
      "Compare it with the one published before the seed: an edited plan confirms anything.\n",
      text::FormatHex(plan.file_sha256));
  if (!sample.seed_checked) {
    out +=
        "Not checked: whether these are the ballots that the seed draws. The risk limit holds "
        "only if they\n"
        "are; give the lists with --results, and --seed.\n";
  }
  return out + std::string(AuditLimits());
}

std::string FormatStateJson(const AuditPlan& plan, const AuditSample& sample, const AuditState& state) {
  Json read{{"ballots", sample.drawn}};
  if (plan.method == AuditMethod::kComparison) {
    const forensics::DiscrepancyCounts& d = sample.differences;
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
  const bool go_on = state.verdict == AuditVerdict::kGoOn;
  return report::DumpJson(Json{{"plan", PlanFields(plan)},
                               {"plan_sha256", text::FormatHex(plan.file_sha256)},
                               {"read", read},
                               {"seed_checked", sample.seed_checked},
                               {"p_value", state.p},
                               {"verdict", FormatVerdict(state.verdict)},
                               {"more", go_on ? Json(state.more) : Json(nullptr)}});
}

}  // namespace constat::cli
