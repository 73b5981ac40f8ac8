// record: statement, software.
#include "constat/record/software_change.h"
#include "constat/record/statement.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 2 == 0) {
    fuzz::RequireCanonical(bytes, record::DecodeStatement, record::EncodeStatement);
  } else {
    fuzz::RequireCanonical(bytes, record::DecodeSoftwareChange, record::EncodeSoftwareChange);
  }
  return 0;
}
