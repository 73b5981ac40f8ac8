// Geography: do neighbouring stations have like values? Moran's I over the whole table, Getis and Ord's Gi*
// around each station.
//
// Votes follow where people live: Georgia 2024 has I = 0.79 for the raw share, and that is ordinary. What is
// worth testing is what ought to have no map: the residuals of residuals.h, or each station's part in another
// test. Even these keep some: towns end at rivers, not at the borders of regions.
// Coordinates are in degrees; distances are over the sphere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace constat::forensics {

// Coordinates are views of two columns of one length, in degrees; NaN where unknown.
struct Coordinates {
  std::span<const double> latitude, longitude;
};

// GeographyOptions: neighbours: k, the stations that count as near. permutations: 0 for none. seed: what the
// permutations are a function of.
struct GeographyOptions {
  size_t neighbours = 8;
  size_t permutations = 999;
  uint64_t seed = 1;
  unsigned threads = 1;
};

// GeographyRefusal: kNoCoordinates: the table has none. kFewStations: no more than 2 k stations have both a
// place and a value. kNoVariation: all values are one.
enum class GeographyRefusal { kNoCoordinates, kFewStations, kNoVariation };

// MoranTest is I = sum_i z_i (mean of z over i's k nearest) / sum_i z_i^2, z = value less mean.
//
// Null hypothesis: the values are strewn over the places at random. expected = -1/(n - 1); sd: exact under
// all permutations of the values; z = (i - expected) / sd. permutation_mean, permutation_sd: of the
// permutations drawn. p: one-sided, (1 + permutations with at least this I) / (1 + permutations);
// 1 without permutations.
//
// SOURCE: Moran, Biometrika 37:17, 1950; Cliff and Ord, "Spatial processes", 1981, chapter 1.
struct MoranTest {
  double i = 0, expected = 0, sd = 0, z = 0;
  double permutation_mean = 0, permutation_sd = 0, p = 1;
};

// StationPattern is Gi* of one station: the sum of the values of its k nearest and its own, less what k + 1
// values add up to on average, in standard deviations. Large: high values gather here; not corrected for the
// number of stations.
// SOURCE: Ord and Getis, Geographical Analysis 27:286, 1995, equation 4.
struct StationPattern {
  uint32_t station;  // index into the columns
  double gi;
};

// Geography is the whole result. n: stations with a place and a value; no_place, no_value: those left out, by
// the first reason that applies. stations: in the table's order.
// Reference: Georgia 2024, 2,961 stations of at least 100 persons, k = 8. Share: I 0.78742,
// Gi* from -5.4089 to 7.3261, 449 above and 656 below 2.576; turnout: I 0.54412. Values computed elsewhere,
// 0.78745, 446, 658 and 0.54417, differ by which of equally near stations is taken as the eighth: 88
// stations have such a choice.
struct Geography {
  std::optional<GeographyRefusal> refusal;
  int64_t n = 0, no_place = 0, no_value = 0;
  MoranTest moran;
  std::vector<StationPattern> stations;
};

// TestGeography: values has one element a station; NaN and infinities are left out. The same numbers for any
// number of threads.
//
// REQUIRES: coordinates empty or as long as values; 1 <= neighbours <= 100.
// COST: 95,000 stations: see NearestPlaces, and k additions a station and permutation.
[[nodiscard]] Geography TestGeography(const Coordinates& coordinates, std::span<const double> values,
                                      const GeographyOptions& options = {});

}  // namespace constat::forensics
