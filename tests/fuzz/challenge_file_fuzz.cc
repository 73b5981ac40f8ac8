// parcel: challenges, as a voter carries them to a second device. The line feed at the end is optional.
#include "constat/parcel/challenge_file.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView bytes(data, size);
  const auto challenge = parcel::ParseChallengeFile(record::TestManifest(), bytes);
  if (!challenge) {
    CONSTAT_CHECK(!challenge.error().detail.empty());
    return 0;
  }
  const auto written = parcel::FormatChallengeFile(record::TestManifest(), *challenge);
  CONSTAT_CHECK(written.has_value());
  const std::string& again = *written;
  CONSTAT_CHECK(Equal(AsBytes(again), bytes) || Equal(AsBytes(again).first(again.size() - 1), bytes));
  return 0;
}
