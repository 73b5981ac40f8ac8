#include "constat/forensics/cumulative_curves.h"

#include <gtest/gtest.h>

namespace constat::forensics {
namespace {

void AddStation(Stations& s, int64_t registered, int64_t ballots, int64_t votes) {
  s.registered.push_back(registered);
  s.ballots.push_back(ballots);
  s.counted.push_back(ballots);
  s.options[0].votes.push_back(votes);
}

Stations FiveStations() {
  Stations s;
  s.options = {{"yes", {}}};
  AddStation(s, 1000, 800, 600);
  AddStation(s, 500, 200, 50);
  AddStation(s, 2000, 1000, 400);
  AddStation(s, 100, 101, 50);  // impossible
  AddStation(s, 100, 0, 0);     // nothing counted
  return s;
}

TEST(CumulativeCurve, GoesFromLowTurnoutToHigh) {
  const auto curve = CumulativeCurve(FiveStations(), 0, CurveOrder::kTurnout);
  ASSERT_EQ(curve.size(), 3);
  EXPECT_NEAR(curve[0].limit, 0.4, 1e-15);
  EXPECT_NEAR(curve[0].share, 0.25, 1e-15);
  EXPECT_NEAR(curve[1].ballots, 0.6, 1e-15);
  EXPECT_NEAR(curve[1].share, 450.0 / 1200, 1e-15);
  EXPECT_NEAR(curve[1].turnout, 1200.0 / 2500, 1e-15);
  EXPECT_NEAR(curve[2].share, 1050.0 / 2000, 1e-15);
  EXPECT_EQ(curve[2].stations, 3);
  EXPECT_EQ(curve[2].ballots, 1);
}

TEST(CumulativeCurve, GoesFromSmallStationsToLarge) {
  const auto curve = CumulativeCurve(FiveStations(), 0, CurveOrder::kSize);
  ASSERT_EQ(curve.size(), 3);
  EXPECT_EQ(curve[1].limit, 1000);
  EXPECT_NEAR(curve[1].share, 0.65, 1e-15);
}

TEST(CumulativeCurve, TakesEqualStationsTogether) {
  Stations s = FiveStations();
  AddStation(s, 10, 8, 0);     // the turnout of the first
  AddStation(s, 500, 400, 0);  // and again
  const auto curve = CumulativeCurve(s, 0, CurveOrder::kTurnout);
  ASSERT_EQ(curve.size(), 3);
  EXPECT_EQ(curve[2].stations, 5);
}

TEST(CumulativeCurve, HasAtMostSoManyPoints) {
  Stations s;
  s.options = {{"yes", {}}};
  for (int i = 0; i < 1000; ++i) AddStation(s, 1000, 200 + i % 700, 100);
  for (const int points : {1, 7, 200}) {
    const auto curve = CumulativeCurve(s, 0, CurveOrder::kTurnout, points);
    EXPECT_LE(curve.size(), points);
    EXPECT_GE(curve.size(), points - points / 10);
    EXPECT_EQ(curve.back().ballots, 1);
    EXPECT_EQ(curve.back().stations, 1000);
    for (size_t i = 1; i < curve.size(); ++i) EXPECT_GT(curve[i].limit, curve[i - 1].limit);
  }
}

TEST(CumulativeCurve, OfNothingHasNoPoints) {
  Stations s;
  s.options = {{"yes", {}}};
  EXPECT_TRUE(CumulativeCurve(s, 0, CurveOrder::kSize).empty());
  AddStation(s, 0, 0, 0);
  EXPECT_TRUE(CumulativeCurve(s, 0, CurveOrder::kTurnout).empty());
}

}  // namespace
}  // namespace constat::forensics
