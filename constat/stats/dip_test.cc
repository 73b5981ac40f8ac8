#include "constat/stats/dip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "constat/stats/counter_random.h"
#include "constat/stats/distribution.h"

namespace constat::stats {
namespace {

// Normal quantiles around one or two centres.
std::vector<double> Bells(size_t n, double apart) {
  std::vector<double> values;
  for (size_t i = 0; i < n; ++i) {
    const size_t rank = i / 2, pairs = n / 2;
    const double z = NormalQuantile((static_cast<double>(rank) + 0.5) / static_cast<double>(pairs + 1));
    values.push_back(i % 2 == 0 ? z : z + apart);
  }
  return values;
}

TEST(Dip, OfEvenlySpacedValuesIsTheLeastThereIs) {
  std::vector<double> values;
  for (int i = 0; i < 50; ++i) values.push_back(i);
  EXPECT_NEAR(Dip(values), 1.0 / 100, 1e-12);
}

TEST(Dip, OfTwoHeapsIsAQuarter) {
  std::vector<double> values(50, 0.0);
  values.resize(100, 1.0);
  EXPECT_NEAR(Dip(values), 0.25, 1e-12);
}

TEST(Dip, OfTwoUnequalHeapsIsHalfTheSmaller) {
  std::vector<double> values(80, 0.0);
  values.resize(100, 1.0);
  EXPECT_NEAR(Dip(values), 0.1, 1e-12);
}

// Values that the R package diptest gives for these samples.
TEST(Dip, AgreesWithAnotherProgram) {
  EXPECT_NEAR(Dip(std::vector<double>{0, 1, 3, 6}), 1.0 / 8, 1e-12);
  EXPECT_NEAR(Dip(std::vector<double>{0, 2, 3, 5, 6}), 2.0 / 15, 1e-12);
  EXPECT_NEAR(Dip(std::vector<double>{0, 1, 3, 4, 6}), 2.0 / 15, 1e-12);
  EXPECT_NEAR(Dip(std::vector<double>{1, 2, 2, 2, 2, 2, 2, 2, 2, 2}), 0.05, 1e-12);
}

TEST(Dip, DoesNotDependOnOrderPlaceScaleOrDirection) {
  const std::vector<double> values = Bells(200, 3);
  const double dip = Dip(values);
  std::vector<double> other;
  for (auto it = values.rbegin(); it != values.rend(); ++it) other.push_back(7 - 100 * *it);
  EXPECT_NEAR(Dip(other), dip, 1e-12);
}

TEST(Dip, OfWhatHasNoValuesOrOne) {
  EXPECT_EQ(Dip({}), 0);
  EXPECT_EQ(Dip(std::vector<double>{3}), 0.5);
  EXPECT_EQ(Dip(std::vector<double>(10, 3.0)), 0.05);
  EXPECT_EQ(Dip(std::vector<double>{std::numeric_limits<double>::quiet_NaN()}), 0);
  EXPECT_NEAR(Dip(std::vector<double>{-1.7e308, -1.7e308, 1.7e308, 1.7e308}), 0.25, 1e-12);
}

TEST(DipTest, AcceptsOneBellAndRejectsTwo) {
  const DipOptions options{.replicates = 199};
  EXPECT_GT(TestDip(Bells(400, 0), options).p, 0.9);
  EXPECT_EQ(TestDip(Bells(400, 5), options).p, 1.0 / 200);
}

TEST(DipTest, RejectsUniformSamplesAsOftenAsItSays) {
  int rejected = 0;
  for (uint64_t s = 0; s < 100; ++s) {
    const CounterRandom random(99, s);
    std::vector<double> values;
    for (size_t i = 0; i < 60; ++i) values.push_back(static_cast<double>(random.Draw(i) >> 11));
    rejected += TestDip(values, {.replicates = 99, .seed = s + 1000}).p <= 0.2 ? 1 : 0;
  }
  EXPECT_GE(rejected, 8);
  EXPECT_LE(rejected, 34);
}

TEST(DipTest, DoesNotDependOnThreads) {
  const auto values = Bells(300, 1.9);
  const double p = TestDip(values, {.replicates = 99, .threads = 1}).p;
  EXPECT_EQ(TestDip(values, {.replicates = 99, .threads = 4}).p, p);
}

TEST(DipTest, RefusesFewValues) {
  EXPECT_EQ(TestDip(Bells(19, 0)).refusal, DipRefusal::kFewValues);
  EXPECT_FALSE(TestDip(Bells(20, 0), {.replicates = 9}).refusal);
}

}  // namespace
}  // namespace constat::stats
