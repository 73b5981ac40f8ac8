// The machine's database of time zones (TZif files, RFC 9636), from which an organiser's program lists
// the offsets of a zone once. Nobody else reads it: what is shown later comes from the manifest's
// list. Spec: MAN-4.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/record/manifest.h"

namespace constat::parcel {

// TimeSpan is from a time until another, both in milliseconds since 1970.
struct TimeSpan {
  uint64_t from_ms = 0;
  uint64_t until_ms = 0;
};

// ZoneByName gives the zone of a name such as Europe/Kyiv: the offset that holds at the beginning of
// the span, as if it always had, and each change after that until its end. The changes may be more than
// a manifest holds.
using ZoneByName = std::function<Result<record::Zone>(const std::string& name, const TimeSpan& span)>;

// NoZones is where there is no database. ERRORS: kMissingFile, with what to write by hand.
[[nodiscard]] Result<record::Zone> NoZones(const std::string& name, const TimeSpan& span);

// MachineZones reads the files of the machine: below TZDIR where the environment has it, else below
// /usr/share/zoneinfo. ERRORS: those of ZonesIn.
[[nodiscard]] ZoneByName MachineZones();

// ZonesIn reads the files below a folder. ERRORS: kMissingFile without such a folder (with what to write by
// hand) or such a zone; kBadText for a name that no zone has; ParseTzif's; io::ReadFile's.
[[nodiscard]] ZoneByName ZonesIn(const std::filesystem::path& folder);

// ParseTzif reads a TZif file of version 2 or later. REQUIRES: span.from_ms <= span.until_ms <= 2^53.
// ERRORS: kCannotRead for what is no such file, counts leap seconds, or has an offset in the span that is
// no whole minute.
[[nodiscard]] Result<record::Zone> ParseTzif(ByteView bytes, const std::string& name, const TimeSpan& span);

}  // namespace constat::parcel
