// BetaBinomialProbability: the exact law that tests of mixtures compare with.
#pragma once

#include <cmath>
#include <cstdint>

#include "constat/stats/beta_binomial_mixture.h"

namespace constat::stats {

// BetaBinomialProbability is the probability of y successes among n for one component, the weight left aside.
//
// REQUIRES: 0 <= y <= n.
inline double BetaBinomialProbability(int64_t y, int64_t n, const BetaComponent& c) {
  const auto yes = static_cast<double>(y);
  const auto no = static_cast<double>(n - y);
  return std::exp(std::lgamma(yes + no + 1) - std::lgamma(yes + 1) - std::lgamma(no + 1) +
                  std::lgamma(yes + c.alpha) + std::lgamma(no + c.beta) -
                  std::lgamma(yes + no + c.alpha + c.beta) + std::lgamma(c.alpha + c.beta) -
                  std::lgamma(c.alpha) - std::lgamma(c.beta));
}

}  // namespace constat::stats
