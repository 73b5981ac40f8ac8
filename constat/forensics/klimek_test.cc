#include "constat/forensics/klimek.h"

#include <gtest/gtest.h>

#include <cmath>

#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

// Planted says how stations are made up: with the model's own rule, by sums of 12 uniform numbers.
struct Planted {
  double incremental = 0, extreme = 0, alpha = 1.5;
  double share = 0.45;
  double other_share = 0.45;  // of every second station
};

double Normal(const stats::CounterRandom& random, uint64_t& next) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += static_cast<double>(random.Draw(next++) >> 11) * 0x1p-53;
  return sum;
}

Stations Make(size_t count, const Planted& planted) {
  Stations s;
  s.options.push_back({"yes", {}});
  for (size_t i = 0; i < count; ++i) {
    const stats::CounterRandom random(7, i);
    uint64_t next = 0;
    const double registered = 500 + static_cast<double>(random.Draw(next++) % 1500);
    const double kind = static_cast<double>(random.Draw(next++) >> 11) * 0x1p-53;
    const double t = 0.55 + 0.07 * Normal(random, next);
    const double v = (i % 2 == 0 ? planted.share : planted.other_share) + 0.06 * Normal(random, next);
    double x = 0;
    if (kind < planted.incremental) x = std::min(1.0, std::abs(0.5 * Normal(random, next)));
    if (kind > 1 - planted.extreme) x = 1 - std::min(1.0, std::abs(0.075 * Normal(random, next)));
    const auto ballots = std::llround(registered * (1 - (1 - x) * (1 - t)));
    const auto votes =
        std::llround(registered * (t * v + x * (1 - t) + std::pow(x, planted.alpha) * (1 - v) * t));
    s.registered.push_back(static_cast<int64_t>(registered));
    s.ballots.push_back(ballots);
    s.counted.push_back(ballots);
    s.options[0].votes.push_back(std::min<int64_t>(votes, ballots));
  }
  return s;
}

KlimekSettings Quick() { return {.seed = 3, .threads = 2, .min_draws = 10000}; }

TEST(Klimek, FindsNoFraudInItsOwnCleanStations) {
  const KlimekModel model = FitKlimekModel(Make(6000, {}), 0, Quick());
  ASSERT_FALSE(model.refusal.has_value());
  EXPECT_NEAR(model.parameters->turnout_mode, 0.55, 0.015);
  EXPECT_NEAR(model.parameters->share_mode, 0.45, 0.015);
  EXPECT_NEAR(model.parameters->turnout_deviation, 0.07, 0.01);
  EXPECT_NEAR(model.parameters->share_deviation, 0.06, 0.01);
  EXPECT_LT(model.estimates[0].best.incremental, 0.06);
  EXPECT_LT(model.estimates[0].best.extreme, 0.005);
  EXPECT_GT(model.estimates[0].best.r_squared, 0.95);
}

TEST(Klimek, FindsPlantedFraud) {
  const KlimekModel model = FitKlimekModel(Make(6000, {.incremental = 0.4, .extreme = 0.1}), 0, Quick());
  ASSERT_FALSE(model.refusal.has_value());
  ASSERT_EQ(model.estimates.size(), 3u);
  for (const KlimekEstimate& estimate : model.estimates) {
    EXPECT_NEAR(estimate.best.extreme, 0.1, 0.04);
    EXPECT_NEAR(estimate.best.incremental, 0.4, 0.15);
    ASSERT_EQ(estimate.profile.size(), 41u);
    for (const KlimekFit& fit : estimate.profile) EXPECT_GE(fit.objective, estimate.best.objective);
  }
}

