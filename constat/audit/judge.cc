#include "constat/audit/judge.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "constat/audit/alpha_polling.h"
#include "constat/audit/bravo.h"
#include "constat/audit/comparison.h"
#include "constat/stats/real.h"

namespace constat::audit {
namespace {

// Continue says that the audit goes on, or, with nothing to go on with, that all ballots are to be counted.
Judgement Continue(const Plan& plan, int64_t drawn, double p, std::optional<int64_t> more) {
  if (!more || *more > plan.reported.ballots - drawn) return {Verdict::kFullCount, p, 0};
  return {Verdict::kGoOn, p, std::max<int64_t>(*more, 1)};
}

Result<Judgement> JudgePolling(const Plan& plan, const Sample& sample) {
  CONSTAT_ASSIGN(const double p, BravoPValue(plan.reported, sample.votes));
  if (p <= plan.risk_limit) return Judgement{Verdict::kStop, p, 0};
  // Refused where the margin or the sample is such that no sample will do.
  const Result<int64_t> more = BravoQuantileSize(plan.reported, plan.risk_limit, 0.8, sample.votes);
  return Continue(plan, sample.drawn, p, more ? std::optional(*more) : std::nullopt);
}

Result<Judgement> JudgeAlpha(const Plan& plan, const Sample& sample) {
  CONSTAT_ASSIGN(const AlphaSettings settings, AlphaPolling(plan.reported));
  CONSTAT_ASSIGN(const SequentialTest test, TestAlpha(sample.values, settings));
  if (test.p <= plan.risk_limit) return Judgement{Verdict::kStop, test.p, 0};
  CONSTAT_ASSIGN(const AlphaSizes sizes, SimulateAlphaSizes(plan.reported, plan.risk_limit, sample.values));
  return Continue(plan, sample.drawn, test.p, sizes.q80);
}

// MoreWithoutDifferences is how many more ballots are enough if none of them differs; nothing where all
// ballots are not.
std::optional<int64_t> MoreWithoutDifferences(const Plan& plan, double margin, DiscrepancyCounts counts) {
  const int64_t drawn = counts.ballots;
  const auto is_enough = [&](int64_t ballots) {
    counts.ballots = ballots;
    const Result<double> p = ComparisonPValue(margin, counts);
    return p && *p <= plan.risk_limit;
  };
  int64_t too_few = drawn;
  int64_t enough = plan.reported.ballots;
  if (too_few >= enough || !is_enough(enough)) return std::nullopt;
  while (enough - too_few > 1) {  // p falls with each ballot that does not differ
    const int64_t middle = too_few + (enough - too_few) / 2;
    (is_enough(middle) ? enough : too_few) = middle;
  }
  return enough - drawn;
}

Result<Judgement> JudgeComparison(const Plan& plan, const Sample& sample) {
  const double margin = MarginOf(plan.reported);
  DiscrepancyCounts counts = sample.differences;
  counts.ballots = sample.drawn;
  CONSTAT_ASSIGN(const double p, ComparisonPValue(margin, counts));
  if (p <= plan.risk_limit) return Judgement{Verdict::kStop, p, 0};
  // The logarithm of p grows with the sample where its rates of differences stay as they are.
  const double so_far = stats::Log(p);
  if (so_far < 0) {
    const double more =
        std::ceil(static_cast<double>(sample.drawn) * (stats::Log(plan.risk_limit) / so_far - 1));
    return Continue(plan, sample.drawn, p,
                    more < 0x1p31 ? std::optional(static_cast<int64_t>(more)) : std::nullopt);
  }
  // At the rates so far p would never fall. Few ballots say little about rates; as many as planned do.
  const Result<int64_t> planned = ComparisonSize(margin, plan.risk_limit);
  if (!planned || sample.drawn >= *planned) return Continue(plan, sample.drawn, p, std::nullopt);
  return Continue(plan, sample.drawn, p, MoreWithoutDifferences(plan, margin, counts));
}

}  // namespace

Result<Judgement> Judge(const Plan& plan, const Sample& sample) {
  switch (plan.method) {
    case Method::kPolling:
      return JudgePolling(plan, sample);
    case Method::kAlpha:
      return JudgeAlpha(plan, sample);
    case Method::kComparison:
      return JudgeComparison(plan, sample);
  }
  return Fail(ErrorCode::kUsage, "no such method of audit");
}

}  // namespace constat::audit
