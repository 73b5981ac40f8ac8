#include "constat/examine/examination.h"

#include <gmock/gmock.h>

#include "constat/examine/identities.h"
#include "constat/testing/subject.h"

namespace constat::examine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string ErrorOf(const table::StationTable& table, const Choice& choice) {
  const Result<Subject> subject = MakeSubject(table, choice);
  if (subject) return "";
  EXPECT_EQ(subject.error().code, ErrorCode::kUsage);
  return subject.error().detail;
}

// Six rows with options A, B and C.
table::StationTable ThreeOptions() {
  table::StationTable out;
  forensics::Stations& s = out.stations;
  s.registered = {100, 100, 100, 100, 100, 100};
  s.ballots = {60, 61, 62, 63, 64, 65};
  s.counted = s.ballots;
  s.options = {{"A", {10, 10, 10, 10, 10, 10}}, {"B", {30, 30, 30, 30, 30, 30}}, {"C", {5, 5, 5, 5, 5, 5}}};
  s.row = {2, 3, 4, 5, 6, 7};
  return out;
}

TEST(MakeSubject, LooksAtTheOptionWithMostVotesUnlessToldOtherwise) {
  const table::StationTable table = ThreeOptions();
  EXPECT_EQ(SubjectOf(table).option, 1U);
  EXPECT_EQ(SubjectOf(table, {.option = "C"}).option, 2U);
  EXPECT_EQ(SubjectOf(table).stations.counted, table.stations.counted);
}

TEST(MakeSubject, NamesTheOptionsWhereOneIsNotThere) {
  const table::StationTable table = ThreeOptions();
  EXPECT_EQ(ErrorOf(table, {.option = "D"}), R"(the table has no option "D"; it has "A", "B", "C")");
  EXPECT_THAT(ErrorOf(table, {.against = {"D"}}), HasSubstr(R"(no option "D")"));
  EXPECT_THAT(ErrorOf(table, {.against = {"B"}}), HasSubstr("is the one that is compared"));
  EXPECT_THAT(ErrorOf(table, {.against = {"A", "A"}}), HasSubstr("named twice"));
  table::StationTable none = ThreeOptions();
  none.stations.options.clear();
  EXPECT_THAT(ErrorOf(none, {}), HasSubstr("[options]"));
}

TEST(MakeSubject, ComparesOnlyTheOptionsNamed) {
  const table::StationTable table = ThreeOptions();
  const Subject subject = SubjectOf(table, {.option = "A", .against = {"C"}});
  EXPECT_THAT(subject.stations.counted, ElementsAre(15, 15, 15, 15, 15, 15));
  EXPECT_EQ(subject.stations.ballots, table.stations.ballots);
  EXPECT_THAT(subject.against, ElementsAre(2U));
}

TEST(MakeSubject, KeepsTurnoutWhereOnlySomeOptionsAreCompared) {
  table::StationTable table = ThreeOptions();
  table.stations.ballots.clear();
  const Subject subject = SubjectOf(table, {.against = {"A"}});
  EXPECT_EQ(subject.stations.ballots, table.stations.counted);
  EXPECT_EQ(subject.stations.counted.front(), 40);
}

TEST(MakeSubject, AddsUpTheVotesWhereThereAreNoBallots) {
  table::StationTable table = ThreeOptions();
  table.stations.ballots.clear();
  table.stations.counted.clear();
  EXPECT_THAT(SubjectOf(table).stations.counted, ElementsAre(45, 45, 45, 45, 45, 45));
  table.stations.invalid = {1, 2, 3, 4, 5, 6};
  EXPECT_THAT(SubjectOf(table).stations.counted, ElementsAre(46, 47, 48, 49, 50, 51));
  EXPECT_THAT(table.stations.counted, IsEmpty());
}

