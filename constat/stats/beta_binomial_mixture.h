// BetaBinomialMixture: how rates differ between stations: a mixture of beta distributions, seen
// through binomial counts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace constat::stats {

// BetaComponent is a Beta(alpha, beta) distribution of rates with its weight in a mixture.
struct BetaComponent {
  double alpha = 1, beta = 1, weight = 1;
};

// BetaBinomialMixture has weights that add up to 1. A count of n trials: a component is drawn, from it a rate
// p, and with it a binomial count.
using BetaBinomialMixture = std::vector<BetaComponent>;

// Counts are y[i] successes among n[i] trials.
//
// REQUIRES: one length; 0 <= y <= n.
struct Counts {
  std::span<const int32_t> y, n;
};

// FitBetaBinomialMixture fits mixtures of 1, 2, ... 5 components by expectation and maximization, and stops
// with the first whose density of rates correlates at least 0.99 with that of the one before (on 0.01 to
// 0.99, 1001 points), as the published package does.
//
// Approximations: the fit looks at no more than 8,192 of the counts, evenly spaced, of no more than 4,096
// trials; parameters are kept within exp(-3) to exp(6); each of at most 60 steps maximizes by two steps of
// Newton's method. Starting values: the rates cut at their quantiles into equal parts, moments of each.
// Deterministic. Without any counts: Beta(1, 1). SOURCE: Rozenas, Political Analysis 25:41, 2017 (the model);
// R package spikes 1.1 (how many components).
[[nodiscard]] BetaBinomialMixture FitBetaBinomialMixture(const Counts& counts);

}  // namespace constat::stats
