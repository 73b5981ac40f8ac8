#include "constat/table/cell.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "constat/base/bytes.h"

namespace constat::table {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

tl::unexpected<Error> Refuse(std::string_view cell, std::string_view why) {
  return Fail(ErrorCode::kBadNumber, fmt::format("{} {}", Quoted(cell), why));
}

// WhyNoCount explains a cell that is not all digits.
std::string_view WhyNoCount(std::string_view cell) {
  const auto digits = static_cast<size_t>(std::count_if(cell.begin(), cell.end(), IsDigit));
  if (digits == 0)
    return "is not a number; if it means a missing value, name it under missing in the mapping";
  if (cell.front() == '-' && digits + 1 == cell.size()) return "is negative";
  const size_t other = cell.find_first_of(".,' ");
  if (other != std::string_view::npos && digits + 1 == cell.size()) {
    return "has a fraction or a thousands separator; a count is digits only";
  }
  return "is not a whole number; a count is digits only";
}

}  // namespace

std::string_view Trimmed(std::string_view cell) {
  constexpr std::string_view kBlanks = " \t";
  const size_t first = cell.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(kBlanks) - first + 1);
}

Result<int64_t> ParseCount(std::string_view cell) {
  const std::string_view text = Trimmed(cell);
  std::string_view digits = text;
  if (digits.ends_with(".0")) digits.remove_suffix(2);
  if (text.empty()) return Refuse(cell, "is blank");
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), IsDigit))
    return Refuse(cell, WhyNoCount(text));
  int64_t value = 0;
  for (const char digit : digits) {
    value = 10 * value + (digit - '0');
    if (value > kMaxCount) return Refuse(cell, "is more than ten billion");
  }
  return value;
}

Result<double> ParseDegrees(std::string_view cell, double limit) {
  const std::string_view text = Trimmed(cell);
  double value = 0;
  const auto [end, problem] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  const bool is_number = problem == std::errc() && end == text.data() + text.size();
  if (!is_number) return Refuse(cell, "is not a decimal number of degrees");
  // Negated so that "nan", which from_chars reads, is refused too.
  if (!(value >= -limit && value <= limit))
    return Refuse(cell, fmt::format("is not within {} degrees", limit));
  return value;
}

std::string Quoted(std::string_view text) {
  constexpr size_t kMaxShown = 80;
  const bool is_utf8 = IsUtf8(AsBytes(text));
  std::string_view shown = text.substr(0, kMaxShown);
  while (is_utf8 && shown.size() < text.size() && !IsUtf8(AsBytes(shown))) shown.remove_suffix(1);
  std::string out = "\"";
  for (const char c : shown) {
    const auto byte = static_cast<uint8_t>(c);
    const bool plain = byte >= 0x20 && byte != 0x7f && c != '"' && (byte < 0x80 || is_utf8);
    if (plain) {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", byte);
    }
  }
  return out + (shown.size() < text.size() ? "...\"" : "\"");
}

}  // namespace constat::table
