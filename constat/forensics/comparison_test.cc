#include "constat/forensics/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

// Vote is stations with the text of their keys.
struct Vote {
  Stations stations;
  std::vector<std::string> names;
  std::vector<std::string_view> keys;

  void Add(const std::string& name, int64_t ballots, int64_t votes, uint32_t region = 0) {
    stations.registered.push_back(1000);
    stations.ballots.push_back(ballots);
    stations.counted.push_back(ballots);
    if (stations.options.empty()) stations.options = {{"yes", {}}};
    stations.options[0].votes.push_back(votes);
    stations.region.push_back(region);
    names.push_back(name);
  }

  KeyedVote Keyed() {
    keys.assign(names.begin(), names.end());
    return {&stations, 0, keys};
  }
};

struct Pair {
  Vote now, before;
};

// 200 places: turnout rises by 10 points and the share falls by 5, both with a little noise.
Pair Places() {
  const stats::CounterRandom random(5);
  Pair pair;
  for (int i = 0; i < 200; ++i) {
    const auto noise = [&](uint64_t j) { return static_cast<int64_t>(random.Draw(4 * i + j) % 31) - 15; };
    const int64_t ballots = 400 + i;
    pair.before.Add(std::to_string(i), ballots, ballots * 6 / 10 + noise(0));
    const int64_t now = ballots + 100 + noise(1);
    pair.now.Add(std::to_string(i), now, now * 55 / 100 + noise(2));
  }
  return pair;
}

TEST(VoteComparison, FindsTheChangeThatAllPlacesShare) {
  Pair pair = Places();
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  ASSERT_FALSE(c.refusal);
  EXPECT_EQ(c.now.matched, 200);
  EXPECT_NEAR(c.turnout.slope, 1, 0.05);
  EXPECT_NEAR(c.turnout.intercept, 0.1, 0.02);
  EXPECT_NEAR(c.turnout.median_change, 0.1, 0.003);
  EXPECT_NEAR(c.share.median_change, -0.05, 0.005);
  EXPECT_GT(c.turnout.correlation, 0.95);
  EXPECT_TRUE(c.extreme.empty());
}

TEST(VoteComparison, NamesThePlacesThatChangeAloneAndIsNotBentByThem) {
  Pair pair = Places();
  const Comparison before = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  for (const size_t i : {10u, 120u, 199u}) {
    pair.now.stations.ballots[i] = pair.now.stations.counted[i] = 990;
    pair.now.stations.options[0].votes[i] = 980;
  }
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  EXPECT_EQ(c.extreme, (std::vector<uint32_t>{10, 120, 199}));
  EXPECT_GT(c.places[10].share_z, 5);
  EXPECT_GT(c.places[10].turnout_z, 5);
  EXPECT_NEAR(c.turnout.slope, before.turnout.slope, 0.02);
}

TEST(VoteComparison, StandardisedResidualsHaveTheMedianOfANormal) {
  Pair pair = Places();
  for (int i = 0; i < 200; ++i) pair.now.stations.ballots[i] += (i % 7) * 30;  // more than chance
  pair.now.stations.counted = pair.now.stations.ballots;
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  EXPECT_GT(c.turnout.scatter, 0.03);
  std::vector<double> sizes;
  for (const PlaceChange& place : c.places) sizes.push_back(std::abs(place.turnout_z));
  std::sort(sizes.begin(), sizes.end());
  EXPECT_NEAR(0.5 * (sizes[99] + sizes[100]), 0.6744897501960817, 1e-6);
}

