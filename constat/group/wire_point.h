// WirePoint: an element with its encoding side by side, because what is hashed and what is computed with are
// the same element, and encoding costs as much as decoding.
#pragma once

#include "constat/group/point.h"

namespace constat::group {

struct WirePoint {
  EncodedPoint encoded{};
  Point point;

  // Decode checks and keeps the bytes. ERRORS: as Point::Decode.
  [[nodiscard]] static Result<WirePoint> Decode(ByteView bytes) {
    CONSTAT_ASSIGN(const Point point, Point::Decode(bytes));
    WirePoint out{.point = point};
    std::copy(bytes.begin(), bytes.end(), out.encoded.begin());
    return out;
  }

  [[nodiscard]] static WirePoint From(const Point& point) { return {point.Encode(), point}; }

  [[nodiscard]] bool IsIdentity() const { return encoded == EncodedPoint{}; }

  friend bool operator==(const WirePoint& a, const WirePoint& b) { return a.encoded == b.encoded; }
};

}  // namespace constat::group
