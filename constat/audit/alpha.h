// A martingale test for audits, ALPHA: p-values that hold after every ballot drawn, for any list of values
// between 0 and a bound whose mean above 1/2 means that the reported winner won (an assorter).
//
// Null hypothesis: the mean of the population is at most null_mean. One-sided. The values MUST be in the
// random order in which they were drawn. If the null is true, the chance that the p-value is ever at most a
// is at most a.
// SOURCE: Stark, "ALPHA: audit that learns from previously hand-audited ballots", Annals of Applied
// Statistics 17:641, 2023.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "constat/base/result.h"

namespace constat::audit {

// SequentialTest is the outcome: history[j] is the p-value of the first j + 1 values alone; p, at most 1, the
// least of them, which is what an audit that may stop at any time goes by.
struct SequentialTest {
  std::vector<double> history;
  double p = 1;
};

// AlphaSettings: the population and the bet.
//
// upper: the values' bound u. population: its size N if drawn without replacement, nothing if with. eta:
// the mean guessed beforehand, such as the reported share. shrink_weight: d, how many ballots the guess is
// worth against what is seen; nothing keeps the guess (then with replacement, on values 0 and 1, ALPHA is
// BRAVO). margin_weight: c, how far above the null the bet stays, c / sqrt(d + j - 1); nothing is
// (eta - null_mean) / 2.
struct AlphaSettings {
  double null_mean = 0.5;
  double upper = 1;
  std::optional<int64_t> population;
  double eta = 0.55;
  std::optional<double> shrink_weight = 100;
  std::optional<double> margin_weight;
};

// TestAlpha multiplies, for each value x_j, (x_j eta_j / m_j + (u - x_j)(u - eta_j) / (u - m_j)) / u, where
// m_j is the mean of what is left if the null is true. With shrinking (shrink-trunc), eta_j = (d eta + S) /
// (d + j - 1), S the sum so far, kept above m_j + c / sqrt(d + j - 1) and below u. If the sum exceeds N
// null_mean, p is 0.
//
// ERRORS: kBadNumber if a value is outside [0, upper], not 0 < null_mean < eta <= upper, more values than the
// population, or a weight that is not positive.
// Reference: x_i = 1 if (7 i mod 10) < 6 else 0, i = 0..199, eta 0.6, d 100: p 0.02350196858793926.
[[nodiscard]] Result<SequentialTest> TestAlpha(std::span<const double> values, const AlphaSettings& settings);

}  // namespace constat::audit
