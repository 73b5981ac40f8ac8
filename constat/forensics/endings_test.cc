#include "constat/forensics/endings.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace constat::forensics {
namespace {

TEST(Endings, AreCountsThatEndInNoughtOrFive) {
  const std::vector<int64_t> counts = {100, 105, 111, 112, 113, 114, 116, 117, 118, 119, 0, 5, 10, -5};
  const Endings e = TestCountEndings(counts);
  EXPECT_EQ(e.n, 10);
  EXPECT_EQ(e.observed, 2);
  EXPECT_EQ(e.fraction, 0.2);
  EXPECT_EQ(e.z, 0);
  EXPECT_EQ(e.p, 0.5);
  const Endings all = TestCountEndings(counts, 0);
  EXPECT_EQ(all.n, 13);
  EXPECT_EQ(all.observed, 5);
}

TEST(Endings, HaveTheBinomialZ) {
  std::vector<int64_t> counts(100, 111);
  for (size_t i = 0; i < 40; ++i) counts[i] = 110;
  const Endings e = TestCountEndings(counts);
  EXPECT_NEAR(e.z, 5, 1e-12);
  EXPECT_NEAR(e.p, 2.866515718791933e-07, 1e-15);
}

TEST(Endings, OfNothing) {
  const Endings e = TestCountEndings({});
  EXPECT_EQ(e.n, 0);
  EXPECT_EQ(e.fraction, 0);
  EXPECT_EQ(e.p, 1);
}

Stations FiftyStations(int64_t ballots, int64_t votes) {
  Stations s;
  s.options = {{"yes", {}}};
  for (int i = 0; i < 50; ++i) {
    s.registered.push_back(1000);
    s.ballots.push_back(ballots + 10 * i % 200);
    s.counted.push_back(ballots + 10 * i % 200);
    s.options[0].votes.push_back(votes);
  }
  return s;
}

TEST(PercentEndings, RoundToTheNearestWholePercent) {
  Stations s;
  s.registered = {1000, 1000, 1000, 1000, 0, 1000};
  s.ballots = {504, 505, 545, 544, 0, 1001};
  s.counted = {100, 100, 100, 100, 0, 100};
  s.options = {{"yes", {0, 5, 4, 100, 0, 5}}};
  const PercentEndings p = DescribePercentEndings(ColumnsOf(s, 0));
  EXPECT_EQ(p.turnout.n, 4);
  EXPECT_EQ(p.turnout.observed, 2);  // 50.4 and 54.5; not 50.5 and 54.4
  EXPECT_EQ(p.share.observed, 3);
}

TEST(MultiplesOfFive, SeesTurnoutMadeToOrder) {
  Stations s = FiftyStations(501, 223);
  const auto honest = MultiplesOfFive(TestIntegerPercentages(s, 0)).turnout;
  for (size_t i = 0; i < 25; ++i) s.ballots[i] = 700;
  const auto ordered = MultiplesOfFive(TestIntegerPercentages(s, 0)).turnout;
  EXPECT_EQ(honest.observed, 0);
  EXPECT_EQ(ordered.observed, 25);
  EXPECT_GT(ordered.Z(), 10);
}

TEST(MultiplesOfFive, AreTheSumsOfTheirWindows) {
  const IntegerPercentages test = TestIntegerPercentages(FiftyStations(500, 250), 0);
  const FiveCounts five = MultiplesOfFive(test);
  double expected = 0;
  int64_t observed = 0;
  for (const size_t m : {0u,  5u,  10u, 15u, 20u, 25u, 30u, 35u, 40u, 45u, 50u,
                         55u, 60u, 65u, 70u, 75u, 80u, 85u, 90u, 95u, 100u}) {
    expected += test.turnout_at[m].expected;
    observed += test.turnout_at[m].observed;
  }
  EXPECT_NEAR(five.turnout.expected, expected, 1e-12);
  EXPECT_EQ(five.turnout.observed, observed);
}

}  // namespace
}  // namespace constat::forensics
