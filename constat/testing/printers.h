// How tests and debuggers print values of the group: as their encodings, in hex.
#pragma once

#include <ostream>

#include "constat/group/wire_point.h"
#include "constat/text/hex.h"

namespace constat::group {

inline void PrintTo(const Scalar& scalar, std::ostream* out) { *out << text::FormatHex(scalar.Encode()); }
inline void PrintTo(const Point& point, std::ostream* out) { *out << text::FormatHex(point.Encode()); }
inline void PrintTo(const WirePoint& point, std::ostream* out) { *out << text::FormatHex(point.encoded); }

}  // namespace constat::group
