#include "constat/audit/sample.h"

#include <gmock/gmock.h>

#include "constat/audit/draw.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Plan SomePlan(Method method = Method::kPolling) {
  Plan plan;
  plan.method = method;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 6, .loser = 3, .ballots = 10};
  return plan;
}

// Read reads lists with these texts.
Result<Sample> Read(const Plan& plan, const std::vector<std::string>& texts, const std::string& seed = "") {
  ResultLists lists{.files = {}, .seed = seed};
  for (size_t i = 0; i < texts.size(); ++i) lists.files.push_back(std::to_string(i) + ".csv");
  return ParseSample(plan, lists, [&](const std::string& name, size_t) -> Result<Bytes> {
    const ByteView text = AsBytes(texts[static_cast<size_t>(name.front() - '0')]);
    return Bytes(text.begin(), text.end());
  });
}

TEST(ReadSample, CountsVotesInAnyOrderOfRowsAndLists) {
  const Sample sample = Value(Read(SomePlan(), {"draw,vote\n4,missing\n3,other\n",
                                                "draw,vote\n"
                                                "2,no\n"
                                                "1, YES \n"}));
  EXPECT_EQ(sample.drawn, 4);
  EXPECT_EQ(sample.votes.winner, 1);
  EXPECT_EQ(sample.votes.loser, 2);  // a ballot that is not there counts against the winner
  EXPECT_EQ(sample.other, 1);
  EXPECT_EQ(sample.missing, 1);
  EXPECT_THAT(sample.values, ElementsAre(1, 0, 0.5, 0));
  EXPECT_FALSE(sample.seed_checked);
}

TEST(ReadSample, ComparesWithTheMachinesRecord) {
  const Plan plan = SomePlan(Method::kComparison);
  const Sample sample = Value(Read(plan, {"draw,machine,vote\n"
                                          "1,Yes,Yes\n2,Yes,other\n3,Yes,No\n4,other,Yes\n5,No,Yes\n"
                                          "6,missing,other\n7,other,missing\n"}));
  EXPECT_EQ(sample.differences.one_over, 3);  // of these, 6: nobody knows what the record was
  EXPECT_EQ(sample.differences.two_over, 1);
  EXPECT_EQ(sample.differences.one_under, 1);
  EXPECT_EQ(sample.differences.two_under, 1);
}

TEST(ReadSample, RefusesListsThatCannotBe) {
  struct Case {
    Method method;
    const char* text;
    ErrorCode code;
    const char* words;
  };
  for (const Case& c : {
           Case{Method::kPolling, "draw,vote\n", ErrorCode::kBadText, "no results"},
           Case{Method::kPolling, "draw,vote\n1,\n", ErrorCode::kBadText, "nothing is under vote"},
           Case{Method::kPolling, "draw,vote\n1,Maybe\n", ErrorCode::kBadText, "\"Maybe\" is under vote"},
           Case{Method::kPolling, "draw,vote\n0,Yes\n", ErrorCode::kBadNumber, "numbered from 1"},
           Case{Method::kPolling, "draw,vote\n1,Yes\n1,Yes\n", ErrorCode::kDuplicate, "draw 1 is here twice"},
           Case{Method::kPolling, "draw,vote\n1,Yes\n3,Yes\n", ErrorCode::kWrongOrder, "draw 2 is not in"},
           Case{Method::kPolling, "draw,ticket,vote\n1,11,Yes\n", ErrorCode::kBadNumber,
                "there is no ticket 11, only 1 to 10"},
           Case{Method::kPolling, "draw,ticket,vote\n1,7,Yes\n2,7,No\n", ErrorCode::kWrongCount,
                "drawn before"},
           Case{Method::kAlpha, "draw,ticket,vote\n1,7,Yes\n2,7,Yes\n", ErrorCode::kDuplicate,
                "each ballot once"},
           Case{Method::kComparison, "draw,vote\n1,Yes\n", ErrorCode::kBadText, "no column \"machine\""},
       }) {
    const Result<Sample> read = Read(SomePlan(c.method), {c.text});
    EXPECT_THAT(read, FailsWith(c.code)) << c.text;
    EXPECT_THAT(DetailOf(read), HasSubstr(c.words)) << c.text;
  }
  EXPECT_THAT(Read(SomePlan(), {"draw,ticket,vote\n1,7,Yes\n2,7,yes\n"}), Succeeds());
}

