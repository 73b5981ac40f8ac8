#include "constat/audit/comparison.h"

#include <gtest/gtest.h>

#include <cmath>

namespace constat::audit {
namespace {

TEST(Comparison, PlansTheSizesOfArlosTests) {
  EXPECT_EQ(ComparisonSize(0.2, 0.1).value(), 27);
  EXPECT_EQ(ComparisonSize(0.1, 0.1).value(), 54);
  EXPECT_EQ(ComparisonSize(0.15, 0.1).value(), 36);
  EXPECT_EQ(ComparisonSize(2000.0 / 15000, 0.1).value(), 40);
  EXPECT_EQ(ComparisonSize(0.02, 0.05).value(), 339);
}

TEST(Comparison, PlansForNoErrors) {
  EXPECT_EQ(ComparisonSizeWithoutErrors(0.2, 0.1).value(), 24);
  EXPECT_EQ(ComparisonSizeWithoutErrors(0.02, 0.05).value(), 312);
  // And that many ballots without a discrepancy do suffice.
  EXPECT_LE(ComparisonPValue(0.02, {.ballots = 312}).value(), 0.05);
}

TEST(Comparison, WeighsDiscrepanciesByDirection) {
  const double clean = ComparisonPValue(0.1, {.ballots = 100}).value();
  EXPECT_NEAR(clean, std::pow(1 - 0.1 / 2.0781, 100), 1e-14);
  const double one_over = ComparisonPValue(0.1, {.ballots = 100, .one_over = 1}).value();
  EXPECT_NEAR(one_over, clean / (1 - 1 / 2.0781), 1e-14);
  const double two_over = ComparisonPValue(0.1, {.ballots = 100, .two_over = 1}).value();
  EXPECT_NEAR(two_over, clean / (1 - 1 / 1.03905), 1e-12);
  EXPECT_LT(ComparisonPValue(0.1, {.ballots = 100, .one_under = 1}).value(), clean);
  EXPECT_EQ(ComparisonPValue(0.1, {.ballots = 100, .two_over = 10}).value(), 1);
}

TEST(Comparison, RefusesWhatCannotBe) {
  EXPECT_EQ(ComparisonSize(0, 0.1).error().code, ErrorCode::kBadNumber);
  EXPECT_FALSE(ComparisonSize(1.5, 0.1).has_value());
  EXPECT_FALSE(ComparisonSize(0.1, 1).has_value());
  EXPECT_FALSE(ComparisonSize(0.1, 0.1, {.one_over = -0.1}).has_value());
  EXPECT_FALSE(ComparisonSize(0.01, 0.1, {.two_over = 0.1}).has_value());
  EXPECT_FALSE(ComparisonSizeWithoutErrors(std::nan(""), 0.1).has_value());
  EXPECT_FALSE(ComparisonPValue(0.1, {.ballots = 3, .one_over = 2, .one_under = 2}).has_value());
  EXPECT_FALSE(ComparisonPValue(0.1, {.ballots = -1}).has_value());
}

}  // namespace
}  // namespace constat::audit
