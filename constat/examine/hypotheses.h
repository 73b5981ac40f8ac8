// Hypotheses of section kSilent, worked out from the statistics alone: for the tests, and for calibration, so
// that both mean the same by a mark.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "constat/examine/finding.h"
#include "constat/forensics/integer_percentages.h"

namespace constat::examine {

// IntegerHypotheses: more whole percentages than expected; one-sided, of either, turnout and share in this
// order. included: stations that take part.
[[nodiscard]] std::vector<Hypothesis> IntegerHypotheses(const forensics::IntegerCounts& counts,
                                                        int64_t included);

// RegisteredDigitsHypothesis: last digits of counts of at least 100 are uniform, but for what the edges of
// their sizes add: p is of the chi-square that is left at least, statistic is Pearson's.
[[nodiscard]] Hypothesis RegisteredDigitsHypothesis(std::span<const int64_t> registered);

}  // namespace constat::examine
