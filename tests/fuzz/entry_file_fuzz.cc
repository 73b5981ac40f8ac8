// parcel: files of entries, as any party sends them to the board.
#include "constat/parcel/entry_file.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  fuzz::RequireCanonical({data, size}, &parcel::ParseEntryFile, &parcel::FormatEntryFile);
  return 0;
}
