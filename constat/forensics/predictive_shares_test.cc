#include "constat/forensics/predictive_shares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "constat/testing/beta_binomial.h"

namespace constat::forensics {
namespace {

const stats::BetaBinomialMixture& Turnouts() {
  static const stats::BetaBinomialMixture mixture = {{25, 25, 0.5}, {6, 1, 0.5}};
  return mixture;
}

const stats::BetaBinomialMixture& ShareRates() {
  static const stats::BetaBinomialMixture mixture = {{20, 45, 0.6}, {4, 0.9, 0.4}};
  return mixture;
}

// Law is what can be said of v*/t* exactly: the mean, the variance, and the probability of one half.
struct Law {
  double mean = 0, variance = 0, half = 0;
};

Law ExactLaw(int64_t n, int64_t t, int64_t v) {
  PredictiveCounts ballots;
  PredictiveCounts votes;
  Predict(Posterior(Turnouts(), t, n), n, ballots);
  Law law;
  double second = 0;
  for (size_t i = 0; i < ballots.probabilities.size(); ++i) {
    const int64_t b = ballots.lowest + static_cast<int64_t>(i);
    if (b == 0) continue;
    Predict(Posterior(ShareRates(), v, t), b, votes);
    for (size_t j = 0; j < votes.probabilities.size(); ++j) {
      const int64_t w = votes.lowest + static_cast<int64_t>(j);
      const double p = ballots.probabilities[i] * votes.probabilities[j];
      const double share = static_cast<double>(w) / static_cast<double>(b);
      law.mean += p * share;
      second += p * share * share;
      if (2 * w == b) law.half += p;
    }
  }
  law.variance = second - law.mean * law.mean;
  return law;
}

TEST(Predict, IsTheBetaBinomialMixture) {
  const stats::BetaBinomialMixture mixture = {{40.5, 20, 0.7}, {3, 0.4, 0.3}};
  for (int64_t n : {0, 1, 37, 500}) {
    PredictiveCounts counts;
    Predict(mixture, n, counts);
    EXPECT_NEAR(std::accumulate(counts.probabilities.begin(), counts.probabilities.end(), 0.0), 1, 1e-12);
    for (size_t i = 0; i < counts.probabilities.size(); ++i) {
      double exact = 0;
      for (const stats::BetaComponent& c : mixture) {
        exact += c.weight * stats::BetaBinomialProbability(counts.lowest + static_cast<int64_t>(i), n, c);
      }
      EXPECT_NEAR(counts.probabilities[i], exact, 1e-7);
    }
  }
}

TEST(Posterior, WeighsByBayes) {
  const stats::BetaBinomialMixture posterior = Posterior({{1, 1, 0.5}, {2, 1, 0.5}}, 1, 1);
  // P(one of one) is 1/2 and 2/3.
  ASSERT_EQ(posterior.size(), 2u);
  EXPECT_NEAR(posterior[0].weight, 3.0 / 7, 1e-12);
  EXPECT_NEAR(posterior[1].weight, 4.0 / 7, 1e-12);
  EXPECT_EQ(posterior[1].alpha, 3);
  EXPECT_EQ(posterior[1].beta, 1);
}

TEST(PredictiveShares, FollowsTheExactLaw) {
  struct Station {
    int64_t n, t, v;
  };
  PredictiveShares shares(Turnouts(), ShareRates());
  constexpr size_t kDraws = 60000;
  std::vector<float> drawn(kDraws);
  for (const Station& s : {Station{3, 1, 1}, Station{80, 40, 20}, Station{500, 420, 417},
                           Station{400, 230, 7}, Station{120, 100, 52}, Station{300, 200, 98}}) {
    const Law law = ExactLaw(s.n, s.t, s.v);
    shares.Prepare(s.n, s.t, s.v);
    shares.Draw(stats::CounterRandom(11, static_cast<uint64_t>(s.n)), 0, drawn);
    double mean = 0;
    double second = 0;
    double half = 0;
    for (float x : drawn) {
      EXPECT_GE(x, 0);
      EXPECT_LE(x, 1.000001f);
      mean += x / static_cast<double>(kDraws);
      second += static_cast<double>(x) * x / static_cast<double>(kDraws);
      if (std::abs(x - 0.5f) < 1e-6f) half += 1 / static_cast<double>(kDraws);
    }
    const double error = std::sqrt(law.variance / static_cast<double>(kDraws));
    EXPECT_NEAR(mean, law.mean, 5 * error) << s.n;
    EXPECT_NEAR((second - mean * mean) / law.variance, 1, 0.04) << s.n;
    EXPECT_NEAR(half, law.half, 5 * std::sqrt(law.half / static_cast<double>(kDraws)) + 1e-6) << s.n;
  }
}

TEST(PredictiveShares, DrawIsAFunctionOfItsIndex) {
  PredictiveShares shares(Turnouts(), ShareRates());
  for (int64_t votes : {3, 60}) {
    shares.Prepare(200, 130, votes);
    std::vector<float> whole(100);
    std::vector<float> part(40);
    shares.Draw(stats::CounterRandom(9), 0, whole);
    shares.Draw(stats::CounterRandom(9), 60, part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 60));
  }
}

}  // namespace
}  // namespace constat::forensics
