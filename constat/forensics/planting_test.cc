#include "constat/forensics/planting.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "constat/forensics/columns.h"
#include "constat/forensics/identities.h"
#include "constat/forensics/integer_percentages.h"
#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PlantKind kKinds[] = {PlantKind::kRoundShareUp, PlantKind::kRoundTurnoutUp, PlantKind::kStuff,
                                PlantKind::kSwap};

// OneStation has options A (the first), B and C; 50 papers are invalid.
Stations OneStation() {
  Stations s;
  s.registered = {2000};
  s.ballots = {1010};
  s.counted = {1001};
  s.invalid = {50};
  s.options = {{"A", {451}}, {"B", {300}}, {"C", {200}}};
  s.region = {0};
  s.region_names = {"R"};
  s.row = {7};
  return s;
}

std::vector<int64_t> VotesOf(const Stations& s, size_t i = 0) {
  std::vector<int64_t> out;
  for (const Option& option : s.options) out.push_back(option.votes[i]);
  return out;
}

bool SameRow(const Stations& a, const Stations& b, size_t i) {
  return a.registered[i] == b.registered[i] && a.ballots[i] == b.ballots[i] && a.counted[i] == b.counted[i] &&
         a.invalid[i] == b.invalid[i] && VotesOf(a, i) == VotesOf(b, i);
}

// ManyStations are possible rows whose votes and invalid papers add up, with some that break identities and
// some at the edges among them.
Stations ManyStations(size_t n) {
  const stats::CounterRandom random(11, 0);
  const auto below = [&](size_t i, uint64_t draw, int64_t bound) {
    return static_cast<int64_t>(random.Draw(8 * i + draw) % static_cast<uint64_t>(bound + 1));
  };
  Stations s;
  s.options = {{"A", {}}, {"B", {}}, {"C", {}}};
  for (size_t i = 0; i < n; ++i) {
    s.registered.push_back(below(i, 0, 2000));
    s.ballots.push_back(below(i, 1, s.registered[i]));
    s.counted.push_back(s.ballots[i] - below(i, 2, std::min<int64_t>(3, s.ballots[i])));
    s.invalid.push_back(below(i, 3, s.counted[i] / 10));
    const int64_t valid = s.counted[i] - s.invalid[i];
    s.options[1].votes.push_back(below(i, 4, valid));
    s.options[0].votes.push_back(below(i, 5, valid - s.options[1].votes[i]));
    s.options[2].votes.push_back(valid - s.options[1].votes[i] - s.options[0].votes[i]);
    if (i % 50 == 0) s.ballots[i] = s.registered[i] + 1;
    if (i % 50 == 1) s.counted[i] = s.ballots[i] + 1;
    if (i % 50 == 2) s.options[2].votes[i] += 1;
    if (i % 50 == 3) s.options[1].votes[i] = -1;
    s.row.push_back(i + 2);
  }
  return s;
}

TEST(Plant, RoundsAShareUpToTheNextMultiple) {
  const Planted planted = *Plant(OneStation(), {PlantKind::kRoundShareUp, 1, 0.05, 0, 1});
  // 451 of 1001 is 45.05 %; 50 % is 500.5, so 501. The 50 votes come 30 : 20.
  EXPECT_THAT(VotesOf(planted.stations), ElementsAre(501, 270, 180));
  EXPECT_EQ(planted.stations.counted[0], 1001);
  EXPECT_EQ(planted.stations.ballots[0], 1010);
  EXPECT_EQ(planted.stations.invalid[0], 50);
  EXPECT_EQ(planted.votes_gained, 50);
  EXPECT_THAT(planted.changed, ElementsAre(0));
}

TEST(Plant, RoundsTurnoutUpByVotesForTheOption) {
  // 1010 of 2000 is 50.5 %; 55 % is 1100.
  const Planted planted = *Plant(OneStation(), {PlantKind::kRoundTurnoutUp, 1, 0.05, 0, 1});
  EXPECT_THAT(VotesOf(planted.stations), ElementsAre(541, 300, 200));
  EXPECT_EQ(planted.stations.ballots[0], 1100);
  EXPECT_EQ(planted.stations.counted[0], 1091);
  EXPECT_EQ(planted.stations.registered[0], 2000);
}

TEST(Plant, StuffsAPartOfTheAbstainers) {
  // A tenth of 990.
  const Planted planted = *Plant(OneStation(), {PlantKind::kStuff, 1, 0.1, 1, 1});
  EXPECT_THAT(VotesOf(planted.stations), ElementsAre(451, 399, 200));
  EXPECT_EQ(planted.stations.ballots[0], 1109);
  EXPECT_EQ(planted.stations.counted[0], 1100);
  EXPECT_EQ(Plant(OneStation(), {PlantKind::kStuff, 1, 1, 1, 1})->stations.ballots[0], 2000);
}

