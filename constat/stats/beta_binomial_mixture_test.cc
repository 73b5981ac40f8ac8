#include "constat/stats/beta_binomial_mixture.h"

#include <gtest/gtest.h>

#include <cmath>

#include "constat/stats/alias_table.h"
#include "constat/stats/counter_random.h"
#include "constat/testing/beta_binomial.h"

namespace constat::stats {
namespace {

// Draws of a mixture among 300 trials each.
struct Drawn {
  std::vector<int32_t> y, n;
};

Drawn DrawCounts(const BetaBinomialMixture& mixture, size_t count) {
  std::vector<double> probabilities(301);
  for (const BetaComponent& c : mixture) {
    for (int y = 0; y <= 300; ++y) {
      probabilities[static_cast<size_t>(y)] += c.weight * BetaBinomialProbability(y, 300, c);
    }
  }
  AliasTable table;
  table.Build(probabilities);
  Drawn drawn;
  const CounterRandom random(5);
  for (size_t i = 0; i < count; ++i) {
    drawn.y.push_back(static_cast<int32_t>(table.Draw(static_cast<uint32_t>(random.Draw(i) >> 32))));
    drawn.n.push_back(300);
  }
  return drawn;
}

double Likelihood(const Drawn& drawn, const BetaBinomialMixture& mixture) {
  double sum = 0;
  for (size_t i = 0; i < drawn.y.size(); ++i) {
    double p = 0;
    for (const BetaComponent& c : mixture) {
      p += c.weight * BetaBinomialProbability(drawn.y[i], drawn.n[i], c);
    }
    sum += std::log(p);
  }
  return sum;
}

TEST(BetaBinomialMixture, FitIsAsLikelyAsTheTruth) {
  for (const BetaBinomialMixture& truth :
       {BetaBinomialMixture{{20, 30, 1}}, BetaBinomialMixture{{40, 80, 0.6}, {12, 3, 0.4}}}) {
    const Drawn drawn = DrawCounts(truth, 3000);
    const BetaBinomialMixture fit = FitBetaBinomialMixture({drawn.y, drawn.n});
    EXPECT_GE(fit.size(), truth.size());
    EXPECT_GT(Likelihood(drawn, fit), Likelihood(drawn, truth) - 5);
    double weight = 0;
    double mean = 0;
    double expected = 0;
    for (const BetaComponent& c : fit) {
      weight += c.weight;
      mean += c.weight * c.alpha / (c.alpha + c.beta);
    }
    for (const BetaComponent& c : truth) expected += c.weight * c.alpha / (c.alpha + c.beta);
    EXPECT_NEAR(weight, 1, 1e-9);
    EXPECT_NEAR(mean, expected, 0.02);
  }
}

TEST(BetaBinomialMixture, FitOfOddCountsIsFinite) {
  const std::vector<std::pair<std::vector<int32_t>, std::vector<int32_t>>> odd = {
      {{}, {}},
      {{0, 0}, {0, 0}},
      {{3}, {3}},
      {{0, 0, 0}, {5, 6, 7}},
      {{50, 50, 50, 50}, {100, 100, 100, 100}},
      {{1, 100000}, {2, 100000}},
  };
  for (const auto& [y, n] : odd) {
    for (const BetaComponent& c : FitBetaBinomialMixture({y, n})) {
      EXPECT_TRUE(std::isfinite(c.alpha) && c.alpha > 0);
      EXPECT_TRUE(std::isfinite(c.beta) && c.beta > 0);
      EXPECT_TRUE(std::isfinite(c.weight));
    }
  }
}

}  // namespace
}  // namespace constat::stats
