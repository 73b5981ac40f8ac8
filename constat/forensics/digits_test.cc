#include "constat/forensics/digits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace constat::forensics {
namespace {

using ::testing::ElementsAre;

const std::vector<int64_t> kCounts = {100, 105, 111, 123, 189, 190, 200, 255, 310, 999, 57, 99};

TEST(LastDigits, AreCountedAndComparedWithUniform) {
  const LastDigits all = TestLastDigits(kCounts, 10);
  EXPECT_EQ(all.n, 12);
  EXPECT_THAT(all.counts, ElementsAre(4, 1, 0, 1, 0, 2, 0, 1, 0, 3));
  EXPECT_NEAR(all.chi_square, 14.666666666666666, 1e-12);
  EXPECT_NEAR(all.mean, (1 + 3 + 10 + 7 + 27) / 12.0, 1e-15);
  EXPECT_NEAR(all.zero_or_five, 0.5, 1e-15);
  const LastDigits large = TestLastDigits(kCounts);
  EXPECT_EQ(large.n, 10);
  EXPECT_NEAR(large.chi_square, 16, 1e-12);
}

TEST(LastDigits, OfEqualFrequencyFitPerfectly) {
  std::vector<int64_t> counts(1000);
  for (size_t i = 0; i < counts.size(); ++i) counts[i] = static_cast<int64_t>(100 + i);
  EXPECT_NEAR(TestLastDigits(counts).chi_square, 0, 1e-12);
  EXPECT_NEAR(TestLastDigits(counts).p, 1, 1e-12);
  EXPECT_NEAR(TestLastDigits(counts).mean, 4.5, 1e-12);
  EXPECT_NEAR(TestLastPairs(counts).z_equal, 0, 1e-12);
  EXPECT_NEAR(TestLastPairs(counts).z_adjacent, 0, 1e-12);
}

TEST(LastDigits, OfRoundedCountsDoNotFit) {
  std::vector<int64_t> counts;
  for (int64_t i = 0; i < 100; ++i) counts.push_back(200 + 5 * i);
  EXPECT_LT(TestLastDigits(counts).p, 1e-60);
  EXPECT_EQ(TestLastDigits(counts).zero_or_five, 1);
}

TEST(RollSizes, OfAWideSmoothSpreadHaveNoEdge) {
  std::vector<int64_t> counts;
  for (int64_t i = 0; i < 2000; ++i) {
    for (int64_t times = std::min(i, 2000 - i) / 100; times > 0; --times) counts.push_back(50 + i);
  }
  const RollSizes sizes = DescribeRollSizes(counts);
  EXPECT_LT(sizes.edge_chi_square, 0.1);
  EXPECT_GT(sizes.middle_span, 900);
  EXPECT_LT(sizes.frequency, 3 * sizes.second_frequency);
}

// From 100 on ever fewer: the digits of each ten fall, and nothing below 100 makes up for it.
TEST(RollSizes, ThatBeginAtTheLimitHaveAnEdgeThatExplainsTheirDigits) {
  std::vector<int64_t> counts;
  for (int64_t i = 0; i < 200; ++i) counts.insert(counts.end(), static_cast<size_t>(200 - i), 100 + i);
  const double edge = DescribeRollSizes(counts).edge_chi_square;
  const double chi_square = TestLastDigits(counts).chi_square;
  EXPECT_GT(chi_square, 10);
  EXPECT_NEAR(edge, chi_square, 0.15 * chi_square);
  for (int64_t i = 0; i < 100; ++i) counts.insert(counts.end(), 200, i);  // level up to the limit
  EXPECT_NEAR(DescribeRollSizes(counts).edge_chi_square, edge, 0.15 * edge);
}

TEST(RollSizes, CutToASizeHaveOneCommonCount) {
  std::vector<int64_t> counts;
  for (int64_t i = 0; i < 1000; ++i) counts.push_back(std::min<int64_t>(1400, 500 + i));
  const RollSizes sizes = DescribeRollSizes(counts);
  EXPECT_EQ(sizes.n, 1000);
  EXPECT_EQ(sizes.most_frequent, 1400);
  EXPECT_EQ(sizes.frequency, 100);
  EXPECT_EQ(sizes.second_frequency, 1);
  EXPECT_EQ(sizes.middle_span, 800);
  for (int64_t& count : counts) count *= 1000;
  EXPECT_EQ(DescribeRollSizes(counts).most_frequent, 1'400'000);
  EXPECT_EQ(DescribeRollSizes(counts).middle_span, 800'000);
  EXPECT_EQ(DescribeRollSizes({}).n, 0);
}

TEST(LastPairs, CountEqualAndNeighbouringDigits) {
  const LastPairs large = TestLastPairs(kCounts);
  EXPECT_EQ(large.n, 10);
  EXPECT_NEAR(large.equal, 0.5, 1e-15);     // 100 111 200 255 999
  EXPECT_NEAR(large.adjacent, 0.4, 1e-15);  // 123 189 190 310
  EXPECT_NEAR(large.distant, 0.1, 1e-15);   // 105
  EXPECT_NEAR(large.z_equal, 4.216370213557839, 1e-12);
  EXPECT_NEAR(large.z_adjacent, 1.5811388300841898, 1e-12);
}

TEST(SecondDigits, AreCountedAndComparedWithBenford) {
  const SecondDigits all = TestSecondDigits(kCounts, 10);
  EXPECT_THAT(all.counts, ElementsAre(3, 2, 1, 0, 0, 1, 0, 1, 1, 3));
  EXPECT_NEAR(all.chi_square, 9.519044471523145, 1e-12);
  EXPECT_NEAR(TestSecondDigits(kCounts).chi_square, 8.833534676579777, 1e-12);
}

TEST(SecondDigits, OfBenfordAreADistribution) {
  double sum = 0;
  for (int d = 0; d < 10; ++d) sum += BenfordSecondDigit(d);
  EXPECT_NEAR(sum, 1, 1e-14);
  EXPECT_NEAR(BenfordSecondDigit(0), 0.1196792685968807, 1e-15);
  EXPECT_NEAR(BenfordSecondDigit(9), 0.0849973520576922, 1e-15);
}

TEST(Digits, OfNothingAreNoEvidence) {
  const std::vector<int64_t> small = {0, 7, -250, 99};
  EXPECT_EQ(TestLastDigits(small).n, 0);
  EXPECT_EQ(TestLastDigits(small).p, 1);
  EXPECT_EQ(TestLastPairs(small).z_equal, 0);
  EXPECT_EQ(TestSecondDigits(small).p, 1);
}

}  // namespace
}  // namespace constat::forensics
