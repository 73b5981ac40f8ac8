#include "constat/forensics/contracted_windows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace constat::forensics {
namespace {

// Simulated is a table whose stations have 220 ballots of 400, and rates of that spread around one half.
Stations Simulated(size_t n, double spread) {
  std::mt19937_64 random(11);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  Stations out;
  out.options.push_back({"Yes", {}});
  for (size_t i = 0; i < n; ++i) {
    const int64_t counted = 180 + static_cast<int64_t>(random() % 80);
    const double rate = 0.5 + spread * std::sqrt(12.0) * (uniform() - 0.5);
    int64_t votes = 0;
    for (int64_t k = 0; k < counted; ++k) votes += uniform() < rate ? 1 : 0;
    out.registered.push_back(counted * 2 - static_cast<int64_t>(random() % 40));
    out.counted.push_back(counted);
    out.options[0].votes.push_back(votes);
  }
  return out;
}

TEST(WholePercentageProbability, AgreesWithThatAroundACount) {
  WindowSums ignored;
  for (const int64_t n : {1, 7, 100, 199, 220, 1000, 2500, 20'000}) {
    for (const int64_t k : {int64_t{0}, n / 3, n / 2, n - 1, n}) {
      EXPECT_NEAR(WholePercentageProbability(n, static_cast<double>(k) / static_cast<double>(n)),
                  AddWindowProbabilities(k, n, WindowEdge::kClosed, ignored), 1e-9)
          << k << " of " << n;
    }
  }
}

TEST(WholePercentageProbability, OfManyIsThePartOfTheWindows) {
  EXPECT_NEAR(WholePercentageProbability(2'000'000'000, 0.75), 1, 1e-9);
  EXPECT_NEAR(WholePercentageProbability(2'000'000'000, 0.755), 0, 1e-9);
}

TEST(ContractedCounts, AreWhatIsFoundWherePlacesHardlyDiffer) {
  const Stations stations = Simulated(6000, 0.005);
  const IntegerPercentages published = TestIntegerPercentages(stations, 0);
  const IntegerCounts contracted = ContractedCounts(stations, 0, published);
  EXPECT_EQ(contracted.share.observed, published.overall.share.observed);
  EXPECT_GT(contracted.share.expected, published.overall.share.expected + 10);
  EXPECT_LT(std::fabs(contracted.share.Z()), 2.5);
}

TEST(ContractedCounts, ChangeLittleWherePlacesDiffer) {
  const Stations stations = Simulated(2000, 0.2);
  const IntegerPercentages published = TestIntegerPercentages(stations, 0);
  EXPECT_NEAR(ContractedCounts(stations, 0, published).share.Z(), published.overall.share.Z(), 0.2);
}

TEST(ContractedCounts, OfNothingAreNothing) {
  Stations none;
  none.options.push_back({"Yes", {}});
  none.counted = {};
  none.ballots = {};
  none.registered = {};
  const IntegerCounts counts = ContractedCounts(none, 0, IntegerPercentages{});
  EXPECT_EQ(counts.either.observed, 0);
  EXPECT_EQ(counts.either.expected, 0);
}

}  // namespace
}  // namespace constat::forensics
