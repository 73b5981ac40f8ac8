// Real: the one door to the elementary functions, whose last digit is the platform's and not the standard's.
//
// Layers whose numbers are printed call them here only (layers.toml, `real`), so that what computes them can
// be changed in one place; and in double only, for long double is a different type on each platform. What
// IEEE 754 itself determines (sqrt, floor, fabs, ilogb ...) is taken from <cmath>. A function that is missing
// is added here. Thread-safe: LogGamma calls lgamma_r, for lgamma writes its sign into a global.
#pragma once

#include <cmath>

namespace constat::stats {

[[nodiscard]] inline double Log(double x) { return std::log(x); }
[[nodiscard]] inline double Log1p(double x) { return std::log1p(x); }
[[nodiscard]] inline double Log10(double x) { return std::log10(x); }
[[nodiscard]] inline double Exp(double x) { return std::exp(x); }
[[nodiscard]] inline double Exp2(double x) { return std::exp2(x); }
[[nodiscard]] inline double Pow(double x, double y) { return std::pow(x, y); }
[[nodiscard]] inline double Erfc(double x) { return std::erfc(x); }
[[nodiscard]] inline double Sin(double x) { return std::sin(x); }
[[nodiscard]] inline double Cos(double x) { return std::cos(x); }
[[nodiscard]] inline double Atan(double x) { return std::atan(x); }

// LogGamma is ln Gamma(x).
//
// REQUIRES: x > 0.
[[nodiscard]] inline double LogGamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace constat::stats
