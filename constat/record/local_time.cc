#include "constat/record/local_time.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "constat/base/check.h"
#include "constat/text/number.h"

namespace constat::record {
namespace {

constexpr int64_t kOffsetMinuteMs = 60'000;
const Offset kUtc{0, 0, "UTC"};

// Show falls back to UTC for the hours of 1970 that are before 1970 in the zone.
ClockTime Show(const Zone& zone, uint64_t time_ms) {
  const Offset& offset = OffsetAt(zone, time_ms);
  const int64_t east = offset.minutes * kOffsetMinuteMs;
  if (east < 0 && time_ms < static_cast<uint64_t>(-east)) return {time_ms, &kUtc};
  return {time_ms + static_cast<uint64_t>(east), &offset};
}

std::string Format(const ClockTime& shown) {
  return fmt::format("{}, {} {}", text::FormatDay(shown.clock_ms), text::FormatClock(shown.clock_ms),
                     shown.offset->abbreviation);
}

// BesideUtc is " (06:00 UTC)", and nothing where the clock is UTC by that name.
std::string BesideUtc(const ClockTime& shown, uint64_t time_ms) {
  if (shown.IsUtc()) return "";
  const std::string day = text::FormatDay(time_ms);
  return day == text::FormatDay(shown.clock_ms) ? fmt::format(" ({} UTC)", text::FormatClock(time_ms))
                                                : fmt::format(" ({})", text::FormatTime(time_ms));
}

}  // namespace

const Offset& OffsetAt(const Zone& zone, uint64_t time_ms) {
  CONSTAT_CHECK(!zone.offsets.empty() && zone.offsets.front().from_ms == 0);
  const auto later = std::find_if(zone.offsets.begin(), zone.offsets.end(),
                                  [&](const Offset& offset) { return offset.from_ms > time_ms; });
  return *std::prev(later);
}

ClockTime ClockAt(const Manifest& manifest, uint64_t time_ms) {
  if (time_ms > manifest.archive_ms) return {time_ms, &kUtc};
  return Show(manifest.zone, time_ms);
}

std::string FormatOffset(int16_t minutes) {
  const int size = std::abs(static_cast<int>(minutes));
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

std::string FormatLocalTime(const Manifest& manifest, uint64_t time_ms) {
  return Format(ClockAt(manifest, time_ms));
}

std::string FormatLocalAndUtc(const Manifest& manifest, uint64_t time_ms) {
  const ClockTime shown = ClockAt(manifest, time_ms);
  return Format(shown) + BesideUtc(shown, time_ms);
}

std::string FormatVotingPeriod(const Manifest& manifest) {
  const ClockTime opening = ClockAt(manifest, manifest.opening_ms);
  const ClockTime closing = ClockAt(manifest, manifest.closing_ms);
  const bool one_day = text::FormatDay(opening.clock_ms) == text::FormatDay(closing.clock_ms);
  if (!one_day || opening.offset != closing.offset) {
    return fmt::format("{} to {}", Format(opening), FormatLocalAndUtc(manifest, manifest.closing_ms));
  }
  return fmt::format("{}, {} to {} {}{}", text::FormatDay(opening.clock_ms),
                     text::FormatClock(opening.clock_ms), text::FormatClock(closing.clock_ms),
                     closing.offset->abbreviation, BesideUtc(closing, manifest.closing_ms));
}

std::string FormatIsoLocal(const Zone& zone, uint64_t time_ms) {
  const ClockTime shown = Show(zone, time_ms);
  std::string out = text::FormatIsoTime(shown.clock_ms);
  if (shown.offset->minutes == 0) return out;
  out.pop_back();
  return out + FormatOffset(shown.offset->minutes);
}

std::vector<uint64_t> InstantsOf(const Zone& zone, int64_t local_ms) {
  std::vector<uint64_t> out;
  for (size_t i = 0; i < zone.offsets.size(); ++i) {
    const int64_t time_ms = local_ms - zone.offsets[i].minutes * kOffsetMinuteMs;
    if (time_ms < 0) continue;
    const auto at = static_cast<uint64_t>(time_ms);
    const bool ended = i + 1 < zone.offsets.size() && at >= zone.offsets[i + 1].from_ms;
    if (at >= zone.offsets[i].from_ms && !ended) out.push_back(at);
  }
  return out;
}

}  // namespace constat::record
