#include "constat/forensics/contracted_windows.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"
#include "constat/stats/distribution.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

constexpr int64_t kMinRegion = 30;
constexpr int64_t kMaxExact = 1'000'000;
constexpr double kReach = 9;  // standard deviations

// Proportions are of one kind, turnout or share, at the stations that take part: hits of trials.
struct Proportions {
  std::vector<int64_t> hits, of;
  std::vector<size_t> group;
  size_t groups = 1;
};

struct Spread {
  double n = 0, sum = 0, squares = 0, noise = 0;  // noise: sum of 1 / trials
  double mean = 0, between = 0;
};

std::vector<size_t> GroupsOf(const Stations& stations, const IntegerPercentages& result) {
  std::vector<int64_t> sizes(stations.region_names.size());
  std::vector<size_t> out;
  for (const RegionIntegers& region : result.regions) sizes[region.region] = region.stations;
  for (const IntegerStation& s : result.stations) {
    const bool alone = !stations.region.empty() && sizes[stations.region[s.station]] >= kMinRegion;
    out.push_back(alone ? stations.region[s.station] + size_t{1} : 0);
  }
  return out;
}

std::vector<double> Contracted(const Proportions& rates) {
  std::vector<Spread> spreads(rates.groups);
  const auto rate = [&](size_t i) {
    return static_cast<double>(rates.hits[i]) / static_cast<double>(rates.of[i]);
  };
  for (size_t i = 0; i < rates.of.size(); ++i) {
    Spread& s = spreads[rates.group[i]];
    s.n += 1;
    s.sum += rate(i);
    s.squares += rate(i) * rate(i);
    s.noise += 1 / static_cast<double>(rates.of[i]);
  }
  for (Spread& s : spreads) {
    if (s.n == 0) continue;
    s.mean = s.sum / s.n;
    s.between = std::max(0.0, s.squares / s.n - s.mean * s.mean - s.mean * (1 - s.mean) * s.noise / s.n);
  }
  std::vector<double> out;
  for (size_t i = 0; i < rates.of.size(); ++i) {
    const Spread& s = spreads[rates.group[i]];
    const double noise = s.mean * (1 - s.mean) / static_cast<double>(rates.of[i]);
    const double factor = s.between > 0 ? std::sqrt(s.between / (s.between + noise)) : 0;
    out.push_back(std::clamp(s.mean + factor * (rate(i) - s.mean), 0.0, 1.0));
  }
  return out;
}

// BetweenCounts is P(first <= Bin(n, p) <= last).
double BetweenCounts(int64_t first, int64_t last, int64_t n, double p) {
  if (n > kMaxExact) {
    const double mean = static_cast<double>(n) * p;
    const double deviation = std::sqrt(mean * (1 - p));
    return stats::NormalTail((static_cast<double>(first) - 0.5 - mean) / deviation) -
           stats::NormalTail((static_cast<double>(last) + 0.5 - mean) / deviation);
  }
  double term = stats::Exp(stats::LogBinomialProbability(first, n, p));
  double sum = term;
  for (int64_t k = first; k < last; ++k) {
    term *= static_cast<double>(n - k) / static_cast<double>(k + 1) * p / (1 - p);
    sum += term;
  }
  return sum;
}

}  // namespace

double WholePercentageProbability(int64_t n, double p) {
  CONSTAT_CHECK(n >= 1 && p >= 0 && p <= 1);
  if (p == 0 || p == 1) return 1;
  const double mean = static_cast<double>(n) * p;
  const double reach = kReach * std::sqrt(mean * (1 - p)) + kReach;
  const auto low = static_cast<int64_t>(std::max(0.0, std::floor(mean - reach)));
  const auto high = std::min(n, static_cast<int64_t>(std::ceil(mean + reach)));
  double sum = 0;
  for (int64_t m = NearestPercent(low, n); m <= NearestPercent(high, n); ++m) {
    const int64_t first = std::max<int64_t>(0, ((20 * m - 1) * n + 1999) / 2000);  // ceil; m = 0: at most 0
    const int64_t last = std::min(n, (20 * m + 1) * n / 2000);
    if (first <= last) sum += BetweenCounts(first, last, n, p);
  }
  return std::min(1.0, sum);
}

IntegerCounts ContractedCounts(const Stations& stations, size_t option, const IntegerPercentages& result) {
  const Columns c = ColumnsAsKnown(stations, option);
  const auto make = [&](std::span<const int64_t> hits, std::span<const int64_t> of) {
    Proportions out{.hits = {},
                    .of = {},
                    .group = GroupsOf(stations, result),
                    .groups = stations.region_names.size() + 1};
    for (const IntegerStation& s : result.stations) {
      out.hits.push_back(hits[s.station]);
      out.of.push_back(of[s.station]);
    }
    return out;
  };
  std::vector<IntegerStation> contracted = result.stations;
  const Proportions share = make(c.votes, c.counted);
  const std::vector<double> share_rates = Contracted(share);
  for (size_t i = 0; i < contracted.size(); ++i)
    contracted[i].share_probability = WholePercentageProbability(share.of[i], share_rates[i]);
  if (!c.has_registered()) return CountStations(contracted);
  const Proportions turnout = make(c.ballots, c.registered);
  const std::vector<double> turnout_rates = Contracted(turnout);
  for (size_t i = 0; i < contracted.size(); ++i)
    contracted[i].turnout_probability = WholePercentageProbability(turnout.of[i], turnout_rates[i]);
  return CountStations(contracted);
}

}  // namespace constat::forensics
