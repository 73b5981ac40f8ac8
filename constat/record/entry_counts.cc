#include "constat/record/entry_counts.h"

#include "constat/tlog/log_reader.h"

namespace constat::record {

Result<std::map<uint8_t, uint64_t>> CountEntries(const tlog::LogSource& source, uint64_t size) {
  std::map<uint8_t, uint64_t> out;
  CONSTAT_TRY(tlog::ForEachEntry(source, size, {0, size}, [&](uint64_t, ByteView bytes) -> Status {
    ++out[bytes.empty() ? uint8_t{0} : bytes[0]];
    return {};
  }));
  return out;
}

std::string_view TypeByteName(uint8_t type) {
  const std::optional<EntryType> known = EntryTypeOf(type);
  return known ? EntryTypeName(*known) : "of no known type";
}

}  // namespace constat::record
