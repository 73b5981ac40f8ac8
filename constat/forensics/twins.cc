#include "constat/forensics/twins.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <tuple>

#include "constat/base/check.h"
#include "constat/forensics/rates.h"
#include "constat/stats/distribution.h"
#include "constat/stats/nearest.h"

namespace constat::forensics {
namespace {

// The median of chi-square with one degree of freedom.
constexpr double kMedianChiSquare = 0.45493642311957278;

struct Proportion {
  int64_t part, whole;

  double Rate() const { return static_cast<double>(part) / static_cast<double>(whole); }
};

TwinDifference Compare(Proportion a, Proportion b) {
  TwinDifference result;
  result.difference = a.Rate() - b.Rate();
  const double pooled = Proportion{a.part + b.part, a.whole + b.whole}.Rate();
  const double variance =
      pooled * (1 - pooled) * (1 / static_cast<double>(a.whole) + 1 / static_cast<double>(b.whole));
  if (variance > 0) result.z = result.difference / std::sqrt(variance);
  return result;
}

// AddGroup adds the pairs of one group: members index rates, in the table's order.
void AddGroup(const Columns& c, const Rates& rates, std::span<const uint32_t> members, Twins& result) {
  ++result.groups;
  result.stations += static_cast<int64_t>(members.size());
  const auto range = [&](const std::vector<double>& x) {
    const auto [low, high] = std::minmax_element(members.begin(), members.end(),
                                                 [&](uint32_t a, uint32_t b) { return x[a] < x[b]; });
    return x[*high] - x[*low];
  };
  result.mean_turnout_range += range(rates.turnout);
  result.mean_share_range += range(rates.share);
  for (size_t j = 0; j < members.size(); ++j) {
    for (size_t k = j + 1; k < members.size(); ++k) {
      const uint32_t a = rates.station[members[j]];
      const uint32_t b = rates.station[members[k]];
      result.pairs.push_back({a, b, Compare({c.ballots[a], c.registered[a]}, {c.ballots[b], c.registered[b]}),
                              Compare({c.votes[a], c.counted[a]}, {c.votes[b], c.counted[b]})});
    }
  }
}

double Dispersion(const std::vector<TwinPair>& pairs, TwinDifference TwinPair::*rate) {
  std::vector<double> squares;
  for (const TwinPair& pair : pairs) squares.push_back((pair.*rate).z * (pair.*rate).z);
  const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
  std::nth_element(squares.begin(), middle, squares.end());
  double median = *middle;
  if (squares.size() % 2 == 0) median = 0.5 * (median + *std::max_element(squares.begin(), middle));
  return std::max(1.0, median / kMedianChiSquare);
}

// Correct fills the p-values; Holm: the j-th smallest of m is multiplied by m - j + 1 and never falls.
void Correct(Twins& result) {
  std::vector<TwinDifference*> tests;
  for (TwinPair& pair : result.pairs) {
    pair.turnout.p_value =
        2 * stats::NormalTail(std::abs(pair.turnout.z) / std::sqrt(result.turnout_dispersion));
    pair.share.p_value = 2 * stats::NormalTail(std::abs(pair.share.z) / std::sqrt(result.share_dispersion));
    tests.push_back(&pair.turnout);
    tests.push_back(&pair.share);
  }
  std::stable_sort(tests.begin(), tests.end(),
                   [](const auto* a, const auto* b) { return a->p_value < b->p_value; });
  double floor = 0;
  for (size_t j = 0; j < tests.size(); ++j) {
    floor = std::max(floor, std::min(1.0, tests[j]->p_value * static_cast<double>(tests.size() - j)));
    tests[j]->holm = floor;
  }
}

}  // namespace

Twins CompareTwins(const Stations& stations, size_t option, const TwinOptions& options) {
  CONSTAT_CHECK(options.max_group >= 2);
  Twins result;
  if (stations.latitude.empty() || stations.longitude.empty()) {
    result.refusal = TwinRefusal::kNoCoordinates;
    return result;
  }
  CONSTAT_CHECK(stations.latitude.size() == stations.size() && stations.longitude.size() == stations.size());
  const Columns columns = ColumnsOf(stations, option);
  const Rates rates = MakeRates(columns, options.min_registered);
  std::vector<uint32_t> located;
  for (uint32_t i = 0; i < rates.size(); ++i) {
    const uint32_t station = rates.station[i];
    const bool place = stats::IsPlace(stations.latitude[station], stations.longitude[station]);
    if (place) located.push_back(i);
    result.no_place += place ? 0 : 1;
  }
  const auto place = [&](uint32_t i) {
    return std::tuple(stations.latitude[rates.station[i]], stations.longitude[rates.station[i]]);
  };
  std::stable_sort(located.begin(), located.end(),
                   [&](uint32_t a, uint32_t b) { return place(a) < place(b); });
  for (size_t begin = 0, end; begin < located.size(); begin = end) {
    end = begin + 1;
    while (end < located.size() && place(located[end]) == place(located[begin])) ++end;
    if (end - begin > options.max_group) {
      result.too_large += static_cast<int64_t>(end - begin);
    } else if (end - begin > 1) {
      AddGroup(columns, rates, std::span(located).subspan(begin, end - begin), result);
    }
  }
  if (result.groups == 0) {
    result.refusal = TwinRefusal::kNoTwins;
    return result;
  }
  result.mean_turnout_range /= static_cast<double>(result.groups);
  result.mean_share_range /= static_cast<double>(result.groups);
  result.turnout_dispersion = Dispersion(result.pairs, &TwinPair::turnout);
  result.share_dispersion = Dispersion(result.pairs, &TwinPair::share);
  Correct(result);
  return result;
}

}  // namespace constat::forensics
