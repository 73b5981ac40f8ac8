#include "constat/examine/words.h"

#include <fmt/format.h>

#include <cmath>

namespace constat::examine {

std::string Count(int64_t count) {
  const std::string digits = fmt::format("{}", count < 0 ? -count : count);
  std::string out = count < 0 ? "-" : "";
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string Rounded(double value) { return Count(std::llround(value)); }

std::string Fixed(double value, int decimals) {
  std::string out = fmt::format("{:.{}f}", value, decimals);
  if (out.starts_with('-') && out.find_first_not_of("-0.") == std::string::npos) out.erase(0, 1);
  return out;
}

std::string Percent(double ratio) { return Fixed(100 * ratio, 1) + " %"; }

std::string Plural(int64_t count, std::string_view singular) {
  return Count(count) + ' ' + std::string(singular) + (count == 1 ? "" : "s");
}

std::string PValue(double p) {
  if (p >= 0.01) return Fixed(p, 2);
  if (p >= 0.0001) return Fixed(p, 4);
  if (p <= 0) return "below 10^-300";
  return fmt::format("below 10^{}", static_cast<int>(std::floor(std::log10(p))) + 1);
}

}  // namespace constat::examine
