// What a back end of msm.h provides. Internal to this layer; backend.h is the public choice.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "constat/group/edwards.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::group::msm {

inline constexpr size_t kPowers = 32;

struct Backend {
  std::string_view name;
  bool (*is_supported)();
  // As DecodeBatchVartime.
  std::vector<size_t> (*decode)(std::span<const EncodedPoint> encodings, std::span<Point> out);
  // The same, prepared for a sum.
  std::vector<size_t> (*decode_prepared)(std::span<const EncodedPoint> encodings, std::span<AffineNiels> out);
  // sum_i scalars[i] * points[i] for many points.
  Point (*sum)(std::span<const Scalar> scalars, std::span<const AffineNiels> points);
  // values[i] becomes values[i]^(n + 1) by n multiplications, as many at a time as the back end can: for
  // measuring them. REQUIRES: kPowers values.
  void (*powers)(std::span<Field> values, size_t n);
  // From how many points on sum beats Straus's method.
  size_t sum_from;
};

// CurrentBackend is the one in use.
[[nodiscard]] const Backend& CurrentBackend();

[[nodiscard]] const Backend& PortableBackend();

// These two are null where the program was not built for x86-64, or without 128-bit integers.
[[nodiscard]] const Backend* Avx512IfmaBackend();
[[nodiscard]] const Backend* Avx2Backend();

}  // namespace constat::group::msm
