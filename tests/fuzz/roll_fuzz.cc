// record: roll_end, open.
#include "constat/record/roll.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 2 == 0) {
    fuzz::RequireCanonical(
        bytes, [](ByteView body) { return record::DecodeRollEnd(record::TestManifest(), body); },
        record::EncodeRollEnd);
  } else {
    fuzz::RequireCanonical(bytes, record::DecodeOpen, record::EncodeOpen);
  }
  return 0;
}
