#include "constat/forensics/twins.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace constat::forensics {
namespace {

void AddTwin(Stations& s, double place, int64_t ballots, int64_t votes) {
  s.registered.push_back(1000);
  s.ballots.push_back(ballots);
  s.counted.push_back(ballots);
  s.options[0].votes.push_back(votes);
  s.latitude.push_back(place);
  s.longitude.push_back(2 * place);
}

// Twins at 20 places that differ by chance, and one pair that does not.
Stations TwinsAndOnePair() {
  Stations s;
  s.options = {{"yes", {}}};
  for (int i = 0; i < 20; ++i) {
    AddTwin(s, 40 + i, 500 + i, 250);
    AddTwin(s, 40 + i, 500 - i, 260);
  }
  AddTwin(s, 70, 500, 250);
  AddTwin(s, 70, 900, 800);
  AddTwin(s, 71, 100, 50);
  return s;
}

TEST(Twins, NamesThePairThatDiffers) {
  const Twins t = CompareTwins(TwinsAndOnePair(), 0);
  EXPECT_EQ(t.groups, 21);
  EXPECT_EQ(t.stations, 42);
  ASSERT_EQ(t.pairs.size(), 21);
  for (size_t i = 0; i < 20; ++i) {
    EXPECT_GT(t.pairs[i].share.holm, 0.05);
    EXPECT_GT(t.pairs[i].turnout.holm, 0.05);
  }
  EXPECT_EQ(t.pairs[20].first, 40);
  EXPECT_EQ(t.pairs[20].second, 41);
  EXPECT_LT(t.pairs[20].turnout.holm, 1e-6);
  EXPECT_NEAR(t.pairs[20].turnout.difference, -0.4, 1e-12);
}

TEST(Twins, StatisticIsTheTwoProportionZ) {
  const TwinPair pair = CompareTwins(TwinsAndOnePair(), 0).pairs[20];
  EXPECT_NEAR(pair.turnout.z, -0.4 / std::sqrt(0.7 * 0.3 * 2 / 1000), 1e-9);
  EXPECT_NEAR(pair.share.z, (0.5 - 8.0 / 9) / std::sqrt(0.75 * 0.25 * (1.0 / 500 + 1.0 / 900)), 1e-9);
}

TEST(Twins, HolmMultipliesTheSmallestByAll) {
  Stations s;
  s.options = {{"yes", {}}};
  AddTwin(s, 40, 500, 250);
  AddTwin(s, 40, 540, 250);
  const Twins t = CompareTwins(s, 0);
  ASSERT_EQ(t.pairs.size(), 1);
  const auto& [first, second, turnout, share] = t.pairs[0];
  const double low = std::min(turnout.p_value, share.p_value);
  const double high = std::max(turnout.p_value, share.p_value);
  EXPECT_NEAR(std::min(turnout.holm, share.holm), 2 * low, 1e-12);
  EXPECT_NEAR(std::max(turnout.holm, share.holm), std::max(2 * low, high), 1e-12);
}

TEST(Twins, DoNotStandOutWhereAllTwinsDiffer) {
  Stations s;
  s.options = {{"yes", {}}};
  for (int i = 0; i < 20; ++i) {
    AddTwin(s, 40 + i, 450 - i, 225);
    AddTwin(s, 40 + i, 550 + i, 225);
  }
  const Twins t = CompareTwins(s, 0);
  EXPECT_GT(t.turnout_dispersion, 10);
  for (const TwinPair& pair : t.pairs) EXPECT_GT(pair.turnout.holm, 0.5);
}

TEST(Twins, LeaveOutCrowdsAndUnknownPlaces) {
  Stations s = TwinsAndOnePair();
  for (int i = 0; i < 30; ++i) AddTwin(s, 10, 500, 200 + i);
  AddTwin(s, std::numeric_limits<double>::quiet_NaN(), 500, 200);
  AddTwin(s, std::numeric_limits<double>::quiet_NaN(), 500, 200);
  const Twins t = CompareTwins(s, 0);
  EXPECT_EQ(t.groups, 21);
  EXPECT_EQ(t.too_large, 30);
  EXPECT_EQ(t.no_place, 2);
}

TEST(Twins, AgreeWhereNobodyVotedForTheOption) {
  Stations s;
  s.options = {{"yes", {}}};
  AddTwin(s, 40, 500, 0);
  AddTwin(s, 40, 500, 0);
  const Twins t = CompareTwins(s, 0);
  EXPECT_EQ(t.pairs[0].share.z, 0);
  EXPECT_EQ(t.pairs[0].share.holm, 1);
}

TEST(Twins, RefuseWithoutCoordinatesOrTwins) {
  Stations s = TwinsAndOnePair();
  s.latitude.clear();
  EXPECT_EQ(CompareTwins(s, 0).refusal, TwinRefusal::kNoCoordinates);
  Stations alone;
  alone.options = {{"yes", {}}};
  AddTwin(alone, 40, 500, 100);
  EXPECT_EQ(CompareTwins(alone, 0).refusal, TwinRefusal::kNoTwins);
}

}  // namespace
}  // namespace constat::forensics