TEST(VoteComparison, MatchesUniqueKeysOnlyAndCountsTheOthers) {
  Pair pair = Places();
  pair.now.Add("5", 500, 250);         // 5 twice now
  pair.now.Add("", 500, 250);          // no key
  pair.now.Add("new", 500, 250);       // not before
  pair.now.Add("7", 1001, 250);        // impossible: 7 stays unique
  pair.before.Add("9", 500, 250);      // 9 twice before
  pair.before.Add("closed", 500, 20);  // not now
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  EXPECT_EQ(c.now.matched, 198);
  EXPECT_EQ(c.now.duplicate, 2);
  EXPECT_EQ(c.now.blank, 1);
  EXPECT_EQ(c.now.left_out, 1);
  EXPECT_EQ(c.now.unmatched, 2);  // new, 9
  EXPECT_EQ(c.before.matched, 198);
  EXPECT_EQ(c.before.duplicate, 2);
  EXPECT_EQ(c.before.unmatched, 2);  // closed, 5
  EXPECT_EQ(c.places.size(), 198);
  for (const PlaceChange& p : c.places) EXPECT_EQ(pair.now.names[p.now], pair.before.names[p.before]);
}

TEST(VoteComparison, CountsEveryPlaceOnceInEachHistogram) {
  Pair pair = Places();
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  EXPECT_EQ(std::accumulate(c.turnout_changes.begin(), c.turnout_changes.end(), 0), 200);
  EXPECT_GT(c.turnout_changes[110], 0);
  EXPECT_EQ(c.turnout_changes[90], 0);
  int joint = 0;
  for (const auto& row : c.joint) joint = std::accumulate(row.begin(), row.end(), joint);
  EXPECT_EQ(joint, 200);
}

TEST(VoteComparison, StandsPlacesThatDoNotDiffer) {
  Pair pair;
  for (int i = 0; i < 50; ++i) {
    pair.before.Add(std::to_string(i), 0 + 1000, 0);
    pair.now.Add(std::to_string(i), 1000, 1000);
  }
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  EXPECT_EQ(c.share.correlation, 0);
  EXPECT_EQ(c.share.slope, 0);
  EXPECT_EQ(c.share.median_change, 1);
  EXPECT_TRUE(c.extreme.empty());
}

TEST(VoteComparison, RefusesWithoutKeysOrMatches) {
  Pair pair = Places();
  KeyedVote now = pair.now.Keyed();
  now.keys = {};
  EXPECT_EQ(ComparePlaces(now, pair.before.Keyed()).refusal, ComparisonRefusal::kNoKeys);
  for (std::string& name : pair.before.names) name += "x";
  const Comparison c = ComparePlaces(pair.now.Keyed(), pair.before.Keyed());
  EXPECT_EQ(c.refusal, ComparisonRefusal::kFewMatches);
  EXPECT_EQ(c.now.unmatched, 200);
}

TEST(VoteComparison, OfRegionsTakesSumsAndNames) {
  Vote now;
  Vote before;
  now.stations.region_names = {"east", "west", "new", "empty"};
  before.stations.region_names = {"west", "east", "old"};
  now.Add("", 500, 100, 0);
  now.Add("", 700, 500, 0);
  now.Add("", 900, 900, 1);
  now.Add("", 500, 100, 2);
  before.Add("", 400, 100, 0);
  before.Add("", 500, 100, 1);
  before.Add("", 500, 100, 2);
  const RegionComparison c = CompareRegions(now.Keyed(), before.Keyed());
  ASSERT_EQ(c.regions.size(), 2);
  EXPECT_EQ(c.regions[0].now, 0);
  EXPECT_EQ(c.regions[0].before, 1);
  EXPECT_NEAR(c.regions[0].turnout_now, 0.6, 1e-15);
  EXPECT_NEAR(c.regions[0].share_now, 0.5, 1e-15);
  EXPECT_EQ(c.regions[0].registered_now, 2000);
  EXPECT_NEAR(c.regions[1].share_before, 0.25, 1e-15);
  EXPECT_NEAR(c.change_correlation, 1, 1e-12);
  EXPECT_EQ(c.unmatched_now, 1);
  EXPECT_EQ(c.unmatched_before, 1);
  now.stations.region.clear();
  EXPECT_TRUE(CompareRegions(now.Keyed(), before.Keyed()).regions.empty());
}

}  // namespace
}  // namespace constat::forensics
