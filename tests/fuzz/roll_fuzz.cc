// record: roll_chunk, roll_end, open, replacement_share.
#include "constat/record/replacement.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  switch (choice % 4) {
    case 0:
      fuzz::RequireCanonical(bytes, record::DecodeRollChunk, record::EncodeRollChunk);
      break;
    case 1:
      fuzz::RequireCanonical(
          bytes, [](ByteView body) { return record::DecodeRollEnd(record::TestManifest(), body); },
          record::EncodeRollEnd);
      break;
    case 2:
      fuzz::RequireCanonical(bytes, record::DecodeReplacementShare, record::EncodeReplacementShare);
      break;
    default:
      fuzz::RequireCanonical(bytes, record::DecodeOpen, record::EncodeOpen);
  }
  return 0;
}
