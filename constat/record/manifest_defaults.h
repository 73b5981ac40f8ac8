// What a manifest says where its organiser chose nothing. No part of the format: a manifest holds each value.
#pragma once

#include "constat/record/manifest.h"

namespace constat::record {

// Each REQUIRES the times, numbers and parties that it names. Times are whole seconds, in milliseconds.

// DefaultGraceMs is a quarter of the voting time, at least 15 minutes and at most 6 hours: one person may be
// away so long after the closing.
[[nodiscard]] uint32_t DefaultGraceMs(uint64_t opening_ms, uint64_t closing_ms);
// DefaultSealMs is 15 minutes, or the grace where that is shorter or every witness is needed: then nobody may
// be away, and all have the whole of it.
[[nodiscard]] uint32_t DefaultSealMs(const Manifest& manifest);
// DefaultArchiveMs is 60 days after the closing.
[[nodiscard]] uint64_t DefaultArchiveMs(const Manifest& manifest);
// DefaultReplaceUntilMs leaves those who got a new code time to vote and to look: the grace, and a day or
// half of the voting time. A whole minute; 0 where no code may be replaced.
[[nodiscard]] uint64_t DefaultReplaceUntilMs(const Manifest& manifest);
inline constexpr uint16_t kDefaultReplacePermille = 50;
inline constexpr uint16_t kDefaultReplaceLeast = 3;
// DefaultDrills is one more than the threshold, but one less than all where that suffices: no single trustee
// can stop the opening.
[[nodiscard]] uint16_t DefaultDrills(const Manifest& manifest);
// NoNotices are empty in each language.
[[nodiscard]] Notices NoNotices(size_t languages);
// Utc is the zone of a referendum without one of its own.
[[nodiscard]] Zone Utc();
// NoSoftware lists no file, under the name and version of this program.
[[nodiscard]] Software NoSoftware();

// SetDefaults sets all of these but the grace, the organiser as contact, every party as keeper of its own
// key, and no_spare_trustee as the numbers are.
void SetDefaults(Manifest& manifest);

}  // namespace constat::record
