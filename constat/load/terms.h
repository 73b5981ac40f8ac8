// Terms: points and scalars to decode, multiply and add up.
#pragma once

#include <cstddef>
#include <vector>

#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::load {

// Multiples are the encodings of 1, 2, ... count times one point, always the same.
[[nodiscard]] std::vector<group::EncodedPoint> Multiples(size_t count);

// RandomScalars are count scalars of 128 or 253 bits, always the same. REQUIRES: bits is one of these.
[[nodiscard]] std::vector<group::Scalar> RandomScalars(size_t count, int bits);

}  // namespace constat::load
