// What every test owes to the report, whatever the table; and why each refuses.
#include "constat/examine/registry.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "constat/examine/hypotheses.h"
#include "constat/forensics/digits.h"
#include "constat/stats/distribution.h"
#include "constat/testing/subject.h"

namespace constat::examine {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// OddTables are tables that no country would publish and somebody will.
std::vector<table::StationTable> OddTables() {
  std::vector<table::StationTable> out(1);
  out[0].stations.options = {{"A", {}}};
  out[0].stations.ballots = {};
  out.push_back(MakeTestTable({.n = 1, .regions = 0}));
  out.push_back(MakeTestTable({.n = 3, .regions = 1}));
  out.push_back(MakeTestTable({.n = 600, .regions = 600}));
  out.push_back(MakeTestTable({.n = 600, .scale = 100}));
  out.push_back(MakeTestTable({.n = 600, .planted = 100}));
  out.push_back(MakeTestTable({.n = 600}));
  for (int64_t& n : out.back().stations.registered) n = 0;
  out.push_back(MakeTestTable({.n = 600}));
  out.back().stations.ballots = out.back().stations.registered;
  out.push_back(MakeTestTable({.n = 600}));
  for (int64_t& votes : out.back().stations.options[0].votes) votes = 10'000'000'000;
  out.push_back(MakeTestTable({.n = 600}));
  out.back().stations.counted.assign(600, 0);
  out.push_back(MakeTestTable({.n = 600}));
  out.back().stations.ballots.clear();
  out.back().stations.counted.clear();
  out.push_back(MakeTestTable({.n = 600}));
  out.back().stations.latitude.assign(600, std::numeric_limits<double>::quiet_NaN());
  out.back().stations.longitude = out.back().stations.latitude;
  out.push_back(MakeTestTable({.n = 600}));
  out.back().stations.latitude.assign(600, 90);
  out.back().stations.longitude.assign(600, -180);
  return out;
}

void ExpectFitForAReport(const TestFinding& test, const table::StationTable& table) {
  EXPECT_THAT(test.key, ::testing::MatchesRegex("[a-z_]+"));
  EXPECT_FALSE(test.title.empty() || test.looks_for.empty() || test.limits.empty()) << test.key;
  EXPECT_TRUE(test.refused || !test.shows.empty()) << test.key;
  const std::string refused = test.refused.value_or("-");
  EXPECT_FALSE(refused.empty() || refused.ends_with('.')) << refused;
  EXPECT_EQ(test.refused || test.section != Section::kSilent, test.hypotheses.empty()) << test.key;
  for (const Hypothesis& h : test.hypotheses) EXPECT_TRUE(h.p >= 0 && h.p <= 1) << h.key << " " << h.p;
  for (const Cells& cells : test.tables) {
    for (const auto& row : cells.rows) EXPECT_EQ(row.size(), cells.header.size()) << cells.title;
  }
  std::set<std::string> keys;
  for (const Picture& picture : test.pictures) {
    EXPECT_TRUE(keys.insert(picture.key).second) << picture.key;
    EXPECT_FALSE(picture.title.empty() || picture.text.empty());
  }
  for (const Flag& flag : test.flags) {
    EXPECT_LT(flag.station, table.stations.size());
    EXPECT_TRUE(std::isfinite(flag.weight)) << flag.why;
  }
}

TEST(AllTests, AreFitForAReportOnOddTables) {
  size_t number = 0;
  for (const table::StationTable& table : OddTables()) {
    SCOPED_TRACE(number++);
    Subject subject = SubjectOf(table);
    if (table.stations.size() > 0) {
      ASSERT_TRUE(AddEarlier(subject, table));
    }
    std::set<std::string> keys;
    for (const TestFinding& test : Examine(subject).tests) {
      ExpectFitForAReport(test, table);
      EXPECT_TRUE(keys.insert(test.key).second) << test.key;
    }
  }
}

TEST(AllTests, ThatClaimToStaySilentRefuseAreaTotals) {
  const table::StationTable areas = MakeTestTable({.n = 600, .scale = 100});
  for (const TestFinding& test : Examine(SubjectOf(areas)).tests) {
    if (test.section != Section::kSilent) continue;
    ASSERT_TRUE(test.refused) << test.key;
    EXPECT_THAT(*test.refused, HasSubstr("totals of areas")) << test.key;
  }
}

TEST(AllTests, SayWhatTheyLack) {
  const table::StationTable bare = MakeTestTable({.n = 600, .regions = 0});
  const Examination found = Examine(SubjectOf(bare));
  EXPECT_THAT(FindingOf(found, "geography").refused.value(), HasSubstr("no coordinates"));
  EXPECT_THAT(FindingOf(found, "standardised_fingerprint").refused.value(), HasSubstr("--region COLUMN"));
  EXPECT_THAT(FindingOf(found, "comparison").refused.value(), HasSubstr("--compare FILE"));
  const table::StationTable few = MakeTestTable({.n = 3});
  const Examination nothing = Examine(SubjectOf(few));
  for (const char* key :
       {"integer_percentages", "last_digit_registered", "anomalous_votes", "turnout_and_share"})
    EXPECT_THAT(FindingOf(nothing, key).refused.value(), HasSubstr("3 usable stations; the test needs"));
  EXPECT_THAT(FindingOf(nothing, "fingerprint").refused.value(), HasSubstr("500 stations"));
}

TEST(IntegerPercentages, SaysWhenItsFilterLeavesTooLittle) {
  table::StationTable table = MakeTestTable({.n = 600});
  table.stations.ballots = table.stations.counted = table.stations.registered;
  EXPECT_EQ(IntegerPercentages()(SubjectOf(table)).refused,
            "the test's filter leaves 0 stations; it needs 50");
}

TEST(IntegerPercentages, HasItsNumbersEvenWhereItRefuses) {
  const table::StationTable areas = MakeTestTable({.n = 600, .scale = 100});
  const TestFinding found = IntegerPercentages()(SubjectOf(areas));
  ASSERT_TRUE(found.refused);
  ASSERT_NE(found.numbers.At("either"), nullptr);
  EXPECT_NE(found.numbers.At("either")->At("expected"), nullptr);
}

TEST(IntegerPercentages, CountsBySimulationOnRequest) {
  const table::StationTable table = MakeTestTable();
  Choice choice;
  EXPECT_EQ(IntegerPercentages()(SubjectOf(table, choice)).numbers.At("replicated"), nullptr);
  choice.settings.replicates = 200;
  const TestFinding found = IntegerPercentages()(SubjectOf(table, choice));
  const Tree* const replicated = found.numbers.At("replicated");
  ASSERT_NE(replicated, nullptr);
  EXPECT_EQ(std::get<int64_t>(replicated->At("replicates")->value()), 200);
}

// One station at 40 %, where hardly any was expected, is no wonder among 202 percentages.
TEST(IntegerPercentages, NamesNoStationForBeingAloneAtAPercentage) {
  table::StationTable table = MakeTestTable();
  forensics::Stations& s = table.stations;
  s.registered[7] = 1000;
  s.ballots[7] = s.counted[7] = 400;
  s.options[0].votes[7] = 187;
  s.options[1].votes[7] = 213;
  EXPECT_TRUE(IntegerPercentages()(SubjectOf(table)).flags.empty());
  EXPECT_FALSE(IntegerPercentages()(SubjectOf(MakeTestTable({.planted = 20}))).flags.empty());
}

TEST(IntegerPercentages, LooksAtCloserPlacesBeforeItCallsAMark) {
  EXPECT_EQ(IntegerPercentages()(SubjectOf(MakeTestTable())).numbers.At("contracted"), nullptr);
  const TestFinding found = IntegerPercentages()(SubjectOf(MakeTestTable({.planted = 20})));
  ASSERT_NE(found.numbers.At("contracted"), nullptr);
  const double z = std::get<double>(found.numbers.At("contracted")->At("share")->At("z")->value());
  EXPECT_GE(found.hypotheses.at(2).p, stats::NormalTail(z));
  EXPECT_LT(found.hypotheses.at(2).p, 1e-9);
}

TEST(RegisteredDigits, StandOutWhereRegistersAreRounded) {
  table::StationTable table = MakeTestTable();
  for (int64_t& n : table.stations.registered) n -= n % 5;
  const Examination found = Examine(SubjectOf(table));
  ASSERT_EQ(FindingOf(found, "last_digit_registered").hypotheses.size(), 1U);
  EXPECT_LT(FindingOf(found, "last_digit_registered").hypotheses[0].corrected, kStandsOutBelow);
}

TEST(RegisteredDigits, AreNoMarkWhereRollsAreCutToASize) {
  table::StationTable table = MakeTestTable();
  for (int64_t& n : table.stations.registered) n = std::min<int64_t>(n, 2000);
  const TestFinding capped = RegisteredDigits()(SubjectOf(table));
  EXPECT_THAT(capped.refused.value_or(""), HasSubstr("have exactly 2,000 persons"));
  EXPECT_TRUE(capped.hypotheses.empty());
  for (int64_t& n : table.stations.registered) n = 2000 + n % 40;
  EXPECT_THAT(RegisteredDigits()(SubjectOf(table)).refused.value_or(""), HasSubstr("uneven by nature"));
}

// From 100 persons on ever fewer registers: what the sharp end at 100 makes of honest sizes.
TEST(RegisteredDigits, AreNoMarkWhereTheSizesBeginAtTheLimit) {
  std::vector<int64_t> registered;
  for (int64_t i = 0; i < 400; ++i)
    registered.insert(registered.end(), static_cast<size_t>(4 * (400 - i)), 100 + i);
  EXPECT_LT(forensics::TestLastDigits(registered).p, 1e-9);
  EXPECT_GT(RegisteredDigitsHypothesis(registered).p, 0.5);
}

TEST(Registry, AsksWhatATestNeedsBeforeItRuns) {
  const table::StationTable table = MakeTestTable({.n = 60});
  const Subject subject = SubjectOf(table);
  const auto refusal = [&](const Needs& needs) {
    const examine::Test test{
        {.key = "key", .limits = "limits"}, needs, [](const Subject&, TestFinding about) {
          ADD_FAILURE() << "it ran";
          return about;
        }};
    const TestFinding found = test(subject);
    EXPECT_EQ(found.key + found.limits, "keylimits");
    return found.refused.value_or("");
  };
  EXPECT_EQ(refusal({.coordinates = true}), "the table has no coordinates");
  EXPECT_THAT(refusal({.earlier_vote = true}), HasSubstr("--compare FILE"));
  EXPECT_THAT(refusal({.stations = 61}), HasSubstr("60 usable stations; the test needs 61"));
  EXPECT_EQ(WhyNot({.registered = true, .moderate_counts = true, .stations = 60}, subject), std::nullopt);
  EXPECT_EQ(WhyNot({}, subject), std::nullopt);
}

TEST(Registry, HasTestsWithKeysOfTheirOwn) {
  std::set<std::string> keys;
  for (const examine::Test& test : AllTests()) {
    keys.insert(test.about.key);
    EXPECT_FALSE(test.about.looks_for.empty() || test.about.limits.empty()) << test.about.key;
    EXPECT_FALSE(test.about.refused) << test.about.key;
  }
  EXPECT_EQ(keys.size(), AllTests().size());
}

TEST(Registry, RunsWhatItCanWithoutRegisteredVoters) {
  table::StationTable table = MakeTestTable({.planted = 20});
  table.stations.registered.clear();
  const Examination found = Examine(SubjectOf(table));
  EXPECT_THAT(FindingOf(found, "fingerprint").refused.value_or(""), HasSubstr("no registered voters"));
  EXPECT_TRUE(FindingOf(found, "last_digit_registered").hypotheses.empty());
  const TestFinding& whole = FindingOf(found, "integer_percentages");
  ASSERT_FALSE(whole.refused) << *whole.refused;
  ASSERT_EQ(whole.hypotheses.size(), 1u);
  EXPECT_EQ(whole.hypotheses[0].key, "integer_share");
  EXPECT_EQ(whole.numbers.At("turnout"), nullptr);
  EXPECT_FALSE(FindingOf(found, "last_digits").refused);
}

TEST(AnomalousVotes, TakesTheClusterPlacedByHand) {
  const table::StationTable table = MakeTestTable({.planted = 20});
  Choice choice;
  EXPECT_EQ(AnomalousVotes()(SubjectOf(table, choice)).numbers.At("clean_cluster"), nullptr);
  choice.settings.clean_cluster = forensics::PlacedCluster{57, 52};
  const TestFinding found = AnomalousVotes()(SubjectOf(table, choice));
  const Tree* const placed = found.numbers.At("clean_cluster");
  ASSERT_NE(placed, nullptr);
  EXPECT_GT(std::get<double>(placed->At("anomalous_above")->value()), 0);
  EXPECT_FALSE(found.refused);
}

TEST(EarlierVote, FindsPlacesAgain) {
  const table::StationTable now = MakeTestTable({.planted = 10});
  table::StationTable earlier = MakeTestTable();
  earlier.stations.options[0].name = "Agreed";
  Subject subject = SubjectOf(now);
  ASSERT_TRUE(AddEarlier(subject, earlier));
  const TestFinding found = EarlierVote()(subject);
  EXPECT_FALSE(found.refused);
  EXPECT_THAT(found.shows, HasSubstr("300 places"));
  const std::string then = Flat(*found.numbers.At("option_then"));
  EXPECT_EQ(then, earlier.stations.options[LeadingOption(earlier.stations)].name);
  EXPECT_EQ(found.shows.find("“" + then + "”") != std::string::npos, then != "Yes" && then != "No");
}

TEST(Geography, NamesTheUnlikeStationsOfOneAddress) {
  table::StationTable table = MakeTestTable({.n = 600, .regions = 3});
  forensics::Stations& s = table.stations;
  for (size_t i = 0; i < 600; ++i) {
    // Three stations an address.
    s.latitude.push_back(40 + static_cast<double>(i / 3 % 20) / 10);
    const auto column = i / 60;
    s.longitude.push_back(static_cast<double>(column) / 10);
    s.ballots[i] = s.counted[i] = s.registered[i] / 2;
    s.options[0].votes[i] = s.ballots[i] / 2;
  }
  s.options[0].votes[300] = s.ballots[300];
  const TestFinding found = Geography()(SubjectOf(table, {.option = "Yes"}));
  std::set<uint32_t> flagged;
  for (const Flag& flag : found.flags) {
    if (flag.why.find("same address") != std::string::npos) flagged.insert(flag.station);
  }
  EXPECT_THAT(flagged, ::testing::Contains(300U));
  for (const uint32_t station : flagged) EXPECT_EQ(station / 3, 100U);
}

}  // namespace
}  // namespace constat::examine
