#include "constat/audit/draw.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace constat::audit {
namespace {

using ::testing::ElementsAre;

std::vector<int64_t> Draw(const Drawing& drawing) {
  return DrawTickets(drawing).value_or(std::vector<int64_t>());
}

TEST(DrawTickets, AgreesWithTheTestCasesOfRivestsSampler) {
  // cjerdonek/rivest-sampler-tests, tests.json.
  EXPECT_THAT(Draw({"0", 1000, true, {1, 3}}), ElementsAre(905, 573, 160));
  EXPECT_THAT(Draw({"0", 2, true, {1, 3}}), ElementsAre(1, 1, 2));
  EXPECT_THAT(Draw({"1", 1000, true, {1, 3}}), ElementsAre(97, 89, 163));
  EXPECT_THAT(Draw({"0000000000", 1000, true, {1, 3}}), ElementsAre(978, 359, 132));
  EXPECT_THAT(Draw({"999999999999999999999999", 1000, true, {1, 3}}), ElementsAre(544, 800, 654));
  EXPECT_THAT(Draw({"abcde", 1000, true, {1, 3}}), ElementsAre(247, 427, 157));
}

TEST(DrawTickets, SkipsWhatWasDrawnBeforeAsRivestsSamplerDoes) {
  // The transcript in sampler.py: pick 32 is 611 again, and is left out.
  const std::vector<int64_t> tickets = Draw({"3546311556112163624615351222", 876, false, {1, 47}});
  ASSERT_EQ(tickets.size(), 47u);
  EXPECT_EQ(tickets[0], 740);
  EXPECT_EQ(tickets[7], 611);
  EXPECT_EQ(tickets[30], 461);
  EXPECT_EQ(tickets[31], 251);
  EXPECT_EQ(tickets[46], 197);
  EXPECT_EQ(Draw({"3546311556112163624615351222", 876, true, {32, 1}})[0], 611);
}

TEST(DrawTickets, GoesOnWhereTheLastDrawEnded) {
  for (const bool replacement : {true, false}) {
    const std::vector<int64_t> all = Draw({"271828", 50, replacement, {1, 50}});
    std::vector<int64_t> parts = Draw({"271828", 50, replacement, {1, 20}});
    for (const int64_t ticket : Draw({"271828", 50, replacement, {21, 30}})) parts.push_back(ticket);
    EXPECT_EQ(parts, all);
    std::sort(parts.begin(), parts.end());
    const auto distinct = std::unique(parts.begin(), parts.end()) - parts.begin();
    EXPECT_EQ(distinct == 50, !replacement);
  }
}

TEST(DrawTickets, RefusesWhatCannotBeDrawn) {
  for (const Drawing& wrong :
       {Drawing{"", 9, true, {1, 1}}, Drawing{" 1", 9, true, {1, 1}}, Drawing{"1 ", 9, true, {1, 1}},
        Drawing{"1\n2", 9, true, {1, 1}}, Drawing{"1", 9, true, {0, 1}}, Drawing{"1", 9, true, {1, 0}},
        Drawing{"1", 9, false, {1, 10}}, Drawing{"1", 9, false, {9, 2}},
        Drawing{"1", 9, true, {1, kMostDraws + 1}}, Drawing{"1", 9, true, {~uint64_t{0}, 2}}}) {
    EXPECT_FALSE(DrawTickets(wrong)) << wrong.seed;
  }
  EXPECT_EQ(Draw({"1", 9, false, {1, 9}}).size(), 9u);
}

TEST(DrawingOf, DrawsEachBallotOnceForAlphaAlone) {
  Plan plan;
  plan.reported = {.winner = 600, .loser = 400, .ballots = 1000};
  for (const Method method : {Method::kPolling, Method::kComparison, Method::kAlpha}) {
    plan.method = method;
    const Drawing drawing = DrawingOf(plan, "271828", {61, 40});
    EXPECT_EQ(drawing.replacement, method != Method::kAlpha);
    EXPECT_EQ(drawing.ballots, 1000);
    EXPECT_EQ(drawing.range.first, 61u);
    EXPECT_EQ(drawing.range.count, 40u);
  }
}

TEST(IsShortSeed, WantsTwentyDigits) {
  EXPECT_TRUE(IsShortSeed("3141592653589793238"));
  EXPECT_FALSE(IsShortSeed("31415926535897932384"));
}

}  // namespace
}  // namespace constat::audit
