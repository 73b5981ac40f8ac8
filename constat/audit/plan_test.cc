#include "constat/audit/plan.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::HasSubstr;

Plan YesNoPlan() {
  Plan plan;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 300, .ballots = 1000};
  return plan;
}

TEST(CheckPlan, TakesWhatASampleCanAudit) {
  Plan plan = YesNoPlan();
  EXPECT_THAT(CheckPlan(plan), Succeeds());
  plan.reported.loser = 0;
  plan.manifest = PinnedManifest{.sha256 = {}, .ballots = 1000};
  plan.risk_limit = kMostRiskLimit;
  EXPECT_THAT(CheckPlan(plan), Succeeds());
}

TEST(CheckPlan, RefusesWhatItCannotAndSaysWhatToDo) {
  struct Case {
    ErrorCode code;
    const char* advice;
    void (*spoil)(Plan&);
  };
  const Case cases[] = {
      {ErrorCode::kBadText, "needs a name", [](Plan& p) { p.winner = ""; }},
      {ErrorCode::kBadText, "needs a name", [](Plan& p) { p.loser = "a\nb"; }},
      {ErrorCode::kBadText, "needs a name", [](Plan& p) { p.loser = "\xff"; }},
      {ErrorCode::kBadText, "needs a name", [](Plan& p) { p.loser.assign(201, 'x'); }},
      {ErrorCode::kBadText, "choose another name", [](Plan& p) { p.loser = "MISSING"; }},
      {ErrorCode::kBadText, "same name", [](Plan& p) { p.loser = "yes"; }},
      {ErrorCode::kBadNumber, "at most 25 %", [](Plan& p) { p.risk_limit = 0.3; }},
      {ErrorCode::kBadNumber, "count all", [](Plan& p) { p.reported.loser = 600; }},
      {ErrorCode::kBadNumber, "as --winner", [](Plan& p) { p.reported.loser = 601; }},
      {ErrorCode::kBadNumber, "more than 900 ballots",
       [](Plan& p) {
         p.reported = {600, 301, 900};
       }},
      {ErrorCode::kBadNumber, "2,147,483,647", [](Plan& p) { p.reported.ballots = kMostBallots + 1; }},
      {ErrorCode::kBadNumber, "1 more than the count",
       [](Plan& p) { p.manifest = PinnedManifest{.sha256 = {}, .ballots = 1001}; }},
  };
  for (const Case& c : cases) {
    Plan plan = YesNoPlan();
    c.spoil(plan);
    const Status checked = CheckPlan(plan);
    EXPECT_THAT(checked, FailsWith(c.code));
    EXPECT_THAT(DetailOf(checked), HasSubstr(c.advice));
  }
}

TEST(MarginOf, IsThePartOfAllBallots) {
  EXPECT_DOUBLE_EQ(MarginOf({.winner = 600, .loser = 300, .ballots = 1000}), 0.3);
}

TEST(ParseMethod, ReadsWhatFormatMethodWrites) {
  for (const Method method : {Method::kPolling, Method::kComparison, Method::kAlpha})
    EXPECT_EQ(Value(ParseMethod(FormatMethod(method))), method);
  EXPECT_THAT(ParseMethod("Polling"), FailsWith(ErrorCode::kUsage));
}

TEST(FormatRiskLimit, IsInPercent) {
  EXPECT_EQ(FormatRiskLimit(0.05), "5 %");
  EXPECT_EQ(FormatRiskLimit(0.126), "12.6 %");
}

TEST(ParseRiskLimit, ReadsPercentAndFractionAndNothingBetween) {
  EXPECT_DOUBLE_EQ(*ParseRiskLimit("5%"), 0.05);
  EXPECT_DOUBLE_EQ(*ParseRiskLimit(" 2.5 %"), 0.025);
  EXPECT_DOUBLE_EQ(*ParseRiskLimit("0.1"), 0.1);
  for (const char* text :
       {"", "%", "5", "0", "0%", "100%", "-5%", "5%%", "5 percent", "1e-2", "nan", "0,05"}) {
    EXPECT_FALSE(ParseRiskLimit(text)) << text;
  }
}

TEST(ParseNameVotes, SplitsAtTheLastEqualsSign) {
  const NameVotes both = *ParseNameVotes("a=b =12");
  EXPECT_EQ(both.name, "a=b");
  EXPECT_EQ(both.votes, 12);
  for (const char* text : {"", "Yes", "=5", "Yes=", "Yes=-5", "Yes=1,000", "other=5", "MISSING=5"}) {
    const Result<NameVotes> refused = ParseNameVotes(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_THAT(refused.error().detail, HasSubstr(" ")) << text;
  }
}

}  // namespace
}  // namespace constat::audit