TEST(ReadSample, ABallotBeyondTheManifestIsMissing) {
  Plan plan = SomePlan();
  plan.manifest = PinnedManifest{.sha256 = {}, .ballots = 9};
  EXPECT_THAT(Read(plan, {"draw,ticket,vote\n1,10,Yes\n"}), FailsWith(ErrorCode::kWrongCount));
  EXPECT_EQ(Value(Read(plan, {"draw,ticket,vote\n1,10,missing\n"})).missing, 1);
}

TEST(ReadSample, ChecksThatTheSeedDrewTheseBallots) {
  for (const Method method : {Method::kPolling, Method::kAlpha}) {
    const Plan plan = SomePlan(method);
    const std::vector<int64_t> tickets = Value(DrawTickets(DrawingOf(plan, "271828", {1, 2})));
    const auto list = [&](int64_t second) {
      return "draw,ticket,vote\n1," + std::to_string(tickets[0]) + ",Yes\n2," + std::to_string(second) +
             ",Yes\n";
    };
    EXPECT_TRUE(Value(Read(plan, {list(tickets[1])}, "271828")).seed_checked);
    int64_t other = 1;
    while (other == tickets[0] || other == tickets[1]) ++other;
    EXPECT_THAT(Read(plan, {list(other)}, "271828"), FailsWith(ErrorCode::kWrongCount));
    EXPECT_THAT(Read(plan, {"draw,vote\n1,Yes\n"}, "271828"), FailsWith(ErrorCode::kWrongCount));
  }
}

TEST(MakeSample, TakesCountsInPlaceOfLists) {
  SampleCounts counts;
  counts.winner = 175;
  counts.loser = 110;
  counts.other = 5;
  const Sample polled = Value(MakeSample(SomePlan(), {}, counts));
  EXPECT_EQ(polled.drawn, 290);
  EXPECT_EQ(polled.votes.winner, 175);
  EXPECT_EQ(polled.votes.loser, 110);
  EXPECT_EQ(polled.other, 5);
  counts = {};
  counts.compared = 100;
  counts.over1 = 2;
  counts.under2 = 1;
  const Sample compared = Value(MakeSample(SomePlan(Method::kComparison), {}, counts));
  EXPECT_EQ(compared.drawn, 100);
  EXPECT_EQ(compared.differences.ballots, 100);
  EXPECT_EQ(compared.differences.one_over, 2);
  EXPECT_EQ(compared.differences.two_under, 1);
}

TEST(MakeSample, RefusesCountsThatDoNotFitThePlan) {
  SampleCounts votes;
  votes.winner = 3;
  EXPECT_THAT(MakeSample(SomePlan(), {}, votes), FailsWith(ErrorCode::kUsage));  // without the loser's
  votes.loser = 1;
  EXPECT_THAT(MakeSample(SomePlan(), {}, votes), Succeeds());
  EXPECT_THAT(MakeSample(SomePlan(Method::kComparison), {}, votes), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(MakeSample(SomePlan(Method::kAlpha), {}, votes), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(MakeSample(SomePlan(), {.files = {"d.csv"}, .seed = ""}, votes), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(MakeSample(SomePlan(), {.files = {}, .seed = "1"}, votes), FailsWith(ErrorCode::kUsage));
  votes = {.winner = 0,
           .loser = 0,
           .other = {},
           .compared = {},
           .over1 = {},
           .over2 = {},
           .under1 = {},
           .under2 = {}};
  EXPECT_THAT(MakeSample(SomePlan(), {}, votes), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(MakeSample(SomePlan(), {}, {}), FailsWith(ErrorCode::kUsage));
}

}  // namespace
}  // namespace constat::audit
