// tlog: signed notes, signature lines, verifier keys, checkpoints.
#include "constat/tlog/checkpoint.h"
#include "constat/tlog/note.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  switch (choice % 5) {
    case 0:
      fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseNote), tlog::FormatNote);
      break;
    case 1:
      fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseSignatureLine), tlog::FormatSignatureLine);
      break;
    case 2:
      fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseVerifierKey), tlog::FormatVerifierKey);
      break;
    case 3:
      fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseCheckpoint), tlog::FormatCheckpoint);
      break;
    default:
      fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseSignedCheckpoint),
                             tlog::FormatSignedCheckpoint);
  }
  return 0;
}
