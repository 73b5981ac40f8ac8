#include "constat/forensics/spikes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "constat/forensics/predictive_shares.h"
#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

// CleanStations are drawn from smooth distributions of turnout and share.
Stations CleanStations(size_t count) {
  Stations s;
  s.options.push_back({"yes", {}});
  PredictiveCounts counts;
  for (size_t i = 0; i < count; ++i) {
    const stats::CounterRandom random(21, i);
    const auto n = static_cast<int64_t>(200 + random.Draw(0) % 700);
    stats::AliasTable table;
    Predict({{20, 15, 1}}, n, counts);
    table.Build(counts.probabilities);
    const int64_t t = counts.lowest + table.Draw(static_cast<uint32_t>(random.Draw(1) >> 32));
    Predict({{12, 15, 1}}, t, counts);
    table.Build(counts.probabilities);
    const int64_t v = counts.lowest + table.Draw(static_cast<uint32_t>(random.Draw(2) >> 32));
    s.registered.push_back(n);
    s.ballots.push_back(t);
    s.counted.push_back(t);
    s.options[0].votes.push_back(v);
  }
  return s;
}

// Plant makes the first stations report exactly three quarters.
Stations Plant(Stations s, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    s.counted[i] = s.ballots[i] = s.ballots[i] / 4 * 4;
    s.options[0].votes[i] = s.counted[i] / 4 * 3;
  }
  return s;
}

SpikeSettings Quick() { return {.resamples = 150, .seed = 4, .threads = 2, .level = 0.05}; }

TEST(Spikes, FindsNoneInCleanStations) {
  const Stations s = CleanStations(1500);
  const Spikes result = FindSpikes(s, 0, Quick());
  ASSERT_FALSE(result.refusal.has_value());
  EXPECT_TRUE(result.spikes.empty());
  EXPECT_EQ(result.percent_quantile, 0);
  double observed = 0;
  double mean = 0;
  for (const SpikePoint& p : result.points) {
    observed += p.observed_mass;
    mean += p.mean_mass;
    EXPECT_GE(p.quantile, p.mean);
    EXPECT_GE(p.largest, p.mean - 1e-9);
  }
  EXPECT_NEAR(observed, 1, 1e-9);
  EXPECT_NEAR(mean, 1, 1e-9);
}

TEST(Spikes, FindsThePlantedSpikeAndItsSize) {
  const Stations s = Plant(CleanStations(1500), 45);
  const Spikes result = FindSpikes(s, 0, Quick());
  ASSERT_FALSE(result.spikes.empty());
  EXPECT_DOUBLE_EQ(result.spikes[0].share, 0.75);
  EXPECT_NEAR(result.spikes[0].percent, 3.0, 0.3);  // 45 of 1500
  EXPECT_NEAR(result.percent_quantile, 3.0, 0.3);
  EXPECT_GE(result.percent_largest, result.spikes[0].percent);
}

TEST(Spikes, DoNotDependOnTheNumberOfThreads) {
  const Stations s = Plant(CleanStations(700), 20);
  SpikeSettings settings = Quick();
  settings.resamples = 60;
  settings.threads = 1;
  const Spikes one = FindSpikes(s, 0, settings);
  settings.threads = 4;
  const Spikes four = FindSpikes(s, 0, settings);
  EXPECT_EQ(one.percent_largest, four.percent_largest);
  for (size_t g = 0; g < kSpikePoints; ++g) {
    EXPECT_EQ(one.points[g].mean, four.points[g].mean);
    EXPECT_EQ(one.points[g].quantile, four.points[g].quantile);
    EXPECT_EQ(one.points[g].mean_mass, four.points[g].mean_mass);
  }
}

TEST(Spikes, LargestGrowsWithTheResamplesAndTheQuantileHardly) {
  const Stations s = CleanStations(600);
  SpikeSettings settings = Quick();
  settings.resamples = 100;
  const Spikes few = FindSpikes(s, 0, settings);
  settings.resamples = 400;  // the first 100 are the same
  const Spikes many = FindSpikes(s, 0, settings);
  double few_largest = 0;
  double many_largest = 0;
  double few_quantile = 0;
  double many_quantile = 0;
  for (size_t g = 0; g < kSpikePoints; ++g) {
    EXPECT_GE(many.points[g].largest, few.points[g].largest);
    few_largest += few.points[g].largest;
    many_largest += many.points[g].largest;
    few_quantile += few.points[g].quantile;
    many_quantile += many.points[g].quantile;
  }
  EXPECT_GT(many_largest, 1.1 * few_largest);
  EXPECT_NEAR(many_quantile / few_quantile, 1, 0.05);
}

TEST(Spikes, ResamplesInBatchesAddUp) {
  const Stations s = CleanStations(500);
  SpikeSettings settings = Quick();
  settings.resamples = 1030;  // more than one batch
  const Spikes result = FindSpikes(s, 0, settings);
  double mean = 0;
  for (const SpikePoint& p : result.points) mean += p.mean_mass;
  EXPECT_NEAR(mean, 1, 1e-9);
}

TEST(Spikes, RefusesWhatItCannotTest) {
  EXPECT_EQ(FindSpikes(CleanStations(0), 0, Quick()).refusal, SpikeRefusal::kTooFewStations);
  EXPECT_EQ(FindSpikes(CleanStations(1), 0, Quick()).refusal, SpikeRefusal::kTooFewStations);
  EXPECT_EQ(FindSpikes(CleanStations(499), 0, Quick()).refusal, SpikeRefusal::kTooFewStations);
  Stations areas = CleanStations(50);
  for (int64_t& n : areas.registered) n += 200000;
  EXPECT_EQ(FindSpikes(areas, 0, Quick()).refusal, SpikeRefusal::kAreaTotals);
  const Stations same = Plant(CleanStations(600), 600);
  EXPECT_EQ(FindSpikes(same, 0, Quick()).refusal, SpikeRefusal::kNoVariation);
  EXPECT_TRUE(FindSpikes(same, 0, Quick()).points.empty());
}

TEST(Spikes, CountsWhatItLeavesOut) {
  Stations s;
  s.registered = {100, 100, 100, 100, 200000, 100};
  s.ballots = {101, 50, 0, 50, 5000, 50};
  s.counted = {100, 150, 0, 50, 5000, 50};
  s.options = {{"yes", {1, 1, 0, 0, 40, 20}}};
  const SpikeFilter filter = FindSpikes(s, 0, Quick()).filter;
  EXPECT_EQ(filter.impossible, 2);
  EXPECT_EQ(filter.nothing_counted, 1);
  EXPECT_EQ(filter.no_votes, 1);
  EXPECT_EQ(filter.large, 1);
  EXPECT_EQ(filter.included, 1);
}

TEST(Spikes, SurvivesExtremeStations) {
  Stations s = CleanStations(500);
  for (size_t i = 0; i < 200; ++i) {
    s.registered[i] = i < 100 ? 1 : 100000;
    s.ballots[i] = s.counted[i] = s.registered[i];
    s.options[0].votes[i] = i % 2 == 0 ? 1 : s.counted[i];
  }
  SpikeSettings settings = Quick();
  settings.resamples = 20;
  for (const SpikePoint& p : FindSpikes(s, 0, settings).points) {
    EXPECT_TRUE(std::isfinite(p.mean) && std::isfinite(p.quantile) && std::isfinite(p.largest));
  }
}

}  // namespace
}  // namespace constat::forensics
