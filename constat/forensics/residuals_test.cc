#include "constat/forensics/residuals.h"

#include <gtest/gtest.h>

#include <cmath>

namespace constat::forensics {
namespace {

// Two regions of three stations; in the first, share rises with turnout along a line.
Stations ThreeRegions() {
  Stations s;
  s.registered = {1000, 1000, 1000, 1000, 1000, 1000, 1000, 90};
  s.ballots = {400, 500, 600, 800, 800, 800, 500, 50};
  s.counted = s.ballots;
  s.options = {{"yes", {80, 150, 240, 400, 480, 560, 100, 10}}};
  s.region = {0, 0, 0, 1, 1, 1, 2, 0};
  s.region_names = {"line", "flat", "alone"};
  return s;
}

TEST(RegionResiduals, TakeTheRegionsLineAway) {
  const auto r = RegionResiduals(ThreeRegions(), 0, {.min_stations = 3});
  for (const size_t i : {0u, 1u, 2u}) EXPECT_NEAR(r[i], 0, 1e-12);
  EXPECT_NEAR(r[3], -0.1, 1e-12);  // all turnouts are one: the mean
  EXPECT_NEAR(r[5], 0.1, 1e-12);
}

TEST(RegionResiduals, AreNaNForStationsLeftOut) {
  const auto r = RegionResiduals(ThreeRegions(), 0, {.min_stations = 3});
  EXPECT_TRUE(std::isnan(r[6]));
  EXPECT_TRUE(std::isnan(r[7]));
}

TEST(RegionResiduals, TakeATableWithoutRegionsAsOne) {
  Stations s = ThreeRegions();
  s.region.clear();
  s.region_names.clear();
  const auto r = RegionResiduals(s, 0, {.min_stations = 3});
  double sum = 0;
  for (size_t i = 0; i < 7; ++i) sum += r[i];
  EXPECT_NEAR(sum, 0, 1e-12);
}

}  // namespace
}  // namespace constat::forensics