TEST(Plant, SwapsAPartOfTheOthersVotes) {
  // A quarter of 500, 75 : 50; all of them; none of the invalid ones.
  EXPECT_THAT(VotesOf(Plant(OneStation(), {PlantKind::kSwap, 1, 0.25, 0, 1})->stations),
              ElementsAre(576, 225, 150));
  EXPECT_THAT(VotesOf(Plant(OneStation(), {PlantKind::kSwap, 1, 1, 0, 1})->stations), ElementsAre(951, 0, 0));
}

TEST(Plant, TakesVotesThatTheTableDoesNotListAndInvalidOnesLast) {
  Stations s = OneStation();
  s.options = {{"A", {900}}, {"B", {20}}};  // 31 votes for nobody in the table, 50 invalid
  const Stations rounded = Plant(s, {PlantKind::kRoundShareUp, 1, 0.1, 0, 1})->stations;
  EXPECT_THAT(VotesOf(rounded), ElementsAre(901, 19));  // 90 % is 900.9
  const Stations full = Plant(s, {PlantKind::kRoundShareUp, 1, 0.97, 0, 1})->stations;
  EXPECT_THAT(VotesOf(full), ElementsAre(971, 0));  // 97 % is 970.97
  EXPECT_EQ(full.invalid[0], 30);
  s.options = {{"A", {900}}};
  const Stations swapped = Plant(s, {PlantKind::kSwap, 1, 0.5, 0, 1})->stations;
  EXPECT_THAT(VotesOf(swapped), ElementsAre(951));  // half of 101 is 50.5
  EXPECT_EQ(swapped.invalid[0], 50);
}

TEST(Plant, LeavesWhatIsAtAMultipleAlready) {
  Stations s = OneStation();
  s.counted = {1000};
  s.options = {{"A", {450}}, {"B", {300}}, {"C", {200}}};
  s.ballots = {1100};
  EXPECT_THAT(Plant(s, {PlantKind::kRoundShareUp, 1, 0.05, 0, 1})->changed, IsEmpty());
  EXPECT_THAT(Plant(s, {PlantKind::kRoundTurnoutUp, 1, 0.05, 0, 1})->changed, IsEmpty());
  EXPECT_EQ(Plant(s, {PlantKind::kRoundShareUp, 1, 0.04, 0, 1})->stations.options[0].votes[0], 480);
}

TEST(Plant, WorksWithOneOfTheTwoCountsOfBallots) {
  Stations s = OneStation();
  s.ballots.clear();
  const Stations counted_only = Plant(s, {PlantKind::kStuff, 1, 1, 0, 1})->stations;
  EXPECT_EQ(counted_only.counted[0], 2000);
  EXPECT_THAT(counted_only.ballots, IsEmpty());
  s = OneStation();
  s.counted.clear();
  const Stations ballots_only = Plant(s, {PlantKind::kStuff, 1, 1, 0, 1})->stations;
  EXPECT_EQ(ballots_only.ballots[0], 2000);
  EXPECT_THAT(ballots_only.counted, IsEmpty());
}

TEST(Plant, KeepsEveryIdentityAndTouchesNothingElse) {
  const Stations clean = ManyStations(2000);
  const Identities before = CheckIdentities(clean);
  for (const PlantKind kind : kKinds) {
    for (const double strength : {0.05, 0.07, 0.5, 1.0}) {
      const Planted planted = *Plant(clean, {kind, 0.6, strength, 0, 5});
      const Identities after = CheckIdentities(planted.stations);
      EXPECT_EQ(after.negative, before.negative);
      EXPECT_EQ(after.ballots_above_registered, before.ballots_above_registered);
      EXPECT_EQ(after.counted_above_ballots, before.counted_above_ballots);
      EXPECT_EQ(after.votes_above_counted, before.votes_above_counted);
      EXPECT_EQ(after.votes_below_counted, before.votes_below_counted);
      EXPECT_EQ(planted.stations.registered, clean.registered);
      EXPECT_EQ(planted.stations.row, clean.row);
      size_t next = 0;
      int64_t gained = 0;
      for (size_t i = 0; i < clean.size(); ++i) {
        const bool changed = next < planted.changed.size() && planted.changed[next] == i;
        next += changed ? 1 : 0;
        EXPECT_EQ(SameRow(clean, planted.stations, i), !changed) << i;
        EXPECT_TRUE(!changed || i % 50 > 3) << i;
        gained += planted.stations.options[0].votes[i] - clean.options[0].votes[i];
      }
      EXPECT_EQ(next, planted.changed.size());
      EXPECT_EQ(gained, planted.votes_gained);
      EXPECT_GT(gained, 0);
    }
  }
}

