#include "constat/forensics/triangle_fit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "constat/base/check.h"

namespace constat::forensics {
namespace {

struct Point {
  double x, y;
};

// Quadratic is xx x^2 / 2 + xy x y + yy y^2 / 2 - bx x - by y, convex.
struct Quadratic {
  double xx = 0, xy = 0, yy = 0, bx = 0, by = 0;

  [[nodiscard]] double At(Point p) const {
    return 0.5 * xx * p.x * p.x + xy * p.x * p.y + 0.5 * yy * p.y * p.y - bx * p.x - by * p.y;
  }
};

// LeastOnEdge is the least point of the quadratic between two corners.
Point LeastOnEdge(const Quadratic& q, Point from, Point to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double slope =
      dx * (q.xx * from.x + q.xy * from.y - q.bx) + dy * (q.xy * from.x + q.yy * from.y - q.by);
  const double curvature = q.xx * dx * dx + 2 * q.xy * dx * dy + q.yy * dy * dy;
  double step = slope < 0 ? 1 : 0;
  if (curvature > 0) step = std::clamp(-slope / curvature, 0.0, 1.0);
  return {from.x + step * dx, from.y + step * dy};
}

Point LeastInTriangle(const Quadratic& q) {
  const double determinant = q.xx * q.yy - q.xy * q.xy;
  if (determinant > 1e-12 * q.xx * q.yy) {
    const Point inside{(q.bx * q.yy - q.by * q.xy) / determinant, (q.by * q.xx - q.bx * q.xy) / determinant};
    if (inside.x >= 0 && inside.y >= 0 && inside.x + inside.y <= 1) return inside;
  }
  const std::array<Point, 3> edges = {LeastOnEdge(q, {0, 0}, {1, 0}), LeastOnEdge(q, {0, 0}, {0, 1}),
                                      LeastOnEdge(q, {1, 0}, {0, 1})};
  return *std::min_element(edges.begin(), edges.end(), [&](Point a, Point b) { return q.At(a) < q.At(b); });
}

double PearsonAt(const LinearModel& model, std::span<const double> observed, Point p) {
  double sum = 0;
  for (size_t b = 0; b < observed.size(); ++b) {
    const double m = model.At(b, p.x, p.y);
    sum += (observed[b] - m) * (observed[b] - m) / m;
  }
  return sum;
}

// PearsonAround is the objective's expansion to second order around p, up to a constant and a factor 2.
Quadratic PearsonAround(const LinearModel& model, std::span<const double> observed, Point p) {
  Quadratic q;
  double gx = 0;
  double gy = 0;
  for (size_t b = 0; b < observed.size(); ++b) {
    const double m = model.At(b, p.x, p.y);
    const double square = observed[b] * observed[b] / (m * m);
    gx += (1 - square) * model.first[b];
    gy += (1 - square) * model.second[b];
    q.xx += 2 * square / m * model.first[b] * model.first[b];
    q.xy += 2 * square / m * model.first[b] * model.second[b];
    q.yy += 2 * square / m * model.second[b] * model.second[b];
  }
  q.bx = q.xx * p.x + q.xy * p.y - gx;
  q.by = q.xy * p.x + q.yy * p.y - gy;
  return q;
}

}  // namespace

TrianglePoint FitLeastSquares(const LinearModel& model, std::span<const double> observed,
                              std::span<const double> weights) {
  CONSTAT_CHECK(model.base.size() == observed.size() && weights.size() == observed.size());
  Quadratic q;
  for (size_t b = 0; b < observed.size(); ++b) {
    const double residual = observed[b] - model.base[b];
    q.xx += weights[b] * model.first[b] * model.first[b];
    q.xy += weights[b] * model.first[b] * model.second[b];
    q.yy += weights[b] * model.second[b] * model.second[b];
    q.bx += weights[b] * model.first[b] * residual;
    q.by += weights[b] * model.second[b] * residual;
  }
  const Point least = LeastInTriangle(q);
  double sum = 0;
  for (size_t b = 0; b < observed.size(); ++b) {
    const double residual = observed[b] - model.At(b, least.x, least.y);
    sum += weights[b] * residual * residual;
  }
  return {least.x, least.y, sum};
}

TrianglePoint FitPearson(const LinearModel& model, std::span<const double> observed) {
  CONSTAT_CHECK(model.base.size() == observed.size());
  Point at{1.0 / 3, 1.0 / 3};
  double value = PearsonAt(model, observed, at);
  for (int step = 0; step < 100; ++step) {
    const Point aim = LeastInTriangle(PearsonAround(model, observed, at));
    Point next = aim;
    double next_value = PearsonAt(model, observed, next);
    for (double part = 0.5; !(next_value < value) && part > 1e-6; part /= 2) {
      next = {at.x + part * (aim.x - at.x), at.y + part * (aim.y - at.y)};
      next_value = PearsonAt(model, observed, next);
    }
    if (!(next_value < value)) break;
    const bool done = value - next_value <= 1e-12 * value;
    at = next;
    value = next_value;
    if (done) break;
  }
  return {at.x, at.y, value};
}

}  // namespace constat::forensics
