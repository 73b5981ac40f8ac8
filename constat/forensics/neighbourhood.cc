#include "constat/forensics/neighbourhood.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "constat/base/check.h"
#include "constat/forensics/rates.h"
#include "constat/stats/distribution.h"

namespace constat::forensics {
namespace {

// Standard deviations below this are rounding, not variation.
constexpr double kNoVariation = 1e-14;

// Region is the members that one region has among the rates, from the fewest persons to the most.
struct Region {
  std::vector<uint32_t> members;
  double turnout_sd = 0, share_sd = 0;
};

struct Moments {
  double mean = 0, sd = 0;
};

// REQUIRES: at least two members.
Moments MomentsOf(const std::vector<uint32_t>& members, std::span<const double> x) {
  const double n = static_cast<double>(members.size());
  Moments moments;
  for (const uint32_t i : members) moments.mean += x[i];
  moments.mean /= n;
  double squares = 0;
  for (const uint32_t i : members) squares += (x[i] - moments.mean) * (x[i] - moments.mean);
  moments.sd = std::sqrt(squares / (n - 1));
  return moments;
}

// SmallCount is how many of n stations are small; it leaves at least one on each side.
size_t SmallCount(size_t n, int percent) {
  return std::clamp<size_t>(n * static_cast<size_t>(percent) / 100, 1, n - 1);
}

SizeContrast ContrastOf(const std::vector<Region>& regions, std::span<const double> rate, bool turnout,
                        int percent) {
  SizeContrast contrast;
  std::vector<double> standardised;
  const double n = static_cast<double>(regions.size());
  for (const Region& region : regions) {
    const size_t small = SmallCount(region.members.size(), percent);
    double low = 0;
    double high = 0;
    for (size_t i = 0; i < region.members.size(); ++i) (i < small ? low : high) += rate[region.members[i]];
    const double difference =
        low / static_cast<double>(small) - high / static_cast<double>(region.members.size() - small);
    contrast.difference += difference / n;
    standardised.push_back(difference / (turnout ? region.turnout_sd : region.share_sd));
  }
  contrast.standardised = std::accumulate(standardised.begin(), standardised.end(), 0.0) / n;
  double squares = 0;
  for (const double x : standardised) {
    squares += (x - contrast.standardised) * (x - contrast.standardised);
  }
  const double sd = std::sqrt(squares / (n - 1));
  if (sd <= kNoVariation) return contrast;
  contrast.t = contrast.standardised / sd * std::sqrt(n);
  contrast.p = stats::TwoSidedStudent(contrast.t, static_cast<int64_t>(regions.size()) - 1);
  return contrast;
}

SizePoint PointOf(const std::vector<Region>& regions, const Rates& rates, int percent) {
  return {percent, ContrastOf(regions, rates.turnout, true, percent),
          ContrastOf(regions, rates.share, false, percent)};
}

std::vector<Region> RegionsOf(const Stations& stations, const Rates& rates) {
  std::vector<Region> regions(stations.region_names.size());
  for (uint32_t i = 0; i < rates.size(); ++i) {
    const uint32_t region = stations.region[rates.station[i]];
    CONSTAT_CHECK(region < regions.size());
    regions[region].members.push_back(i);
  }
  for (Region& region : regions) {
    std::stable_sort(region.members.begin(), region.members.end(),
                     [&](uint32_t a, uint32_t b) { return rates.registered[a] < rates.registered[b]; });
  }
  return regions;
}

size_t ResidualBin(double z) {
  const double bin = std::floor((z + 6) / 0.2);
  return static_cast<size_t>(std::clamp(bin, 0.0, static_cast<double>(kNeighbourhoodBins - 1)));
}

// Standardise adds one region's stations to the result, or counts why it cannot.
bool Standardise(Region& region, const Rates& rates, const NeighbourhoodOptions& options,
                 Neighbourhood& result) {
  const auto size = static_cast<int64_t>(region.members.size());
  if (size < options.min_stations) {
    result.filter.few_neighbours += size;
    result.filter.regions_few_neighbours += size > 0 ? 1 : 0;
    return false;
  }
  const Moments turnout = MomentsOf(region.members, rates.turnout);
  const Moments share = MomentsOf(region.members, rates.share);
  if (turnout.sd <= kNoVariation || share.sd <= kNoVariation) {
    result.filter.no_variation += size;
    ++result.filter.regions_no_variation;
    return false;
  }
  region.turnout_sd = turnout.sd;
  region.share_sd = share.sd;
  const size_t small = SmallCount(region.members.size(), options.small_percent);
  for (size_t k = 0; k < region.members.size(); ++k) {
    const uint32_t i = region.members[k];
    result.stations.push_back({rates.station[i], (rates.turnout[i] - turnout.mean) / turnout.sd,
                               (rates.share[i] - share.mean) / share.sd, k < small});
  }
  result.filter.included += size;
  ++result.filter.regions;
  return true;
}

}  // namespace

Neighbourhood CompareWithNeighbourhood(const Stations& stations, size_t option,
                                       const NeighbourhoodOptions& options) {
  CONSTAT_CHECK(options.min_stations >= 2 && options.small_percent >= 1 && options.small_percent <= 99);
  const Rates rates = MakeRates(ColumnsOf(stations, option), options.min_registered);
  Neighbourhood result;
  result.filter.impossible = rates.impossible;
  result.filter.nothing_counted = rates.nothing_counted;
  result.filter.few_registered = rates.few_registered;
  if (stations.region.size() != stations.size() || stations.region_names.empty()) {
    result.refusal = NeighbourhoodRefusal::kNoRegions;
    return result;
  }
  std::vector<Region> used;
  for (Region& region : RegionsOf(stations, rates)) {
    if (Standardise(region, rates, options, result)) used.push_back(std::move(region));
  }
  if (used.empty()) {
    result.refusal = NeighbourhoodRefusal::kNoNeighbours;
    return result;
  }
  std::sort(result.stations.begin(), result.stations.end(),
            [](const StandardStation& a, const StandardStation& b) { return a.station < b.station; });
  for (const StandardStation& s : result.stations) {
    ++(s.small ? result.small : result.large)[ResidualBin(s.turnout)][ResidualBin(s.share)];
    if (s.turnout >= options.threshold && s.share >= options.threshold) result.both_high.push_back(s.station);
  }
  if (used.size() < 2) return result;
  result.contrast = PointOf(used, rates, options.small_percent);
  for (int percent = 5; percent <= 50; percent += 5) result.curve.push_back(PointOf(used, rates, percent));
  return result;
}

}  // namespace constat::forensics