TEST(Plant, RoundedSharesAreNearestToAMultiple) {
  const Stations clean = ManyStations(2000);
  const Planted planted = *Plant(clean, {PlantKind::kRoundShareUp, 1, 0.05, 0, 5});
  EXPECT_GT(planted.changed.size(), 1500u);
  for (const uint32_t i : planted.changed) {
    const int64_t counted = clean.counted[i];
    const int64_t before = clean.options[0].votes[i];
    const int64_t after = planted.stations.options[0].votes[i];
    bool found = false;
    for (int64_t percent = 0; percent <= 100; percent += 5) {
      const bool is_next = 100 * before <= percent * counted && 100 * before > (percent - 5) * counted;
      found = found || (is_next && std::abs(200 * after - 2 * percent * counted) <= 100);
    }
    EXPECT_TRUE(found) << before << " " << after << " of " << counted;
  }
}

TEST(Plant, ChoosesTheShareOfStationsAndNestsThem) {
  const Stations clean = ManyStations(4000);
  EXPECT_THAT(Plant(clean, {PlantKind::kStuff, 0, 0.5, 0, 3})->changed, IsEmpty());
  const std::vector<uint32_t> few = Plant(clean, {PlantKind::kStuff, 0.1, 0.5, 0, 3})->changed;
  const std::vector<uint32_t> more = Plant(clean, {PlantKind::kStuff, 0.4, 0.5, 0, 3})->changed;
  const std::vector<uint32_t> all = Plant(clean, {PlantKind::kStuff, 1, 0.5, 0, 3})->changed;
  const double share = static_cast<double>(few.size()) / static_cast<double>(all.size());
  EXPECT_NEAR(share, 0.1, 0.02);
  EXPECT_TRUE(std::includes(more.begin(), more.end(), few.begin(), few.end()));
  EXPECT_EQ(Plant(clean, {PlantKind::kStuff, 0.1, 0.5, 0, 3})->changed, few);
  EXPECT_NE(Plant(clean, {PlantKind::kStuff, 0.1, 0.5, 0, 4})->changed, few);
}

TEST(Plant, IsSeenByTheTestThatLooksForIt) {
  const Stations clean = ManyStations(2000);
  const double before = TestIntegerPercentages(clean, 0).overall.share.Z();
  const Stations rounded = Plant(clean, {PlantKind::kRoundShareUp, 0.3, 0.05, 0, 5})->stations;
  const Stations stuffed = Plant(clean, {PlantKind::kStuff, 0.3, 0.2, 0, 5})->stations;
  EXPECT_LT(std::abs(before), 4);
  EXPECT_GT(TestIntegerPercentages(rounded, 0).overall.share.Z(), 10);
  EXPECT_LT(std::abs(TestIntegerPercentages(stuffed, 0).overall.share.Z()), 4);
}

TEST(Plant, RefusesSettingsThatMakeNoSense) {
  const Stations s = OneStation();
  for (const double wrong : {-0.1, 1.1, std::nan("")}) {
    for (const PlantKind kind : kKinds) {
      EXPECT_FALSE(Plant(s, {kind, wrong, 0.05, 0, 1}));
      EXPECT_FALSE(Plant(s, {kind, 0.5, wrong, 0, 1}));
    }
  }
  EXPECT_FALSE(Plant(s, {PlantKind::kRoundShareUp, 0.5, 0, 0, 1}));
  EXPECT_FALSE(Plant(s, {PlantKind::kRoundTurnoutUp, 0.5, 0.055, 0, 1}));
  EXPECT_TRUE(Plant(s, {PlantKind::kRoundTurnoutUp, 0.5, 0.29, 0, 1}));
}

TEST(Plant, TakesATableWithoutStations) {
  Stations s;
  s.options = {{"A", {}}};
  for (const PlantKind kind : kKinds) EXPECT_THAT(Plant(s, {kind, 1, 0.5, 0, 1})->changed, IsEmpty());
  Stations nobody = OneStation();
  nobody.registered = nobody.ballots = nobody.counted = nobody.invalid = {0};
  for (Option& option : nobody.options) option.votes = {0};
  for (const PlantKind kind : kKinds) EXPECT_THAT(Plant(nobody, {kind, 1, 0.5, 0, 1})->changed, IsEmpty());
}

}  // namespace
}  // namespace constat::forensics