TEST(AddEarlier, TakesTheOptionOfTheSameNameElseTheLeadingOne) {
  const table::StationTable now = ThreeOptions();
  const table::StationTable earlier = ThreeOptions();
  Subject subject = SubjectOf(now, {.option = "C"});
  ASSERT_TRUE(AddEarlier(subject, earlier));
  EXPECT_EQ(subject.earlier_option, 2U);
  table::StationTable renamed = ThreeOptions();
  renamed.stations.options[2].name = "D";
  ASSERT_TRUE(AddEarlier(subject, renamed));
  EXPECT_EQ(subject.earlier_option, 1U);
}

TEST(AddEarlier, TreatsTheEarlierVoteAsThisOne) {
  const table::StationTable now = ThreeOptions();
  table::StationTable earlier = ThreeOptions();
  earlier.stations.ballots.clear();
  earlier.stations.counted.clear();
  Subject subject = SubjectOf(now, {.option = "C", .against = {"A"}});
  ASSERT_TRUE(AddEarlier(subject, earlier));
  EXPECT_EQ(subject.earlier_stations.ballots.front(), 45);
  EXPECT_EQ(subject.earlier_stations.counted.front(), 15);
  // No coordinates, no names, no regions: it must say so and nothing more.
  EXPECT_THAT(EarlierVote()(subject).refused.value(), HasSubstr("fewer than 30 places"));
}

TEST(AddEarlier, RefusesAVoteWithoutTheOptionsCompared) {
  const table::StationTable now = ThreeOptions();
  table::StationTable earlier = ThreeOptions();
  earlier.stations.options.pop_back();
  Subject subject = SubjectOf(now, {.option = "A", .against = {"C"}});
  const Status missing = AddEarlier(subject, earlier);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().detail, R"(the earlier vote: the table has no option "C"; it has "A", "B")");
  Subject other = SubjectOf(now, {.option = "C", .against = {"A"}});
  EXPECT_FALSE(AddEarlier(other, earlier));
  earlier.stations.options.clear();
  Subject plain = SubjectOf(now);
  EXPECT_FALSE(AddEarlier(plain, earlier));
  EXPECT_EQ(plain.earlier, nullptr);
}

TestFinding WithP(Section section, const std::vector<double>& values) {
  TestFinding out{.section = section};
  for (const double p : values) out.hypotheses.push_back({.key = std::to_string(p), .p = p});
  return out;
}

TEST(HolmCorrect, AgreesWithTheMethodByHand) {
  // Ascending: .005 x 4, .01 x 3, .03 x 2, .04 x 1; none below the one before.
  std::vector<TestFinding> tests = {WithP(Section::kSilent, {0.01, 0.04}),
                                    WithP(Section::kDescriptive, {1e-9}),
                                    WithP(Section::kSilent, {0.03, 0.005})};
  HolmCorrect(tests);
  EXPECT_DOUBLE_EQ(tests[0].hypotheses[0].corrected, 0.03);
  EXPECT_DOUBLE_EQ(tests[0].hypotheses[1].corrected, 0.06);
  EXPECT_DOUBLE_EQ(tests[2].hypotheses[0].corrected, 0.06);
  EXPECT_DOUBLE_EQ(tests[2].hypotheses[1].corrected, 0.02);
  EXPECT_EQ(tests[1].hypotheses[0].corrected, 1);
}

TEST(HolmCorrect, NeverGoesAboveOne) {
  std::vector<TestFinding> tests = {WithP(Section::kSilent, {0.9, 0.8, 1})};
  HolmCorrect(tests);
  for (const Hypothesis& h : tests[0].hypotheses) EXPECT_EQ(h.corrected, 1);
  std::vector<TestFinding> none;
  HolmCorrect(none);
}

TEST(Marks, AreOfSilentTestsThatWereUsed) {
  Examination examination;
  examination.tests = {WithP(Section::kSilent, {1e-9, 0.2}), WithP(Section::kModel, {1e-9}),
                       WithP(Section::kSilent, {1e-8})};
  examination.tests[2].refused = "why";
  HolmCorrect(examination.tests);
  ASSERT_EQ(Marks(examination).size(), 1U);
  EXPECT_EQ(Marks(examination)[0], examination.tests[0].hypotheses.data());
}

