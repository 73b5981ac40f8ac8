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
  const bool known =
      type >= static_cast<uint8_t>(EntryType::kManifest) && type <= static_cast<uint8_t>(EntryType::kResult);
  return known ? EntryTypeName(static_cast<EntryType>(type)) : "of no known type";
}

}  // namespace constat::record
