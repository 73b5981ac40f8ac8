#include "constat/forensics/association.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

// Rates are the included stations' quotients, and where each stands in the table.
struct Rates {
  std::vector<double> turnout, share, leader, others, registered;
  std::vector<size_t> station;
};

Rates RatesOf(const Columns& c, int64_t min_registered) {
  CONSTAT_CHECK(min_registered >= 1);
  Rates rates;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i) || c.registered[i] < min_registered || c.counted[i] == 0) continue;
    const double n = static_cast<double>(c.registered[i]);
    const double votes = static_cast<double>(c.votes[i]);
    rates.turnout.push_back(static_cast<double>(c.ballots[i]) / n);
    rates.share.push_back(votes / static_cast<double>(c.counted[i]));
    rates.leader.push_back(votes / n);
    rates.others.push_back(static_cast<double>(c.counted[i] - c.votes[i]) / n);
    rates.registered.push_back(n);
    rates.station.push_back(i);
  }
  return rates;
}

// Mean squares of rates below this are rounding, not variation.
constexpr double kNoVariation = 1e-28;

// Second are the central second moments of two columns of rates.
struct Second {
  double xx = 0, xy = 0, yy = 0;

  double Correlation() const { return xx > kNoVariation && yy > kNoVariation ? xy / std::sqrt(xx * yy) : 0; }
  double Slope() const { return xx > kNoVariation ? xy / xx : 0; }
};

Second Moments(std::span<const double> x, std::span<const double> y, std::span<const double> weight) {
  const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  const double mean_x = std::inner_product(x.begin(), x.end(), weight.begin(), 0.0) / total;
  const double mean_y = std::inner_product(y.begin(), y.end(), weight.begin(), 0.0) / total;
  Second sums;
  for (size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mean_x;
    const double dy = y[i] - mean_y;
    sums.xx += weight[i] * dx * dx / total;
    sums.xy += weight[i] * dx * dy / total;
    sums.yy += weight[i] * dy * dy / total;
  }
  return sums;
}

// Ranks from 1; equal values share the mean of their ranks.
std::vector<double> Ranks(const std::vector<double>& x) {
  std::vector<size_t> order(x.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return x[a] < x[b]; });
  std::vector<double> ranks(x.size());
  for (size_t begin = 0, end; begin < order.size(); begin = end) {
    end = begin + 1;
    while (end < order.size() && x[order[end]] == x[order[begin]]) ++end;
    for (size_t i = begin; i < end; ++i) ranks[order[i]] = 0.5 * static_cast<double>(begin + 1 + end);
  }
  return ranks;
}

struct Shape {
  double skewness = 0, kurtosis = 0;
};

Shape ShapeOf(std::span<const double> x) {
  if (x.empty()) return {};
  const double n = static_cast<double>(x.size());
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
  double m2 = 0;
  double m3 = 0;
  double m4 = 0;
  for (const double value : x) {
    const double d = value - mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  m2 /= n;
  if (m2 <= kNoVariation) return {};
  return {m3 / n / stats::Pow(m2, 1.5), m4 / n / (m2 * m2)};
}

// AddTotals fills what is made of counts rather than of rates.
void AddTotals(const Columns& c, const Rates& rates, Association& result) {
  int64_t registered = 0;
  int64_t ballots = 0;
  int64_t counted = 0;
  int64_t votes = 0;
  std::vector<double> vote_rates;
  for (const size_t i : rates.station) {
    registered += c.registered[i];
    ballots += c.ballots[i];
    counted += c.counted[i];
    votes += c.votes[i];
    if (c.votes[i] > 0 && c.votes[i] < c.registered[i]) {
      vote_rates.push_back(
          stats::Log(static_cast<double>(c.registered[i] - c.votes[i]) / static_cast<double>(c.votes[i])));
    }
    const bool high_turnout = 100 * c.ballots[i] >= 95 * c.registered[i];
    if (high_turnout && 100 * c.votes[i] >= 95 * c.counted[i]) ++result.both_above_95;
    if (c.ballots[i] == c.registered[i]) ++result.full_turnout;
  }
  result.overall_share = static_cast<double>(votes) / static_cast<double>(counted);
  result.overall_turnout = static_cast<double>(ballots) / static_cast<double>(registered);
  const Shape shape = ShapeOf(vote_rates);
  result.vote_rate_skewness = shape.skewness;
  result.vote_rate_kurtosis = shape.kurtosis;
}

// Center takes the mean of its region away from each value.
void Center(std::vector<double>& x, const std::vector<uint32_t>& region, const std::vector<int64_t>& sizes) {
  std::vector<double> sums(sizes.size());
  for (size_t i = 0; i < x.size(); ++i) sums[region[i]] += x[i];
  for (size_t i = 0; i < x.size(); ++i) x[i] -= sums[region[i]] / static_cast<double>(sizes[region[i]]);
}

}  // namespace

Association DescribeAssociation(const Stations& stations, size_t option, int64_t min_registered) {
  const Columns columns = ColumnsOf(stations, option);
  const Rates rates = RatesOf(columns, min_registered);
  Association result;
  result.n = static_cast<int64_t>(rates.station.size());
  if (result.n == 0) return result;
  const std::vector<double> ones(rates.station.size(), 1.0);
  result.pearson = Moments(rates.turnout, rates.share, ones).Correlation();
  result.spearman = Moments(Ranks(rates.turnout), Ranks(rates.share), ones).Correlation();
  result.pearson_weighted = Moments(rates.turnout, rates.share, rates.registered).Correlation();
  result.slope_leader = Moments(rates.turnout, rates.leader, ones).Slope();
  result.slope_others = Moments(rates.turnout, rates.others, ones).Slope();
  AddTotals(columns, rates, result);
  const Shape share = ShapeOf(rates.share);
  const Shape turnout = ShapeOf(rates.turnout);
  result.share_skewness = share.skewness;
  result.share_kurtosis = share.kurtosis;
  result.turnout_skewness = turnout.skewness;
  result.turnout_kurtosis = turnout.kurtosis;
  return result;
}

WithinRegions DescribeWithinRegions(const Stations& stations, size_t option, int64_t min_registered) {
  CONSTAT_CHECK(stations.region.size() == stations.size());
  Rates rates = RatesOf(ColumnsOf(stations, option), min_registered);
  std::vector<uint32_t> region;
  std::vector<int64_t> sizes(stations.region_names.size());
  for (const size_t i : rates.station) {
    CONSTAT_CHECK(stations.region[i] < sizes.size());
    region.push_back(stations.region[i]);
    ++sizes[stations.region[i]];
  }
  WithinRegions result;
  for (const int64_t size : sizes) {
    if (size < 2) continue;
    result.n += size;
    ++result.regions;
  }
  if (result.n == 0) return result;
  // A region of one station is centred to zero, and adds nothing below.
  for (auto* column : {&rates.turnout, &rates.share, &rates.leader, &rates.others}) {
    Center(*column, region, sizes);
  }
  const std::vector<double> ones(region.size(), 1.0);
  result.correlation = Moments(rates.turnout, rates.share, ones).Correlation();
  result.slope_leader = Moments(rates.turnout, rates.leader, ones).Slope();
  result.slope_others = Moments(rates.turnout, rates.others, ones).Slope();
  return result;
}

}  // namespace constat::forensics
