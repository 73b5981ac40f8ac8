#include "constat/audit/draw_list.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Plan DrawnPlan(Method method) {
  Plan plan;
  plan.method = method;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 6, .loser = 3, .ballots = 10};
  return plan;
}

const BallotManifest kManifest{{}, {{"North", 4}, {"Hall, old", 5}}, 9};

TEST(FormatDrawList, WritesWhereEachBallotLies) {
  const Plan plan = DrawnPlan(Method::kAlpha);
  const std::string text = Value(FormatDrawList(plan, kManifest, DrawingOf(plan, "271828", {1, 10})));
  EXPECT_THAT(text, StartsWith("draw,ticket,batch,position,vote\r\n1,"));
  EXPECT_THAT(text, HasSubstr(",4,North,4,\r\n"));
  EXPECT_THAT(text, HasSubstr(",5,\"Hall, old\",1,\r\n"));
  EXPECT_THAT(text, HasSubstr(",10,,,missing\r\n"));  // counted, but not in the manifest
}

TEST(FormatDrawList, IsReadAsItWasDrawn) {
  for (const Method method : {Method::kPolling, Method::kComparison, Method::kAlpha}) {
    const Plan plan = DrawnPlan(method);
    const Drawing drawing = DrawingOf(plan, "271828", {3, 5});
    const std::string text = Value(FormatDrawList(plan, kManifest, drawing));
    EXPECT_EQ(text.find(",machine,") != std::string::npos, method == Method::kComparison);
    const std::vector<int64_t> tickets = Value(DrawTickets(drawing));
    std::vector<ListedDraw> expected;
    for (size_t i = 0; i < tickets.size(); ++i) expected.push_back({static_cast<int64_t>(3 + i), tickets[i]});
    EXPECT_EQ(Value(ParseDrawList(plan, text)), expected);
  }
}

TEST(FormatDrawList, WritesNothingThatItDoesNotRead) {
  const Plan plan = DrawnPlan(Method::kPolling);
  const BallotManifest manifest{{}, {{std::string(70'000, 'x'), 10}}, 10};
  const Result<std::string> written = FormatDrawList(plan, manifest, DrawingOf(plan, "1", {1, 20}));
  EXPECT_THAT(written, FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(DetailOf(written), HasSubstr("the list of draws was not written"));
}

TEST(FormatDrawList, RefusesWhatCannotBeDrawn) {
  const Plan plan = DrawnPlan(Method::kAlpha);
  EXPECT_THAT(FormatDrawList(plan, kManifest, DrawingOf(plan, "1", {1, 11})),
              FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(FormatDrawList(plan, kManifest, DrawingOf(plan, " 1", {1, 2})), FailsWith(ErrorCode::kBadText));
}

TEST(ParseDrawList, NeedsEveryColumn) {
  EXPECT_THAT(ParseDrawList(DrawnPlan(Method::kPolling), "draw,ticket,vote\n1,2,\n"), Succeeds());
  EXPECT_THAT(ParseDrawList(DrawnPlan(Method::kPolling), "draw,vote\n1,\n"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParseDrawList(DrawnPlan(Method::kComparison), "draw,ticket,vote\n1,2,\n"),
              FailsWith(ErrorCode::kBadText));
}

}  // namespace
}  // namespace constat::audit
