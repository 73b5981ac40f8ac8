#include "constat/forensics/geography.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Map {
  std::vector<double> latitude, longitude, noise, slope;

  [[nodiscard]] Coordinates Where() const { return {latitude, longitude}; }
};

Map MakeMap(size_t n) {
  const stats::CounterRandom random(11);
  Map map;
  for (size_t i = 0; i < n; ++i) {
    map.latitude.push_back(40 + static_cast<double>(random.Draw(3 * i) % 1000) / 500);
    map.longitude.push_back(44 + static_cast<double>(random.Draw(3 * i + 1) % 1000) / 500);
    map.noise.push_back(static_cast<double>(random.Draw(3 * i + 2) % 1000) / 1000);
    map.slope.push_back(map.latitude[i] + 0.1 * map.noise[i]);
  }
  return map;
}

TEST(Geography, MeanAndVarianceOfMoranAreThoseOfAllPermutations) {
  const Map map = MakeMap(7);
  std::vector<double> values = {0, 1, 1.5, 2, 4, 9, 20};
  const GeographyOptions options{.neighbours = 2, .permutations = 0};
  const MoranTest test = TestGeography(map.Where(), values, options).moran;
  double count = 0;
  double sum = 0;
  double squares = 0;
  do {
    const double i = TestGeography(map.Where(), values, options).moran.i;
    count += 1;
    sum += i;
    squares += i * i;
  } while (std::next_permutation(values.begin(), values.end()));
  EXPECT_EQ(count, 5040);
  EXPECT_NEAR(sum / count, -1.0 / 6, 1e-12);
  EXPECT_NEAR(test.sd, std::sqrt(squares / count - 1.0 / 36), 1e-12);
  EXPECT_NEAR(test.expected, -1.0 / 6, 1e-15);
  EXPECT_EQ(test.p, 1);
}

TEST(Geography, DrawnPermutationsHaveTheExactMeanAndSd) {
  const Map map = MakeMap(300);
  const MoranTest test = TestGeography(map.Where(), map.noise).moran;
  EXPECT_NEAR(test.permutation_sd / test.sd, 1, 0.1);
  EXPECT_NEAR(test.permutation_mean, test.expected, 4 * test.sd / std::sqrt(999.0));
  EXPECT_LT(std::abs(test.z), 4);
  EXPECT_GT(test.p, 0.001);
}

TEST(Geography, FindsASlopeAcrossTheMap) {
  const Map map = MakeMap(300);
  const Geography g = TestGeography(map.Where(), map.slope);
  EXPECT_GT(g.moran.i, 0.8);
  EXPECT_EQ(g.moran.p, 0.001);
  const auto most = std::max_element(g.stations.begin(), g.stations.end(),
                                     [](const auto& a, const auto& b) { return a.gi < b.gi; });
  EXPECT_GT(most->gi, 2.576);
  EXPECT_GT(map.latitude[most->station], 41.5);
}

TEST(Geography, HotSpotIsTheSumOfANeighbourhoodInStandardDeviations) {
  // Eleven places on a line, k = 2: the middle's neighbours are beside it.
  std::vector<double> latitude;
  std::vector<double> values(11, 0);
  for (int i = 0; i < 11; ++i) latitude.push_back(i);
  values[5] = 1;
  const std::vector<double> longitude(11, 44.0);
  const Geography g = TestGeography({latitude, longitude}, values, {.neighbours = 2});
  const double mean = 1.0 / 11;
  const double sd = std::sqrt(mean - mean * mean);
  EXPECT_NEAR(g.stations[5].gi, (1 - 3 * mean) / (sd * std::sqrt((11.0 * 3 - 9) / 10)), 1e-12);
  EXPECT_NEAR(g.stations[4].gi, g.stations[5].gi, 1e-12);
  EXPECT_LT(g.stations[8].gi, 0);
}

TEST(Geography, DoesNotDependOnThreadsOrOnScale) {
  const Map map = MakeMap(200);
  const Geography one = TestGeography(map.Where(), map.noise, {.threads = 1});
  const Geography four = TestGeography(map.Where(), map.noise, {.threads = 4});
  EXPECT_EQ(one.moran.permutation_sd, four.moran.permutation_sd);
  EXPECT_EQ(one.moran.i, four.moran.i);
  std::vector<double> huge = map.noise;
  for (double& value : huge) value *= 1e200;
  EXPECT_NEAR(TestGeography(map.Where(), huge).moran.i, one.moran.i, 1e-9);
}

TEST(Geography, LeavesOutStationsWithoutAPlaceOrAValue) {
  Map map = MakeMap(60);
  map.latitude[3] = kNaN;
  map.longitude[4] = 999;
  map.noise[5] = kNaN;
  map.noise[6] = std::numeric_limits<double>::infinity();
  const Geography g = TestGeography(map.Where(), map.noise);
  EXPECT_EQ(g.n, 56);
  EXPECT_EQ(g.no_place, 2);
  EXPECT_EQ(g.no_value, 2);
  ASSERT_EQ(g.stations.size(), 56);
  EXPECT_EQ(g.stations[3].station, 7);
}

TEST(Geography, RefusesWhereThereIsNothingToSee) {
  const Map map = MakeMap(17);
  EXPECT_EQ(TestGeography({}, map.noise).refusal, GeographyRefusal::kNoCoordinates);
  EXPECT_FALSE(TestGeography(map.Where(), map.noise).refusal);
  EXPECT_EQ(TestGeography(map.Where(), std::vector<double>(17, 0.1)).refusal, GeographyRefusal::kNoVariation);
  const Map few = MakeMap(16);
  EXPECT_EQ(TestGeography(few.Where(), few.noise).refusal, GeographyRefusal::kFewStations);
  EXPECT_EQ(TestGeography({}, {}).refusal, GeographyRefusal::kNoCoordinates);
}

TEST(Geography, StandsPlacesThatAllCoincide) {
  const std::vector<double> same(50, 41.5);
  const Map map = MakeMap(50);
  const Geography g = TestGeography({same, same}, map.noise);
  EXPECT_FALSE(g.refusal);
  EXPECT_TRUE(std::isfinite(g.moran.z));
}

}  // namespace
}  // namespace constat::forensics