TEST(Examine, FindsPlantedRoundPercentages) {
  const table::StationTable planted = MakeTestTable({.planted = 20});
  const Examination found = Examine(SubjectOf(planted));
  std::set<std::string> marks;
  for (const Hypothesis* mark : Marks(found)) marks.insert(mark->key);
  for (const char* key : {"integer_either", "integer_turnout", "integer_share"})
    EXPECT_TRUE(marks.contains(key)) << key;
  ASSERT_FALSE(found.stations.empty());
  // The 60 planted stations come first.
  for (size_t i = 0; i < 30; ++i) EXPECT_LT(found.stations[i].station, 60U);
  EXPECT_THAT(found.stations[0].reasons, ::testing::Contains("turnout 75 % and share 80 %, both whole"));
}

TEST(Examine, LeavesACleanTableAlone) {
  for (const uint64_t seed : {1, 2, 3}) {
    const table::StationTable clean = MakeTestTable({.n = 250 * seed, .seed = seed});
    const Examination found = Examine(SubjectOf(clean));
    EXPECT_THAT(Marks(found), IsEmpty());
    EXPECT_EQ(BrokenRows(found.identities), 0U);
  }
}

TEST(Examine, AddsUpTheUsableRows) {
  table::StationTable table = ThreeOptions();
  table.stations.ballots[5] = 500;
  const Examination found = Examine(SubjectOf(table));
  EXPECT_EQ(found.option, "B");
  EXPECT_EQ(found.totals.registered, 500);
  EXPECT_EQ(found.totals.ballots, 310);
  EXPECT_EQ(found.totals.votes, 150);
  EXPECT_EQ(found.scale.usable, 5);
}

TEST(Examine, PutsRowsThatContradictThemselvesFirst) {
  table::StationTable table = MakeTestTable({.planted = 5});
  table.stations.ballots[250] = table.stations.registered[250] + 1;
  const Examination found = Examine(SubjectOf(table));
  ASSERT_FALSE(found.stations.empty());
  EXPECT_EQ(found.stations[0].station, 250U);
  EXPECT_THAT(found.stations[0].reasons, ::testing::Contains("more ballots than registered voters"));
}

TEST(Examine, ListsNoMoreStationsThanItSays) {
  table::StationTable table = MakeTestTable({.n = 700});
  for (int64_t& ballots : table.stations.ballots) ballots = 1'000'000;
  const Examination found = Examine(SubjectOf(table));
  EXPECT_EQ(found.flagged, 700U);
  EXPECT_EQ(found.stations.size(), kMaxListed);
}

TEST(Examine, GivesTheSameForAnyNumberOfThreads) {
  table::StationTable table = MakeTestTable({.n = 600, .planted = 3});
  std::vector<std::string> flat;
  for (const unsigned threads : {1U, 3U}) {
    Choice choice;
    choice.settings = {.threads = threads, .replicates = 50};
    std::string all;
    const Examination found = Examine(SubjectOf(table, choice));
    for (const TestFinding& test : found.tests) {
      all += test.key + test.shows + Flat(test.numbers) + "\n";
      for (const Hypothesis& h : test.hypotheses) all += fmt::format("{:a}{:a}", h.p, h.corrected);
    }
    for (const FlaggedStation& station : found.stations)
      all += fmt::format("{} {:a}\n", station.station, station.score);
    flat.push_back(std::move(all));
  }
  EXPECT_EQ(flat[0], flat[1]);
}

TEST(Examine, SaysHowManyTestsAreDone) {
  const table::StationTable table = MakeTestTable({.n = 3});
  std::vector<size_t> seen;
  const Examination found = Examine(SubjectOf(table), [&](size_t done, size_t total) {
    EXPECT_EQ(total, AllTests().size());
    seen.push_back(done);
  });
  ASSERT_EQ(seen.size(), found.tests.size() + 1);
  for (size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i);
}

}  // namespace
}  // namespace constat::examine
