#include "constat/forensics/comparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "constat/base/check.h"
#include "constat/forensics/rates.h"
#include "constat/stats/correlation.h"

namespace constat::forensics {
namespace {

using stats::MomentsOf;

// The median of |Z| of a standard normal distribution.
constexpr double kMedianNormal = 0.67448975019608171;

// Median is the mean of the middle two where there are two.
//
// REQUIRES: not empty.
double Median(std::vector<double> x) {
  const auto middle = x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2);
  std::nth_element(x.begin(), middle, x.end());
  if (x.size() % 2 == 1) return *middle;
  return 0.5 * (*middle + *std::max_element(x.begin(), middle));
}

// Side is one vote's stations that can be compared, and where each key is among the rates.
struct Side {
  Rates rates;
  std::unordered_map<std::string_view, uint32_t> unique;  // kDuplicate where there are several
  static constexpr uint32_t kDuplicate = UINT32_MAX;
};

Side MakeSide(const KeyedVote& vote, int64_t min_registered, MatchCounts& counts) {
  Side side;
  side.rates = MakeRates(ColumnsOf(*vote.stations, vote.option), min_registered);
  counts.blank = std::count(vote.keys.begin(), vote.keys.end(), std::string_view());
  side.unique.reserve(side.rates.size());
  int64_t keyed = 0;
  for (uint32_t i = 0; i < side.rates.size(); ++i) {
    const std::string_view key = vote.keys[side.rates.station[i]];
    if (key.empty()) continue;
    ++keyed;
    const auto [at, fresh] = side.unique.try_emplace(key, i);
    if (!fresh) at->second = Side::kDuplicate;
  }
  counts.left_out = static_cast<int64_t>(vote.stations->size()) - counts.blank - keyed;
  const auto once = std::count_if(side.unique.begin(), side.unique.end(),
                                  [](const auto& entry) { return entry.second != Side::kDuplicate; });
  counts.duplicate = keyed - once;
  counts.unmatched = once;
  return side;
}

// Column is one rate of all matched places, and the binomial variance of a rate p over n persons: p
// (1 - p)/n.
struct Column {
  std::vector<double> now, before, variance_now, variance_before;

  void Add(double rate_now, double n_now, double rate_before, double n_before) {
    now.push_back(rate_now);
    before.push_back(rate_before);
    variance_now.push_back(rate_now * (1 - rate_now) / n_now);
    variance_before.push_back(rate_before * (1 - rate_before) / n_before);
  }
};

double TheilSlope(const Column& column) {
  std::vector<uint32_t> order(column.now.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return column.before[a] < column.before[b]; });
  const size_t half = order.size() / 2;
  std::vector<double> slopes;
  for (size_t i = 0; i < half; ++i) {
    const uint32_t a = order[i];
    const uint32_t b = order[i + order.size() - half];
    const double run = column.before[b] - column.before[a];
    if (run > 1e-9) slopes.push_back((column.now[b] - column.now[a]) / run);
  }
  return slopes.empty() ? 0 : Median(std::move(slopes));
}

// Scatter is the least s with median of |r| / sqrt(s^2 + v) at most that of a normal distribution.
double Scatter(std::span<const double> residuals, std::span<const double> variance) {
  const auto excess = [&](double scatter) {
    std::vector<double> sizes;
    sizes.reserve(residuals.size());
    for (size_t i = 0; i < residuals.size(); ++i) {
      const double all = scatter * scatter + variance[i];
      sizes.push_back(all > 0 ? std::abs(residuals[i]) / std::sqrt(all) : residuals[i] == 0 ? 0 : 1e9);
    }
    return Median(std::move(sizes)) > kMedianNormal;
  };
  if (!excess(0)) return 0;
  double low = 0;
  double high = 10;  // a residual is at most a few whole rates where the median slope is sane
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (excess(middle) ? low : high) = middle;
  }
  return high;
}

