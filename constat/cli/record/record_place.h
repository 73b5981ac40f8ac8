// The options of commands that read a record: where it is, and what it is checked against.
#pragma once

#include "constat/cli/command.h"
#include "constat/console/progress.h"
#include "constat/verify/light/place.h"
#include "constat/verify/verify.h"

namespace constat::cli {

// AddRecordOptions adds --record and --trust. A place that only the referendum's definition is taken from may
// also be the manifest's entry file.
enum class PlaceKind { kRecord, kRecordOrManifest };
void AddRecordOptions(Command command, verify::RecordPlace& place, PlaceKind kind);

// CheckWholeRecord verifies the record of a place, on all threads. ERRORS: ReadPlaceTrust's, VerifyRecord's.
[[nodiscard]] Result<verify::Verified> CheckWholeRecord(const verify::RecordPlace& place, Terminal& terminal);

// SayReferendum tells the person which referendum this is; and, unless it was pinned by a trust
// file, to compare.
void SayReferendum(const referendum::Context& context, const verify::RecordPlace& place, Terminal& terminal);

// ReadingRecord is the progress line of RecordView's functions. REQUIRES: the terminal outlives it.
[[nodiscard]] verify::ReadProgress ReadingRecord(Terminal& terminal);

}  // namespace constat::cli
