#include "constat/report/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "constat/base/text.h"

namespace constat::report {
namespace {

__extension__ using Wide = unsigned __int128;
__extension__ using SignedWide = __int128;

constexpr std::string_view kDash = "\u2013";

struct Date {
  int64_t year = 0;
  unsigned month = 0;  // 1..12
  unsigned day = 0;
};

// DateOf converts days since 1970-01-01 to the Gregorian calendar, 400 years being 146097 days.
Date DateOf(uint64_t days) {
  const uint64_t shifted = days + 719468;  // since 0000-03-01
  const uint64_t era = shifted / 146097;
  const uint64_t of_era = shifted % 146097;
  const uint64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const uint64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const uint64_t march_month = (5 * of_year + 2) / 153;
  Date out;
  out.day = static_cast<unsigned>(of_year - (153 * march_month + 2) / 5 + 1);
  out.month = static_cast<unsigned>(march_month < 10 ? march_month + 3 : march_month - 9);
  out.year = static_cast<int64_t>(year_of_era + era * 400) + (out.month <= 2 ? 1 : 0);
  return out;
}

}  // namespace

std::string FormatCount(uint64_t count, const NumberStyle& style) {
  const std::string digits = fmt::format("{}", count);
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += style.group;
    out += digits[i];
  }
  return out;
}

std::string FormatPercent(const Ratio& ratio, const NumberStyle& style) {
  if (ratio.whole == 0) return std::string(kDash);
  if (ratio.part % ratio.whole == 0) {
    return fmt::format("{}{}%", FormatCount(ratio.part / ratio.whole * 100, style), style.before_percent);
  }
  const Wide whole = ratio.whole;
  const auto tenths = static_cast<uint64_t>((Wide{ratio.part} * 2000 + whole) / (2 * whole));
  if (tenths == 0) return fmt::format("<\u00a00.1{}%", style.before_percent);
  if (tenths == 1000) {
    return fmt::format("{}{}%", ratio.part < ratio.whole ? ">\u00a099.9" : "100.0", style.before_percent);
  }
  return fmt::format("{}.{}{}%", FormatCount(tenths / 10, style), tenths % 10, style.before_percent);
}

int64_t PointDifference(const Ratio& a, const Ratio& b) {
  if (a.whole == 0 || b.whole == 0) return 0;
  const SignedWide difference =
      SignedWide{a.part} * SignedWide{b.whole} - SignedWide{b.part} * SignedWide{a.whole};
  const SignedWide whole = SignedWide{a.whole} * SignedWide{b.whole};
  const SignedWide size = difference < 0 ? -difference : difference;
  const auto tenths = static_cast<int64_t>((size * 2000 + whole) / (2 * whole));
  return difference < 0 ? -tenths : tenths;
}

std::string FormatPointDifference(const Ratio& a, const Ratio& b) {
  if (a.whole == 0 || b.whole == 0) return std::string(kDash);
  const int64_t tenths = PointDifference(a, b);
  if (tenths == 0) return "0.0";
  const int64_t size = tenths < 0 ? -tenths : tenths;
  return fmt::format("{}{}.{}", tenths < 0 ? "\u2212" : "+", size / 10, size % 10);
}

std::string FormatSvgPercent(const Ratio& ratio) {
  if (ratio.whole == 0) return "0%";
  const auto thousandths =
      static_cast<uint64_t>(std::min(Wide{100000}, Wide{ratio.part} * 100000 / ratio.whole));
  return fmt::format("{}.{:03}%", thousandths / 1000, thousandths % 1000);
}

std::string FormatTime(uint64_t time_ms) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const Date date = DateOf(time_ms / 86'400'000);
  const uint64_t seconds = time_ms / 1000 % 86'400;
  const std::string rest = seconds % 60 == 0 ? "" : fmt::format(":{:02}", seconds % 60);
  return fmt::format("{} {} {}, {:02}:{:02}{} UTC", date.day, kMonths[date.month - 1], date.year,
                     seconds / 3600, seconds / 60 % 60, rest);
}

std::string FormatIsoTime(uint64_t time_ms) {
  const Date date = DateOf(time_ms / 86'400'000);
  const uint64_t seconds = time_ms / 1000 % 86'400;
  const std::string rest = time_ms % 1000 == 0 ? "" : fmt::format(".{:03}", time_ms % 1000);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", date.year, date.month, date.day,
                     seconds / 3600, seconds / 60 % 60, seconds % 60, rest);
}

std::string Plural(uint64_t count, std::string_view singular, const NumberStyle& style) {
  return fmt::format("{} {}{}", FormatCount(count, style), singular, count == 1 ? "" : "s");
}

std::string FormatHexGroups(ByteView bytes, std::string_view separator) {
  const std::string hex = FormatHex(bytes);
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 4) {
    if (i != 0) out += separator;
    out += hex.substr(i, 4);
  }
  return out;
}

}  // namespace constat::report
