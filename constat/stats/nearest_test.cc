#include "constat/stats/nearest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "constat/stats/counter_random.h"

namespace constat::stats {
namespace {

// Every second place is on a coarse lattice, so that many coincide or are equally far.
std::vector<SpherePoint> Places(size_t n) {
  const CounterRandom random(3);
  std::vector<SpherePoint> points;
  for (size_t i = 0; i < n; ++i) {
    const double a = static_cast<double>(random.Draw(2 * i) % 100000) / 1000;
    const double b = static_cast<double>(random.Draw(2 * i + 1) % 100000) / 1000;
    points.push_back(i % 2 == 0 ? MakeSpherePoint(a * 0.9 - 45, b)
                                : MakeSpherePoint(std::floor(a / 10), std::floor(b / 10)));
  }
  return points;
}

std::vector<uint32_t> ByTryingAll(const std::vector<SpherePoint>& points, size_t k) {
  std::vector<uint32_t> rows;
  for (size_t i = 0; i < points.size(); ++i) {
    std::vector<std::pair<double, uint32_t>> all;
    for (size_t j = 0; j < points.size(); ++j) {
      if (j == i) continue;
      const double x = points[i].x - points[j].x;
      const double y = points[i].y - points[j].y;
      const double z = points[i].z - points[j].z;
      all.emplace_back(x * x + y * y + z * z, static_cast<uint32_t>(j));
    }
    std::sort(all.begin(), all.end());
    for (size_t j = 0; j < k; ++j) rows.push_back(all[j].second);
  }
  return rows;
}

TEST(NearestPlaces, AgreesWithTryingAll) {
  for (const size_t n : {5u, 13u, 400u}) {
    const auto points = Places(n);
    for (const size_t k : {1u, 4u}) EXPECT_EQ(NearestPlaces(points, k, 2), ByTryingAll(points, k)) << n;
  }
}

TEST(NearestPlaces, TakesTheLowestOfPlacesAtOneCoordinate) {
  const std::vector<SpherePoint> points(20000, MakeSpherePoint(41, 44));
  const auto rows = NearestPlaces(points, 3);
  EXPECT_EQ((std::vector<uint32_t>(rows.begin(), rows.begin() + 3)), (std::vector<uint32_t>{1, 2, 3}));
  EXPECT_EQ((std::vector<uint32_t>(rows.end() - 3, rows.end())), (std::vector<uint32_t>{0, 1, 2}));
}

TEST(NearestPlaces, GoesAcrossTheDateLineAndThePole) {
  const std::vector<SpherePoint> points = {MakeSpherePoint(10, 179.9),  MakeSpherePoint(10, 178),
                                           MakeSpherePoint(10, -179.9), MakeSpherePoint(89.9, 0),
                                           MakeSpherePoint(88, 0),      MakeSpherePoint(89.9, 180)};
  const auto rows = NearestPlaces(points, 1);
  EXPECT_EQ(rows[0], 2u);
  EXPECT_EQ(rows[3], 5u);
}

TEST(IsPlace, RefusesWhatIsNotOnTheMap) {
  EXPECT_TRUE(IsPlace(-90, 180));
  EXPECT_FALSE(IsPlace(90.1, 0));
  EXPECT_FALSE(IsPlace(0, 361));
  EXPECT_FALSE(IsPlace(std::numeric_limits<double>::quiet_NaN(), 0));
  EXPECT_FALSE(IsPlace(0, std::numeric_limits<double>::infinity()));
}

}  // namespace
}  // namespace constat::stats
