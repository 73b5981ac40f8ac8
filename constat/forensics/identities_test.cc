#include "constat/forensics/identities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace constat::forensics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Stations SevenStations() {
  Stations s;
  s.registered = {100, 100, 100, 100, 100, 0, 100};
  s.ballots = {60, 101, 60, 60, 100, 0, 60};
  s.counted = {60, 60, 61, 60, 100, 0, -1};
  s.options = {{"yes", {30, 30, 30, 31, 50, 0, 0}}, {"no", {30, 29, 30, 30, 50, 0, 0}}};
  return s;
}

TEST(Identities, NamesTheRowsThatBreakEach) {
  const Identities found = CheckIdentities(SevenStations());
  EXPECT_THAT(found.negative, ElementsAre(6));
  EXPECT_THAT(found.ballots_above_registered, ElementsAre(1));
  EXPECT_THAT(found.counted_above_ballots, ElementsAre(2));
  EXPECT_THAT(found.votes_above_counted, ElementsAre(3, 6));
  EXPECT_THAT(found.full_turnout, ElementsAre(4));
  EXPECT_THAT(found.zero_registered, ElementsAre(5));
}

TEST(Identities, SaysNothingAboutColumnsThatAreNotKnown) {
  Stations s = SevenStations();
  s.ballots.clear();
  const Identities without_ballots = CheckIdentities(s);
  EXPECT_THAT(without_ballots.ballots_above_registered, IsEmpty());
  EXPECT_THAT(without_ballots.counted_above_ballots, IsEmpty());
  EXPECT_THAT(without_ballots.votes_above_counted, ElementsAre(3, 6));
  s.counted.clear();
  EXPECT_THAT(CheckIdentities(s).votes_above_counted, IsEmpty());
}

TEST(Identities, ComparesVotesWithBallotsWhereOnlyTheyAreKnown) {
  Stations s = SevenStations();
  s.counted.clear();
  EXPECT_THAT(CheckIdentities(s).votes_above_counted, ElementsAre(3));
}

TEST(Identities, BearsCountsThatNoSumHolds) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  Stations s;
  s.registered = s.ballots = s.counted = {kMost - 1};
  s.options = {{"yes", {kMost - 1}}, {"no", {kMost - 1}}};
  EXPECT_THAT(CheckIdentities(s).votes_above_counted, ElementsAre(0));
}

// Twenty stations whose options and invalid papers add up, but for the last rows.
Stations WithInvalid(size_t wrong) {
  Stations s;
  s.options = {{"yes", {}}, {"no", {}}};
  for (size_t i = 0; i < 20; ++i) {
    s.registered.push_back(100);
    s.ballots.push_back(80);
    s.counted.push_back(80);
    s.invalid.push_back(3);
    s.options[0].votes.push_back(50);
    s.options[1].votes.push_back(i + wrong < 20 ? 27 : 26);
  }
  return s;
}

TEST(Identities, NamesRowsWhoseVotesAreMissing) {
  const Identities found = CheckIdentities(WithInvalid(1));
  EXPECT_TRUE(found.all_options);
  EXPECT_THAT(found.votes_below_counted, ElementsAre(19));
  EXPECT_THAT(found.votes_above_counted, IsEmpty());
}

TEST(Identities, TakesATableOfTheLargestPartiesForNoError) {
  const Identities found = CheckIdentities(WithInvalid(2));
  EXPECT_FALSE(found.all_options);
  EXPECT_THAT(found.votes_below_counted, IsEmpty());
}

TEST(Identities, AddsInvalidPapersToTheVotes) {
  Stations s = WithInvalid(0);
  s.invalid[7] = 4;
  EXPECT_THAT(CheckIdentities(s).votes_above_counted, ElementsAre(7));
  s.invalid[7] = -1;
  EXPECT_THAT(CheckIdentities(s).negative, ElementsAre(7));
}

}  // namespace
}  // namespace constat::forensics
