#include "constat/text/measured.h"

#include <gtest/gtest.h>

#include <limits>

namespace constat::text {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Measured, GroupDigitsByThree) {
  EXPECT_EQ(Count(0), "0");
  EXPECT_EQ(Count(999), "999");
  EXPECT_EQ(Count(28'804), "28,804");
  EXPECT_EQ(Count(-1'234'567), "-1,234,567");
  EXPECT_EQ(Count(-100), "-100");
  EXPECT_EQ(Count(std::numeric_limits<int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Measured, RoundToWholeNumbers) {
  EXPECT_EQ(Rounded(17'457.136), "17,457");
  EXPECT_EQ(Rounded(-0.4), "0");
  EXPECT_EQ(Rounded(2.5), "3");
  EXPECT_EQ(Rounded(1e300), "9,000,000,000,000,000,000");
  EXPECT_EQ(Rounded(kNaN), "-");
  EXPECT_EQ(Rounded(-kInfinity), "-");
}

TEST(Measured, KeepTheDecimalsAskedFor) {
  EXPECT_EQ(Fixed(1234.5678, 2), "1,234.57");
  EXPECT_EQ(Fixed(-1234.5, 0), "-1,234");  // halves to even, as fmt has it
  EXPECT_EQ(Fixed(-0.04, 1), "0.0");
  EXPECT_EQ(Fixed(-0.05, 2), "-0.05");
  EXPECT_EQ(Fixed(kNaN, 2), "-");
  EXPECT_EQ(Fixed(kInfinity, 2), "-");
  EXPECT_EQ(Percent(0.12345), "12.3 %");
}

TEST(Measured, WriteProbabilitiesAsPeopleReadThem) {
  EXPECT_EQ(PValue(1), "1.00");
  EXPECT_EQ(PValue(0.04), "0.04");
  EXPECT_EQ(PValue(0.0012), "0.0012");
  EXPECT_EQ(PValue(0.00005), "below 10⁻⁴");
  EXPECT_EQ(PValue(3e-31), "below 10⁻³⁰");
  EXPECT_EQ(PValue(0), "below 10⁻³⁰⁰");
  EXPECT_EQ(PValue(1e-30), "below 10⁻²⁹");
  EXPECT_EQ(PValue(1e-300), "below 10⁻³⁰⁰");
  EXPECT_EQ(PValue(kNaN), "-");
}

}  // namespace
}  // namespace constat::text
