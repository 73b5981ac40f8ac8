// PosixRule: how a zone's clocks change year by year, in the words of POSIX's variable TZ, which end a TZif
// file: "EET-2EEST,M3.5.0/3,M10.5.0/4". SOURCE: POSIX.1-2024, 8.3; RFC 9636, 3.3.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace constat::parcel {

// ClockType is what clocks show for some time: seconds east of UTC, and a name.
struct ClockType {
  int32_t east_s = 0;
  std::string abbreviation;
  friend bool operator==(const ClockType&, const ClockType&) = default;
};

// YearDay is a day of every year, and a local time from its midnight on.
struct YearDay {
  enum class Kind : uint8_t { kWithoutLeapDay, kWithLeapDay, kWeekday };
  Kind kind = Kind::kWeekday;
  int day = 0;    // 1..365, 0..365, or 0..6 from Sunday
  int month = 1;  // of kWeekday: 1..12
  int week = 1;   // of kWeekday: 1..5, 5 being the last
  int32_t time_s = 7200;
};

struct PosixRule {
  struct Summer {
    ClockType type;
    YearDay begins;  // in standard time
    YearDay ends;    // in summer time
  };
  ClockType standard;
  std::optional<Summer> summer;  // none: no change ever
};

// ParsePosixRule reads the text between the line feeds; none for what is no such rule.
[[nodiscard]] std::optional<PosixRule> ParsePosixRule(std::string_view text);

// BeginOf is the day's time in a year, in seconds since 1970, on a clock that is east_s ahead of UTC.
[[nodiscard]] int64_t BeginOf(const YearDay& day, int year, int32_t east_s);

}  // namespace constat::parcel