// CompareRate fills z, one a place.
RateComparison CompareRate(const Column& column, std::vector<double>& z) {
  RateComparison result;
  const size_t n = column.now.size();
  result.correlation = MomentsOf(column.before, column.now).Correlation();
  result.slope = TheilSlope(column);
  std::vector<double> residuals(n);
  std::vector<double> variance(n);
  std::vector<double> changes(n);
  for (size_t i = 0; i < n; ++i) {
    residuals[i] = column.now[i] - result.slope * column.before[i];
    variance[i] = column.variance_now[i] + result.slope * result.slope * column.variance_before[i];
    changes[i] = column.now[i] - column.before[i];
  }
  result.median_change = Median(std::move(changes));
  result.intercept = Median(residuals);
  for (double& residual : residuals) residual -= result.intercept;
  result.scatter = Scatter(residuals, variance);
  z.resize(n);
  for (size_t i = 0; i < n; ++i) {
    const double sd = std::sqrt(result.scatter * result.scatter + variance[i]);
    z[i] = sd > 1e-9 ? residuals[i] / sd : 0;
  }
  return result;
}

void Match(const KeyedVote& vote, const Side& now, const Side& before, Comparison& result, Column& turnout,
           Column& share) {
  for (uint32_t i = 0; i < now.rates.size(); ++i) {
    const std::string_view key = vote.keys[now.rates.station[i]];
    const auto at = now.unique.find(key);
    if (at == now.unique.end() || at->second != i) continue;
    const auto other = before.unique.find(key);
    if (other == before.unique.end() || other->second == Side::kDuplicate) continue;
    const uint32_t j = other->second;
    PlaceChange place{};
    place.now = now.rates.station[i];
    place.before = before.rates.station[j];
    place.turnout_change = now.rates.turnout[i] - before.rates.turnout[j];
    place.share_change = now.rates.share[i] - before.rates.share[j];
    result.places.push_back(place);
    const double n_now = static_cast<double>(now.rates.registered[i]);
    const double n_before = static_cast<double>(before.rates.registered[j]);
    turnout.Add(now.rates.turnout[i], n_now, before.rates.turnout[j], n_before);
    // The share's denominator R is B up to a few papers; at least one.
    share.Add(now.rates.share[i], std::max(1.0, n_now * now.rates.turnout[i]), before.rates.share[j],
              std::max(1.0, n_before * before.rates.turnout[j]));
  }
}

void FillHistograms(Comparison& result) {
  const auto bin = [](double change, int64_t reach) {
    return static_cast<size_t>(std::clamp<int64_t>(std::llround(100 * change), -reach, reach) + reach);
  };
  for (const PlaceChange& place : result.places) {
    ++result.turnout_changes[bin(place.turnout_change, 100)];
    ++result.share_changes[bin(place.share_change, 100)];
    ++result.joint[bin(place.turnout_change, 50)][bin(place.share_change, 50)];
  }
}

// RegionSums are the sums of one region.
struct RegionSums {
  int64_t registered = 0, ballots = 0, counted = 0, votes = 0;
};

std::vector<RegionSums> SumRegions(const KeyedVote& vote) {
  const Stations& stations = *vote.stations;
  if (stations.region.size() != stations.size()) return {};
  const Columns c = ColumnsOf(stations, vote.option);
  std::vector<RegionSums> sums(stations.region_names.size());
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i) || c.registered[i] == 0 || c.counted[i] == 0) continue;
    CONSTAT_CHECK(stations.region[i] < sums.size());
    RegionSums& sum = sums[stations.region[i]];
    sum.registered += c.registered[i];
    sum.ballots += c.ballots[i];
    sum.counted += c.counted[i];
    sum.votes += c.votes[i];
  }
  return sums;
}

// UniqueRegions maps names to indices of regions with stations; kDuplicate where several have one name.
std::unordered_map<std::string_view, uint32_t> UniqueRegions(const KeyedVote& vote,
                                                             const std::vector<RegionSums>& sums) {
  std::unordered_map<std::string_view, uint32_t> unique;
  for (uint32_t r = 0; r < sums.size(); ++r) {
    if (sums[r].registered == 0) continue;
    const auto [at, fresh] = unique.try_emplace(vote.stations->region_names[r], r);
    if (!fresh) at->second = Side::kDuplicate;
  }
  return unique;
}

