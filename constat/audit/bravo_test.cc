#include "constat/audit/bravo.h"

#include <gtest/gtest.h>

#include <cmath>

namespace constat::audit {
namespace {

TEST(Bravo, PlansTheSizesOfArlosTests) {
  struct Case {
    ReportedCount reported;
    int64_t expected, q70, q80, q90;
  };
  for (const Case& c : {Case{{600, 400, 1000}, 119, 184, 244, 351}, Case{{600, 200, 900}, 22, 32, 41, 57},
                        Case{{300, 200, 1000}, 238, 368, 488, 702}}) {
    EXPECT_EQ(BravoExpectedSize(c.reported, 0.1).value(), c.expected);
    EXPECT_EQ(BravoQuantileSize(c.reported, 0.1, 0.7).value(), c.q70);
    EXPECT_EQ(BravoQuantileSize(c.reported, 0.1, 0.8).value(), c.q80);
    EXPECT_EQ(BravoQuantileSize(c.reported, 0.1, 0.9).value(), c.q90);
  }
  EXPECT_EQ(BravoQuantileSize({40, 32, 100}, 0.1, 0.9).value(), 1599);
  EXPECT_EQ(BravoQuantileSize({36, 32, 100}, 0.1, 0.9).value(), 6067);
  EXPECT_EQ(BravoQuantileSize({40, 32, 100}, 0.1, 0.4).value(), 409);
  EXPECT_EQ(BravoQuantileSize({52, 47, 100}, 0.1, 0.9, {2923, 2735}).value(), 2636);
  // 1683 votes, and 1683/0.68 is 2475 exactly; binary fractions for 0.36 and 0.32 make it 2476 there.
  EXPECT_EQ(BravoQuantileSize({36, 32, 100}, 0.1, 0.6).value(), 2475);
}

TEST(Bravo, PlansTheUnitedKingdomsReferendum) {
  const ReportedCount leave{17410742, 16141241, 33577342};
  EXPECT_EQ(BravoExpectedSize(leave, 0.05).value(), 4214);
  EXPECT_EQ(BravoExpectedSize(leave, 0.1).value(), 3245);
  EXPECT_EQ(BravoQuantileSize(leave, 0.05, 0.9).value(), 11429);
}

TEST(Bravo, GivesTheSequentialTestsPValue) {
  const ReportedCount reported{600, 400, 1000};
  EXPECT_EQ(BravoPValue(reported, {}).value(), 1);
  EXPECT_NEAR(BravoPValue(reported, {120, 80}).value(), std::pow(1.2, -120) * std::pow(0.8, -80), 1e-15);
  EXPECT_EQ(BravoPValue(reported, {10, 20}).value(), 1);
}

TEST(Bravo, NeedsNoMoreOnceItMayStop) {
  const ReportedCount reported{600, 400, 1000};
  ASSERT_LT(BravoPValue(reported, {30, 5}).value(), 0.1);
  EXPECT_EQ(BravoExpectedSize(reported, 0.1, {30, 5}).value(), 0);
  EXPECT_EQ(BravoQuantileSize(reported, 0.1, 0.9, {30, 5}).value(), 0);
}

TEST(Bravo, BearsAUnanimousCount) {
  const ReportedCount reported{500, 0, 1000};
  EXPECT_EQ(BravoQuantileSize(reported, 0.1, 0.9).value(), 8);  // 2^4 > 10, and half the ballots are blank
  EXPECT_NEAR(BravoPValue(reported, {4, 0}).value(), 1.0 / 16, 1e-16);
  EXPECT_EQ(BravoPValue(reported, {40, 1}).value(), 1);
  EXPECT_FALSE(BravoQuantileSize(reported, 0.1, 0.9, {4, 1}).has_value());
  EXPECT_FALSE(BravoExpectedSize(reported, 0.1, {4, 1}).has_value());
}

TEST(Bravo, RefusesCountsThatCannotBe) {
  for (const ReportedCount& bad : {ReportedCount{400, 400, 1000}, ReportedCount{400, 500, 1000},
                                   ReportedCount{600, 500, 1000}, ReportedCount{600, -1, 1000}}) {
    EXPECT_EQ(BravoPValue(bad, {}).error().code, ErrorCode::kBadNumber);
    EXPECT_EQ(BravoExpectedSize(bad, 0.1).error().code, ErrorCode::kBadNumber);
    EXPECT_EQ(BravoQuantileSize(bad, 0.1, 0.9).error().code, ErrorCode::kBadNumber);
  }
  const ReportedCount good{600, 400, 1000};
  EXPECT_FALSE(BravoPValue(good, {-1, 0}).has_value());
  EXPECT_FALSE(BravoExpectedSize(good, 0).has_value());
  EXPECT_FALSE(BravoExpectedSize(good, 1).has_value());
  EXPECT_FALSE(BravoQuantileSize(good, 0.1, 1).has_value());
}

}  // namespace
}  // namespace constat::audit
