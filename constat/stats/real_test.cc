#include "constat/stats/real.h"

#include <gtest/gtest.h>

#include <numbers>
#include <thread>

namespace constat::stats {
namespace {

TEST(Real, IsTheElementaryFunctions) {
  EXPECT_DOUBLE_EQ(Log(Exp(2)), 2);
  EXPECT_DOUBLE_EQ(Log10(1000), 3);
  EXPECT_DOUBLE_EQ(Log1p(1e-20), 1e-20);
  EXPECT_DOUBLE_EQ(Exp2(0.5), std::numbers::sqrt2);
  EXPECT_DOUBLE_EQ(Pow(2, -0.5), 1 / std::numbers::sqrt2);
  EXPECT_DOUBLE_EQ(Erfc(1), 0.15729920705028513);
  EXPECT_DOUBLE_EQ(Sin(std::numbers::pi / 6), 0.5);
  EXPECT_DOUBLE_EQ(Cos(std::numbers::pi / 3), 0.5);
  EXPECT_DOUBLE_EQ(Atan(1), std::numbers::pi / 4);
}

TEST(LogGamma, AgreesWithKnownValues) {
  EXPECT_EQ(LogGamma(1), 0);
  EXPECT_EQ(LogGamma(2), 0);
  EXPECT_DOUBLE_EQ(LogGamma(0.5), 0.5 * Log(std::numbers::pi));
  EXPECT_DOUBLE_EQ(LogGamma(6), Log(120));
  EXPECT_DOUBLE_EQ(LogGamma(1e-3), 6.9071788853838537);
  EXPECT_DOUBLE_EQ(LogGamma(3e7), 486501230.49937745);
}

// The thread sanitizer would see a write to the sign that lgamma keeps.
TEST(LogGamma, IsTheSameOnAnyThread) {
  double other = 0;
  std::thread thread([&] { other = LogGamma(77.7); });
  const double own = LogGamma(77.7);
  thread.join();
  EXPECT_EQ(own, other);
}

}  // namespace
}  // namespace constat::stats
