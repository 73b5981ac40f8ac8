#include "constat/audit/comparison.h"

#include <algorithm>
#include <cmath>

#include "constat/stats/real.h"

namespace constat::audit {
namespace {

constexpr double kTwoGamma = 2 * kErrorInflation;

Status CheckMargin(double diluted_margin) {
  if (diluted_margin > 0 && diluted_margin <= 1) return {};
  return Fail(ErrorCode::kBadNumber, "a diluted margin must be above 0 and at most 1");
}

Status CheckRiskLimit(double risk_limit) {
  if (risk_limit > 0 && risk_limit < 1) return {};
  return Fail(ErrorCode::kBadNumber, "the risk limit must be between 0 and 1");
}

Status CheckRates(const DiscrepancyRates& rates) {
  for (const double rate : {rates.one_over, rates.two_over, rates.one_under, rates.two_under}) {
    if (!(rate >= 0 && rate <= 1)) {
      return Fail(ErrorCode::kBadNumber, "a rate of discrepancies must be between 0 and 1");
    }
  }
  return {};
}

// LogBurden is the sum of ln(1 - e / (2 gamma)) over discrepancies e, each kind as many times as said.
double LogBurden(const DiscrepancyRates& times) {
  return times.one_over * stats::Log1p(-1 / kTwoGamma) + times.two_over * stats::Log1p(-2 / kTwoGamma) +
         times.one_under * stats::Log1p(1 / kTwoGamma) + times.two_under * stats::Log1p(2 / kTwoGamma);
}

// WholeSize rounds up what fits a count.
Result<int64_t> WholeSize(double size) {
  if (size < 0x1p53) return static_cast<int64_t>(std::ceil(size));
  return Fail(ErrorCode::kBadNumber, "the margin is too small for an audit by sample: count all ballots");
}

}  // namespace

Result<int64_t> ComparisonSizeWithoutErrors(double diluted_margin, double risk_limit) {
  CONSTAT_TRY(CheckMargin(diluted_margin));
  CONSTAT_TRY(CheckRiskLimit(risk_limit));
  return WholeSize(-kTwoGamma * stats::Log(risk_limit) / diluted_margin);
}

Result<int64_t> ComparisonSize(double diluted_margin, double risk_limit, const DiscrepancyRates& rates) {
  CONSTAT_TRY(CheckMargin(diluted_margin));
  CONSTAT_TRY(CheckRiskLimit(risk_limit));
  CONSTAT_TRY(CheckRates(rates));
  const double gain = stats::Log1p(-diluted_margin / kTwoGamma) - LogBurden(rates);
  if (gain >= 0) {
    return Fail(ErrorCode::kBadNumber, "discrepancies this frequent outweigh the margin: count all ballots");
  }
  const double first = std::ceil(stats::Log(risk_limit) / gain);
  DiscrepancyRates expected = rates;
  expected.one_over = std::ceil(rates.one_over * first);
  expected.one_under = std::ceil(rates.one_under * first);
  return WholeSize(-kTwoGamma * (stats::Log(risk_limit) + LogBurden(expected)) / diluted_margin);
}

Result<double> ComparisonPValue(double diluted_margin, const DiscrepancyCounts& sample) {
  CONSTAT_TRY(CheckMargin(diluted_margin));
  int64_t differ = 0;
  for (const int64_t count : {sample.one_over, sample.two_over, sample.one_under, sample.two_under}) {
    if (count < 0 || count > sample.ballots - differ) {
      return Fail(ErrorCode::kBadNumber, "a sample cannot have fewer ballots than discrepancies");
    }
    differ += count;
  }
  if (sample.ballots < 0) return Fail(ErrorCode::kBadNumber, "a sample has a negative number of ballots");
  const DiscrepancyRates times{static_cast<double>(sample.one_over), static_cast<double>(sample.two_over),
                               static_cast<double>(sample.one_under), static_cast<double>(sample.two_under)};
  const double log_p =
      static_cast<double>(sample.ballots) * stats::Log1p(-diluted_margin / kTwoGamma) - LogBurden(times);
  return std::min(1.0, stats::Exp(log_p));
}

}  // namespace constat::audit
