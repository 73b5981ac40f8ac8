// BRAVO: a risk-limiting audit by ballot polling. Paper ballots are drawn at random, with replacement, and
// read; the audit stops when the sample makes it implausible that the reported winner lost.
//
// Null hypothesis: the winner has no more than half of the votes for winner or loser. The p-value holds
// after every ballot, however often one looks (Wald's sequential test). It says nothing about how the
// paper was kept.
// SOURCE: Lindeman, Stark, Yates, "BRAVO: ballot-polling risk-limiting audits to verify
// outcomes", EVT/WOTE 2012.
#pragma once

#include <cstdint>

#include "constat/base/result.h"

namespace constat::audit {

// ReportedCount is what the audit checks, in ballots. ballots: all, those for neither included.
struct ReportedCount {
  int64_t winner, loser, ballots;
};

// SampledVotes are the votes among the ballots drawn so far.
struct SampledVotes {
  int64_t winner = 0, loser = 0;
};

// BravoPValue is min(1, 1/T), T = (2 s)^winner (2 - 2 s)^loser with s = reported winner / (winner + loser).
// Stop when it is at most the risk limit.
//
// ERRORS: kBadNumber if not 0 <= loser < winner <= winner + loser <= ballots < 2^31, or a sampled
// count is negative.
[[nodiscard]] Result<double> BravoPValue(const ReportedCount& reported, SampledVotes sample);

// BravoExpectedSize is Wald's approximation of the expected number of ballots still to draw if the
// reported count is right: ceil((ln(1/(risk_limit T)) + ln(2s)/2) / (p_w ln(2s) + p_l ln(2-2s))); 0 if the
// audit may stop now.
//
// ERRORS: as BravoPValue; kBadNumber if not 0 < risk_limit < 1.
// SOURCE: Lindeman and Stark, "A gentle introduction to risk-limiting audits", IEEE Security &
// Privacy 10(5):42, 2012.
// Reference: 600 to 400 of 1000 at 10 %: 119. United Kingdom 2016: 4214 at 5 %, 3245 at 10 %.
[[nodiscard]] Result<int64_t> BravoExpectedSize(const ReportedCount& reported, double risk_limit,
                                                SampledVotes sample = {});

// BravoQuantileSize is how many more ballots, drawn at once, end the audit with at least the given
// probability if the reported count is right: the binomial quantile is exact, searched upwards from the
// normal approximation, and scaled by ballots / (winner + loser) for the ballots for neither. 0 if the audit
// may stop now.
//
// ERRORS: as BravoExpectedSize; kBadNumber if not 0 < probability < 1, or if the margin is so small that more
// than 2^31 ballots were needed.
// SOURCE: the method of the audit software Arlo.
// Reference: 600 to 400 of 1000 at 10 %: 184, 244, 351 for 70, 80, 90 %.
[[nodiscard]] Result<int64_t> BravoQuantileSize(const ReportedCount& reported, double risk_limit,
                                                double probability, SampledVotes sample = {});

}  // namespace constat::audit
