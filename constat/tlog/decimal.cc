#include "constat/tlog/decimal.h"

namespace constat::tlog {

std::optional<uint64_t> ParseDecimal(std::string_view text) {
  constexpr size_t kMaxDigits = 19;  // of 2^63 - 1; 19 digits never overflow 64 bits
  if (text.empty() || text.size() > kMaxDigits || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  uint64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + static_cast<uint64_t>(digit - '0');
  }
  if (value >> 63 != 0) return std::nullopt;
  return value;
}

}  // namespace constat::tlog
