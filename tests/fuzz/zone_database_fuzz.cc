// parcel: a file of the machine's database of time zones. The first byte chooses the span; what is read is a
// zone as MAN-4 has it, and the same as that of a longer span as far as both go.
#include <algorithm>

#include "constat/parcel/zone_database.h"
#include "constat/record/local_time.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

constexpr uint64_t kYearMs = uint64_t{366} * 86'400'000;
constexpr uint64_t kMinuteMs = 60'000;

void CheckZone(const record::Zone& zone, const parcel::TimeSpan& span) {
  CONSTAT_CHECK(zone.name == "Europe/Kyiv" && !zone.offsets.empty() && zone.offsets.front().from_ms == 0);
  for (size_t i = 0; i < zone.offsets.size(); ++i) {
    const record::Offset& offset = zone.offsets[i];
    CONSTAT_CHECK(offset.minutes >= -840 && offset.minutes <= 840);
    if (i == 0) continue;
    const record::Offset& before = zone.offsets[i - 1];
    CONSTAT_CHECK(offset.from_ms > before.from_ms && offset.from_ms > span.from_ms &&
                  offset.from_ms <= span.until_ms);
    CONSTAT_CHECK(offset.minutes != before.minutes || offset.abbreviation != before.abbreviation);
    // The clocks show this very time.
    const auto shown_ms = static_cast<int64_t>(offset.from_ms) + int64_t{offset.minutes} * int64_t{kMinuteMs};
    const std::vector<uint64_t> instants = record::InstantsOf(zone, shown_ms);
    CONSTAT_CHECK(std::count(instants.begin(), instants.end(), offset.from_ms) == 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const parcel::TimeSpan span{(choice % 128) * kYearMs,
                              (choice % 128 + choice / 128) * kYearMs + kYearMs / 2};
  const Result<record::Zone> zone = parcel::ParseTzif(bytes, "Europe/Kyiv", span);
  if (!zone) {
    CONSTAT_CHECK(zone.error().code == ErrorCode::kCannotRead && !zone.error().detail.empty());
    return 0;
  }
  CheckZone(*zone, span);
  const Result<record::Zone> longer =
      parcel::ParseTzif(bytes, "Europe/Kyiv", {span.from_ms, span.until_ms + kYearMs});
  if (!longer) return 0;  // an offset that no manifest can hold comes later
  CONSTAT_CHECK(longer->offsets.size() >= zone->offsets.size());
  for (size_t i = 0; i < zone->offsets.size(); ++i) {
    CONSTAT_CHECK(longer->offsets[i].from_ms == zone->offsets[i].from_ms &&
                  longer->offsets[i].minutes == zone->offsets[i].minutes);
  }
  return 0;
}
