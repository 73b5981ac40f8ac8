#include "constat/audit/text.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

Plan SmallMarginPlan(Method method) {
  Plan plan;
  plan.method = method;
  plan.risk_limit = 0.05;
  plan.winner = "Yes\x1b[2J";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 400, .ballots = 1100};
  return plan;
}

TEST(FormatPlanText, SaysWhatIsAuditedAndHowManyBallotsItTakes) {
  Sizes sizes;
  sizes.polling = {.expected = 150, .q70 = 180, .q80 = 1220, .q90 = std::nullopt};
  const std::string text = FormatPlanText(SmallMarginPlan(Method::kPolling), sizes);
  EXPECT_THAT(text, HasSubstr("(600 votes) beat No (400 votes), among 1,100 ballots.\nRisk limit 5 %:"));
  EXPECT_THAT(text, HasSubstr("  polling    180 in 7 of 10 audits, 1,220 in 8 of 10, all in 9 of 10 "
                              "(150 on average)\n"));
  EXPECT_THAT(text, HasSubstr("  alpha      more than a sample can do: count all ballots by hand\n"));
  EXPECT_THAT(text, EndsWith(std::string(AuditLimits())));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(FormatJudgementText, NamesTheVerdictAndRoundsPUp) {
  const Plan plan = SmallMarginPlan(Method::kPolling);
  Sample sample;
  sample.drawn = 3;
  sample.votes = {2, 1};
  sample.missing = 1;
  const auto text = [&](const Judgement& judgement) { return FormatJudgementText(plan, sample, judgement); };
  const std::string going = text({Verdict::kGoOn, 0.05001, 1234});
  EXPECT_THAT(going, HasSubstr("p-value 0.0501:"));
  EXPECT_THAT(going, HasSubstr("GO ON: draw about 1,234 more, enough in 8 of 10 audits"));
  EXPECT_THAT(going, HasSubstr("No 0, other 0.\nMissing: 1 ballot, counted as votes for No"));
  EXPECT_THAT(text({Verdict::kStop, 0.00001, 0}), HasSubstr("p-value below 0.0001:"));
  EXPECT_THAT(text({Verdict::kStop, 0.01, 0}),
              HasSubstr("STOP: the outcome is confirmed at risk limit 5 %.\n"));
  EXPECT_THAT(text({Verdict::kFullCount, 1, 0}), HasSubstr("FULL HAND COUNT: "));
  EXPECT_THAT(going, HasSubstr("Not checked: whether these are the ballots that the seed draws."));
  sample.seed_checked = true;
  EXPECT_THAT(text({Verdict::kGoOn, 0.05, 1}), Not(HasSubstr("Not checked")));
}

TEST(FormatJudgementText, SaysWhatAComparisonFound) {
  Sample sample;
  sample.drawn = 7;
  sample.differences = {.ballots = 7, .one_over = 1, .two_over = 2, .one_under = 3, .two_under = 4};
  EXPECT_THAT(FormatJudgementText(SmallMarginPlan(Method::kComparison), sample, {Verdict::kGoOn, 0.5, 9}),
              HasSubstr("by 1 vote: 1, by 2 votes: 2;\ntoo bad by 1 vote: 3, by 2 votes: 4.\n"));
}

TEST(FormatMissingText, WarnsOnlyWhereTheManifestLacksBallots) {
  const Plan plan = SmallMarginPlan(Method::kPolling);
  EXPECT_EQ(FormatMissingText(plan, 1100), "");
  EXPECT_THAT(FormatMissingText(plan, 1099),
              HasSubstr("the count has 1,100 ballots, the manifest only 1,099. The 1 that are not there"));
}

}  // namespace
}  // namespace constat::audit
