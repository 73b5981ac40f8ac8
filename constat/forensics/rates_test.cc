#include "constat/forensics/rates.h"

#include <gtest/gtest.h>

namespace constat::forensics {
namespace {

TEST(Rates, AreTheQuotientsOfTheStationsThatHaveThem) {
  Stations s;
  s.registered = {200, 100, 100, 99, 50};
  s.ballots = {100, 101, 0, 50, 60};
  s.counted = {80, 50, 0, 50, 0};
  s.options = {{"yes", {20, 10, 0, 10, 0}}};
  const Rates rates = MakeRates(ColumnsOf(s, 0), 100);
  ASSERT_EQ(rates.size(), 1);
  EXPECT_EQ(rates.station[0], 0);
  EXPECT_EQ(rates.registered[0], 200);
  EXPECT_EQ(rates.turnout[0], 0.5);
  EXPECT_EQ(rates.share[0], 0.25);
  EXPECT_EQ(rates.impossible, 2);
  EXPECT_EQ(rates.nothing_counted, 1);
  EXPECT_EQ(rates.few_registered, 1);
}

TEST(Rates, OfNothingAreNone) {
  Stations s;
  s.options = {{"yes", {}}};
  EXPECT_EQ(MakeRates(ColumnsOf(s, 0), 1).size(), 0);
}

}  // namespace
}  // namespace constat::forensics
