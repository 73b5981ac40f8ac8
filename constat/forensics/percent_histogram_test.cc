#include "constat/forensics/percent_histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "constat/forensics/integer_percentages.h"

namespace constat::forensics {
namespace {

Stations Rising() {
  Stations s;
  for (int64_t i = 0; i < 300; ++i) {
    s.registered.push_back(200 + 7 * i);
    s.ballots.push_back(100 + 3 * i);
    s.counted.push_back(100 + 3 * i);
    s.region.push_back(0);
  }
  s.region_names = {"all"};
  s.options = {{"yes", {}}};
  for (int64_t i = 0; i < 300; ++i) s.options[0].votes.push_back(40 + i * 2);
  return s;
}

double Sum(const std::array<double, kTenths>& bins) { return std::accumulate(bins.begin(), bins.end(), 0.0); }

TEST(PercentHistogram, CountsEveryStationOnceAndExpectsAsMany) {
  const PercentHistogram h = MakePercentHistogram(Rising(), 0);
  EXPECT_EQ(Sum(h.turnout), 300);
  EXPECT_EQ(Sum(h.share), 300);
  EXPECT_NEAR(Sum(h.expected_turnout), 300, 1e-3);
  EXPECT_NEAR(Sum(h.expected_share), 300, 1e-3);
}

// A bin at a whole percentage is the window of the integer test; only edges may differ.
TEST(PercentHistogram, AgreesWithTheIntegerTestAtWholePercentages) {
  const Stations table = Rising();
  const PercentHistogram h = MakePercentHistogram(table, 0);
  const IntegerPercentages exact = TestIntegerPercentages(table, 0, {.edge = WindowEdge::kClosed});
  ASSERT_EQ(exact.filter.included, 300);
  for (size_t m = 20; m <= 80; ++m) {
    EXPECT_NEAR(h.expected_turnout[10 * m], exact.turnout_at[m].expected, 0.15) << m;
    EXPECT_LE(std::abs(h.turnout[10 * m] - static_cast<double>(exact.turnout_at[m].observed)), 1) << m;
  }
}

TEST(PercentHistogram, IsTheSameOnAnyNumberOfThreads) {
  Stations big;
  const Stations one = Rising();
  for (int i = 0; i < 40; ++i) {
    big.registered.insert(big.registered.end(), one.registered.begin(), one.registered.end());
    big.ballots.insert(big.ballots.end(), one.ballots.begin(), one.ballots.end());
    big.counted.insert(big.counted.end(), one.counted.begin(), one.counted.end());
    if (i == 0) big.options = {{"yes", {}}};
    big.options[0].votes.insert(big.options[0].votes.end(), one.options[0].votes.begin(),
                                one.options[0].votes.end());
  }
  const PercentHistogram a = MakePercentHistogram(big, 0, 100, 1);
  const PercentHistogram b = MakePercentHistogram(big, 0, 100, 3);
  EXPECT_EQ(a.expected_share, b.expected_share);
  EXPECT_EQ(a.expected_turnout, b.expected_turnout);
}

TEST(PercentHistogram, LeavesOutWhatCannotBe) {
  Stations s;
  s.registered = {0, 50, 200, 200, 200, 100};
  s.ballots = {0, 20, 300, 100, 100, 100};
  s.counted = {0, 20, 100, 0, 100, 100};
  s.options = {{"yes", {0, 10, 50, 0, 0, 100}}};
  const PercentHistogram h = MakePercentHistogram(s, 0);
  EXPECT_EQ(Sum(h.turnout), 2);
  EXPECT_EQ(h.share[0], 1);
  EXPECT_EQ(h.share[1000], 1);
  EXPECT_EQ(h.expected_share[0], 1);
}

}  // namespace
}  // namespace constat::forensics
