#include "constat/forensics/neighbourhood.h"

#include <gtest/gtest.h>

#include <cmath>

#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

void Add(Stations& s, uint32_t region, int64_t registered, int64_t ballots, int64_t votes) {
  s.registered.push_back(registered);
  s.ballots.push_back(ballots);
  s.counted.push_back(ballots);
  s.options[0].votes.push_back(votes);
  s.region.push_back(region);
}

// Regions of 40 stations of 500 to 2000 persons that differ in level; the smallest 20 get `lift` more turnout
// and share, in percent points.
Stations Country(uint32_t regions, int lift) {
  Stations s;
  s.options = {{"yes", {}}};
  const stats::CounterRandom random(7);
  for (uint32_t r = 0; r < regions; ++r) {
    s.region_names.push_back("r" + std::to_string(r));
    for (uint32_t k = 0; k < 40; ++k) {
      const int64_t registered = 500 + 38 * k;
      const auto noise = [&](uint64_t j) {
        return static_cast<int64_t>(random.Draw(r * 80 + 2 * k + j) % 11);
      };
      const int64_t percent = k < 20 ? lift : 0;
      const int64_t ballots = registered * (40 + 2 * r + noise(0) + percent) / 100;
      Add(s, r, registered, ballots, ballots * (30 + 3 * r + noise(1) + percent) / 100);
    }
  }
  return s;
}

TEST(Neighbourhood, MeasuresEachStationAgainstItsRegion) {
  Stations s;
  s.options = {{"yes", {}}};
  s.region_names = {"town", "country"};
  for (const int64_t ballots : {400, 500, 600}) Add(s, 0, 1000, ballots, ballots / 2);
  s.options[0].votes[2] = 330;
  for (const int64_t ballots : {900, 910, 920}) Add(s, 1, 1000, ballots, 8 * ballots / 10 + ballots % 100);
  const Neighbourhood n = CompareWithNeighbourhood(s, 0, {.min_stations = 3});
  ASSERT_FALSE(n.refusal);
  ASSERT_EQ(n.stations.size(), 6);
  EXPECT_NEAR(n.stations[0].turnout, -1, 1e-12);
  EXPECT_NEAR(n.stations[1].turnout, 0, 1e-12);
  EXPECT_NEAR(n.stations[2].share, 2 / std::sqrt(3.0), 1e-12);
  EXPECT_NEAR(n.stations[5].turnout, 1, 1e-12);
  EXPECT_EQ(n.filter.regions, 2);
}

TEST(Neighbourhood, FindsNoContrastWhereSizeMakesNoDifference) {
  const Neighbourhood n = CompareWithNeighbourhood(Country(10, 0), 0);
  ASSERT_TRUE(n.contrast);
  EXPECT_LT(std::abs(n.contrast->turnout.t), 3);
  EXPECT_LT(std::abs(n.contrast->share.t), 3);
  EXPECT_GT(n.contrast->share.p, 0.01);
}

TEST(Neighbourhood, FindsSmallStationsWithMoreTurnoutAndShare) {
  const Neighbourhood n = CompareWithNeighbourhood(Country(10, 5), 0);
  ASSERT_TRUE(n.contrast);
  EXPECT_NEAR(n.contrast->turnout.difference, 0.05, 0.01);
  EXPECT_NEAR(n.contrast->share.difference, 0.05, 0.01);
  EXPECT_LT(n.contrast->turnout.p, 1e-6);
  ASSERT_EQ(n.curve.size(), 10);
  EXPECT_EQ(n.curve.back().turnout.t, n.contrast->turnout.t);
  EXPECT_LT(n.curve.front().turnout.difference, n.contrast->turnout.difference);
  EXPECT_GT(n.curve.front().turnout.difference, 0);
}

TEST(Neighbourhood, CountsEveryStationOnceInTheHistograms) {
  const Neighbourhood n = CompareWithNeighbourhood(Country(3, 0), 0);
  int64_t small = 0;
  int64_t large = 0;
  for (const auto& row : n.small) {
    for (const int32_t count : row) small += count;
  }
  for (const auto& row : n.large) {
    for (const int32_t count : row) large += count;
  }
  EXPECT_EQ(small, 60);
  EXPECT_EQ(large, 60);
}

TEST(Neighbourhood, NamesAStationFarAboveItsNeighboursInBoth) {
  Stations s = Country(2, 0);
  s.ballots[57] = s.counted[57] = s.registered[57];
  s.options[0].votes[57] = s.registered[57];
  s.ballots[3] = s.counted[3] = s.registered[3];
  s.options[0].votes[3] = 0;
  EXPECT_EQ(CompareWithNeighbourhood(s, 0).both_high, std::vector<uint32_t>{57});
}

TEST(Neighbourhood, LeavesOutRegionsWithFewStationsOrNoVariation) {
  Stations s = Country(2, 0);
  s.region_names.emplace_back("tiny");
  s.region_names.emplace_back("flat");
  s.region_names.emplace_back("empty");
  for (int k = 0; k < 5; ++k) Add(s, 2, 1000, 500 + k, 100);
  for (int k = 0; k < 30; ++k) Add(s, 3, 1000, 500, 100 + k);
  Add(s, 0, 1000, 1001, 3);
  const NeighbourhoodFilter f = CompareWithNeighbourhood(s, 0).filter;
  EXPECT_EQ(f.included, 80);
  EXPECT_EQ(f.few_neighbours, 5);
  EXPECT_EQ(f.regions_few_neighbours, 1);
  EXPECT_EQ(f.no_variation, 30);
  EXPECT_EQ(f.regions_no_variation, 1);
  EXPECT_EQ(f.impossible, 1);
}

TEST(Neighbourhood, StudentsTailAgreesWithATable) {
  // Two and three regions: one and two degrees of freedom, where the tail has a closed form.
  for (const uint32_t regions : {2u, 3u}) {
    const auto contrast = CompareWithNeighbourhood(Country(regions, 1), 0).contrast;
    ASSERT_TRUE(contrast);
    const double t = std::abs(contrast->turnout.t);
    const double one = 1 - 2 / 3.14159265358979323846 * std::atan(t);
    const double two = 1 - t / std::sqrt(2 + t * t);
    EXPECT_NEAR(contrast->turnout.p, regions == 2 ? one : two, 1e-12);
  }
}

TEST(Neighbourhood, RefusesWithoutRegions) {
  Stations s = Country(1, 0);
  EXPECT_FALSE(CompareWithNeighbourhood(s, 0).contrast);
  s.region.clear();
  EXPECT_EQ(CompareWithNeighbourhood(s, 0).refusal, NeighbourhoodRefusal::kNoRegions);
  Stations none;
  none.options = {{"yes", {}}};
  none.region_names = {"r"};
  EXPECT_EQ(CompareWithNeighbourhood(none, 0).refusal, NeighbourhoodRefusal::kNoNeighbours);
}

}  // namespace
}  // namespace constat::forensics
