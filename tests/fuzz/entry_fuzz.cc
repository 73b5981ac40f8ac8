// record: entries.
#include "constat/record/entry.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::RequireCanonical({data, size}, record::DecodeEntry, [](const record::EntryView& entry) {
    CONSTAT_CHECK(!record::EntryTypeName(entry.type).empty());
    return record::EncodeEntry(entry);
  });
  return 0;
}
