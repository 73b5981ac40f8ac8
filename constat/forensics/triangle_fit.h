// Fits of a histogram by a mixture that is linear in two fractions: convex problems on the triangle x >= 0,
// y >= 0, x + y <= 1.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace constat::forensics {

// LinearModel predicts value b as base[b] + x first[b] + y second[b]. All three have one length.
struct LinearModel {
  std::vector<double> base, first, second;

  [[nodiscard]] double At(size_t b, double x, double y) const {
    return base[b] + x * first[b] + y * second[b];
  }
};

// TrianglePoint is a minimum: where, and its value.
struct TrianglePoint {
  double first = 0, second = 0;
  double objective = 0;
};

// FitLeastSquares minimizes sum of weights[b] (observed[b] - model)^2 over the triangle, exactly.
//
// REQUIRES: all lengths are one; weights >= 0; all finite.
[[nodiscard]] TrianglePoint FitLeastSquares(const LinearModel& model, std::span<const double> observed,
                                            std::span<const double> weights);

// FitPearson minimizes sum of (observed[b] - model)^2 / model over the triangle, by Newton's method with the
// step kept in the triangle; at most 100 steps.
//
// REQUIRES: all lengths are one, and the model is positive on the whole triangle.
[[nodiscard]] TrianglePoint FitPearson(const LinearModel& model, std::span<const double> observed);

}  // namespace constat::forensics
