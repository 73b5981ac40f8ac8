// PredictiveShares: what a station's share could have been, drawn from a mixture of rates given its counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "constat/forensics/beta_binomial_mixture.h"
#include "constat/forensics/counter_random.h"

namespace constat::forensics {

// AliasTable draws from a finite distribution with one comparison.
//
// SOURCE: Walker, Electronics Letters 10:127, 1974; Vose, IEEE Transactions on Software
// Engineering 17:972, 1991.
class AliasTable {
 public:
  // Build makes the table; weights need not add up to 1. Probabilities are rounded to multiples
  // of about 2^-32.
  //
  // REQUIRES: 1 <= size < 2^24, weights >= 0 with a positive sum.
  void Build(std::span<const double> weights);

  // Draw turns 32 random bits into an index.
  [[nodiscard]] uint32_t Draw(uint32_t bits) const {
    const uint64_t scaled = uint64_t{bits} * cells_.size();
    const Cell& cell = cells_[scaled >> 32];
    return static_cast<uint32_t>(scaled) < cell.threshold ? static_cast<uint32_t>(scaled >> 32) : cell.other;
  }

 private:
  struct Cell {
    uint32_t threshold, other;
  };
  std::vector<Cell> cells_;
  std::vector<double> scaled_;
  std::vector<uint32_t> small_, large_;
};

// PredictiveCounts is a distribution of counts: probabilities[i] is that of lowest + i; they add up to 1.
struct PredictiveCounts {
  int64_t lowest = 0;
  std::vector<double> probabilities;
};

// Posterior gives the mixture of rates after y successes among n: components (alpha + y, beta + n - y),
// weights by Bayes. Components of less than 1e-7 are left out.
//
// REQUIRES: 0 <= y <= n, the mixture is not empty.
[[nodiscard]] BetaBinomialMixture Posterior(const BetaBinomialMixture& mixture, int64_t y, int64_t n);

// Predict fills in the distribution of successes among n trials, by recurrence. Far tails, of about
// 1e-9, are cut.
//
// REQUIRES: n >= 0.
void Predict(const BetaBinomialMixture& mixture, int64_t n, PredictiveCounts& result);

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
  PredictiveShares(const BetaBinomialMixture& turnout, const BetaBinomialMixture& share)
      : turnout_(turnout), share_(share) {}

  // Prepare takes the next station: v votes among t ballots of n registered.
  //
  // REQUIRES: 0 <= v <= t <= n, 1 <= t, n < 2^20.
  void Prepare(int64_t n, int64_t t, int64_t v);

  // Draw fills in v*/t*, 0 where t* is. shares[i] is a function of random and first + i.
  void Draw(const CounterRandom& random, uint64_t first, std::span<float> shares) const;

 private:
  void PrepareThinned(const BetaBinomialMixture& rates, int64_t most);
  void PrepareStretched(const BetaBinomialMixture& rates, int64_t t);
  [[nodiscard]] uint32_t Thin(uint32_t count, uint32_t ballots, uint64_t bits) const;

  // v* = floor(offset + stretch * c) for t* ballots; c is continuous. inverse: 1/t*.
  struct Line {
    double offset, stretch, inverse;
  };

  const BetaBinomialMixture& turnout_;
  const BetaBinomialMixture& share_;
  PredictiveCounts ballots_, votes_;
  AliasTable draw_ballots_, draw_votes_;
  std::vector<Line> lines_;
  bool thinned_ = false, others_ = false;  // others_: the table counts the others' votes
  uint32_t most_ = 0;
};

}  // namespace constat::forensics
