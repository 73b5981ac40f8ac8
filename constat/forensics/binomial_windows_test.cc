#include "constat/forensics/binomial_windows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace constat::forensics {
namespace {

double Probability(int64_t k, int64_t n, WindowEdge edge = WindowEdge::kClosed) {
  WindowSums sums;
  return AddWindowProbabilities(k, n, edge, sums);
}

TEST(IsWholePercentage, IsTheDefinitionInIntegers) {
  for (int64_t n = 1; n <= 420; ++n) {
    for (int64_t k = 0; k <= n; ++k) {
      bool closed = false;
      bool open = false;
      for (int64_t m = 0; m <= 100; ++m) {
        const int64_t distance = std::abs(2000 * k - 20 * m * n);
        closed = closed || distance <= n;
        open = open || distance < n;
      }
      ASSERT_EQ(IsWholePercentage(k, n, WindowEdge::kClosed), closed) << k << "/" << n;
      ASSERT_EQ(IsWholePercentage(k, n, WindowEdge::kOpen), open) << k << "/" << n;
      const double percent = 100.0 * static_cast<double>(k) / static_cast<double>(n);
      const bool rounded = std::abs(percent - std::nearbyint(percent)) <= 0.05;
      ASSERT_EQ(IsWholePercentage(k, n, WindowEdge::kFloat64), rounded) << k << "/" << n;
    }
  }
}

TEST(WindowProbabilities, AgreeWithExactArithmetic) {
  // Sums of C(n, j) k^j (n-k)^(n-j) / n^n in Python's integers.
  EXPECT_NEAR(Probability(3, 7), 0.022550127922889272, 1e-15);
  EXPECT_NEAR(Probability(37, 100), 1, 1e-14);
  EXPECT_NEAR(Probability(49, 137), 0.14139400908226646, 1e-14);
  EXPECT_NEAR(Probability(75, 150), 1.0 / 3, 1e-14);
  EXPECT_NEAR(Probability(111, 333), 0.1000000701921672, 1e-14);
  EXPECT_NEAR(Probability(995, 1000), 0.02465043590376376, 1e-15);
  EXPECT_NEAR(Probability(1, 1999), 0.36778740611885441, 1e-14);
  EXPECT_NEAR(Probability(740, 2000), 0.15000000002214167, 1e-14);
  EXPECT_NEAR(Probability(740, 2000, WindowEdge::kOpen), 0.050000000007629497, 1e-14);
  // With 60 decimal digits.
  EXPECT_NEAR(Probability(12345, 20000), 0.101963482627230437584, 1e-13);
  EXPECT_NEAR(Probability(30123, 60000), 0.120117707525813894565, 1e-13);
  EXPECT_NEAR(Probability(336001, 700000), 0.598263465629020684489, 1e-12);
  EXPECT_NEAR(Probability(333333, 700000) / 1.48461448712156306691e-8, 1, 1e-10);
}

TEST(WindowProbabilities, AreKeptForEachPercentage) {
  WindowSums sums;
  const double total = AddWindowProbabilities(750, 1000, WindowEdge::kClosed, sums);
  EXPECT_NEAR(sums.expected[74], 0.022072407756155123, 1e-15);
  EXPECT_NEAR(sums.expected[75], 0.029124105883705086, 1e-15);
  EXPECT_NEAR(sums.expected[77], 0.010109897703200832, 1e-15);
  EXPECT_NEAR(sums.variance[75], 0.029124105883705086 * (1 - 0.029124105883705086), 1e-15);
  double sum = 0;
  for (const double expected : sums.expected) sum += expected;
  EXPECT_NEAR(sum, total, 1e-15);
}

TEST(WindowProbabilities, ArePutOnOnePointWhereNothingCanVary) {
  WindowSums sums;
  EXPECT_EQ(AddWindowProbabilities(0, 321, WindowEdge::kOpen, sums), 1);
  EXPECT_EQ(AddWindowProbabilities(321, 321, WindowEdge::kOpen, sums), 1);
  EXPECT_EQ(sums.expected[0], 1);
  EXPECT_EQ(sums.expected[100], 1);
  EXPECT_EQ(sums.variance[0], 0);
}

TEST(WindowProbabilities, AreTheSameForFailuresAsForSuccesses) {
  for (int64_t n = 2; n < 900; n += 7) {
    for (int64_t k = 1; k < n; k += 1 + n / 13) {
      for (const WindowEdge edge : {WindowEdge::kClosed, WindowEdge::kOpen}) {
        ASSERT_NEAR(Probability(k, n, edge), Probability(n - k, n, edge), 1e-14) << k << "/" << n;
      }
    }
  }
}

TEST(WindowProbabilities, AreTheSumOverTheCountsThatAreWhole) {
  for (int64_t n = 1; n < 500; n += 3) {
    for (int64_t k = 1; k < n; k += 1 + n / 7) {
      const double p = static_cast<double>(k) / static_cast<double>(n);
      for (const WindowEdge edge : {WindowEdge::kClosed, WindowEdge::kOpen, WindowEdge::kFloat64}) {
        double expected = 0;
        for (int64_t j = 0; j <= n; ++j) {
          if (!IsWholePercentage(j, n, edge)) continue;
          const double x = static_cast<double>(j);
          const double y = static_cast<double>(n - j);
          expected += std::exp(std::lgamma(x + y + 1) - std::lgamma(x + 1) - std::lgamma(y + 1) +
                               x * std::log(p) + y * std::log1p(-p));
        }
        ASSERT_NEAR(Probability(k, n, edge), expected, 1e-11) << k << "/" << n;
      }
    }
  }
}

}  // namespace
}  // namespace constat::forensics
