// Neighbourhood: the standardised fingerprint. Each station is measured against the stations of its region,
// and the small ones against the large ones.
//
// Where voters are pressed, small stations are the place: everyone is known there and few watch. Against
// their own neighbours they would then show more turnout and more votes for the option. But small stations
// are also villages, and villages differ from towns in honest elections: the finer the regions, the less.
// Compare with other votes of the same country; never read one figure alone.
// Reference, small less large half, in standard deviations of turnout and of share: Spain November 2019 by
// province 0.07 and 0.00; Albania 2013 by prefecture 0.55 and -0.05; Georgia 2024 by district 0.57 and 0.27;
// Russia by region 2011 0.76 and 0.79, 2018 0.68 and 0.60, 2020 0.82 and 0.58.
// SOURCE: Jimenez, Hidalgo, Klimek, "Testing for voter rigging in small polling stations", Science
// Advances 3(6):e1602363, 2017.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// NeighbourhoodOptions: who takes part. min_registered: in persons. min_stations: regions with fewer are left
// out. small_percent: this share of each region's stations, those with the fewest persons, are small.
// threshold: standard deviations from which a station counts as far from its neighbours.
struct NeighbourhoodOptions {
  int64_t min_registered = 100;
  int64_t min_stations = 20;
  int small_percent = 50;
  double threshold = 3;
};

// NeighbourhoodRefusal says why there is nothing to standardise. kNoRegions: the table has no regions.
// kNoNeighbours: no region has enough stations that differ in both turnout and share.
enum class NeighbourhoodRefusal { kNoRegions, kNoNeighbours };

// NeighbourhoodFilter counts stations (those in regions: and regions) that take part, and those left out by
// the first reason that applies.
//
// few_neighbours: in a region with fewer than min_stations; no_variation: in a region whose stations have all
// one turnout or all one share.
struct NeighbourhoodFilter {
  int64_t included = 0, regions = 0;
  int64_t impossible = 0, nothing_counted = 0, few_registered = 0;
  int64_t few_neighbours = 0, regions_few_neighbours = 0;
  int64_t no_variation = 0, regions_no_variation = 0;
};

// StandardStation is one station: turnout and share less the mean of its region's stations, itself included,
// in standard deviations (divisor n - 1) of them.
struct StandardStation {
  uint32_t station;  // index into Stations
  double turnout, share;
  bool small;
};

// SizeContrast is small less large stations within regions, averaged over regions, each region counting once.
//
// difference: in rates (0.01 is one percentage point). standardised: the same in the regions' standard
// deviations. t: standardised / (its standard deviation over regions / sqrt(regions)). p: two-sided,
// Student's t with regions - 1 degrees of freedom. Null hypothesis: within regions, size has nothing to do
// with the rate. t and p are 0 and 1 where all regions have one difference.
struct SizeContrast {
  double difference = 0, standardised = 0;
  double t = 0, p = 1;
};

// SizePoint is the contrast as if small meant the smallest `percent` of each region.
struct SizePoint {
  int percent;
  SizeContrast turnout, share;
};

// NeighbourhoodHistogram counts stations by standardised turnout (row) and share (column), both from -6 to 6
// in steps of 0.2; what lies beyond is in the first and last.
inline constexpr size_t kNeighbourhoodBins = 60;
using NeighbourhoodHistogram = std::array<std::array<int32_t, kNeighbourhoodBins>, kNeighbourhoodBins>;

// Neighbourhood is the whole result; only filter counts if it is refused.
//
// stations: in the table's order. small, large: their histograms. contrast: nothing with fewer than two
// regions that have both kinds of station. curve: the contrast for 5, 10, ... 50 percent; empty likewise.
// both_high: indices into Stations, in the table's order, of those at or above the threshold in turnout
// and in share.
struct Neighbourhood {
  std::optional<NeighbourhoodRefusal> refusal;
  NeighbourhoodFilter filter;
  std::vector<StandardStation> stations;
  NeighbourhoodHistogram small{}, large{};
  std::optional<SizePoint> contrast;
  std::vector<SizePoint> curve;
  std::vector<uint32_t> both_high;
};

// CompareWithNeighbourhood runs it for stations.options[option]. Among equal sizes at the limit, the station
// first in the table is the smaller.
//
// REQUIRES: as ColumnsOf; min_registered >= 1, min_stations >= 2, 1 <= small_percent <= 99; regions below the
// number of region names.
// COST: sorts the stations.
[[nodiscard]] Neighbourhood CompareWithNeighbourhood(const Stations& stations, size_t option,
                                                     const NeighbourhoodOptions& options = {});

}  // namespace constat::forensics
