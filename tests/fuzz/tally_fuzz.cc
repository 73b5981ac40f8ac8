// record: close, decryption_share, result parts, outcomes.
#include "constat/record/tally.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  switch (choice % 4) {
    case 0:
      fuzz::RequireCanonical(bytes, record::DecodeClose, record::EncodeClose);
      break;
    case 1: {
      const size_t sums = choice / 4 % 8;
      fuzz::RequireCanonical(
          bytes, [&](ByteView body) { return record::DecodeDecryptionShare(body, sums); },
          record::EncodeDecryptionShare);
      (void)record::DecodeDecryptionShareHead(bytes);
      break;
    }
    case 2:
      fuzz::RequireCanonical(bytes, record::DecodeResultPart, record::EncodeResultPart);
      break;
    default:
      fuzz::RequireCanonical(
          bytes, [](ByteView b) { return record::DecodeOutcome(record::TestManifest(), b); },
          [](const record::Outcome& outcome) {
            Bytes encoded = record::EncodeOutcome(outcome);
            CONSTAT_CHECK(record::OutcomeVerdictOffset(outcome) < encoded.size());
            return encoded;
          });
  }
  return 0;
}
