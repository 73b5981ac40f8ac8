// Entry counts: how many entries of each type a log has, whatever the rules say of them.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "constat/record/entry.h"
#include "constat/tlog/log_source.h"

namespace constat::record {

// CountEntries counts the first size entries by their first byte; 0 is for empty ones.
// ERRORS: tlog::ForEachEntry's.
[[nodiscard]] Result<std::map<uint8_t, uint64_t>> CountEntries(const tlog::LogSource& source, uint64_t size);

// TypeByteName is EntryTypeName for any byte: "of no known type" for one that is no type.
[[nodiscard]] std::string_view TypeByteName(uint8_t type);

}  // namespace constat::record
