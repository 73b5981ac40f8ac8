// parcel: an organiser's referendum.toml. One that is read, written again, means the same.
#include "constat/parcel/referendum_toml.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto manifest = parcel::ParseReferendumToml({.text = AsText({data, size})});
  if (!manifest) {
    CONSTAT_CHECK(!manifest.error().detail.empty());
    return 0;
  }
  const auto text = parcel::FormatReferendumToml(*manifest);
  CONSTAT_CHECK(text.has_value());
  const auto again = parcel::ParseReferendumToml({.text = *text});
  CONSTAT_CHECK(again && record::EncodeManifest(*again) == record::EncodeManifest(*manifest));
  return 0;
}
