// Interleaved windows (Straus) for few points: the doublings are shared, each point has a table of its own.
#pragma once

#include <span>

#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::group::msm {

// Straus is sum_i scalars[i] * points[i].
//
// Width-5 non-adjacent forms. COST for n points and b bits: b doublings, n (8 + b/6) additions. Vartime.
// REQUIRES: the spans have the same length.
[[nodiscard]] Point Straus(std::span<const Scalar> scalars, std::span<const Point> points);

}  // namespace constat::group::msm
