#include "constat/audit/json.h"

#include <gtest/gtest.h>

#include "constat/text/json.h"

namespace constat::audit {
namespace {

using nlohmann::json;

Plan OddlyNamedPlan() {
  Plan plan;
  plan.winner = "Да \"so\" \xff";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 400, .ballots = 1000};
  return plan;
}

TEST(FormatPlanJson, HoldsThePlanAndItsSizes) {
  Plan plan = OddlyNamedPlan();
  const Sizes sizes{.polling = {119, 184, 244, std::nullopt},
                    .alpha = {std::nullopt, 100, 150, 200},
                    .comparison = std::nullopt,
                    .comparison_without_differences = 24};
  const json read = json::parse(FormatPlanJson(plan, sizes));
  EXPECT_EQ(read["method"], "polling");
  EXPECT_EQ(read["risk_limit"], 0.05);
  EXPECT_EQ(read["winner"], json({{"name", "Да \"so\" \uFFFD"}, {"votes", 600}}));
  EXPECT_EQ(read["ballots"], 1000);
  EXPECT_FALSE(read.contains("manifest"));
  EXPECT_EQ(read["sizes"]["polling"],
            json({{"p70", 184}, {"p80", 244}, {"p90", nullptr}, {"expected", 119}}));
  EXPECT_EQ(read["sizes"]["alpha"], json({{"p70", 100}, {"p80", 150}, {"p90", 200}}));
  EXPECT_EQ(read["sizes"]["comparison"], json({{"few_differences", nullptr}, {"no_difference", 24}}));
  plan.manifest = PinnedManifest{.sha256 = {0xab}, .ballots = 990};
  const json pinned = json::parse(FormatPlanJson(plan, sizes));
  EXPECT_EQ(pinned["manifest"]["ballots"], 990);
  EXPECT_EQ(pinned["manifest"]["sha256"], "ab" + std::string(62, '0'));
}

TEST(FormatJudgementJson, HoldsWhatWasReadAndWhatFollows) {
  Plan plan = OddlyNamedPlan();
  Sample sample;
  sample.drawn = 10;
  sample.votes = {6, 3};
  sample.other = 1;
  sample.missing = 1;
  const json read = json::parse(FormatJudgementJson(plan, sample, {Verdict::kGoOn, 0.5, 7}));
  EXPECT_EQ(read["read"], json({{"ballots", 10}, {"winner", 6}, {"loser", 2}, {"other", 1}, {"missing", 1}}));
  EXPECT_EQ(read["verdict"], "go-on");
  EXPECT_EQ(read["more"], 7);
  EXPECT_EQ(read["p_value"], 0.5);
  EXPECT_EQ(read["seed_checked"], false);
  EXPECT_EQ(read["plan_sha256"], std::string(64, '0'));
  EXPECT_EQ(read["plan"]["loser"]["votes"], 400);
  const json stopped = json::parse(FormatJudgementJson(plan, sample, {Verdict::kStop, 0.01, 0}));
  EXPECT_EQ(stopped["verdict"], "stop");
  EXPECT_TRUE(stopped["more"].is_null());
  plan.method = Method::kComparison;
  sample.missing = 0;
  sample.differences = {.ballots = 10, .one_over = 1, .two_over = 2, .one_under = 3, .two_under = 4};
  const json compared = json::parse(FormatJudgementJson(plan, sample, {Verdict::kFullCount, 1, 0}));
  EXPECT_EQ(
      compared["read"],
      json({{"ballots", 10}, {"over1", 1}, {"over2", 2}, {"under1", 3}, {"under2", 4}, {"missing", 0}}));
  EXPECT_EQ(compared["verdict"], "full-count");
}

}  // namespace
}  // namespace constat::audit
