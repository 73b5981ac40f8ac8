#include "constat/forensics/association.h"

#include <numeric>
#include <span>
#include <vector>

#include "constat/base/check.h"
#include "constat/forensics/rates.h"
#include "constat/stats/correlation.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

using stats::MomentsOf;

// Rates of the option and of all others by persons, beside those of MakeRates, and persons as weights.
struct ByPersons {
  std::vector<double> leader, others, registered;
};

ByPersons RatesByPersons(const Columns& c, const Rates& rates) {
  ByPersons out;
  for (const uint32_t i : rates.station) {
    const double n = static_cast<double>(c.registered[i]);
    out.leader.push_back(static_cast<double>(c.votes[i]) / n);
    out.others.push_back(static_cast<double>(c.counted[i] - c.votes[i]) / n);
    out.registered.push_back(n);
  }
  return out;
}

// Mean squares of rates below this are rounding, not variation.
constexpr double kNoVariation = 1e-28;

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
  for (const uint32_t i : rates.station) {
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
  result.overall_share = Quotient(votes, counted);
  result.overall_turnout = Quotient(ballots, registered);
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
  const Rates rates = MakeRates(columns, min_registered);
  Association result;
  result.n = static_cast<int64_t>(rates.size());
  if (result.n == 0) return result;
  const ByPersons persons = RatesByPersons(columns, rates);
  result.pearson = MomentsOf(rates.turnout, rates.share).Correlation();
  result.spearman = MomentsOf(stats::Ranks(rates.turnout), stats::Ranks(rates.share)).Correlation();
  result.pearson_weighted = MomentsOf(rates.turnout, rates.share, persons.registered).Correlation();
  result.slope_leader = MomentsOf(rates.turnout, persons.leader).Slope();
  result.slope_others = MomentsOf(rates.turnout, persons.others).Slope();
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
  const Columns columns = ColumnsOf(stations, option);
  Rates rates = MakeRates(columns, min_registered);
  ByPersons persons = RatesByPersons(columns, rates);
  std::vector<uint32_t> region;
  std::vector<int64_t> sizes(stations.region_names.size());
  for (const uint32_t i : rates.station) {
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
  for (auto* column : {&rates.turnout, &rates.share, &persons.leader, &persons.others}) {
    Center(*column, region, sizes);
  }
  result.correlation = MomentsOf(rates.turnout, rates.share).Correlation();
  result.slope_leader = MomentsOf(rates.turnout, persons.leader).Slope();
  result.slope_others = MomentsOf(rates.turnout, persons.others).Slope();
  return result;
}

}  // namespace constat::forensics
