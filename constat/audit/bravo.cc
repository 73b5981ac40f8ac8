#include "constat/audit/bravo.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "constat/stats/distribution.h"
#include "constat/stats/real.h"

namespace constat::audit {
namespace {

constexpr int64_t kSizeLimit = int64_t{1} << 31;

Status CheckCounts(const ReportedCount& reported, SampledVotes sample) {
  if (reported.loser < 0 || reported.winner <= reported.loser ||
      reported.winner + reported.loser > reported.ballots || reported.ballots >= kSizeLimit) {
    return Fail(ErrorCode::kBadNumber,
                "a reported count needs 0 <= loser < winner, and both together at most all ballots");
  }
  if (sample.winner < 0 || sample.loser < 0) {
    return Fail(ErrorCode::kBadNumber, "a count of sampled votes is negative");
  }
  return {};
}

Status CheckFraction(double value, const char* name) {
  if (value > 0 && value < 1) return {};
  return Fail(ErrorCode::kBadNumber, std::string(name) + " must be between 0 and 1");
}

// Odds are what one sampled vote adds to ln T, and what ln T still lacks.
struct Odds {
  double share;  // of the winner among the votes for winner or loser
  double plus;   // ln(2 share), of a vote for the winner
  double minus;  // ln(2 - 2 share), of a vote for the loser; minus infinity if there should be none
  double lacking;
};

double LogStatistic(double plus, double minus, SampledVotes sample) {
  return static_cast<double>(sample.winner) * plus +
         (sample.loser > 0 ? static_cast<double>(sample.loser) * minus : 0);
}

Odds OddsOf(const ReportedCount& reported, double risk_limit, SampledVotes sample) {
  const double both = static_cast<double>(reported.winner + reported.loser);
  const double share = static_cast<double>(reported.winner) / both;
  const double plus = stats::Log(2 * share);
  const double minus = stats::Log(2 * static_cast<double>(reported.loser) / both);
  return {share, plus, minus, stats::Log(1 / risk_limit) - LogStatistic(plus, minus, sample)};
}

// ScaleUp is ceil(votes * ballots / (winner + loser)), in integers.
int64_t ScaleUp(int64_t votes, const ReportedCount& reported) {
  const int64_t both = reported.winner + reported.loser;
  return (votes * reported.ballots + both - 1) / both;
}

// NormalSize is the size at which the winner's expected votes, less z standard deviations, just make up what
// is lacking: n share + z sqrt(n d) = (lacking - n minus) / (plus - minus), a quadratic equation in n.
double NormalSize(const Odds& odds, double probability) {
  const double z = stats::NormalQuantile(probability);
  const double d = odds.share * (1 - odds.share);
  const double f = odds.lacking / (odds.plus - odds.minus);
  const double g = odds.minus / (odds.plus - odds.minus) + odds.share;
  const double b = z * z * d + 2 * f * g;
  const double root = std::sqrt(std::max(0.0, b * b - 4 * g * g * f * f));
  return (probability > 0.5 ? b + root : b - root) / (2 * g * g);
}

}  // namespace

Result<double> BravoPValue(const ReportedCount& reported, SampledVotes sample) {
  CONSTAT_TRY(CheckCounts(reported, sample));
  const Odds odds = OddsOf(reported, 1, sample);
  return std::min(1.0, stats::Exp(odds.lacking));
}

Result<int64_t> BravoExpectedSize(const ReportedCount& reported, double risk_limit, SampledVotes sample) {
  CONSTAT_TRY(CheckCounts(reported, sample));
  CONSTAT_TRY(CheckFraction(risk_limit, "the risk limit"));
  const Odds odds = OddsOf(reported, risk_limit, sample);
  if (odds.lacking <= 0) return 0;
  const double ballots = static_cast<double>(reported.ballots);
  double gain = static_cast<double>(reported.winner) / ballots * odds.plus;
  if (reported.loser > 0) gain += static_cast<double>(reported.loser) / ballots * odds.minus;
  const double size = std::ceil((odds.lacking + odds.plus / 2) / gain);
  if (!(size < static_cast<double>(kSizeLimit))) {
    return Fail(ErrorCode::kBadNumber, "the margin is too small for an audit by sample: count all ballots");
  }
  return static_cast<int64_t>(size);
}

Result<int64_t> BravoQuantileSize(const ReportedCount& reported, double risk_limit, double probability,
                                  SampledVotes sample) {
  CONSTAT_TRY(CheckCounts(reported, sample));
  CONSTAT_TRY(CheckFraction(risk_limit, "the risk limit"));
  CONSTAT_TRY(CheckFraction(probability, "the probability of stopping"));
  const Odds odds = OddsOf(reported, risk_limit, sample);
  if (odds.lacking <= 0) return 0;
  if (reported.loser == 0 && sample.loser == 0) {
    return ScaleUp(static_cast<int64_t>(std::ceil(odds.lacking / odds.plus)), reported);
  }
  if (reported.loser == 0) {
    return Fail(ErrorCode::kBadNumber, "a vote for an option that should have none: count all ballots");
  }
  const double start = std::floor(NormalSize(odds, probability));
  for (auto size = static_cast<int64_t>(std::clamp(start, 1.0, 0x1p31)); size < kSizeLimit; ++size) {
    const int64_t winner = stats::BinomialQuantile(1 - probability, size, odds.share);
    const double gained =
        static_cast<double>(winner) * odds.plus + static_cast<double>(size - winner) * odds.minus;
    if (gained > odds.lacking) return ScaleUp(size, reported);
  }
  return Fail(ErrorCode::kBadNumber, "the margin is too small for an audit by sample: count all ballots");
}

}  // namespace constat::audit
