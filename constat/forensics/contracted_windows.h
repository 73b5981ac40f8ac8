// ContractedCounts: what whole percentages would be expected if counting had scattered the published
// percentages away from rates that lie closer together.
//
// The published null of integer_percentages.h draws each station again around its own percentage, which has
// been scattered by counting once already; so its percentages spread more than the published ones. That
// does no harm where places differ much more than counting scatters them, as in most elections. Where
// places hardly differ, and half of a small station's votes is an exact 50 % that many stations hit, it
// expects too few there: 60,000 stations of 220 ballots with rates 50 % give or take 2 % have z about 3
// with nothing wrong.
#pragma once

#include <cstddef>

#include "constat/forensics/integer_percentages.h"
#include "constat/forensics/stations.h"

namespace constat::forensics {

// WholePercentageProbability is P(IsWholePercentage(X, n)) for X ~ Bin(n, p), edges closed.
//
// PRECISION: 1e-9 absolute up to n = 10^6; above, a normal approximation. REQUIRES: 1 <= n < 2^31,
// 0 <= p <= 1.
[[nodiscard]] double WholePercentageProbability(int64_t n, double p);

// ContractedCounts are the comparisons of `result` with other expectations: station i's ballots are Bin(N,
// p_i) and its votes Bin(R, q_i), where p_i = m + sqrt(t / (t + m (1 - m) / N)) (B/N - m), q_i likewise. m is
// the mean over the station's region, t the variance of the region's percentages less the mean of m (1 - m) /
// N, at least 0: then percentages drawn again have the mean and the variance of the published ones. Regions
// of fewer than 30 stations that take part, and tables without regions, are taken together.
//
// Null hypothesis and sidedness: as TestIntegerPercentages. Assumption: rates within a region have one peak,
// more or less. observed is unchanged.
// REQUIRES: result is of these stations and this option.
// COST: 95,000 stations of 1,000 persons: about 4e6 evaluations of a binomial probability.
// SOURCE: the shrinkage is that of Louis, Journal of the American Statistical Association 79:393, 1984.
[[nodiscard]] IntegerCounts ContractedCounts(const Stations& stations, size_t option,
                                             const IntegerPercentages& result);

}  // namespace constat::forensics
