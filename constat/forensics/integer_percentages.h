// IntegerPercentages: are there more stations with a whole turnout or share, such as 75 %, than
// counting can produce?
//
// People who make up a percentage and work out the counts from it leave whole percentages behind.
// Honest counts fall on them too, more often at small stations and near 1/2, 1/3 and 2/3; the null takes
// both into account.
//
// Null hypothesis: station by station and independently, the option's votes are Bin(R, W/R) and the ballots
// Bin(N, B/N): what happened could as well have come out a little different. Alternative, one-sided: more
// stations within 0.05 percentage points of a whole number than expected (z > 0).
// Expectation and variance are exact; nothing is simulated. What it cannot show: fabrication without round
// percentages, and who made them.
// Reference: Russia 2020 observed 21062, expected 17457.14, z 30.8; of undisputed ones Canada 2011 has z 2.22
// and Spain November 2019 -0.12.
// SOURCE: Kobak, Shpilkin, Pshenichnikov, "Integer percentages as electoral falsification fingerprints",
// Annals of Applied Statistics 10:54, 2016.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "constat/forensics/binomial_windows.h"
#include "constat/forensics/stations.h"

namespace constat::forensics {

// IntegerOptions: who takes part, and how to compute. The defaults are the published filter.
//
// min_registered: in persons (HasAtLeast in columns.h). max_percent: turnout and share above this many
// percent are left out.
struct IntegerOptions {
  int64_t min_registered = 100;
  int64_t max_percent = 99;
  WindowEdge edge = WindowEdge::kClosed;
  unsigned threads = 1;
};

// IntegerFilter counts stations: those that take part, and those left out by the first reason that applies.
//
// impossible: see IsPossible in columns.h.
struct IntegerFilter {
  int64_t included = 0;
  int64_t impossible = 0;
  int64_t nothing_counted = 0;
  int64_t few_registered = 0;
  int64_t high_turnout = 0;
  int64_t high_share = 0;
};

// IntegerCount is one comparison, in stations.
struct IntegerCount {
  int64_t observed = 0;
  double expected = 0;
  double variance = 0;

  // Anomaly is observed - expected.
  [[nodiscard]] double Anomaly() const;
  // Z is the anomaly in standard deviations; 0 where the variance is.
  [[nodiscard]] double Z() const;
};

// IntegerCounts are the comparisons for turnout, for share, and for stations with either (or both) whole.
// Where registered voters are not known, turnout is 0 of 0, and either is share.
struct IntegerCounts {
  IntegerCount turnout, share, either;
};

// IntegerStation is one station that takes part: whether its percentages are whole, and the probability of
// that under the null. P(either) = 1 - (1 - P(turnout)) (1 - P(share)).
struct IntegerStation {
  uint32_t station;  // index into Stations
  bool turnout_whole, share_whole;
  double turnout_probability, share_probability;

  [[nodiscard]] double EitherProbability() const {
    return 1 - (1 - turnout_probability) * (1 - share_probability);
  }
};

// RegionIntegers is one region with at least one station that takes part.
struct RegionIntegers {
  uint32_t region;  // index into Stations::region_names
  int64_t stations = 0;
  IntegerCounts counts;
};

// IntegerPercentages is the test's whole result.
//
// turnout_at[m], share_at[m]: stations whose percentage is within the window of m, 0 <= m <= 100. regions: in
// the order of their index; empty where the table has no regions. stations: in the table's order.
struct IntegerPercentages {
  IntegerFilter filter;
  IntegerCounts overall;
  std::array<IntegerCount, 101> turnout_at, share_at;
  std::vector<RegionIntegers> regions;
  std::vector<IntegerStation> stations;
};

// TestIntegerPercentages runs the test for stations.options[option]. The result does not
// depend on options.threads.
//
// REQUIRES: as ColumnsAsKnown.
// COST: 95,000 stations of 1,000 persons: 5e7 steps of a recurrence.
[[nodiscard]] IntegerPercentages TestIntegerPercentages(const Stations& stations, size_t option,
                                                        const IntegerOptions& options = {});

// CountStations adds up stations of a result, in their order: `overall` is CountStations(stations), and any
// part of a table can be had the same way without working out the probabilities again.
[[nodiscard]] IntegerCounts CountStations(std::span<const IntegerStation> stations);

// IntegerReplicates are simulated counts of stations, one element a replicate.
struct IntegerReplicates {
  std::vector<int32_t> turnout, share, either;
};

// ReplicateSettings: how many replicates, and the seed they are a function of.
struct ReplicateSettings {
  size_t replicates = 1000;
  uint64_t seed = 1;
  unsigned threads = 1;
};

// ReplicateIntegerPercentages draws the published test's replicates of an election under the null.
//
// A replicate of a station matters only through whether its new percentages are whole, and that has exactly
// the probability that the test has worked out; so this is drawn, in place of the counts themselves. The same
// numbers for any number of threads. Probabilities are rounded to multiples of 2^-32.
// COST: one 64-bit mix for each station and replicate.
[[nodiscard]] IntegerReplicates ReplicateIntegerPercentages(const IntegerPercentages& result,
                                                            const ReplicateSettings& settings);

}  // namespace constat::forensics
