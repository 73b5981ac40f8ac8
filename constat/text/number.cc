#include "constat/text/number.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace constat::text {
namespace {

__extension__ using Wide = unsigned __int128;
__extension__ using SignedWide = __int128;

constexpr std::string_view kDash = "\u2013";

std::string DayOf(const CalendarTime& time) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return fmt::format("{} {} {}", time.day, kMonths[time.month - 1], time.year);
}

std::string ClockOf(const CalendarTime& time) {
  const std::string rest = time.second == 0 ? "" : fmt::format(":{:02}", time.second);
  return fmt::format("{:02}:{:02}{}", time.hour, time.minute, rest);
}

}  // namespace

std::string GroupDigits(std::string_view digits, const NumberStyle& style) {
  std::string out;
  const bool groups = digits.size() >= 3 + style.minimum_grouping;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (groups && i != 0 && (digits.size() - i) % 3 == 0) out += style.group;
    out += digits[i];
  }
  return out;
}

std::string FormatCount(uint64_t count, const NumberStyle& style) {
  return GroupDigits(fmt::format("{}", count), style);
}

std::string FormatPercent(const Ratio& ratio, const NumberStyle& style) {
  if (ratio.whole == 0) return std::string(kDash);
  if (ratio.part % ratio.whole == 0) {
    return fmt::format("{}{}%", FormatCount(ratio.part / ratio.whole * 100, style), style.before_percent);
  }
  const Wide whole = ratio.whole;
  const auto tenths = static_cast<uint64_t>((Wide{ratio.part} * 2000 + whole) / (2 * whole));
  if (tenths == 0) return fmt::format("<\u00a00{}1{}%", style.decimal, style.before_percent);
  if (tenths == 1000) {
    return fmt::format("{}{}{}{}%", ratio.part < ratio.whole ? ">\u00a099" : "100", style.decimal,
                       ratio.part < ratio.whole ? 9 : 0, style.before_percent);
  }
  return fmt::format("{}{}{}{}%", FormatCount(tenths / 10, style), style.decimal, tenths % 10,
                     style.before_percent);
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

std::string FormatPointDifference(const Ratio& a, const Ratio& b, const NumberStyle& style) {
  if (a.whole == 0 || b.whole == 0) return std::string(kDash);
  const int64_t tenths = PointDifference(a, b);
  if (tenths == 0) return fmt::format("0{}0", style.decimal);
  const int64_t size = tenths < 0 ? -tenths : tenths;
  return fmt::format("{}{}{}{}", tenths < 0 ? "\u2212" : "+", size / 10, style.decimal, size % 10);
}

std::string FormatSvgPercent(const Ratio& ratio) {
  if (ratio.whole == 0) return "0%";
  const auto thousandths =
      static_cast<uint64_t>(std::min(Wide{100000}, Wide{ratio.part} * 100000 / ratio.whole));
  return fmt::format("{}.{:03}%", thousandths / 1000, thousandths % 1000);
}

CalendarTime ToCalendar(uint64_t time_ms) {
  // A year of <chrono> is below 32768, and a stranger's time may be later. The calendar repeats after 400
  // years, which are this many days.
  constexpr uint64_t kCycleDays = 146'097;
  const uint64_t days = time_ms / 86'400'000;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days % kCycleDays))};
  const std::chrono::hh_mm_ss clock{std::chrono::seconds(time_ms / 1000 % 86'400)};
  CalendarTime out;
  out.year = static_cast<uint64_t>(static_cast<int>(date.year())) + days / kCycleDays * 400;
  out.month = static_cast<unsigned>(date.month());
  out.day = static_cast<unsigned>(date.day());
  out.hour = static_cast<unsigned>(clock.hours().count());
  out.minute = static_cast<unsigned>(clock.minutes().count());
  out.second = static_cast<unsigned>(clock.seconds().count());
  return out;
}

std::string FormatDay(uint64_t time_ms) { return DayOf(ToCalendar(time_ms)); }

std::string FormatClock(uint64_t time_ms) { return ClockOf(ToCalendar(time_ms)); }

std::string FormatTime(uint64_t time_ms) {
  const CalendarTime time = ToCalendar(time_ms);
  return fmt::format("{}, {} UTC", DayOf(time), ClockOf(time));
}

std::string FormatPeriod(uint64_t from_ms, uint64_t to_ms) {
  const CalendarTime from = ToCalendar(from_ms);
  const CalendarTime to = ToCalendar(to_ms);
  if (DayOf(from) != DayOf(to)) return FormatTime(from_ms) + " to " + FormatTime(to_ms);
  return fmt::format("{}, {} to {} UTC", DayOf(from), ClockOf(from), ClockOf(to));
}

std::string FormatShortTime(uint64_t time_ms) {
  const CalendarTime time = ToCalendar(time_ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", time.year, time.month, time.day, time.hour,
                     time.minute, time.second);
}

std::string FormatIsoTime(uint64_t time_ms) {
  const CalendarTime time = ToCalendar(time_ms);
  const std::string rest = time_ms % 1000 == 0 ? "" : fmt::format(".{:03}", time_ms % 1000);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", time.year, time.month, time.day, time.hour,
                     time.minute, time.second, rest);
}

std::string Plural(uint64_t count, std::string_view singular, const NumberStyle& style) {
  return fmt::format("{} {}{}", FormatCount(count, style), singular, count == 1 ? "" : "s");
}

std::string PluralEntries(uint64_t count, const NumberStyle& style) {
  return count == 1 ? "1 entry" : FormatCount(count, style) + " entries";
}

}  // namespace constat::text
