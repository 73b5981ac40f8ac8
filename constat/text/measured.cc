#include "constat/text/measured.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "constat/text/number.h"

namespace constat::text {

namespace {

std::string Superscript(int value) {
  static constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (const char c : fmt::format("{}", value)) out += c == '-' ? std::string_view("⁻") : kDigits[c - '0'];
  return out;
}

}  // namespace

std::string Count(int64_t count) {
  const std::string digits = fmt::format("{}", count);
  if (count < 0) return "-" + GroupDigits(std::string_view(digits).substr(1));
  return GroupDigits(digits);
}

std::string Rounded(double value) {
  return std::isfinite(value) ? Count(std::llround(std::clamp(value, -9e18, 9e18))) : "-";
}

std::string Fixed(double value, int decimals) {
  if (!std::isfinite(value)) return "-";
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  const size_t point = std::min(digits.find('.'), digits.size());
  return (value < 0 && !is_zero ? "-" : "") + GroupDigits(digits.substr(0, point)) + digits.substr(point);
}

std::string Percent(double ratio) { return Fixed(100 * ratio, 1) + " %"; }

std::string PValue(double p) {
  if (!std::isfinite(p)) return "-";
  if (p >= 0.01) return Fixed(p, 2);
  if (p >= 0.0001) return Fixed(p, 4);
  // The exponent as it is written, so that no logarithm is taken: 3e-31 is below 10⁻³⁰.
  const std::string written = fmt::format("{:.17e}", p);
  const int power = p <= 1e-300 ? -300 : std::atoi(written.c_str() + written.find('e') + 1) + 1;
  return "below 10" + Superscript(power);
}

}  // namespace constat::text
