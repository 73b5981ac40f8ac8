// Association: how the leading option's share goes with turnout, over all stations and within regions.
//
// Stuffed ballots raise both; but so do towns and villages that differ in both. Other programs found a pooled
// correlation of up to 0.58 in undisputed elections: never read the pooled figure alone.
#pragma once

#include <cstdint>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// Association describes the stations with at least min_registered persons, a counted ballot, and possible
// counts (columns.h). t = B/N is turnout, s = W/R the option's share.
//
// pearson, spearman (mean ranks for ties), pearson_weighted (by registered): correlation of t and s; -1 to 1.
// slope_leader, slope_others: least squares of W/N and of (R - W)/N on t. With share and turnout unrelated
// they are the overall share and one minus it; above 1, and below 0: each ballot more brings the others less
// than nothing. overall_share = sum W / sum R, overall_turnout = sum B / sum N. Skewness m3/m2^1.5 and
// kurtosis m4/m2^2 (3 for a normal distribution) of t, s, and of log((N - W)/W), where 0 < W < N.
// both_above_95: stations with t and s >= 95 %; full_turnout: with B = N. What needs variation is 0 where
// there is none.
// Descriptive: no hypothesis is tested.
// Reference: Russia 2011, slopes 1.174 and -0.174; 2018, 1.054 and -0.054; 2020, 1.056 and -0.056.
// SOURCE: Sobyanin and Sukhovolsky, "Demokratiya, ogranichennaya falsifikatsiyami", 1995 (slopes); Klimek,
// Yegorov, Hanel, Thurner, PNAS 109:16469, 2012 (logarithmic vote rate).
struct Association {
  int64_t n = 0;
  double pearson = 0, spearman = 0, pearson_weighted = 0;
  double slope_leader = 0, slope_others = 0;
  double overall_share = 0, overall_turnout = 0;
  double vote_rate_skewness = 0, vote_rate_kurtosis = 0;
  double share_skewness = 0, share_kurtosis = 0;
  double turnout_skewness = 0, turnout_kurtosis = 0;
  int64_t both_above_95 = 0, full_turnout = 0;
};

// DescribeAssociation: counts are those of stations.options[option].
//
// REQUIRES: as ColumnsOf; min_registered >= 1.
[[nodiscard]] Association DescribeAssociation(const Stations& stations, size_t option,
                                              int64_t min_registered = 100);

// WithinRegions is the same with each region's mean taken away from t, s, W/N and (R - W)/N (fixed effects):
// what is left is how stations of one region differ. Regions with fewer than two stations contribute nothing.
//
// n, regions: stations and regions used. correlation of t and s; slopes as above. 0 where there
// is no variation.
struct WithinRegions {
  int64_t n = 0, regions = 0;
  double correlation = 0, slope_leader = 0, slope_others = 0;
};

// DescribeWithinRegions takes the same stations.
//
// REQUIRES: as ColumnsOf, min_registered >= 1, and the regions are known.
[[nodiscard]] WithinRegions DescribeWithinRegions(const Stations& stations, size_t option,
                                                  int64_t min_registered = 100);

}  // namespace constat::forensics
