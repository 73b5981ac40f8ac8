// record: refusals (first byte even) and the files that lay them open (odd).
#include "constat/record/refusal.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::Selected input = fuzz::Selected::From(data, size);
  if (input.choice % 2 == 0) {
    fuzz::RequireCanonical(input.bytes, record::DecodeRefusal, record::EncodeRefusal);
    return 0;
  }
  fuzz::RequireCanonical(input.bytes, record::DecodeRefusalFile, record::EncodeRefusalFile);
  const Result<record::RefusalFile> file = record::DecodeRefusalFile(input.bytes);
  // Nobody has signed for this key, which is not one.
  if (file) CONSTAT_CHECK(!record::CheckRefusalFile(*file, {}));
  return 0;
}
