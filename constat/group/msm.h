// Sums of many multiples, and decoding of many points: what verification spends its time on.
//
// All vartime: public values only. The back end (portable, avx2, avx512ifma) is chosen once, at run time; see
// msm/backend.h. Thread-safe: no shared state but that choice.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "constat/group/edwards.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::group {

// MulBatchVartime returns sum_i scalars[i] * points[i].
//
// Both spans have the same length n, 0 <= n < 2^31; n = 0 gives the identity. Short scalars (a batch's
// 128-bit weights) cost as much less as they are shorter, mixed with long ones or not. COST: Straus
// below about 200 points, then Pippenger: docs/design/msm.md. SOURCE: Bernstein and others, ePrint
// 2012/549, section 4.
[[nodiscard]] Point MulBatchVartime(std::span<const Scalar> scalars, std::span<const Point> points);

// DecodeBatchVartime decodes encodings[i] into out[i] and returns the indices of those that Point::Decode
// would refuse, in ascending order; their out[i] is the identity.
//
// REQUIRES: the spans have the same length.
[[nodiscard]] std::vector<size_t> DecodeBatchVartime(std::span<const EncodedPoint> encodings,
                                                     std::span<Point> out);

// PreparedPoint is a point as sums read it, 128 bytes: for points that stay in memory for several sums.
using PreparedPoint = AffineNiels;

// DecodePreparedBatchVartime is DecodeBatchVartime in that form.
[[nodiscard]] std::vector<size_t> DecodePreparedBatchVartime(std::span<const EncodedPoint> encodings,
                                                             std::span<PreparedPoint> out);

// PrepareBatchVartime converts points. COST: 1 multiplication a point that was decoded, 6 for others.
void PrepareBatchVartime(std::span<const Point> points, std::span<PreparedPoint> out);

// FromPrepared is the point again. COST: 1 multiplication.
[[nodiscard]] Point FromPrepared(const PreparedPoint& point);

// AddPrepared is sum + point. COST: 7 multiplications.
[[nodiscard]] Point AddPrepared(const Point& sum, const PreparedPoint& point);

// MulPreparedBatchVartime is MulBatchVartime of prepared points.
[[nodiscard]] Point MulPreparedBatchVartime(std::span<const Scalar> scalars,
                                            std::span<const PreparedPoint> points);

}  // namespace constat::group
