#include "constat/audit/text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::audit {
namespace {

std::string Title(const Plan& plan) {
  return fmt::format("{} ({} votes) beat {} ({} votes), among {}", text::CleanLine(plan.winner),
                     FormatCount(plan.reported.winner), text::CleanLine(plan.loser),
                     FormatCount(plan.reported.loser), FormatBallots(plan.reported.ballots));
}

std::string_view MethodText(Method method) {
  switch (method) {
    case Method::kPolling:
      return "polling (BRAVO): ballots are drawn and read";
    case Method::kComparison:
      return "comparison (super-simple): ballots are drawn, and each is compared with the machine's "
             "record of it";
    case Method::kAlpha:
      return "alpha (ALPHA): ballots are drawn, each at most once, and read";
  }
  return {};
}

constexpr std::string_view kTooMany = "more than a sample can do: count all ballots by hand";

// QuantileLine is a line of the table of sizes.
std::string QuantileLine(std::string_view name, const Sizes::Polling& sizes) {
  if (!sizes.q70) return fmt::format("  {:<11}{}\n", name, kTooMany);
  const auto part = [](const std::optional<int64_t>& size) { return size ? FormatCount(*size) : "all"; };
  std::string out = fmt::format("  {:<11}{} in 7 of 10 audits, {} in 8 of 10, {} in 9 of 10", name,
                                part(sizes.q70), part(sizes.q80), part(sizes.q90));
  if (sizes.expected) out += fmt::format(" ({} on average)", FormatCount(*sizes.expected));
  return out + "\n";
}

std::string ComparisonLine(const Sizes& sizes) {
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

std::string SampleText(const Plan& plan, const Sample& sample) {
  std::string out;
  if (plan.method == Method::kComparison) {
    const DiscrepancyCounts& d = sample.differences;
    out = fmt::format(
        "{} compared. The record was too good for {} by 1 vote: {}, by 2 votes: {};\n"
        "too bad by 1 vote: {}, by 2 votes: {}.",
        FormatBallots(sample.drawn), text::CleanLine(plan.winner), FormatCount(d.one_over),
        FormatCount(d.two_over), FormatCount(d.one_under), FormatCount(d.two_under));
  } else {
    out = fmt::format("{} read: {} {}, {} {}, other {}.", FormatBallots(sample.drawn),
                      text::CleanLine(plan.winner), FormatCount(sample.votes.winner),
                      text::CleanLine(plan.loser), FormatCount(sample.votes.loser - sample.missing),
                      FormatCount(sample.other));
  }
  if (sample.missing > 0) {
    out += fmt::format("\nMissing: {}, counted as {}, because nobody knows what they said.",
                       FormatBallots(sample.missing), "votes for " + text::CleanLine(plan.loser));
  }
  return out + "\n";
}

// MoreMeans says when the number of ballots still to draw is enough.
std::string_view MoreMeans(Method method, double p) {
  if (method != Method::kComparison) return "enough in 8 of 10 audits if the reported count is right";
  return p < 1 ? "enough if records differ no more often than so far" : "enough if no further record differs";
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

std::string FormatMissingText(const Plan& plan, int64_t listed) {
  if (listed == plan.reported.ballots) return {};
  return fmt::format(
      "Warning: the count has {}, the manifest only {}. The {} that are not there can be drawn, and then "
      "count against {}. Look for them before the seed is rolled.",
      FormatBallots(plan.reported.ballots), FormatCount(listed), FormatCount(plan.reported.ballots - listed),
      text::CleanLine(plan.winner));
}

std::string FormatPlanText(const Plan& plan, const Sizes& sizes) {
  std::string out = fmt::format(
      "To be audited: {}.\n"
      "Risk limit {}: if a full hand count would show that {} did not win, the chance that this\n"
      "audit confirms the outcome all the same is at most {}.\n"
      "Method: {}.\n\n"
      "Ballots to draw if the reported count is right:\n",
      Title(plan), FormatRiskLimit(plan.risk_limit), text::CleanLine(plan.winner),
      FormatRiskLimit(plan.risk_limit), MethodText(plan.method));
  out += QuantileLine("polling", sizes.polling);
  out += QuantileLine("alpha", sizes.alpha);
  out += ComparisonLine(sizes);
  return out + "\n" + std::string(AuditLimits());
}

std::string FormatJudgementText(const Plan& plan, const Sample& sample, const Judgement& judgement) {
  std::string out = fmt::format("Reported: {}.\n", Title(plan)) + SampleText(plan, sample);
  out += fmt::format(
      "p-value {}: if {} had not won, the chance of a sample this good would be at most that. "
      "Risk limit {}.\n"
      "\n",
      FormatP(judgement.p), text::CleanLine(plan.winner), FormatRiskLimit(plan.risk_limit));
  switch (judgement.verdict) {
    case Verdict::kStop:
      out +=
          fmt::format("STOP: the outcome is confirmed at risk limit {}.\n", FormatRiskLimit(plan.risk_limit));
      break;
    case Verdict::kGoOn:
      out += fmt::format(
          "GO ON: draw about {} more, {}.\n"
          "Nothing is confirmed yet, and nothing is disproved.\n",
          FormatCount(judgement.more), MoreMeans(plan.method, judgement.p));
      break;
    case Verdict::kFullCount:
      out +=
          "FULL HAND COUNT: the outcome is not confirmed, and to go on would be as much work as a full\n"
          "hand count. Count all ballots by hand now.\n";
      break;
  }
  out += fmt::format(
      "SHA-256 of the plan: {}\n"
      "Compare it with the one published before the seed: a plan that was changed can confirm anything.\n",
      text::FormatHex(plan.file_sha256));
  if (!sample.seed_checked) {
    out +=
        "Not checked: whether these are the ballots that the seed draws. The risk limit holds "
        "only if they\n"
        "are; give the lists with --results, and --seed.\n";
  }
  return out + std::string(AuditLimits());
}

std::string FormatPlanNext(const Plan& plan, const Sizes& sizes, const PlanFiles& files) {
  const std::optional<int64_t> size = SizeToBeginWith(plan, sizes);
  if (!size) {
    return fmt::format("\nWrote {}. By this method, a full hand count is less work than an audit.\n",
                       files.plan);
  }
  return fmt::format(
      "\n"
      "Wrote {}. Next: publish it together with the manifest of the ballots; then roll at least "
      "20 digits in\n"
      "public, and draw the first ballots with them:\n"
      "  constat audit draw {} --seed DIGITS --manifest {} --count {} --out draw-1.csv\n",
      files.plan, files.plan, files.manifest.empty() ? "ballots.csv" : files.manifest, *size);
}

std::string FormatDrawnText(const Plan& plan, const BallotManifest& manifest, const Drawing& drawing,
                            const DrawFiles& files) {
  const uint64_t last = drawing.range.first + drawing.range.count - 1;
  std::string out = fmt::format("Drew {} (draws {} to {}) from {} in {} by the seed {}.\n",
                                FormatBallots(static_cast<int64_t>(drawing.range.count)), drawing.range.first,
                                last, FormatBallots(plan.reported.ballots),
                                manifest.batches.size() == 1
                                    ? "1 batch"
                                    : FormatCount(static_cast<int64_t>(manifest.batches.size())) + " batches",
                                drawing.seed);
  out += fmt::format("SHA-256 of the manifest: {}\n", text::FormatHex(manifest.sha256));
  if (!plan.manifest)
    out += "The plan does not name the manifest: compare that number with one published before the seed.\n";
  return out + fmt::format(
                   "Wrote {}. Next: fetch each ballot and write under vote: {}, {}, other "
                   "or missing{}. Then:\n"
                   "  constat audit update {} --results {}{}\n"
                   "If it says GO ON, draw with the same seed and --from {}.\n",
                   files.list, text::CleanLine(plan.winner), text::CleanLine(plan.loser),
                   plan.method == Method::kComparison ? ", and under machine what its record says" : "",
                   files.plan, drawing.range.first == 1 ? "" : "EARLIER --results ", files.list, last + 1);
}

}  // namespace constat::audit
