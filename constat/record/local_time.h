// Local times: what the clocks show where people vote, from the manifest's own list of offsets and never from
// a database, so that every program shows one time. Spec: MAN-4.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::record {

// OffsetAt is the offset that holds at a time. REQUIRES: a zone as in MAN-4.
[[nodiscard]] const Offset& OffsetAt(const Zone& zone, uint64_t time_ms);

// ClockTime is what a clock shows at a time: clock_ms is the time whose calendar in UTC is the clock's.
struct ClockTime {
  uint64_t clock_ms = 0;
  const Offset* offset = nullptr;

  [[nodiscard]] bool IsUtc() const { return offset->minutes == 0 && offset->abbreviation == "UTC"; }
};
// ClockAt is that of the manifest's zone, and UTC's after archive_ms. It lives as long as the manifest.
// REQUIRES: CheckManifest passes.
[[nodiscard]] ClockTime ClockAt(const Manifest& manifest, uint64_t time_ms);

// FormatOffset is "+03:00" or "-03:30".
[[nodiscard]] std::string FormatOffset(int16_t minutes);

// FormatLocalTime is "1 May 2026, 09:00 EEST", with seconds where they are not zero. FormatLocalAndUtc is "1
// May 2026, 09:00 EEST (06:00 UTC)", with the day in UTC where it is another one. After archive_ms, up to
// which a manifest knows the offsets, both are in UTC alone. REQUIRES: CheckManifest passes.
[[nodiscard]] std::string FormatLocalTime(const Manifest& manifest, uint64_t time_ms);
[[nodiscard]] std::string FormatLocalAndUtc(const Manifest& manifest, uint64_t time_ms);

// FormatVotingPeriod is "1 May 2026, 09:00 to 20:00 EEST (17:00 UTC)", or both times in full with UTC beside
// the closing one. REQUIRES: CheckManifest passes.
[[nodiscard]] std::string FormatVotingPeriod(const Manifest& manifest);

// FormatIsoLocal is RFC 3339 with the zone's offset, "2026-05-01T09:00:00+03:00", and "Z" where that is UTC.
// REQUIRES: a zone as in MAN-4; whole seconds.
[[nodiscard]] std::string FormatIsoLocal(const Zone& zone, uint64_t time_ms);

// InstantsOf are the times, ascending, at which the zone's clocks show local_ms, which counts from 1970 in
// local time: none where clocks went forward over it, two where they went back. REQUIRES: a zone as in MAN-4.
[[nodiscard]] std::vector<uint64_t> InstantsOf(const Zone& zone, int64_t local_ms);

}  // namespace constat::record
