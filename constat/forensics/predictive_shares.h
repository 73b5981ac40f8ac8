// PredictiveShares: what a station's share could have been, drawn from a mixture of rates given its counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "constat/stats/alias_table.h"
#include "constat/stats/beta_binomial_mixture.h"
#include "constat/stats/counter_random.h"

namespace constat::forensics {

// PredictiveCounts is a distribution of counts: probabilities[i] is that of lowest + i; they add up to 1.
struct PredictiveCounts {
  int64_t lowest = 0;
  std::vector<double> probabilities;
};

// Posterior gives the mixture of rates after y successes among n: components (alpha + y, beta + n - y),
// weights by Bayes. Components of less than 1e-7 are left out.
//
// REQUIRES: 0 <= y <= n, the mixture is not empty.
[[nodiscard]] stats::BetaBinomialMixture Posterior(const stats::BetaBinomialMixture& mixture, int64_t y,
                                                   int64_t n);

// Predict fills in the distribution of successes among n trials, by recurrence. Far tails, of about
// 1e-9, are cut.
//
// REQUIRES: n >= 0.
void Predict(const stats::BetaBinomialMixture& mixture, int64_t n, PredictiveCounts& result);

// PredictiveShares draws v*/t* for one station after another: t* from the mixture of turnouts given t among
// N, then v* among t* from the mixture of shares given v among t. Keeps its tables' memory between stations.
//
// t* is drawn from its exact distribution. v* is exact where option or others are few (below 16 expected, or
// less than 64 ballots): drawn for the greatest t* and thinned to t* (hypergeometric).
// Elsewhere the exact distribution for t ballots, made continuous, is moved and stretched to the mean and
// variance that t* ballots have, and rounded: exact at t* = t, and wrong by the little that skewness changes
// with t*/t elsewhere.
class PredictiveShares {
 public:
  // REQUIRES: the mixtures are not empty, and outlive this.
  PredictiveShares(const stats::BetaBinomialMixture& turnout, const stats::BetaBinomialMixture& share)
      : turnout_(turnout), share_(share) {}

  // Prepare takes the next station: v votes among t ballots of n registered.
  //
  // REQUIRES: 0 <= v <= t <= n, 1 <= t, n < 2^20.
  void Prepare(int64_t n, int64_t t, int64_t v);

  // Draw fills in v*/t*, 0 where t* is. shares[i] is a function of random and first + i.
  void Draw(const stats::CounterRandom& random, uint64_t first, std::span<float> shares) const;

 private:
  void PrepareThinned(const stats::BetaBinomialMixture& rates, int64_t most);
  void PrepareStretched(const stats::BetaBinomialMixture& rates, int64_t t);
  [[nodiscard]] uint32_t Thin(uint32_t count, uint32_t ballots, uint64_t bits) const;

  // v* = floor(offset + stretch * c) for t* ballots; c is continuous. inverse: 1/t*.
  struct Line {
    double offset, stretch, inverse;
  };

  const stats::BetaBinomialMixture& turnout_;
  const stats::BetaBinomialMixture& share_;
  PredictiveCounts ballots_, votes_;
  stats::AliasTable draw_ballots_, draw_votes_;
  std::vector<Line> lines_;
  bool thinned_ = false, others_ = false;  // others_: the table counts the others' votes
  uint32_t most_ = 0;
};

}  // namespace constat::forensics
