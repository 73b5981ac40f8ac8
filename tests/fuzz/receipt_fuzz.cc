// tlog: proof files and add-checkpoint requests.
#include "constat/tlog/receipt.h"
#include "constat/tlog/secret/witness.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 2 == 0) {
    fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseReceipt), tlog::FormatReceipt);
  } else {
    fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseAddCheckpoint), tlog::FormatAddCheckpoint);
  }
  return 0;
}
