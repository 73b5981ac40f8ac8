#include "constat/stats/correlation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace constat::stats {
namespace {

const std::vector<double> kX = {1, 2, 3, 4};
const std::vector<double> kY = {2, 1, 4, 3};

TEST(Correlation, AgreesWithValuesWorkedOutByHand) {
  const SecondMoments moments = MomentsOf(kX, kY);
  EXPECT_DOUBLE_EQ(moments.xx, 1.25);
  EXPECT_DOUBLE_EQ(moments.xy, 0.75);
  EXPECT_DOUBLE_EQ(moments.Correlation(), 0.6);
  EXPECT_DOUBLE_EQ(moments.Slope(), 0.6);
}

TEST(Correlation, TakesAPairAsOftenAsItsWeightSays) {
  const std::vector<double> often = {1, 1, 2, 3, 3, 3, 4};
  const std::vector<double> beside = {2, 2, 1, 4, 4, 4, 3};
  const SecondMoments weighted = MomentsOf(kX, kY, std::vector<double>{2, 1, 3, 1});
  const SecondMoments repeated = MomentsOf(often, beside);
  EXPECT_NEAR(weighted.Correlation(), repeated.Correlation(), 1e-15);
  EXPECT_NEAR(weighted.Slope(), repeated.Slope(), 1e-15);
  EXPECT_NEAR(MomentsOf(kX, kY, std::vector<double>{1, 1, 0, 0}).Correlation(), -1, 1e-15);
}

TEST(Correlation, StaysWithinItsBounds) {
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i < 1000; ++i) {
    x.push_back(std::sqrt(i) / 32);
    y.push_back(0.9 - x.back() / 3);
  }
  EXPECT_NEAR(MomentsOf(x, y).Correlation(), -1, 1e-14);
  EXPECT_GE(MomentsOf(x, y).Correlation(), -1);
  EXPECT_LE(MomentsOf(x, x).Correlation(), 1);
}

TEST(Correlation, IsZeroOfWhatDoesNotVary) {
  const std::vector<double> same(4, 0.1);
  EXPECT_EQ(MomentsOf(same, kY).Correlation(), 0);
  EXPECT_EQ(MomentsOf(same, kY).Slope(), 0);
  EXPECT_EQ(MomentsOf(kX, same).Correlation(), 0);
  EXPECT_EQ(MomentsOf({}, {}).Correlation(), 0);
  EXPECT_EQ(MomentsOf(kX, kY, std::vector<double>(4, 0.0)).xx, 0);
}

TEST(Ranks, ShareTheMeanWhereValuesAreEqual) {
  EXPECT_EQ(Ranks(std::vector<double>{0.3, 0.1, 0.3, 0.9}), (std::vector<double>{2.5, 1, 2.5, 4}));
  EXPECT_TRUE(Ranks({}).empty());
  EXPECT_DOUBLE_EQ(MomentsOf(Ranks(kX), Ranks(kY)).Correlation(), 0.6);
}

}  // namespace
}  // namespace constat::stats
