// parcel: a voter's notes of the ballots cast.
#include "constat/parcel/own_ballots.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto notes = parcel::ParseOwnBallots(AsText({data, size}), "notes");
  if (!notes) {
    CONSTAT_CHECK(!notes.error().detail.empty());
    return 0;
  }
  CONSTAT_CHECK(notes->size() <= size);
  return 0;
}
