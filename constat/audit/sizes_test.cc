#include "constat/audit/sizes.h"

#include <gtest/gtest.h>

#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

Plan PlanFor(const ReportedCount& reported) {
  Plan plan;
  plan.risk_limit = 0.1;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = reported;
  return plan;
}

TEST(SizesOf, AreThePublishedOnes) {
  const Sizes sizes = Value(SizesOf(PlanFor({.winner = 600, .loser = 400, .ballots = 1000})));
  EXPECT_EQ(sizes.polling.expected, 119);
  EXPECT_EQ(sizes.polling.q70, 184);
  EXPECT_EQ(sizes.polling.q80, 244);
  EXPECT_EQ(sizes.polling.q90, 351);
  EXPECT_EQ(sizes.comparison, 27);
  EXPECT_EQ(sizes.comparison_without_differences, 24);
  EXPECT_FALSE(sizes.alpha.expected);
  EXPECT_LT(sizes.alpha.q80, sizes.polling.q80);
}

TEST(SizesOf, SayNothingWhereASampleIsOfNoUse) {
  const Sizes sizes = Value(SizesOf(PlanFor({.winner = 501, .loser = 499, .ballots = 1000})));
  EXPECT_FALSE(sizes.polling.expected || sizes.polling.q70 || sizes.polling.q90);
  EXPECT_FALSE(sizes.comparison);
}

TEST(SizeToBeginWith, IsOfThePlansMethod) {
  Plan plan = PlanFor({.winner = 600, .loser = 400, .ballots = 1000});
  Sizes sizes = Value(SizesOf(plan));
  EXPECT_EQ(SizeToBeginWith(plan, sizes), sizes.polling.q80);
  plan.method = Method::kAlpha;
  EXPECT_EQ(SizeToBeginWith(plan, sizes), sizes.alpha.q80);
  plan.method = Method::kComparison;
  EXPECT_EQ(SizeToBeginWith(plan, sizes), 27);
  sizes.comparison.reset();
  EXPECT_EQ(SizeToBeginWith(plan, sizes), 24);
  sizes.comparison_without_differences.reset();
  EXPECT_EQ(SizeToBeginWith(plan, sizes), std::nullopt);
}

}  // namespace
}  // namespace constat::audit
