// Twins: stations at one coordinate, usually rooms of one school. Their voters are neighbours; where two
// differ much more than twins elsewhere, someone should ask why.
//
// An honest why exists often: one room takes the new houses across the road, or the hospital.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// TwinOptions: who takes part. max_group: larger groups are no address but the middle of a town; they are
// counted and left out.
struct TwinOptions {
  int64_t min_registered = 100;
  size_t max_group = 20;
};

// TwinRefusal: kNoCoordinates: the table has none. kNoTwins: no two stations that take part stand
// at one coordinate.
enum class TwinRefusal { kNoCoordinates, kNoTwins };

// TwinDifference compares one rate at the two stations of a pair.
//
// difference: first less second. z: difference / sqrt(p (1 - p) (1/n1 + 1/n2)), p the pooled rate; 0 where
// that is 0/0. p_value: two-sided, of z / sqrt(dispersion). holm: the same after Holm's correction for all
// pairs and both rates.
struct TwinDifference {
  double difference = 0, z = 0;
  double p_value = 1, holm = 1;
};

// TwinPair is two stations of one group; first < second, indices into Stations.
struct TwinPair {
  uint32_t first, second;
  TwinDifference turnout, share;
};

// Twins is the whole result. Null hypothesis, for each pair: both rates come from one population, up to the
// dispersion that twins have in this table. turnout_dispersion, share_dispersion: median of z^2 over all
// pairs by that of chi-square with one degree of freedom (0.4549), at least 1; without it almost all large
// twins would differ, for neighbours are no random sample. It assumes that most twins are honest.
//
// stations: in groups; no_place, too_large: left out. mean_turnout_range, mean_share_range: mean over groups
// of the largest less the smallest rate. pairs: by group, in the table's order.
// Reference: Georgia 2024: 79 groups; mean ranges of turnout 0.050574, of share 0.034777.
struct Twins {
  std::optional<TwinRefusal> refusal;
  int64_t groups = 0, stations = 0;
  int64_t no_place = 0, too_large = 0;
  double mean_turnout_range = 0, mean_share_range = 0;
  double turnout_dispersion = 1, share_dispersion = 1;
  std::vector<TwinPair> pairs;
};

// CompareTwins takes coordinates as equal if both numbers are.
//
// REQUIRES: as ColumnsOf; min_registered >= 1, max_group >= 2; latitude and longitude empty or as long as
// the other columns.
[[nodiscard]] Twins CompareTwins(const Stations& stations, size_t option, const TwinOptions& options = {});

}  // namespace constat::forensics
