#include "constat/forensics/integer_percentages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

// Fair stations: every person decides on their own, so that the null is true.
Stations FairStations(size_t count, uint64_t seed) {
  Stations s;
  s.options.push_back({"yes", {}});
  s.region_names = {"north", "nowhere", "south"};
  for (size_t i = 0; i < count; ++i) {
    const stats::CounterRandom random(seed, i);
    const auto registered = static_cast<int64_t>(200 + random.Draw(0) % 800);
    const uint64_t turnout = 100 + random.Draw(1) % 800;  // in thousandths
    const uint64_t share = 100 + random.Draw(2) % 800;
    int64_t ballots = 0;
    int64_t votes = 0;
    for (int64_t person = 0; person < registered; ++person) {
      const uint64_t draw = random.Draw(static_cast<uint64_t>(person) + 3);
      if (draw % 1000 >= turnout) continue;
      ++ballots;
      if ((draw >> 32) % 1000 < share) ++votes;
    }
    s.registered.push_back(registered);
    s.ballots.push_back(ballots);
    s.counted.push_back(ballots);
    s.options[0].votes.push_back(votes);
    s.region.push_back(i % 3 == 0 ? 2 : 0);
  }
  return s;
}

Stations FourStations() {
  Stations s;
  s.registered = {1000, 333, 150, 640};
  s.ballots = {750, 200, 75, 401};
  s.counted = {750, 199, 75, 400};
  s.options = {{"yes", {600, 111, 30, 317}}};
  return s;
}

TEST(IntegerPercentages, AddsUpExactProbabilities) {
  const IntegerPercentages result = TestIntegerPercentages(FourStations(), 0);
  EXPECT_EQ(result.filter.included, 4);
  // Exact rational arithmetic in Python.
  EXPECT_EQ(result.overall.turnout.observed, 2);
  EXPECT_NEAR(result.overall.turnout.expected, 0.62930991965357808, 1e-13);
  EXPECT_NEAR(result.overall.turnout.variance, 0.48898736437991708, 1e-13);
  EXPECT_EQ(result.overall.share.observed, 2);
  EXPECT_NEAR(result.overall.share.expected, 0.65000226596223432, 1e-13);
  EXPECT_NEAR(result.overall.share.variance, 0.4719464082732463, 1e-13);
  EXPECT_EQ(result.overall.either.observed, 2);
  EXPECT_NEAR(result.overall.either.expected, 1.1375381371949944, 1e-13);
  EXPECT_NEAR(result.overall.either.variance, 0.68962066996157223, 1e-13);
  EXPECT_NEAR(result.overall.either.Z(), (2 - 1.1375381371949944) / std::sqrt(0.68962066996157223), 1e-12);
  EXPECT_EQ(result.turnout_at[75].observed, 1);
  EXPECT_EQ(result.turnout_at[50].observed, 1);
  EXPECT_EQ(result.share_at[80].observed, 1);
  EXPECT_EQ(result.share_at[40].observed, 1);
  EXPECT_TRUE(result.regions.empty());
}

TEST(IntegerPercentages, SaysWhyAStationIsLeftOut) {
  Stations s;
  s.registered = {500, 99, 500, 500, 500, 500, 500, 100, 500, 500};
  s.ballots = {300, 50, 0, 496, 300, 501, 300, 99, -1, 495};
  s.counted = {300, 50, 0, 490, 300, 490, 300, 100, 0, 300};
  s.options = {{"yes", {200, 20, 0, 200, 298, 200, 301, 99, 0, 297}}};
  const IntegerFilter filter = TestIntegerPercentages(s, 0).filter;
  EXPECT_EQ(filter.included, 3);  // 99 percent itself is in
  EXPECT_EQ(filter.few_registered, 1);
  EXPECT_EQ(filter.nothing_counted, 1);
  EXPECT_EQ(filter.high_turnout, 1);
  EXPECT_EQ(filter.high_share, 1);
  EXPECT_EQ(filter.impossible, 3);
}

TEST(IntegerPercentages, TakesTheBallotsCastForThoseCountedIfOnlyTheyAreKnown) {
  Stations s = FourStations();
  s.counted.clear();
  EXPECT_NEAR(TestIntegerPercentages(s, 0).overall.turnout.expected, 0.62930991965357808, 1e-13);
}

TEST(IntegerPercentages, StaysSilentWhereTheNullIsTrue) {
  const IntegerPercentages result = TestIntegerPercentages(FairStations(3000, 17), 0);
  EXPECT_LT(std::abs(result.overall.turnout.Z()), 3.5);
  EXPECT_LT(std::abs(result.overall.share.Z()), 3.5);
  EXPECT_LT(std::abs(result.overall.either.Z()), 3.5);
}

