// ALPHA for ballot polling without replacement: the same ballots as BRAVO, but each at most once, and a bet
// that learns from what was read. No ballot is read twice, and the audit ends at the latest when more than
// half of all ballots speak for the winner.
//
// A ballot for the winner has the value 1, one for the loser 0, one for neither 1/2; the reported winner won
// if and only if the mean of all ballots is above 1/2. Null hypothesis and sidedness: alpha.h.
// SOURCE: Stark, "ALPHA: audit that learns from previously hand-audited ballots", Annals of Applied
// Statistics 17:641, 2023.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "constat/audit/alpha.h"
#include "constat/audit/bravo.h"

namespace constat::audit {

// AlphaPolling is how TestAlpha is set for reported: shrink-trunc with d = 100, c = (eta - 1/2)/2, and eta
// the reported mean, (winner + (ballots - winner - loser)/2) / ballots.
//
// ERRORS: kBadNumber if not 0 <= loser < winner <= winner + loser <= ballots < 2^31.
[[nodiscard]] Result<AlphaSettings> AlphaPolling(const ReportedCount& reported);

// AlphaSizes are ballots still to draw such that 70, 80 and 90 % of audits end by then if the reported count
// is right; nothing where more than kMostSimulated were needed.
struct AlphaSizes {
  std::optional<int64_t> q70, q80, q90;
};
inline constexpr int64_t kMostSimulated = 200'000;

// SimulateAlphaSizes counts in how many of 400 simulated audits (100 where BRAVO expects more than
// 20,000 ballots) p is at most risk_limit after each draw; drawn are the values read so far, in the
// order of the draw. What is left is taken to be the reported count less what was read. The same numbers
// give the same sizes.
//
// ERRORS: those of AlphaPolling and TestAlpha; kBadNumber if not 0 < risk_limit < 1.
// COST: about 1 s at most; 0.03 s for a margin of 10 %.
[[nodiscard]] Result<AlphaSizes> SimulateAlphaSizes(const ReportedCount& reported, double risk_limit,
                                                    std::span<const double> drawn = {});

}  // namespace constat::audit
