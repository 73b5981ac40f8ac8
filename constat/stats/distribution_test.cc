#include "constat/stats/distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace constat::stats {
namespace {

TEST(ChiSquareTail, AgreesWithTheIncompleteGammaFunction) {
  // Worked out in Python from the series and continued fraction of the incomplete gamma function.
  EXPECT_NEAR(ChiSquareTail(16.918977604620448, 9), 0.05, 1e-13);
  EXPECT_NEAR(ChiSquareTail(3.3, 9), 0.951204690684097, 1e-13);
  EXPECT_NEAR(ChiSquareTail(240, 9) / 1.28498349060355e-46, 1, 1e-12);
  EXPECT_NEAR(ChiSquareTail(0.5, 1), 0.479500122186954, 1e-13);
  EXPECT_NEAR(ChiSquareTail(7.5, 4), 0.111709292816013, 1e-13);
  EXPECT_NEAR(ChiSquareTail(30, 10), 0.000856641210775252, 1e-15);
  for (int df = 1; df < 20; ++df) EXPECT_EQ(ChiSquareTail(0, df), 1) << df;
}

TEST(NormalQuantile, InvertsTheTail) {
  EXPECT_NEAR(NormalQuantile(0.9), 1.2815515655446008, 1e-12);
  EXPECT_NEAR(NormalQuantile(1e-9), -5.9978070150076865, 1e-11);
  EXPECT_NEAR(NormalQuantile(0.5), 0, 1e-14);
  for (const double z : {-7.0, -1.5, 0.25, 3.0}) EXPECT_NEAR(NormalQuantile(NormalTail(-z)), z, 1e-9) << z;
}

TEST(BinomialQuantile, IsTheFirstCountThatReachesTheProbability) {
  for (const int n : {1, 2, 7, 30, 200}) {
    for (const double p : {0.02, 0.5, 0.7, 0.97}) {
      for (const double q : {0.001, 0.1, 0.45, 0.9, 0.999}) {
        double cumulative = 0;
        int expected = -1;
        do {
          ++expected;
          cumulative +=
              std::exp(std::lgamma(n + 1) - std::lgamma(expected + 1) - std::lgamma(n - expected + 1) +
                       expected * std::log(p) + (n - expected) * std::log1p(-p));
        } while (cumulative < q && expected < n);
        EXPECT_EQ(BinomialQuantile(q, n, p), expected) << n << " " << p << " " << q;
      }
    }
  }
}

TEST(BinomialQuantile, NearsTheNormalDistributionForManyTrials) {
  const double sigma = std::sqrt(1e6 * 0.3 * 0.7);
  EXPECT_NEAR(static_cast<double>(BinomialQuantile(0.1, 1000000, 0.3)), 300000 + sigma * NormalQuantile(0.1),
              2);
}

TEST(TwoSidedStudent, AgreesWithClosedForms) {
  for (const double t : {0.0, 0.3, 1.0, 4.5, 60.0}) {
    EXPECT_NEAR(TwoSidedStudent(t, 1), 1 - 2 / std::numbers::pi * std::atan(t), 1e-14) << t;
    EXPECT_NEAR(TwoSidedStudent(-t, 2), 1 - t / std::sqrt(2 + t * t), 1e-14) << t;
  }
  EXPECT_NEAR(TwoSidedStudent(3, 10), 0.013343655022569577, 1e-15);
  EXPECT_NEAR(TwoSidedStudent(1.5, 1000), 2 * NormalTail(1.5), 1e-3);
  EXPECT_EQ(TwoSidedStudent(1.5, 1001), 2 * NormalTail(1.5));
}

TEST(BinomialProbability, AddsUpToOneAndIsTheModes) {
  for (const int64_t n : {1, 2, 15, 16, 31, 1000}) {
    for (const int64_t k : {int64_t{1}, n / 3, n / 2, n - 1}) {
      if (k <= 0 || k >= n) continue;
      const double p = static_cast<double>(k) / static_cast<double>(n);
      EXPECT_NEAR(ModeProbability(k, n) / std::exp(LogBinomialProbability(k, n, p)), 1, 1e-12)
          << k << "/" << n;
    }
    double sum = 0;
    for (int64_t k = 0; k <= n; ++k) sum += std::exp(LogBinomialProbability(k, n, 0.3));
    EXPECT_NEAR(sum, 1, 1e-12) << n;
  }
  EXPECT_NEAR(ModeProbability(1, 2), 0.5, 1e-16);
  EXPECT_NEAR(ModeProbability(4, 10), 0.250822656, 1e-15);  // 210 0.4^4 0.6^6
  EXPECT_NEAR(ModeProbability(15, 30), 155117520 * 0x1p-30, 1e-15);
}

TEST(PoissonTail, IsTheSumOfItsTerms) {
  EXPECT_EQ(PoissonTail(0, 3), 1);
  EXPECT_EQ(PoissonTail(1, 0), 0);
  EXPECT_NEAR(PoissonTail(1, 0.03), 1 - std::exp(-0.03), 1e-15);
  EXPECT_NEAR(PoissonTail(2, 0.03), 1 - std::exp(-0.03) * 1.03, 1e-15);
  EXPECT_NEAR(PoissonTail(3, 4), 1 - std::exp(-4) * 13, 1e-14);
  EXPECT_NEAR(PoissonTail(10'000, 10'000), 0.5, 0.01);
  // The chi-square distribution with an even number of degrees of freedom is a sum of Poisson terms.
  for (const int64_t k : {3, 20, 60}) {
    EXPECT_NEAR(1 - PoissonTail(k, 25.5), ChiSquareTail(51, static_cast<int>(2 * k)), 1e-12) << k;
  }
}

}  // namespace
}  // namespace constat::stats
