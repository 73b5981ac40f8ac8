#include "constat/forensics/columns.h"

#include <gtest/gtest.h>

namespace constat::forensics {
namespace {

Stations OddStations() {
  Stations s;
  s.registered = {100, 100, 100, int64_t{1} << 31, 100};
  s.ballots = {60, 101, 50, 60, -1};
  s.counted = {61, 101, 50, 60, 50};
  s.options = {{"yes", {61, 50, 51, 60, 5}}};
  return s;
}

TEST(Columns, StandInForEachOtherWhereOneIsNotKnown) {
  Stations s = OddStations();
  EXPECT_EQ(ColumnsOf(s, 0).counted[0], 61);
  s.counted.clear();
  EXPECT_EQ(ColumnsOf(s, 0).counted[0], 60);
  s.counted = {1, 2, 3, 4, 5};
  s.ballots.clear();
  EXPECT_EQ(ColumnsOf(s, 0).ballots[4], 5);
}

TEST(Columns, OfUnknownRegisteredVotersAreEmpty) {
  Stations s = OddStations();
  s.registered.clear();
  EXPECT_FALSE(s.has_registered());
  EXPECT_EQ(s.size(), 5U);
  const Columns columns = ColumnsAsKnown(s, 0);
  EXPECT_FALSE(columns.has_registered());
  EXPECT_EQ(columns.size(), 5U);
  EXPECT_DEATH((void)ColumnsOf(s, 0), "has_registered");
}

TEST(IsPossible, TakesOutWhatNoVoteLeaves) {
  Stations s = OddStations();
  const auto possible = [&] {
    std::vector<bool> out;
    for (size_t i = 0; i < s.size(); ++i) out.push_back(IsPossible(ColumnsAsKnown(s, 0), i));
    return out;
  };
  EXPECT_EQ(possible(), (std::vector<bool>{true, false, false, false, false}));
  s.registered.clear();  // then nothing bounds the ballots but 2^31
  EXPECT_EQ(possible(), (std::vector<bool>{true, true, false, true, false}));
  s.ballots[0] = s.counted[1] = int64_t{1} << 31;
  EXPECT_EQ(possible(), (std::vector<bool>{false, false, false, true, false}));
}

TEST(HasAtLeast, CountsPersonsOrAThirdAsManyBallots) {
  Stations s;
  s.ballots = {33, 34, 10};
  s.counted = {33, 30, 34};
  s.options = {{"yes", {0, 0, 0}}};
  EXPECT_FALSE(HasAtLeast(ColumnsAsKnown(s, 0), 0, 100));
  EXPECT_TRUE(HasAtLeast(ColumnsAsKnown(s, 0), 1, 100));
  EXPECT_TRUE(HasAtLeast(ColumnsAsKnown(s, 0), 2, 100));
  EXPECT_EQ(BallotsOf(ColumnsAsKnown(s, 0), 2), 34);
  s.registered = {100, 99, 100};
  EXPECT_TRUE(HasAtLeast(ColumnsOf(s, 0), 0, 100));
  EXPECT_FALSE(HasAtLeast(ColumnsOf(s, 0), 1, 100));
}

}  // namespace
}  // namespace constat::forensics
