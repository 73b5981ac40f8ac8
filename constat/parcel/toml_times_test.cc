#include "constat/parcel/toml_times.h"

#include "constat/testing/matchers.h"

namespace constat::parcel {
namespace {

constexpr uint64_t kChangeMs = 1'792'890'000'000;  // 2026-10-25T01:00:00Z: clocks go back from 04:00 to 03:00
constexpr uint64_t kSpringMs = 1'774'746'000'000;  // 2026-03-29T01:00:00Z: forward from 03:00 to 04:00

Result<record::Zone> KyivIn2026(const std::string& name, const TimeSpan& span) {
  if (name != "Europe/Kyiv") return NoZones(name, span);
  const bool summer = span.from_ms >= kSpringMs;
  record::Zone out{name, {{0, static_cast<int16_t>(summer ? 180 : 120), summer ? "EEST" : "EET"}}};
  if (!summer && span.until_ms >= kSpringMs) out.offsets.push_back({kSpringMs, 180, "EEST"});
  if (span.until_ms >= kChangeMs) out.offsets.push_back({kChangeMs, 120, "EET"});
  return out;
}

// TimeIn is what TIME means in a zone that is known by its name, or why nothing.
std::string TimeIn(const std::string& zone, const std::string& time) {
  const toml::table table = Value(text::ParseToml("zone = \"" + zone + "\"\nopening = " + time, "r.toml"));
  text::TomlFile file{"r.toml", {}, std::nullopt, {}};
  text::TomlFields root(file, table, "");
  const record::Zone read = ReadZone(root);
  const ZoneByName zones = KyivIn2026;
  const uint64_t time_ms = TimesReader(root, read, zones).Read("opening");
  return file.error ? file.error->detail : std::to_string(time_ms / 1000);
}

// Spec: MAN-4
TEST(TimesReader, TakesTimesWithoutOffsetAsLocal) {
  EXPECT_EQ(TimeIn("Europe/Kyiv", "2026-05-01T09:00:00"), "1777615200");
  EXPECT_EQ(TimeIn("Europe/Kyiv", "2026-05-01T06:00:00Z"), "1777615200");
  EXPECT_EQ(TimeIn("UTC", "2026-05-01T06:00:00"), "1777615200");
}

// Spec: MAN-4
TEST(TimesReader, RefusesLocalTimesThatAreNotThereOnce) {
  EXPECT_EQ(TimeIn("Europe/Kyiv", "2026-10-25T03:30:00"),
            "r.toml line 2: opening: 2026-10-25T03:30:00 is there twice in Europe/Kyiv, where clocks go "
            "back: write 2026-10-25T03:30:00+03:00 or 2026-10-25T03:30:00+02:00");
  EXPECT_EQ(TimeIn("Europe/Kyiv", "2026-10-25T03:30:00+02:00"), "1792891800");
  EXPECT_EQ(TimeIn("Europe/Kyiv", "2026-10-25T03:30:00+03:00"), "1792888200");
  EXPECT_THAT(TimeIn("Europe/Kyiv", "2026-03-29T03:30:00"),
              ::testing::StartsWith("r.toml line 2: opening: 2026-03-29T03:30:00 does not "
                                    "exist in Europe/Kyiv"));
  EXPECT_EQ(TimeIn("Europe/Kyiv", "2026-03-29T03:30:00+03:00"), "1774744200");
}

TEST(TimesReader, SaysWhatIsWrongWithATime) {
  EXPECT_EQ(TimeIn("UTC", "1969-12-31T23:00:00"), "r.toml line 2: opening: the time is before 1970");
  EXPECT_EQ(TimeIn("UTC", "2026-05-01T06:00:00.5"), "r.toml line 2: opening: write whole seconds");
  EXPECT_THAT(TimeIn("UTC", "2026-05-01"), ::testing::HasSubstr("write a date and time"));
  EXPECT_THAT(TimeIn("Europe/Nowhere", "2026-05-01T06:00:00"),
              ::testing::StartsWith("r.toml line 1: zone: the offsets of Europe/Nowhere are not known here"));
}

// Spec: MAN-4
TEST(ExpandZone, ListsChangesFromAYearBeforeTheOpeningToTheEndOfTheArchive) {
  record::Manifest m;
  m.zone.name = "Europe/Kyiv";
  m.opening_ms = 1'777'615'200'000;
  m.archive_ms = kChangeMs;
  const record::Zone zone = Value(ExpandZone(m, KyivIn2026));
  ASSERT_EQ(zone.offsets.size(), 3u);
  EXPECT_EQ(zone.offsets[1].from_ms, kSpringMs);
  EXPECT_EQ(zone.offsets[2].from_ms, kChangeMs);
  m.archive_ms = kChangeMs - 1000;
  EXPECT_EQ(Value(ExpandZone(m, KyivIn2026)).offsets.size(), 2u);
}

TEST(ExpandZone, RefusesMoreChangesThanAManifestLists) {
  size_t count = 16;
  const ZoneByName many = [&](const std::string& name, const TimeSpan&) -> Result<record::Zone> {
    record::Zone out{name, {}};
    for (size_t i = 0; i < count; ++i) out.offsets.push_back({i, 0, "UTC"});
    return out;
  };
  EXPECT_THAT(ExpandZone({}, many), Succeeds());
  count = 17;
  EXPECT_THAT(ExpandZone({}, many), FailsWith(ErrorCode::kBadNumber));
}

}  // namespace
}  // namespace constat::parcel