TEST(IntegerPercentages, FindsPlantedRoundNumbersAndWhere) {
  Stations s = FairStations(3000, 18);
  for (size_t i = 0; i < s.size(); i += 30) {  // all in the south
    s.ballots[i] = (s.registered[i] * 85 + 50) / 100;
    s.counted[i] = s.ballots[i];
    s.options[0].votes[i] = (s.counted[i] * 90 + 50) / 100;
  }
  const IntegerPercentages result = TestIntegerPercentages(s, 0);
  ASSERT_EQ(result.regions.size(), 2u);  // nowhere has no stations
  EXPECT_EQ(result.regions[1].region, 2u);
  EXPECT_GT(result.regions[1].counts.either.Z(), 4);
  EXPECT_LT(std::abs(result.regions[0].counts.either.Z()), 3.5);
  EXPECT_GT(result.turnout_at[85].Z(), 6);
  EXPECT_GT(result.share_at[90].Z(), 6);
}

TEST(IntegerPercentages, AddsUpOverRegionsAndPercentages) {
  const IntegerPercentages result = TestIntegerPercentages(FairStations(2500, 19), 0);
  IntegerCounts regions;
  int64_t stations = 0;
  for (const RegionIntegers& region : result.regions) {
    stations += region.stations;
    regions.either.observed += region.counts.either.observed;
    regions.either.expected += region.counts.either.expected;
    regions.either.variance += region.counts.either.variance;
  }
  EXPECT_EQ(stations, result.filter.included);
  EXPECT_EQ(regions.either.observed, result.overall.either.observed);
  EXPECT_NEAR(regions.either.expected, result.overall.either.expected, 1e-9);
  EXPECT_NEAR(regions.either.variance, result.overall.either.variance, 1e-9);
  int64_t observed = 0;
  double expected = 0;
  for (const IntegerCount& at : result.share_at) {
    observed += at.observed;
    expected += at.expected;
  }
  EXPECT_EQ(observed, result.overall.share.observed);
  EXPECT_NEAR(expected, result.overall.share.expected, 1e-9);
}

TEST(IntegerPercentages, DoesNotDependOnTheNumberOfThreads) {
  const Stations s = FairStations(2500, 20);
  const IntegerPercentages one = TestIntegerPercentages(s, 0);
  IntegerOptions options;
  options.threads = 3;
  const IntegerPercentages three = TestIntegerPercentages(s, 0, options);
  EXPECT_EQ(one.overall.either.expected, three.overall.either.expected);
  EXPECT_EQ(one.overall.either.variance, three.overall.either.variance);
  for (size_t m = 0; m <= 100; ++m) {
    EXPECT_EQ(one.turnout_at[m].expected, three.turnout_at[m].expected) << m;
    EXPECT_EQ(one.share_at[m].variance, three.share_at[m].variance) << m;
  }
}

double Mean(const std::vector<int32_t>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double Variance(const std::vector<int32_t>& x) {
  double sum = 0;
  for (const int32_t value : x) sum += (value - Mean(x)) * (value - Mean(x));
  return sum / static_cast<double>(x.size() - 1);
}

TEST(IntegerReplicates, HaveTheExactExpectationAndVariance) {
  const IntegerPercentages result = TestIntegerPercentages(FairStations(800, 21), 0);
  const IntegerReplicates replicates = ReplicateIntegerPercentages(result, {.replicates = 4000, .seed = 5});
  const auto agrees = [](const std::vector<int32_t>& drawn, const IntegerCount& exact) {
    EXPECT_NEAR(Mean(drawn), exact.expected, 4 * std::sqrt(exact.variance / 4000));
    EXPECT_NEAR(Variance(drawn) / exact.variance, 1, 4 * std::sqrt(2.0 / 4000));
  };
  agrees(replicates.turnout, result.overall.turnout);
  agrees(replicates.share, result.overall.share);
  agrees(replicates.either, result.overall.either);
}

TEST(IntegerReplicates, AreAFunctionOfTheSeedAlone) {
  const IntegerPercentages result = TestIntegerPercentages(FairStations(300, 22), 0);
  const IntegerReplicates one =
      ReplicateIntegerPercentages(result, {.replicates = 50, .seed = 5, .threads = 1});
  const IntegerReplicates two =
      ReplicateIntegerPercentages(result, {.replicates = 80, .seed = 5, .threads = 3});
  const IntegerReplicates other =
      ReplicateIntegerPercentages(result, {.replicates = 50, .seed = 6, .threads = 1});
  EXPECT_TRUE(std::equal(one.either.begin(), one.either.end(), two.either.begin()));
  EXPECT_NE(one.either, other.either);
}

}  // namespace
}  // namespace constat::forensics
