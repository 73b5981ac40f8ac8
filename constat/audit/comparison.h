// Comparison audits: ballots are drawn at random, with replacement, and each is compared with the
// machine's record of that very ballot. Far fewer are needed than by polling, but the machine must keep a
// record of each ballot.
//
// A discrepancy is measured in votes by which the record overstated the winner's margin: +2, +1
// (over), -1, -2 (under).
// Null hypothesis: the reported winner did not win. Kaplan-Markov p-value, valid however often one looks.
// Diluted margin: (winner - loser) / ballots.
// SOURCE: Stark, "Super-simple simultaneous single-ballot risk-limiting audits", EVT/WOTE 2010; Lindeman and
// Stark, "A gentle introduction to risk-limiting audits", IEEE Security & Privacy 10(5):42, 2012.
#pragma once

#include <cstdint>

#include "constat/base/result.h"

namespace constat::audit {

// kErrorInflation is gamma, the price paid in sample size for bearing discrepancies; the value all
// audit software uses.
inline constexpr double kErrorInflation = 1.03905;

// DiscrepancyRates are the shares of ballots expected to differ. The defaults are customary.
struct DiscrepancyRates {
  double one_over = 0.001, two_over = 0.0001, one_under = 0.001, two_under = 0.0001;
};

// DiscrepancyCounts is a sample so far: its size and the ballots in it that differ.
struct DiscrepancyCounts {
  int64_t ballots = 0;
  int64_t one_over = 0, two_over = 0, one_under = 0, two_under = 0;
};

// ComparisonSizeWithoutErrors is ceil(-2 gamma ln(risk_limit) / margin): ballots to draw if
// no record differs.
//
// ERRORS: kBadNumber if not 0 < diluted_margin <= 1 and 0 < risk_limit < 1.
// Reference: margin 0.2 at 10 %: 24; 0.02 at 5 %: 312.
[[nodiscard]] Result<int64_t> ComparisonSizeWithoutErrors(double diluted_margin, double risk_limit);

// ComparisonSize is the number of ballots to draw if records differ at the given rates: a first size from the
// rates, the one-vote discrepancies expected in it rounded up, and the size that bears these. Two-vote rates
// enter the second step unscaled, as in the audit software Arlo.
//
// ERRORS: as ComparisonSizeWithoutErrors; kBadNumber if a rate is not in [0, 1], or the rates are so high
// that no size suffices.
// Reference: margin 0.2 at 10 %: 27; 0.1: 54; 0.02: 267.
[[nodiscard]] Result<int64_t> ComparisonSize(double diluted_margin, double risk_limit,
                                             const DiscrepancyRates& rates = {});

// ComparisonPValue is min(1, (1 - margin/(2 gamma))^ballots / product over discrepancies e of (1 - e/(2
// gamma))). Stop when it is at most the risk limit.
//
// ERRORS: kBadNumber if not 0 < diluted_margin <= 1, a count is negative, or more differ than were drawn.
[[nodiscard]] Result<double> ComparisonPValue(double diluted_margin, const DiscrepancyCounts& sample);

}  // namespace constat::audit
