#include "constat/parcel/zone_database.h"

#include <fstream>

#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/wire/writer.h"

namespace constat::parcel {
namespace {

constexpr uint64_t kDayMs = 86'400'000;
constexpr uint64_t kMay2026Ms = 1'777'615'200'000;
constexpr uint64_t kSpring2026Ms = 1'774'746'000'000;
constexpr uint64_t kAutumn2026Ms = 1'792'890'000'000;

struct TypeOfClock {
  int32_t east_s;
  uint8_t name;
};

// A TZif file by hand. SOURCE: RFC 9636, 3.
struct Tzif {
  std::vector<std::pair<int64_t, uint8_t>> changes = {};
  std::vector<TypeOfClock> types = {{7200, 0}, {10'800, 4}};
  std::string names{"EET\0EEST\0", 9};
  std::string rule = "EET-2EEST,M3.5.0/3,M10.5.0/4";
  uint32_t leaps = 0;

  [[nodiscard]] Bytes Write() const {
    wire::Writer out;
    const auto header = [&](uint32_t times, uint32_t type_count, uint32_t characters, uint32_t leap_count) {
      out.Fixed(AsBytes(std::string_view("TZif2")));
      out.Fixed(Bytes(15));
      for (const uint32_t count : {0u, 0u, leap_count, times, type_count, characters}) out.U32(count);
    };
    header(1, 1, 4, 0);
    out.Fixed(Bytes(4 + 1 + 6 + 4, 0xff));  // of version 1: skipped
    header(static_cast<uint32_t>(changes.size()), static_cast<uint32_t>(types.size()),
           static_cast<uint32_t>(names.size()), leaps);
    for (const auto& change : changes) out.U64(static_cast<uint64_t>(change.first));
    for (const auto& change : changes) out.U8(change.second);
    for (const TypeOfClock& type : types) {
      out.U32(static_cast<uint32_t>(type.east_s));
      out.U8(0);
      out.U8(type.name);
    }
    out.Fixed(AsBytes(names));
    out.Fixed(AsBytes("\n" + rule + "\n"));
    return std::move(out).Take();
  }
};

std::string Shown(const Result<record::Zone>& zone) {
  if (!zone) return std::string(ErrorName(zone.error().code)) + ": " + zone.error().detail;
  std::string out = zone->name;
  for (const record::Offset& offset : zone->offsets)
    out += fmt::format(" {}:{}{:+}", offset.from_ms / 1000, offset.abbreviation, offset.minutes);
  return out;
}

std::string Parsed(const Tzif& file, const TimeSpan& span) {
  return Shown(ParseTzif(file.Write(), "Europe/Kyiv", span));
}

// Spec: MAN-4
TEST(ZoneDatabase, ListsEveryChangeOfTheSpan) {
  const TimeSpan year{kMay2026Ms, kMay2026Ms + 365 * kDayMs};
  EXPECT_EQ(Parsed({}, year), "Europe/Kyiv 0:EEST+180 1792890000:EET+120 1806195600:EEST+180");
  EXPECT_EQ(Parsed({}, {kMay2026Ms, kMay2026Ms}), "Europe/Kyiv 0:EEST+180");
  EXPECT_EQ(Parsed({}, {kSpring2026Ms - 1000, kSpring2026Ms}), "Europe/Kyiv 0:EET+120 1774746000:EEST+180");
  EXPECT_EQ(Parsed({}, {kSpring2026Ms, kSpring2026Ms}), "Europe/Kyiv 0:EEST+180");
  EXPECT_EQ(Parsed({}, {kAutumn2026Ms, kAutumn2026Ms + kDayMs}), "Europe/Kyiv 0:EET+120");
}

TEST(ZoneDatabase, TakesTheTableBeforeTheRule) {
  // Summer time was given up in 2026: the table says so, and nothing follows.
  const Tzif ended{.changes = {{kSpring2026Ms / 1000, 1}, {kMay2026Ms / 1000, 0}}, .rule = "EET-2"};
  EXPECT_EQ(Parsed(ended, {kSpring2026Ms, kAutumn2026Ms + 400 * kDayMs}),
            "Europe/Kyiv 0:EEST+180 1777615200:EET+120");
  const Tzif silent{.changes = {{kSpring2026Ms / 1000, 1}}, .rule = ""};
  EXPECT_EQ(Parsed(silent, {kSpring2026Ms - 1000, kAutumn2026Ms}),
            "Europe/Kyiv 0:EET+120 1774746000:EEST+180");
  // A change to the same clock is none; the rule goes on after the table.
  const Tzif twice{.changes = {{kSpring2026Ms / 1000, 1}, {kMay2026Ms / 1000, 1}}};
  EXPECT_EQ(Parsed(twice, {kSpring2026Ms, kAutumn2026Ms}), "Europe/Kyiv 0:EEST+180 1792890000:EET+120");
  // Summer that begins in the moment in which it ends.
  const Tzif always{.rule = "XXX3EDT4,0/0,J365/23"};
  EXPECT_EQ(Parsed(always, {kMay2026Ms, kMay2026Ms + 1000 * kDayMs}), "Europe/Kyiv 0:EDT-240");
}

TEST(ZoneDatabase, RefusesWhatIsNoTzif) {
  const TimeSpan span{kMay2026Ms, kAutumn2026Ms};
  const Bytes good = Tzif{.changes = {{kSpring2026Ms / 1000, 1}}}.Write();
  ASSERT_THAT(ParseTzif(good, "Z", span), Succeeds());
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_THAT(ParseTzif(ByteView(good).first(size), "Z", span), FailsWith(ErrorCode::kCannotRead)) << size;
  }
  Bytes version1 = good;
  version1[4] = 0;
  EXPECT_THAT(ParseTzif(version1, "Z", span), FailsWith(ErrorCode::kCannotRead));
  EXPECT_THAT(Parsed({.leaps = 1}, span), ::testing::HasSubstr("counts leap seconds"));
  EXPECT_THAT(Parsed({.types = {{7200, 9}}}, span), ::testing::HasSubstr("is damaged"));
  EXPECT_THAT(Parsed({.types = {}}, span), ::testing::HasSubstr("is damaged"));
  EXPECT_THAT(Parsed({.changes = {{0, 2}}}, span), ::testing::HasSubstr("is damaged"));
  EXPECT_THAT(Parsed({.changes = {{5, 0}, {5, 1}}}, span), ::testing::HasSubstr("is damaged"));
  EXPECT_THAT(Parsed({.rule = "EET"}, span), ::testing::HasSubstr("a rule that this program does not know"));
  EXPECT_THAT(Parsed({.rule = "LMT-2:02:04"}, span), ::testing::HasSubstr("not a whole minute"));
  EXPECT_THAT(Parsed({.rule = "EET-15"}, span), ::testing::HasSubstr("within 14 hours"));
}

TEST(ZoneDatabase, ReadsFilesBelowAFolder) {
  const TemporaryFolder folder;
  const ZoneByName zones = ZonesIn(folder.path());
  const TimeSpan span{kMay2026Ms, kMay2026Ms};
  std::filesystem::create_directory(folder.path() / "Europe");
  const Bytes bytes = Tzif{}.Write();
  std::ofstream(folder.path() / "Europe" / "Kyiv", std::ios::binary) << AsText(bytes);
  EXPECT_EQ(Shown(zones("Europe/Kyiv", span)), "Europe/Kyiv 0:EEST+180");
  for (const char* name : {"", "/etc/passwd", "../Kyiv", "Europe/", "Europe//Kyiv", "Europe/Kyiv\n", "K y"})
    EXPECT_THAT(zones(name, span), FailsWith(ErrorCode::kBadText)) << name;
  for (const char* name : {"Europe", "Europe/Kiev"})
    EXPECT_THAT(zones(name, span), FailsWith(ErrorCode::kMissingFile)) << name;
}

// Spec: MAN-4
TEST(ZoneDatabase, SaysWhatToWriteWhereThereIsNone) {
  const TemporaryFolder folder;
  const Result<record::Zone> zone = ZonesIn(folder.path() / "none")("Europe/Kyiv", {});
  ASSERT_THAT(zone, FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(zone.error().detail, ::testing::HasSubstr("no database of time zones"));
  EXPECT_THAT(zone.error().detail, ::testing::HasSubstr("[[zone.offset]]\n  from = 2026-03-29T01:00:00Z"));
}

}  // namespace
}  // namespace constat::parcel