void CorrelateRegions(RegionComparison& result) {
  std::vector<double> weight;
  std::array<std::vector<double>, 6> x;
  for (const RegionChange& r : result.regions) {
    weight.push_back(static_cast<double>(r.registered_now));
    x[0].push_back(r.turnout_before);
    x[1].push_back(r.turnout_now);
    x[2].push_back(r.share_before);
    x[3].push_back(r.share_now);
    x[4].push_back(r.turnout_now - r.turnout_before);
    x[5].push_back(r.share_now - r.share_before);
  }
  result.turnout_correlation = MomentsOf(x[0], x[1], weight).Correlation();
  result.share_correlation = MomentsOf(x[2], x[3], weight).Correlation();
  result.change_correlation = MomentsOf(x[4], x[5], weight).Correlation();
}

}  // namespace

Comparison ComparePlaces(const KeyedVote& now, const KeyedVote& before, const ComparisonOptions& options) {
  CONSTAT_CHECK(options.min_matches >= 4);
  Comparison result;
  if (now.keys.empty() || before.keys.empty()) {
    result.refusal = ComparisonRefusal::kNoKeys;
    return result;
  }
  CONSTAT_CHECK(now.keys.size() == now.stations->size() && before.keys.size() == before.stations->size());
  const Side side_now = MakeSide(now, options.min_registered, result.now);
  const Side side_before = MakeSide(before, options.min_registered, result.before);
  Column turnout;
  Column share;
  Match(now, side_now, side_before, result, turnout, share);
  const auto matched = static_cast<int64_t>(result.places.size());
  for (MatchCounts* counts : {&result.now, &result.before}) {
    counts->matched = matched;
    counts->unmatched -= matched;
  }
  if (matched < options.min_matches) {
    result.refusal = ComparisonRefusal::kFewMatches;
    result.places.clear();
    return result;
  }
  std::vector<double> turnout_z;
  std::vector<double> share_z;
  result.turnout = CompareRate(turnout, turnout_z);
  result.share = CompareRate(share, share_z);
  std::vector<double> turnout_change;
  std::vector<double> share_change;
  for (uint32_t i = 0; i < result.places.size(); ++i) {
    PlaceChange& place = result.places[i];
    place.turnout_z = turnout_z[i];
    place.share_z = share_z[i];
    turnout_change.push_back(place.turnout_change);
    share_change.push_back(place.share_change);
    if (std::max(std::abs(place.turnout_z), std::abs(place.share_z)) >= options.extreme) {
      result.extreme.push_back(i);
    }
  }
  result.change_correlation = MomentsOf(turnout_change, share_change).Correlation();
  FillHistograms(result);
  return result;
}

RegionComparison CompareRegions(const KeyedVote& now, const KeyedVote& before) {
  RegionComparison result;
  const std::vector<RegionSums> sums_now = SumRegions(now);
  const std::vector<RegionSums> sums_before = SumRegions(before);
  const auto unique_now = UniqueRegions(now, sums_now);
  const auto unique_before = UniqueRegions(before, sums_before);
  const auto with_stations = [](const std::vector<RegionSums>& sums) {
    return std::count_if(sums.begin(), sums.end(), [](const RegionSums& r) { return r.registered > 0; });
  };
  for (uint32_t r = 0; r < sums_now.size(); ++r) {
    const auto own = unique_now.find(now.stations->region_names[r]);
    if (own == unique_now.end() || own->second != r) continue;
    const auto other = unique_before.find(own->first);
    if (other == unique_before.end() || other->second == Side::kDuplicate) continue;
    const RegionSums& a = sums_now[r];
    const RegionSums& b = sums_before[other->second];
    result.regions.push_back({r, other->second, a.registered, b.registered, Quotient(a.ballots, a.registered),
                              Quotient(b.ballots, b.registered), Quotient(a.votes, a.counted),
                              Quotient(b.votes, b.counted)});
  }
  const auto matched = static_cast<int64_t>(result.regions.size());
  result.unmatched_now = with_stations(sums_now) - matched;
  result.unmatched_before = with_stations(sums_before) - matched;
  CorrelateRegions(result);
  return result;
}

}  // namespace constat::forensics
