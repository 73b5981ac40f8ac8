#include "constat/examine/identities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace constat::examine {
namespace {

std::vector<std::string> Applying(const forensics::Stations& stations) {
  std::vector<std::string> keys;
  const forensics::Identities found = forensics::CheckIdentities(stations);
  for (const Identity& identity : AllIdentities()) {
    if (identity.applies(stations, found)) keys.push_back(identity.key);
  }
  return keys;
}

TEST(Identities, HaveNamesOfTheirOwnAndListsOfTheirOwn) {
  std::set<std::string> keys;
  std::set<std::string> words;
  forensics::Identities found;
  uint32_t next = 0;
  for (const Identity& identity : AllIdentities()) {
    keys.insert(identity.key);
    words.insert(identity.what);
    (found.*identity.rows).push_back(next++);
  }
  EXPECT_EQ(keys.size(), AllIdentities().size());
  EXPECT_EQ(words.size(), AllIdentities().size());
  for (const Identity& identity : AllIdentities())
    EXPECT_EQ((found.*identity.rows).size(), 1U) << identity.key;
}

TEST(Identities, ApplyWhereTheTableHasTheirColumns) {
  forensics::Stations s;
  s.registered = {10};
  s.options = {{"Yes", {4}}};
  EXPECT_THAT(Applying(s), ::testing::ElementsAre("negative", "zero_registered"));
  s.ballots = {5};
  EXPECT_THAT(Applying(s), ::testing::ElementsAre("negative", "ballots_above_registered",
                                                  "votes_above_counted", "zero_registered", "full_turnout"));
  s.counted = {5};
  s.invalid = {1};
  EXPECT_EQ(Applying(s).size(), AllIdentities().size());
}

TEST(BrokenRows, CountsARowOnce) {
  forensics::Identities identities;
  identities.negative = {3};
  identities.ballots_above_registered = {3, 4};
  identities.counted_above_ballots = {5};
  identities.votes_above_counted = {5};
  identities.votes_below_counted = {6};
  identities.full_turnout = {7};
  identities.zero_registered = {8};
  EXPECT_EQ(BrokenRows(identities), 4U);
}

}  // namespace
}  // namespace constat::examine
