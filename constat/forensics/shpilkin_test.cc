#include "constat/forensics/shpilkin.h"

#include <gtest/gtest.h>

namespace constat::forensics {
namespace {

// An honest cluster about turnout 50 %, two votes in five for the leader, and 3,000 ballots stuffed at 80 %.
TurnoutBins StuffedBins() {
  TurnoutBins bins;
  for (size_t b = 40; b <= 60; ++b) {
    const auto height = static_cast<int64_t>(b <= 50 ? b - 39 : 61 - b);
    bins.others[b] = 300 * height;
    bins.leader[b] = 200 * height;
  }
  bins.others[80] = 600;
  bins.leader[80] = 400 + 3000;
  bins.registered = 200000;
  for (size_t b = 0; b <= 100; ++b) bins.counted += bins.leader[b] + bins.others[b];
  return bins;
}

TEST(Shpilkin, FindsTheVotesAddedToAnHonestCluster) {
  const TurnoutBins bins = StuffedBins();
  ASSERT_EQ(CleanMode(bins), 50);
  for (const CleanWindow window : {WindowA(50), WindowB(50), WindowC(50)}) {
    const auto estimate = EstimateAnomalousVotes(bins, window);
    ASSERT_TRUE(estimate.has_value());
    EXPECT_NEAR(estimate->ratio, 2.0 / 3, 1e-15);
    EXPECT_NEAR(estimate->votes, 3000, 1e-9);
    EXPECT_NEAR(estimate->clean_share, 0.4, 1e-14);
    EXPECT_NEAR(estimate->clean_turnout, static_cast<double>(bins.counted - 3000) / 200000, 1e-14);
  }
  for (const CurvePoint& point : AnomalousVotesCurve(bins)) {
    EXPECT_NEAR(point.estimate.votes, point.mode < 80 ? 3000 : 0, 1e-9) << point.mode;
  }
}

TEST(Shpilkin, HasNoEstimateWhereTheOthersHaveNoVotes) {
  const TurnoutBins bins = StuffedBins();
  EXPECT_FALSE(EstimateAnomalousVotes(bins, {0, 39}).has_value());
  EXPECT_EQ(AnomalousVotesCurve(bins).front().mode, 40);
  EXPECT_EQ(AnomalousVotesCurve(bins).back().mode, 89);
  EXPECT_TRUE(AnomalousVotesCurve(TurnoutBins{}).empty());
}

TEST(Shpilkin, TakesAClusterPlacedByHand) {
  Stations s;
  s.registered = {1000, 1000, 1000, 1000, 1000};
  s.ballots = {300, 400, 401, 900, 1001};  // the last is left out
  s.counted = s.ballots;
  s.options = {{"yes", {200, 290, 310, 880, 1}}};
  const PlacedEstimate at_40 = EstimateFromCluster(s, 0, {40, 75});
  EXPECT_NEAR(at_40.ratio, 3, 1e-15);
  EXPECT_NEAR(at_40.above, 310 + 880 - 3 * (91 + 20), 1e-10);  // 40 percent itself is not above
  EXPECT_NEAR(at_40.all, 200 + 290 + 310 + 880 - 3 * (100 + 110 + 91 + 20), 1e-10);
  const PlacedEstimate below_40 = EstimateFromCluster(s, 0, {39.9, 75});
  EXPECT_NEAR(below_40.above, 290 + 310 + 880 - 3 * (110 + 91 + 20), 1e-10);
}

TEST(Shpilkin, BinsByTurnoutAndLeavesOutWhatCannotBe) {
  Stations s;
  s.registered = {100, 100, 100, 0, 100, 200, 100};
  s.ballots = {29, 58, 100, 0, 101, 59, 40};
  s.counted = {29, 58, 100, 0, 90, 59, 0};
  s.options = {{"yes", {10, 20, 100, 0, 50, 19, 0}}};
  const TurnoutBins bins = BinByTurnout(s, 0);
  EXPECT_EQ(bins.leader[28], 10);  // in binary floating point 100 times 0.29 is below 29
  EXPECT_EQ(bins.leader[29], 19);  // 59/200 is 29.5 percent
  EXPECT_EQ(bins.others[29], 40);
  EXPECT_EQ(bins.leader[57], 20);
  EXPECT_EQ(bins.leader[100], 100);
  EXPECT_EQ(bins.registered, 500);
  EXPECT_EQ(bins.counted, 246);
}

TEST(Shpilkin, PutsNoOtherWholePercentageIntoTheBinBelow) {
  Stations s;
  for (int64_t percent = 0; percent <= 100; ++percent) {
    s.registered.push_back(100);
    s.ballots.push_back(percent);
    s.counted.push_back(1);
  }
  s.options = {{"yes", std::vector<int64_t>(101, 1)}};
  const TurnoutBins bins = BinByTurnout(s, 0);
  for (size_t b = 0; b <= 100; ++b) {
    const int64_t expected = b == 28 || b == 56 ? 2 : b == 29 || b == 58 ? 0 : 1;
    EXPECT_EQ(bins.leader[b], expected) << b;
  }
}

}  // namespace
}  // namespace constat::forensics
