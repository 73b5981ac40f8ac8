// Numbers for people: counts, percentages and times, from integers only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/base/bytes.h"

namespace constat::text {

// NumberStyle is what is written between groups of three digits, before a percent sign, and before decimals;
// and how many digits a first group must have for there to be groups at all.
struct NumberStyle {
  std::string_view group;
  std::string_view before_percent;
  std::string_view decimal = ".";
  unsigned minimum_grouping = 1;
};
inline constexpr NumberStyle kPageNumbers{"\u202f", "\u202f"};  // narrow no-break spaces
inline constexpr NumberStyle kTerminalNumbers{",", " "};

// GroupDigits puts the style's group between every three digits of a whole number, from its end.
[[nodiscard]] std::string GroupDigits(std::string_view digits, const NumberStyle& style = kTerminalNumbers);

// FormatCount writes 28804 as "28 804"; numbers of four digits are grouped too.
[[nodiscard]] std::string FormatCount(uint64_t count, const NumberStyle& style = kTerminalNumbers);

// Ratio is part / whole.
struct Ratio {
  uint64_t part = 0;
  uint64_t whole = 0;
};

// FormatPercent rounds to one decimal, halves up. Without a decimal it is exact: "100 %" and "0 %" stand
// only for all and nothing; what would round to them is "> 99.9 %" and "< 0.1 %". A whole of zero gives
// an en dash.
[[nodiscard]] std::string FormatPercent(const Ratio& ratio, const NumberStyle& style);

// FormatPointDifference is a - b in percentage points with its sign, one decimal, halves away from
// zero; "0.0" where it rounds to nothing, an en dash where a whole is zero. REQUIRES: a.part,
// a.whole < 2^53; b likewise.
[[nodiscard]] std::string FormatPointDifference(const Ratio& a, const Ratio& b,
                                                const NumberStyle& style = kTerminalNumbers);
// PointDifference is the same in tenths of a point, 0 where a whole is zero.
[[nodiscard]] int64_t PointDifference(const Ratio& a, const Ratio& b);

// FormatSvgPercent is part / whole as a length of an SVG, such as "92.254%", rounded down; at most 100%.
[[nodiscard]] std::string FormatSvgPercent(const Ratio& ratio);

// CalendarTime is a time in the Gregorian calendar, UTC.
struct CalendarTime {
  uint64_t year = 0;
  unsigned month = 0;  // 1..12
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
};
[[nodiscard]] CalendarTime ToCalendar(uint64_t time_ms);

// FormatTime is "1 December 1991, 05:00 UTC", with seconds where they are not zero. FormatIsoTime is RFC 3339
// in UTC, with milliseconds where they are not zero.
[[nodiscard]] std::string FormatTime(uint64_t time_ms);
[[nodiscard]] std::string FormatIsoTime(uint64_t time_ms);
// FormatDay is "1 December 1991", FormatClock "05:00" or "05:00:01", the parts of FormatTime.
[[nodiscard]] std::string FormatDay(uint64_t time_ms);
[[nodiscard]] std::string FormatClock(uint64_t time_ms);
// FormatShortTime is "1991-12-01 05:00:00", in UTC without saying so. FormatPeriod is "1 December 1991, 05:00
// to 18:00 UTC" where both are on one day, else both times in full.
[[nodiscard]] std::string FormatShortTime(uint64_t time_ms);
[[nodiscard]] std::string FormatPeriod(uint64_t from_ms, uint64_t to_ms);

// Plural is "1 ballot" or "2 ballots".
[[nodiscard]] std::string Plural(uint64_t count, std::string_view singular,
                                 const NumberStyle& style = kTerminalNumbers);
// PluralEntries is "1 entry" or "2 entries".
[[nodiscard]] std::string PluralEntries(uint64_t count, const NumberStyle& style = kTerminalNumbers);

}  // namespace constat::text
