// Many multiples of few points, and many encodings at once: for making ballots whose votes are public.
//
// All vartime: public values only. Nothing here is for a voter's device.
#pragma once

#include <span>
#include <vector>

#include "constat/group/edwards.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::group {

// FixedBase is a point with a table of its multiples j 2^(10 i), 1 <= j <= 512: 1.7 MB. Thread-safe.
class FixedBase {
 public:
  explicit FixedBase(const Point& point);

  // MulAddVartime is sum + scalar * point. COST: 26 additions of 7 multiplications.
  [[nodiscard]] Point MulAddVartime(const Scalar& scalar, const Point& sum = {}) const;

 private:
  std::vector<AffineNiels> table_;
};

// EncodeDoubledBatchVartime writes the encodings of 2 points[i]. Halve the scalars beforehand.
//
// COST: about 20 multiplications a point and one inversion; Point::Encode needs a square root for each.
// REQUIRES: the spans have the same length. SOURCE: the formulas of Hamburg, Decaf (CRYPTO 2015),
// for the double of a point, where the inverse square root of RFC 9496, section 4.3.2, is a product
// of known inverses.
void EncodeDoubledBatchVartime(std::span<const Point> points, std::span<EncodedPoint> out);

}  // namespace constat::group
