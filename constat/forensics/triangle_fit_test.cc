#include "constat/forensics/triangle_fit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace constat::forensics {
namespace {

LinearModel ThreeShapes() {
  LinearModel m;
  for (int b = 0; b < 20; ++b) {
    const double clean = 1 + 100 * std::exp(-0.1 * (b - 5) * (b - 5));
    const double up = 1 + 60 * std::exp(-0.05 * (b - 10) * (b - 10));
    const double top = 1 + 200 * std::exp(-1.0 * (19 - b));
    m.base.push_back(clean);
    m.first.push_back(up - clean);
    m.second.push_back(top - clean);
  }
  return m;
}

std::vector<double> Values(const LinearModel& m, double x, double y) {
  std::vector<double> values;
  for (size_t b = 0; b < m.base.size(); ++b) values.push_back(m.At(b, x, y));
  return values;
}

double Pearson(const LinearModel& m, const std::vector<double>& o, double x, double y) {
  double sum = 0;
  for (size_t b = 0; b < o.size(); ++b) sum += std::pow(o[b] - m.At(b, x, y), 2) / m.At(b, x, y);
  return sum;
}

TEST(TriangleFit, FindsTheFractionsOfAnExactMixture) {
  const LinearModel m = ThreeShapes();
  const std::vector<double> weights(m.base.size(), 1.0);
  for (const auto& [x, y] : {std::pair{0.0, 0.0}, {0.3, 0.2}, {1.0, 0.0}, {0.0, 1.0}, {0.6, 0.4}}) {
    const std::vector<double> observed = Values(m, x, y);
    for (const TrianglePoint& p : {FitLeastSquares(m, observed, weights), FitPearson(m, observed)}) {
      EXPECT_NEAR(p.first, x, 1e-6);
      EXPECT_NEAR(p.second, y, 1e-6);
      EXPECT_NEAR(p.objective, 0, 1e-6);
    }
  }
}

TEST(TriangleFit, StaysInTheTriangleAndFindsNothingBetterOnAGrid) {
  const LinearModel m = ThreeShapes();
  const std::vector<double> weights(m.base.size(), 1.0);
  for (int kind = 0; kind < 6; ++kind) {
    std::vector<double> observed = Values(m, 0.2 * kind - 0.3, 0.9 - 0.25 * kind);
    for (size_t b = 0; b < observed.size(); ++b)
      observed[b] = std::abs(observed[b] + 20 * std::sin(3.0 * static_cast<double>(b)));
    const TrianglePoint squares = FitLeastSquares(m, observed, weights);
    const TrianglePoint pearson = FitPearson(m, observed);
    for (const TrianglePoint& p : {squares, pearson}) {
      EXPECT_GE(p.first, 0);
      EXPECT_GE(p.second, 0);
      EXPECT_LE(p.first + p.second, 1 + 1e-12);
    }
    for (int i = 0; i <= 50; ++i) {
      for (int j = 0; i + j <= 50; ++j) {
        double sum = 0;
        for (size_t b = 0; b < observed.size(); ++b) {
          sum += std::pow(observed[b] - m.At(b, 0.02 * i, 0.02 * j), 2);
        }
        EXPECT_GE(sum, squares.objective * (1 - 1e-9));
        EXPECT_GE(Pearson(m, observed, 0.02 * i, 0.02 * j), pearson.objective * (1 - 1e-9));
      }
    }
  }
}

TEST(TriangleFit, OfShapesThatAreAllTheSameIsFinite) {
  LinearModel m;
  m.base = {2, 3, 4};
  m.first = m.second = {0, 0, 0};
  const std::vector<double> observed = {1, 5, 4};
  const std::vector<double> weights = {1, 1, 1};
  EXPECT_DOUBLE_EQ(FitLeastSquares(m, observed, weights).objective, 5);
  EXPECT_NEAR(FitPearson(m, observed).objective, 0.5 + 4.0 / 3, 1e-12);
}

}  // namespace
}  // namespace constat::forensics
