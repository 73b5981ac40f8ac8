#include "constat/audit/draw.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "constat/audit/plan.h"
#include "constat/io/file.h"

namespace constat::audit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<int64_t> Draw(const Drawing& drawing) {
  return DrawTickets(drawing).value_or(std::vector<int64_t>());
}

TEST(DrawTickets, AgreesWithTheTestCasesOfRivestsSampler) {
  // cjerdonek/rivest-sampler-tests, tests.json.
  EXPECT_THAT(Draw({"0", 1000, true, 1, 3}), ElementsAre(905, 573, 160));
  EXPECT_THAT(Draw({"0", 2, true, 1, 3}), ElementsAre(1, 1, 2));
  EXPECT_THAT(Draw({"1", 1000, true, 1, 3}), ElementsAre(97, 89, 163));
  EXPECT_THAT(Draw({"0000000000", 1000, true, 1, 3}), ElementsAre(978, 359, 132));
  EXPECT_THAT(Draw({"999999999999999999999999", 1000, true, 1, 3}), ElementsAre(544, 800, 654));
  EXPECT_THAT(Draw({"abcde", 1000, true, 1, 3}), ElementsAre(247, 427, 157));
}

TEST(DrawTickets, SkipsWhatWasDrawnBeforeAsRivestsSamplerDoes) {
  // The transcript in sampler.py: pick 32 is 611 again, and is left out.
  const std::vector<int64_t> tickets = Draw({"3546311556112163624615351222", 876, false, 1, 47});
  ASSERT_EQ(tickets.size(), 47u);
  EXPECT_EQ(tickets[0], 740);
  EXPECT_EQ(tickets[7], 611);
  EXPECT_EQ(tickets[30], 461);
  EXPECT_EQ(tickets[31], 251);
  EXPECT_EQ(tickets[46], 197);
  EXPECT_EQ(Draw({"3546311556112163624615351222", 876, true, 32, 1})[0], 611);
}

TEST(DrawTickets, GoesOnWhereTheLastDrawEnded) {
  for (const bool replacement : {true, false}) {
    const std::vector<int64_t> all = Draw({"271828", 50, replacement, 1, 50});
    std::vector<int64_t> parts = Draw({"271828", 50, replacement, 1, 20});
    for (const int64_t ticket : Draw({"271828", 50, replacement, 21, 30})) parts.push_back(ticket);
    EXPECT_EQ(parts, all);
    std::sort(parts.begin(), parts.end());
    const auto distinct = std::unique(parts.begin(), parts.end()) - parts.begin();
    EXPECT_EQ(distinct == 50, !replacement);
  }
}

TEST(DrawTickets, RefusesWhatCannotBeDrawn) {
  for (const Drawing& wrong :
       {Drawing{"", 9, true, 1, 1}, Drawing{" 1", 9, true, 1, 1}, Drawing{"1 ", 9, true, 1, 1},
        Drawing{"1\n2", 9, true, 1, 1}, Drawing{"1", 9, true, 0, 1}, Drawing{"1", 9, true, 1, 0},
        Drawing{"1", 9, false, 1, 10}, Drawing{"1", 9, false, 9, 2}, Drawing{"1", 9, true, 1, kMostDraws + 1},
        Drawing{"1", 9, true, ~uint64_t{0}, 2}}) {
    EXPECT_FALSE(DrawTickets(wrong)) << wrong.seed;
  }
  EXPECT_EQ(Draw({"1", 9, false, 1, 9}).size(), 9u);
}

TEST(PlacesOf, CountsPositionsWithinBatchesAndKnowsWhatIsMissing) {
  const BallotManifest manifest{{}, {{"A", 2}, {"none", 0}, {"B", 3}}, 5};
  const std::vector<BallotPlace> places = PlacesOf(manifest, {1, 2, 3, 5, 6});
  EXPECT_EQ(places[0].batch->name, "A");
  EXPECT_EQ(places[1].position, 2);
  EXPECT_EQ(places[2].batch->name, "B");
  EXPECT_EQ(places[2].position, 1);
  EXPECT_EQ(places[3].position, 3);
  EXPECT_EQ(places[4].batch, nullptr);
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

TEST(Plan, ReadsWhatItWrites) {
  Plan plan;
  plan.method = Method::kAlpha;
  plan.risk_limit = 0.025;
  plan.winner = "Да = \"так\" \\";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 0, .ballots = 1000};
  plan.manifest = PinnedManifest{.sha256 = {1, 2, 3}, .ballots = 999};
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "constat-audit-plan.toml";
  const Result<WrittenPlan> written = FormatPlan(plan);
  ASSERT_TRUE(written) << written.error().detail;
  ASSERT_TRUE(io::WriteFile(path, AsBytes(written->text)));
  const Result<Plan> read = ReadPlan(path);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->method, plan.method);
  EXPECT_DOUBLE_EQ(read->risk_limit, plan.risk_limit);
  EXPECT_EQ(read->winner, plan.winner);
  EXPECT_EQ(read->reported.winner, 600);
  EXPECT_EQ(read->manifest->sha256, plan.manifest->sha256);
  EXPECT_EQ(read->manifest->ballots, 999);
}

TEST(Plan, WritesNothingThatItDoesNotRead) {
  Plan plan;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 0, .ballots = 1000};
  // The limits that need an exponent or more than twelve digits, which is what is used then.
  for (const double limit : {1e-10, 1.5e-300, 0.05, 0.12345678901234567}) {
    plan.risk_limit = limit;
    const Result<WrittenPlan> written = FormatPlan(plan);
    ASSERT_TRUE(written) << limit << written.error().detail;
    EXPECT_NEAR(written->plan.risk_limit / limit, 1, 1e-11);
    const Result<Plan> read = ParsePlan(written->text, "x");
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->risk_limit, written->plan.risk_limit);
    EXPECT_EQ(read->file_sha256, written->plan.file_sha256);
  }
  plan.risk_limit = 0.05;
  EXPECT_THAT(FormatPlan(plan)->text, HasSubstr("risk_limit = \"5%\""));
  plan.loser = "a\nb";
  const Result<WrittenPlan> bad = FormatPlan(plan);
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().detail, HasSubstr("the audit's plan was not written"));
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
