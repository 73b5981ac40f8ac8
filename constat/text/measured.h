// Measured: numbers that are measured or worked out, for people; number.h has those that are counted.
#pragma once

#include <cstdint>
#include <string>

namespace constat::text {

// Count is 28804 as "28,804"; negative numbers have a hyphen.
[[nodiscard]] std::string Count(int64_t count);
// Rounded is Count of the nearest whole number; "-" if not finite.
[[nodiscard]] std::string Rounded(double value);
// Fixed has that many decimals, groups of three before them, and no sign on a zero; "-" if not finite.
[[nodiscard]] std::string Fixed(double value, int decimals);
// Percent is 100 x with one decimal: "12.3 %".
[[nodiscard]] std::string Percent(double ratio);
// PValue is "0.04", "0.0012", or for less than 0.0001 "below 10⁻³⁰"; "-" if not finite.
[[nodiscard]] std::string PValue(double p);

}  // namespace constat::text
