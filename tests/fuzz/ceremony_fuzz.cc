// record: trustee_deal, trustee_accept, trustee_complaint, trustee_commit, trustee_drill.
#include "constat/record/ceremony.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  switch (choice % 5) {
    case 0:
      fuzz::RequireCanonical(
          bytes, [](ByteView body) { return record::DecodeTrusteeDeal(record::TestManifest(), body); },
          record::EncodeTrusteeDeal);
      break;
    case 1:
      fuzz::RequireCanonical(bytes, record::DecodeTrusteeAccept, record::EncodeTrusteeAccept);
      break;
    case 3:
      fuzz::RequireCanonical(bytes, record::DecodeTrusteeCommit, record::EncodeTrusteeCommit);
      break;
    case 4:
      fuzz::RequireCanonical(bytes, record::DecodeTrusteeDrill, record::EncodeTrusteeDrill);
      break;
    default:
      fuzz::RequireCanonical(bytes, record::DecodeTrusteeComplaint, record::EncodeTrusteeComplaint);
  }
  return 0;
}
