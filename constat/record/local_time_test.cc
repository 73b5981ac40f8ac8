#include "constat/record/local_time.h"

#include <gmock/gmock.h>

namespace constat::record {
namespace {

using ::testing::ElementsAre;

constexpr uint64_t kAnHourOfClockMs = 3'600'000;
constexpr uint64_t kMay1At6Ms = 1'777'615'200'000;     // 2026-05-01T06:00:00Z
constexpr uint64_t kSpring2026Ms = 1'774'746'000'000;  // 2026-03-29T01:00:00Z
constexpr uint64_t kAutumn2026Ms = 1'792'890'000'000;  // 2026-10-25T01:00:00Z

Zone Kyiv() {
  return {"Europe/Kyiv", {{0, 120, "EET"}, {kSpring2026Ms, 180, "EEST"}, {kAutumn2026Ms, 120, "EET"}}};
}

Manifest InKyiv() {
  Manifest m;
  m.zone = Kyiv();
  m.opening_ms = kMay1At6Ms;
  m.closing_ms = kMay1At6Ms + 12 * kAnHourOfClockMs;
  m.archive_ms = kAutumn2026Ms + 24 * kAnHourOfClockMs;
  return m;
}

// Spec: MAN-4
TEST(LocalTime, ComesFromTheManifestsOffsets) {
  const Manifest m = InKyiv();
  EXPECT_EQ(FormatLocalTime(m, kMay1At6Ms), "1 May 2026, 09:00 EEST");
  EXPECT_EQ(FormatLocalAndUtc(m, kMay1At6Ms), "1 May 2026, 09:00 EEST (06:00 UTC)");
  EXPECT_EQ(FormatLocalTime(m, kSpring2026Ms - 1000), "29 March 2026, 02:59:59 EET");
  EXPECT_EQ(FormatLocalTime(m, kSpring2026Ms), "29 March 2026, 04:00 EEST");
  EXPECT_EQ(FormatLocalAndUtc(m, kMay1At6Ms + 16 * kAnHourOfClockMs),
            "2 May 2026, 01:00 EEST (1 May 2026, 22:00 UTC)");
}

// Spec: MAN-4
TEST(LocalTime, IsUtcAfterTheArchivesEnd) {
  const Manifest m = InKyiv();
  EXPECT_EQ(FormatLocalTime(m, m.archive_ms), "26 October 2026, 03:00 EET");
  EXPECT_EQ(FormatLocalTime(m, m.archive_ms + 1000), "26 October 2026, 01:00:01 UTC");
  EXPECT_EQ(FormatLocalAndUtc(m, m.archive_ms + 1000), "26 October 2026, 01:00:01 UTC");
}

TEST(LocalTime, UtcStandsBesideTheClosing) {
  Manifest m = InKyiv();
  EXPECT_EQ(FormatVotingPeriod(m), "1 May 2026, 09:00 to 21:00 EEST (18:00 UTC)");
  m.closing_ms += 24 * kAnHourOfClockMs;
  EXPECT_EQ(FormatVotingPeriod(m), "1 May 2026, 09:00 EEST to 2 May 2026, 21:00 EEST (18:00 UTC)");
  m.opening_ms = kAutumn2026Ms - 2 * kAnHourOfClockMs;
  m.closing_ms = kAutumn2026Ms + 2 * kAnHourOfClockMs;
  EXPECT_EQ(FormatVotingPeriod(m), "25 October 2026, 02:00 EEST to 25 October 2026, 05:00 EET (03:00 UTC)");
  m.zone = {"UTC", {{0, 0, "UTC"}}};
  EXPECT_EQ(FormatVotingPeriod(m), "24 October 2026, 23:00 UTC to 25 October 2026, 03:00 UTC");
}

TEST(LocalTime, WestOfUtcAnd1970) {
  Manifest m = InKyiv();
  m.zone = {"America/St_Johns", {{0, -210, "NST"}}};
  EXPECT_EQ(FormatLocalTime(m, kMay1At6Ms), "1 May 2026, 02:30 NST");
  EXPECT_EQ(FormatIsoLocal(m.zone, kMay1At6Ms), "2026-05-01T02:30:00-03:30");
  EXPECT_EQ(FormatLocalTime(m, kAnHourOfClockMs), "1 January 1970, 01:00 UTC");
  EXPECT_EQ(FormatIsoLocal(Kyiv(), kMay1At6Ms), "2026-05-01T09:00:00+03:00");
  EXPECT_EQ(FormatIsoLocal({"UTC", {{0, 0, "UTC"}}}, kMay1At6Ms), "2026-05-01T06:00:00Z");
}

// Spec: MAN-4
TEST(InstantsOf, AreNoneWhereClocksGoForwardAndTwoWhereTheyGoBack) {
  const auto local = [](uint64_t utc_ms, int hours) {
    return static_cast<int64_t>(utc_ms) + hours * static_cast<int64_t>(kAnHourOfClockMs);
  };
  EXPECT_THAT(InstantsOf(Kyiv(), local(kMay1At6Ms, 3)), ElementsAre(kMay1At6Ms));
  EXPECT_THAT(InstantsOf(Kyiv(), local(kSpring2026Ms, 2) - 1000), ElementsAre(kSpring2026Ms - 1000));
  EXPECT_THAT(InstantsOf(Kyiv(), local(kSpring2026Ms, 2)), ElementsAre()) << "03:00 to 03:59:59";
  EXPECT_THAT(InstantsOf(Kyiv(), local(kSpring2026Ms, 3) - 1000), ElementsAre());
  EXPECT_THAT(InstantsOf(Kyiv(), local(kSpring2026Ms, 3)), ElementsAre(kSpring2026Ms));
  EXPECT_THAT(InstantsOf(Kyiv(), local(kAutumn2026Ms, 2)),
              ElementsAre(kAutumn2026Ms - kAnHourOfClockMs, kAutumn2026Ms));
  EXPECT_THAT(InstantsOf(Kyiv(), local(kAutumn2026Ms, 3)), ElementsAre(kAutumn2026Ms + kAnHourOfClockMs));
  EXPECT_THAT(InstantsOf(Kyiv(), 0), ElementsAre());
}

}  // namespace
}  // namespace constat::record
