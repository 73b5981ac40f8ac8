// record: trustee_deal, trustee_accept, trustee_complaint.
#include "constat/record/ceremony.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  switch (choice % 3) {
    case 0:
      fuzz::RequireCanonical(
          bytes, [](ByteView body) { return record::DecodeTrusteeDeal(record::TestManifest(), body); },
          record::EncodeTrusteeDeal);
      break;
    case 1:
      fuzz::RequireCanonical(bytes, record::DecodeTrusteeAccept, record::EncodeTrusteeAccept);
      break;
    default:
      fuzz::RequireCanonical(bytes, record::DecodeTrusteeComplaint, record::EncodeTrusteeComplaint);
  }
  return 0;
}
