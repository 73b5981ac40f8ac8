#include "constat/forensics/mixture.h"

#include <gtest/gtest.h>

#include <cmath>

#include "constat/forensics/mixture_likelihood.h"
#include "constat/stats/counter_random.h"
#include "constat/stats/distribution.h"

namespace constat::forensics {
namespace {

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

void Add(Stations& s, int64_t registered, int64_t ballots, int64_t votes) {
  s.registered.push_back(registered);
  s.ballots.push_back(ballots);
  s.counted.push_back(ballots);
  s.options[0].votes.push_back(votes);
}

// Draws are standard normal numbers.
class Draws {
 public:
  explicit Draws(uint64_t seed) : random_(seed) {}
  double Uniform() { return (static_cast<double>(random_.Draw(next_++) >> 11) + 0.5) * 0x1p-53; }
  double Normal() { return stats::NormalQuantile(Uniform()); }
  // Binomial, by a normal of the same mean and variance.
  int64_t Binomial(double n, double p) {
    return std::llround(std::clamp(n * p + std::sqrt(n * p * (1 - p)) * Normal(), 0.0, n));
  }

 private:
  stats::CounterRandom random_;
  uint64_t next_ = 0;
};

// Stations as the model makes them: turnout around 0.6, share around 0.35, magnitudes as the priors say.
Stations Simulate(size_t n, double incremental, double extreme) {
  Draws draws(1);
  Stations s;
  s.options = {{"yes", {}}};
  for (size_t i = 0; i < n; ++i) {
    const double persons = 400 + std::floor(1600 * draws.Uniform());
    const double turnout = Logistic(0.4 + 0.4 * draws.Normal());
    const double share = Logistic(-0.6 + 0.5 * draws.Normal());
    double made = Logistic(std::sqrt(0.2) * draws.Normal());
    double stolen = Logistic(std::sqrt(0.2) * draws.Normal());
    const double u = draws.Uniform();
    if (u < incremental) {
      made *= 0.7, stolen *= 0.7;
    } else if (u < incremental + extreme) {
      made = 0.7 + 0.3 * made, stolen = 0.7 + 0.3 * stolen;
    } else {
      made = stolen = 0;
    }
    const int64_t away = draws.Binomial(persons, (1 - turnout) * (1 - made));
    const auto ballots = static_cast<int64_t>(persons) - away;
    const double honest = std::max(0.0, 1 - static_cast<double>(away) / persons / (1 - made));
    const int64_t others = std::min(ballots, draws.Binomial(persons, honest * (1 - share) * (1 - stolen)));
    Add(s, static_cast<int64_t>(persons), ballots, ballots - others);
  }
  return s;
}

TEST(Mixture, FindsTheFractionsThatWereSimulated) {
  const Mixture m = FitMixture(Simulate(800, 0.15, 0.05), 0, {.max_iterations = 60});
  ASSERT_FALSE(m.refusal);
  const MixtureFit& fit = m.fit;
  EXPECT_NEAR(fit.model.fraction[kIncremental], 0.15, 0.04);
  EXPECT_NEAR(fit.model.fraction[kExtreme], 0.05, 0.02);
  EXPECT_NEAR(fit.model.turnout.location, 0.4, 0.05);
  EXPECT_NEAR(fit.model.turnout.variance, 0.16, 0.03);
  EXPECT_NEAR(fit.model.share.location, -0.6, 0.08);
  EXPECT_NEAR(fit.model.share.variance, 0.25, 0.05);
  EXPECT_LT(fit.low[kIncremental], fit.model.fraction[kIncremental]);
  EXPECT_GT(fit.high[kIncremental], fit.model.fraction[kIncremental]);
}

TEST(Mixture, IsNearlyButNeverZeroWithoutFraud) {
  const Mixture m = FitMixture(Simulate(500, 0, 0), 0);
  ASSERT_FALSE(m.refusal);
  const auto& fraction = m.fit.model.fraction;
  EXPECT_LT(fraction[kIncremental], 0.03);
  EXPECT_LT(fraction[kExtreme], 0.005);
  EXPECT_GT(fraction[kExtreme], 0);
  EXPECT_NEAR(fraction[0] + fraction[1] + fraction[2], 1, 1e-12);
}

TEST(Mixture, CountsAStationWithNoOneAwayAsExtreme) {
  MixturePoint point{1000, 0.5 / 1001.5, 0.5 / 1001.5, 1000.5 / 1001.5};
  EXPECT_GT(ExpectationStep({&point, 1}, MixtureModel{}, 1).weight[kExtreme], 0.9);
  point = {1000, 400.5 / 1001.5, 390.5 / 1001.5, 210.5 / 1001.5};
  MixtureModel model;
  model.turnout = {0.4, 0.16};
  model.share = {-0.6, 0.25};
  EXPECT_GT(ExpectationStep({&point, 1}, model, 1).weight[kHonest], 0.9);
}

TEST(Mixture, StepsNeverLowerThePosterior) {
  std::vector<MixturePoint> points;
  const Stations s = Simulate(300, 0.2, 0.05);
  for (size_t i = 0; i < s.size(); ++i) {
    const double n = static_cast<double>(s.registered[i]) + 1.5;
    const auto rate = [&](int64_t count) { return (static_cast<double>(count) + 0.5) / n; };
    points.push_back({n, rate(s.registered[i] - s.ballots[i]), rate(s.ballots[i] - s.options[0].votes[i]),
                      rate(s.options[0].votes[i])});
  }
  MixtureModel model;
  double last = -1e300;
  for (int i = 0; i < 15; ++i) {
    const MixtureSums sums = ExpectationStep(points, model, 1);
    double prior = std::log(model.fraction[1] * model.fraction[2] / (model.fraction[0] * model.fraction[0]));
    for (const LogitNormal& d : {model.turnout, model.share}) {
      prior += -0.5 * d.location * d.location + std::log(d.variance) - 5 * d.variance;
    }
    EXPECT_GT(sums.log_likelihood + prior, last - 0.01) << i;
    last = sums.log_likelihood + prior;
    EXPECT_NEAR(sums.weight[0] + sums.weight[1] + sums.weight[2], 300, 1e-9);
    model = MaximisationStep(sums, model);
  }
}

TEST(Mixture, DoesNotDependOnThreads) {
  const Stations s = Simulate(1100, 0.1, 0.02);
  const Mixture one = FitMixture(s, 0, {.max_iterations = 8, .threads = 1});
  const Mixture three = FitMixture(s, 0, {.max_iterations = 8, .threads = 3});
  EXPECT_EQ(one.fit.model.fraction, three.fit.model.fraction);
  EXPECT_EQ(one.fit.log_likelihood, three.fit.log_likelihood);
}

TEST(Mixture, RefusesFewStationsAreasAndTooFewIterations) {
  EXPECT_EQ(FitMixture(Simulate(99, 0, 0), 0).refusal, MixtureRefusal::kFewStations);
  EXPECT_EQ(FitMixture(Simulate(120, 0, 0), 0, {.max_median_registered = 300}).refusal,
            MixtureRefusal::kAreaTotals);
  const Mixture m = FitMixture(Simulate(120, 0.1, 0), 0, {.max_iterations = 1});
  EXPECT_EQ(m.refusal, MixtureRefusal::kNotConverged);
  EXPECT_EQ(m.fit.iterations, 1);
}

TEST(Mixture, CountsWhomItLeavesOut) {
  Stations s = Simulate(120, 0, 0);
  Add(s, 100, 101, 50);
  Add(s, 100, 0, 0);
  Add(s, 20, 10, 5);
  const Mixture m = FitMixture(s, 0, {.min_registered = 50, .max_iterations = 5});
  EXPECT_EQ(m.n, 120);
  EXPECT_EQ(m.impossible, 1);
  EXPECT_EQ(m.nothing_counted, 1);
  EXPECT_EQ(m.few_registered, 1);
}

TEST(Mixture, StaysFiniteOnStationsThatDoNotDiffer) {
  for (const int64_t votes : {0, 300, 500}) {
    for (const int64_t registered : {500, 1000}) {
      Stations s;
      s.options = {{"yes", {}}};
      for (int i = 0; i < 100; ++i) Add(s, registered, 500, votes);
      const Mixture m = FitMixture(s, 0, {.max_iterations = 3});
      EXPECT_TRUE(std::isfinite(m.fit.log_likelihood)) << registered << ' ' << votes;
      for (size_t k = 0; k < 3; ++k) {
        EXPECT_TRUE(std::isfinite(m.fit.standard_error[k]));
        EXPECT_TRUE(std::isfinite(m.fit.high[k]));
      }
    }
  }
}

}  // namespace
}  // namespace constat::forensics
