// PercentHistogram: how many stations have each percentage, to a tenth of a point, and how many counting
// would leave there: the picture in which whole percentages are spikes.
//
// Expected counts are exact under the null of integer_percentages.h: each station's votes Bin(R, W/R), its
// ballots Bin(N, B/N). They have honest peaks at 1/2, 1/3, 2/3 and other simple fractions.
// SOURCE: Kobak, Shpilkin, Pshenichnikov, Annals of Applied Statistics 10:54, 2016.
#pragma once

#include <array>

#include "constat/forensics/stations.h"

namespace constat::forensics {

inline constexpr size_t kTenths = 1001;

// PercentHistogram: element b is the percentages within 0.05 points of b / 10 (the lower edge
// included), in stations.
struct PercentHistogram {
  std::array<double, kTenths> turnout{}, expected_turnout{}, share{}, expected_share{};
};

// MakePercentHistogram takes the stations that have possible counts, at least min_registered persons
// (HasAtLeast in columns.h) and a counted ballot. Where registered voters are not known, turnout is all 0.
// The same for any number of threads. Terms below 1e-9 are left out of the expected counts.
//
// REQUIRES: as ColumnsAsKnown; min_registered >= 1.
// COST: about 10 sqrt(n) steps a station and column.
[[nodiscard]] PercentHistogram MakePercentHistogram(const Stations& stations, size_t option,
                                                    int64_t min_registered = 100, unsigned threads = 1);

}  // namespace constat::forensics
