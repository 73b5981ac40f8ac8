#include "constat/audit/judge.h"

#include <gtest/gtest.h>

#include <cmath>

#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

Plan PlanOf(Method method, double risk_limit) {
  Plan plan;
  plan.method = method;
  plan.risk_limit = risk_limit;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 400, .ballots = 1000};
  return plan;
}

Sample Polled(int64_t winner, int64_t loser, int64_t other = 0) {
  Sample sample;
  sample.drawn = winner + loser + other;
  sample.votes = {winner, loser};
  sample.other = other;
  return sample;
}

Sample InOrder(std::vector<double> values) {
  Sample sample;
  sample.drawn = static_cast<int64_t>(values.size());
  sample.values = std::move(values);
  return sample;
}

Sample Compared(int64_t ballots, int64_t one_over = 0) {
  Sample sample;
  sample.drawn = ballots;
  sample.differences = {.ballots = ballots, .one_over = one_over};
  return sample;
}

TEST(Judge, PollingStopsAtTheRiskLimitAndNotBefore) {
  Plan plan = PlanOf(Method::kPolling, 0.126);
  plan.reported = {.winner = 100, .loser = 0, .ballots = 100};
  // Each ballot halves p.
  const Judgement stopped = Value(Judge(plan, Polled(3, 0)));
  EXPECT_EQ(stopped.verdict, Verdict::kStop);
  EXPECT_DOUBLE_EQ(stopped.p, 0.125);
  const Judgement going = Value(Judge(plan, Polled(2, 0)));
  EXPECT_EQ(going.verdict, Verdict::kGoOn);
  EXPECT_EQ(going.more, 1);
}

TEST(Judge, PollingSaysHowManyMoreAndWhenAllAreDue) {
  const Plan plan = PlanOf(Method::kPolling, 0.1);
  const Judgement going = Value(Judge(plan, Polled(45, 30, 5)));
  EXPECT_EQ(going.verdict, Verdict::kGoOn);
  EXPECT_NEAR(going.p, std::pow(1.2, -45) * std::pow(0.8, -30), 1e-12);
  EXPECT_GT(going.more, 0);
  EXPECT_LE(going.more, 1000 - 80);
  const Judgement lost = Value(Judge(plan, Polled(30, 300)));
  EXPECT_EQ(lost.verdict, Verdict::kFullCount);
  EXPECT_EQ(lost.p, 1);
  // The winner had all votes: one for the loser, and no sample can confirm that.
  Plan unanimous = plan;
  unanimous.reported = {.winner = 100, .loser = 0, .ballots = 100};
  EXPECT_EQ(Value(Judge(unanimous, Polled(50, 1))).verdict, Verdict::kFullCount);
}

TEST(Judge, AlphaLooksAtTheOrderAndAtWhatIsLeft) {
  Plan plan = PlanOf(Method::kAlpha, 0.05);
  plan.reported = {.winner = 6, .loser = 4, .ballots = 10};
  // Six of ten: whatever is left cannot change the result.
  const Judgement sure = Value(Judge(plan, InOrder({1, 1, 1, 1, 1, 1})));
  EXPECT_EQ(sure.verdict, Verdict::kStop);
  EXPECT_EQ(sure.p, 0);
  EXPECT_EQ(Value(Judge(plan, InOrder({1, 0}))).verdict, Verdict::kGoOn);
  EXPECT_EQ(Value(Judge(plan, InOrder({0, 0, 0, 0, 0}))).verdict, Verdict::kFullCount);
}

TEST(Judge, ComparisonStopsWhereNothingDiffers) {
  const Plan plan = PlanOf(Method::kComparison, 0.1);
  // p is (1 - 0.2 / 2.0781)^n: 0.1079 after 22 ballots, 0.0975 after 23.
  EXPECT_EQ(Value(Judge(plan, Compared(23))).verdict, Verdict::kStop);
  const Judgement going = Value(Judge(plan, Compared(22)));
  EXPECT_EQ(going.verdict, Verdict::kGoOn);
  EXPECT_EQ(going.more, 1);
}

TEST(Judge, ComparisonGoesOnWithFewDifferencesAndEndsWithMany) {
  const Plan plan = PlanOf(Method::kComparison, 0.1);
  // p is 1 after few ballots: as many more as are enough if no further one differs.
  const Judgement few = Value(Judge(plan, Compared(2, 1)));
  EXPECT_EQ(few.verdict, Verdict::kGoOn);
  EXPECT_EQ(few.p, 1);
  EXPECT_EQ(Value(Judge(plan, Compared(2 + few.more, 1))).verdict, Verdict::kStop);
  EXPECT_EQ(Value(Judge(plan, Compared(1 + few.more, 1))).verdict, Verdict::kGoOn);
  // As many ballots as planned, and p is still 1.
  EXPECT_EQ(Value(Judge(plan, Compared(100, 60))).verdict, Verdict::kFullCount);
}

TEST(Judge, RefusesASampleThatCannotBe) {
  EXPECT_THAT(Judge(PlanOf(Method::kPolling, 0.1), Polled(-1, 0)), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(Judge(PlanOf(Method::kAlpha, 0.1), InOrder({2})), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(Judge(PlanOf(Method::kComparison, 0.1), Compared(3, 4)), FailsWith(ErrorCode::kBadNumber));
}

}  // namespace
}  // namespace constat::audit
