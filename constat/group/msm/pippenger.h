// Pippenger's method for many points, on 64-bit integers: the portable back end.
#pragma once

#include <span>

#include "constat/group/edwards.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::group::msm {

// NormalizeBatch writes each point with Z = 1, prepared for additions; one inversion for many.
//
// COST: 1 multiplication a point if Z = 1 already, else 6. REQUIRES: the spans have the same length.
void NormalizeBatch(std::span<const Point> points, std::span<AffineNiels> out);

// Pippenger is sum_i scalars[i] * points[i].
//
// COST with windows of c bits, b bits to cover: b/c windows, each n additions of 7 multiplications and
// 2^(c-1) buckets of 2 additions of 9. Vartime. REQUIRES: the spans have the same length.
[[nodiscard]] Point Pippenger(std::span<const Scalar> scalars, std::span<const AffineNiels> points);

}  // namespace constat::group::msm
