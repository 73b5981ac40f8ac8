// Spikes: is some share of the votes, such as 75.0 %, reported by more stations than smooth distributions of
// rates and binomial counting can produce? (Resampled kernel density, RKD.)
//
// Null hypothesis: stations' turnouts and shares come from smooth distributions (mixtures of up to five beta
// distributions), and counts are binomial; the stations are as they are, so that each is resampled given its
// own counts: turnout rate, ballots, rate of the option's share, votes. Alternative, one-sided: at some
// points the density of shares is higher than that of the resamples. Counts make some fractions (1/2, 1/3,
// 2/3) likelier; the resamples have them too. What it cannot show: fabrication without round percentages.
// SOURCE: Rozenas, "Detecting election fraud from irregularities in vote-share distributions", Political
// Analysis 25:41, 2017; its R package spikes 1.1.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "constat/forensics/stations.h"
#include "constat/stats/beta_binomial_mixture.h"

namespace constat::forensics {

// kSpikePoints is the number of points 0, 0.001, ... 1 at which the density is looked at.
inline constexpr size_t kSpikePoints = 1001;

// SpikeSettings. resamples: of the whole election. level: of the quantile envelope, for all points together.
struct SpikeSettings {
  int64_t resamples = 1000;
  uint64_t seed = 1;
  unsigned threads = 1;
  double level = 0.05;
};

// SpikeRefusal says why the test does not apply, the first reason that does. kAreaTotals: the median row has
// more than 10,000 registered: no polling station serves so many in a day, and sums over stations have no
// round percentages. kTooFewStations: fewer than 500 take part. kNoVariation: all shares are equal.
enum class SpikeRefusal { kAreaTotals, kTooFewStations, kNoVariation };

// SpikeFilter counts stations: those that take part, and those left out by the first reason that applies.
//
// impossible: see IsPossible in columns.h, or more ballots counted than persons registered. nothing_counted:
// R = 0. no_votes: W = 0, left out as in the published data. large: N >= 2^17, not a polling station.
struct SpikeFilter {
  int64_t included = 0;
  int64_t impossible = 0;
  int64_t nothing_counted = 0;
  int64_t no_votes = 0;
  int64_t large = 0;
};

// SpikePoint is the density at one point, as the package's call of R's density() comes to it: with a
// bandwidth of 1e-4, far below the step of the 1024 points on which that function works, its kernel is a
// triangle of half width 1.0008/1023, read off between these points by linear interpolation. It is given in
// stations' weight of the kernel (1 for a station exactly there).
//
// observed: of the shares. mean, deviation: of the resamples. largest: their maximum, the published
// envelope, which grows with their number. quantile: the envelope that does not: the quantile 1 - level /
// 1001 of a distribution with the resamples' mean, variance and skewness (Cornish and Fisher), so that a
// clean election leaves it anywhere with a probability of about level at most (Bonferroni; and the
// resamples, drawn around each station's own counts, have a little of every spike). observed_mass,
// mean_mass: the part of the stations within half a step, up to and including its upper end. excess: the
// positive part of their difference.
struct SpikePoint {
  double observed = 0, mean = 0, deviation = 0;
  double largest = 0, quantile = 0;
  double observed_mass = 0, mean_mass = 0, excess = 0;
};

// Spike is a point outside the quantile envelope: the share, and the excess in percent of the stations.
struct Spike {
  double share = 0, percent = 0;
};

// Spikes is the whole result.
//
// turnout, share: the mixtures of R/N and of W/R. points: by share, 0 to 1 (empty where the test is refused).
// percent_largest: the published F, 100 times the excess over all points where observed > largest.
// percent_quantile: the same where observed > quantile. spikes: the latter points, the greatest excess first.
struct Spikes {
  SpikeFilter filter;
  std::optional<SpikeRefusal> refusal;
  stats::BetaBinomialMixture turnout, share;
  std::vector<SpikePoint> points;
  double percent_largest = 0, percent_quantile = 0;
  std::vector<Spike> spikes;
};

// FindSpikes runs the test for stations.options[option]; turnout is R/N, ballots counted by registered. The
// same numbers for any number of threads.
//
// REQUIRES: as ColumnsOf; resamples >= 2; 0 < level < 1.
// COST: for each station about 10 microseconds, and for each of its resamples about 15 ns. Memory 4 MB a
// thread. Reference: Russia 2011, with valid ballots as counted (as in the package's data): percent_largest
// 0.98 with 1,000 resamples, 1.32 with 100; here 0.91 to 0.99, and 1.27 to 1.46. Canada 2011: 0.04 to 0.08,
// and 0.43; here 0.06 to 0.11, and 0.30. percent_quantile: Russia 2011 0.68 to 0.76, Canada 0.
// Approximations: predictive_shares.h and beta_binomial_mixture.h.
[[nodiscard]] Spikes FindSpikes(const Stations& stations, size_t option, const SpikeSettings& settings = {});

}  // namespace constat::forensics
