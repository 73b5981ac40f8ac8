#include "constat/forensics/shpilkin.h"

#include <algorithm>
#include <numeric>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"

namespace constat::forensics {
namespace {

constexpr int kFirstMode = 20;
constexpr int kLastMode = 89;
constexpr int kLastBin = 100;

// Sum adds bins first to last, both included.
double Sum(const std::array<int64_t, 101>& bins, int first, int last) {
  return static_cast<double>(std::accumulate(bins.begin() + first, bins.begin() + last + 1, int64_t{0}));
}

int TurnoutBin(int64_t ballots, int64_t registered) {
  return static_cast<int>(static_cast<double>(ballots) / static_cast<double>(registered) * 100);
}

bool IsUsable(const Columns& c, size_t i) {
  return IsPossible(c, i) && c.registered[i] > 0 && c.counted[i] > 0;
}

}  // namespace

TurnoutBins BinByTurnout(const Stations& stations, size_t option) {
  const Columns c = ColumnsOf(stations, option);
  TurnoutBins bins;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsUsable(c, i)) continue;
    const auto bin = static_cast<size_t>(TurnoutBin(c.ballots[i], c.registered[i]));
    bins.leader[bin] += c.votes[i];
    bins.others[bin] += c.counted[i] - c.votes[i];
    bins.registered += c.registered[i];
    bins.counted += c.counted[i];
  }
  return bins;
}

int CleanMode(const TurnoutBins& bins) {
  int mode = kFirstMode;
  double most = -1;
  for (int bin = kFirstMode; bin <= kLastMode; ++bin) {
    const double votes = Sum(bins.others, bin - 1, bin + 1);
    if (votes > most) {
      most = votes;
      mode = bin;
    }
  }
  return mode;
}

CleanWindow WindowA(int mode) { return {0, mode}; }
CleanWindow WindowB(int mode) { return {mode - 5, mode}; }
CleanWindow WindowC(int mode) { return {mode - 2, mode + 2}; }

std::optional<AnomalousVotes> EstimateAnomalousVotes(const TurnoutBins& bins, CleanWindow window) {
  CONSTAT_CHECK(0 <= window.first && window.first <= window.last && window.last <= kLastBin);
  const double others = Sum(bins.others, window.first, window.last);
  if (others <= 0) return std::nullopt;
  AnomalousVotes result;
  result.ratio = Sum(bins.leader, window.first, window.last) / others;
  if (window.last < kLastBin) {
    result.votes = Sum(bins.leader, window.last + 1, kLastBin) -
                   result.ratio * Sum(bins.others, window.last + 1, kLastBin);
  }
  const double clean_votes = static_cast<double>(bins.counted) - result.votes;
  result.clean_share = (Sum(bins.leader, 0, kLastBin) - result.votes) / clean_votes;
  result.clean_turnout = clean_votes / static_cast<double>(bins.registered);
  return result;
}

std::vector<CurvePoint> AnomalousVotesCurve(const TurnoutBins& bins) {
  std::vector<CurvePoint> curve;
  for (int mode = kFirstMode; mode <= kLastMode; ++mode) {
    const auto estimate = EstimateAnomalousVotes(bins, WindowA(mode));
    if (estimate) curve.push_back({mode, *estimate});
  }
  return curve;
}

PlacedEstimate EstimateFromCluster(const Stations& stations, size_t option, PlacedCluster cluster) {
  CONSTAT_CHECK(cluster.turnout >= 0 && cluster.turnout <= 100 && cluster.share > 0 && cluster.share < 100);
  const Columns c = ColumnsOf(stations, option);
  int64_t leader_above = 0;
  int64_t others_above = 0;
  int64_t leader = 0;
  int64_t others = 0;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsUsable(c, i)) continue;
    leader += c.votes[i];
    others += c.counted[i] - c.votes[i];
    const double hundredfold = 100 * static_cast<double>(c.ballots[i]);
    if (!(hundredfold > cluster.turnout * static_cast<double>(c.registered[i]))) continue;
    leader_above += c.votes[i];
    others_above += c.counted[i] - c.votes[i];
  }
  PlacedEstimate result;
  result.ratio = cluster.share / (100 - cluster.share);
  result.above = static_cast<double>(leader_above) - result.ratio * static_cast<double>(others_above);
  result.all = static_cast<double>(leader) - result.ratio * static_cast<double>(others);
  return result;
}

}  // namespace constat::forensics
