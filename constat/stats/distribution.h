// Probabilities, tails and quantiles of the normal, chi-square, Student, Poisson and binomial distributions,
// as far as the tests need them.
#pragma once

#include <cstdint>

namespace constat::stats {

// NormalTail is P(Z > z) of the standard normal distribution, to about 1e-15 relative down to 1e-300.
[[nodiscard]] double NormalTail(double z);

// NormalQuantile is the z with P(Z <= z) = p, to 1e-12.
//
// REQUIRES: 0 < p < 1.
[[nodiscard]] double NormalQuantile(double p);

// ChiSquareTail is P(X > x) for chi-square with df degrees of freedom: finite sums, exact for whole df.
//
// REQUIRES: x >= 0, df >= 1.
// SOURCE: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 (odd df) and 26.4.5 (even df).
[[nodiscard]] double ChiSquareTail(double x, int df);

// TwoSidedStudent is P(|T| > |t|) for Student's t with df degrees of freedom: a finite sum, exact for whole
// df; the normal distribution's from 1001 degrees on.
//
// REQUIRES: df >= 1.
// SOURCE: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
[[nodiscard]] double TwoSidedStudent(double t, int64_t df);

// PoissonTail is P(X >= k) for X ~ Poisson(mean), to 1e-12 relative where it is above 1e-300. For k above
// mean + 1 no sum of independent events with that mean has a greater one (Hoeffding, Annals of Mathematical
// Statistics 27:713, 1956).
//
// REQUIRES: mean >= 0, finite.
// COST: as many steps as sqrt(mean) and a few dozen more.
[[nodiscard]] double PoissonTail(int64_t k, double mean);

// LogBinomialProbability is ln P(X = k) for X ~ Bin(n, p).
//
// REQUIRES: 0 <= k <= n, 0 < p < 1.
[[nodiscard]] double LogBinomialProbability(int64_t k, int64_t n, double p);

// ModeProbability is P(X = k) for X ~ Bin(n, k/n): sqrt(n / (2 pi k (n-k))) exp(d(n) - d(k) - d(n-k)), where
// d is the error of Stirling's formula.
//
// PRECISION: 1e-14 relative.
// REQUIRES: 0 < k < n.
// SOURCE: Loader, "Fast and accurate computation of binomial probabilities", 2000.
[[nodiscard]] double ModeProbability(int64_t k, int64_t n);

// BinomialQuantile is the smallest k with P(Bin(n, p) <= k) >= q.
//
// REQUIRES: 1 <= n < 2^31, 0 < p < 1, 0 < q < 1.
// COST: about 40 sqrt(n) multiplications.
[[nodiscard]] int64_t BinomialQuantile(double q, int64_t n, double p);

}  // namespace constat::stats