TEST(Klimek, DoesNotDependOnTheNumberOfThreads) {
  const Stations s = Make(5000, {.incremental = 0.2, .extreme = 0.05});
  KlimekSettings settings = Quick();
  settings.threads = 1;
  const KlimekModel one = FitKlimekModel(s, 0, settings);
  settings.threads = 5;
  const KlimekModel five = FitKlimekModel(s, 0, settings);
  for (size_t e = 0; e < one.estimates.size(); ++e) {
    for (size_t a = 0; a < one.estimates[e].profile.size(); ++a) {
      EXPECT_EQ(one.estimates[e].profile[a].objective, five.estimates[e].profile[a].objective);
      EXPECT_EQ(one.estimates[e].profile[a].incremental, five.estimates[e].profile[a].incremental);
    }
  }
  EXPECT_EQ(one.incremental, five.incremental);
}

TEST(Klimek, RefusesTwoKindsOfPlaces) {
  const KlimekModel model = FitKlimekModel(Make(3000, {.share = 0.6, .other_share = 0.2}), 0, Quick());
  EXPECT_EQ(model.refusal, KlimekRefusal::kLowerCluster);
  EXPECT_TRUE(model.estimates.empty());
}

TEST(Klimek, RefusesALowerClusterPartedByAValleyAndAcceptsAnUpperOne) {
  Stations s = Make(3000, {.share = 0.5, .other_share = 0.15});
  EXPECT_EQ(FitKlimekModel(s, 0, Quick()).refusal, KlimekRefusal::kLowerCluster);
  s = Make(3000, {.share = 0.8, .other_share = 0.4});  // the upper one could be fraud
  EXPECT_NE(FitKlimekModel(s, 0, Quick()).refusal, KlimekRefusal::kLowerCluster);
}

TEST(Klimek, RefusesAModeInTheTailOfTheRealCluster) {
  Stations s = Make(3000, {.share = 0.75, .other_share = 0.75});
  for (size_t i = 0; i < 40; ++i) s.options[0].votes[i * 50] = s.counted[i * 50] * (300 + i) / 1000;
  const KlimekModel model = FitKlimekModel(s, 0, Quick());
  EXPECT_EQ(model.refusal, KlimekRefusal::kNoCleanCluster);
}

TEST(Klimek, RefusesWhatHasNoStations) {
  EXPECT_EQ(FitKlimekModel(Make(0, {}), 0, Quick()).refusal, KlimekRefusal::kTooFewStations);
  EXPECT_EQ(FitKlimekModel(Make(1, {}), 0, Quick()).refusal, KlimekRefusal::kTooFewStations);
  EXPECT_EQ(FitKlimekModel(Make(499, {}), 0, Quick()).refusal, KlimekRefusal::kTooFewStations);
  Stations areas = Make(1000, {});
  for (auto& n : areas.registered) n += 100000;
  EXPECT_EQ(FitKlimekModel(areas, 0, Quick()).refusal, KlimekRefusal::kAreaTotals);
}

TEST(Klimek, RefusesWhatDoesNotVary) {
  Stations s;
  s.registered.assign(1000, 800);
  s.ballots.assign(1000, 400);
  s.options = {{"yes", std::vector<int64_t>(1000, 200)}};
  EXPECT_EQ(FitKlimekModel(s, 0, Quick()).refusal, KlimekRefusal::kNoVariation);
  s.ballots.assign(1000, 800);
  s.options[0].votes.assign(1000, 800);
  EXPECT_EQ(FitKlimekModel(s, 0, Quick()).refusal, KlimekRefusal::kNoVariation);
  s.options[0].votes.assign(1000, 0);
  s.options[0].votes[0] = 1;
  s.ballots[0] = 5;
  EXPECT_EQ(FitKlimekModel(s, 0, Quick()).refusal, KlimekRefusal::kNoMode);
}

TEST(Klimek, LeavesOutImpossibleRows) {
  Stations s = Make(1000, {});
  s.registered.push_back(100);
  s.ballots.push_back(200);
  s.counted.push_back(200);
  s.options[0].votes.push_back(100);
  EXPECT_EQ(FitKlimekModel(s, 0, Quick()).stations, 1000);
}

}  // namespace
}  // namespace constat::forensics
