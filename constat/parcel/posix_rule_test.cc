#include "constat/parcel/posix_rule.h"

#include <gtest/gtest.h>

#include <array>

namespace constat::parcel {
namespace {

// 2026-03-29T01:00:00Z and 2026-10-25T01:00:00Z
constexpr int64_t kSpring2026S = 1'774'746'000;
constexpr int64_t kAutumn2026S = 1'792'890'000;

TEST(PosixRule, ReadsTheRuleOfKyiv) {
  const std::optional<PosixRule> rule = ParsePosixRule("EET-2EEST,M3.5.0/3,M10.5.0/4");
  ASSERT_TRUE(rule && rule->summer);
  EXPECT_EQ(rule->standard, (ClockType{7200, "EET"}));
  EXPECT_EQ(rule->summer->type, (ClockType{10'800, "EEST"}));
  EXPECT_EQ(BeginOf(rule->summer->begins, 2026, 7200), kSpring2026S);
  EXPECT_EQ(BeginOf(rule->summer->ends, 2026, 10'800), kAutumn2026S);
}

// The forms of POSIX.1-2024, 8.3, and RFC 9636, 3.3.1, that zones use or have used.
TEST(PosixRule, ReadsEveryForm) {
  const std::optional<PosixRule> fixed = ParsePosixRule("<+0330>-3:30");
  ASSERT_TRUE(fixed);
  EXPECT_EQ(fixed->standard, (ClockType{12'600, "+0330"}));
  EXPECT_FALSE(fixed->summer);
  const std::optional<PosixRule> dublin = ParsePosixRule("IST-1GMT0,M10.5.0,M3.5.0/1");
  ASSERT_TRUE(dublin && dublin->summer);
  EXPECT_EQ(dublin->summer->type, (ClockType{0, "GMT"}));
  EXPECT_EQ(dublin->summer->begins.time_s, 7200);
  const std::optional<PosixRule> nuuk = ParsePosixRule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(nuuk && nuuk->summer);
  EXPECT_EQ(nuuk->standard.east_s, -7200);
  EXPECT_EQ(nuuk->summer->type, (ClockType{-3600, "-01"}));
  EXPECT_EQ(BeginOf(nuuk->summer->begins, 2026, -7200), kSpring2026S) << "the day before, at 23:00";
  const std::optional<PosixRule> seconds = ParsePosixRule("AAA+1:02:03BBB,J60/-167:00:01,365/167");
  ASSERT_TRUE(seconds && seconds->summer);
  EXPECT_EQ(seconds->standard.east_s, -3723);
  EXPECT_EQ(seconds->summer->type.east_s, -123);
  EXPECT_EQ(seconds->summer->begins.time_s, -167 * 3600 - 1);
}

TEST(PosixRule, CountsDaysWithAndWithoutLeapDay) {
  constexpr int64_t kDay = 86'400;
  constexpr int64_t k2024 = 1'704'067'200;  // 1 January, a leap year
  constexpr int64_t k2025 = k2024 + 366 * kDay;
  const YearDay march{YearDay::Kind::kWithoutLeapDay, 60, 1, 1, 0};
  EXPECT_EQ(BeginOf(march, 2024, 0), k2024 + 60 * kDay) << "1 March";
  EXPECT_EQ(BeginOf(march, 2025, 0), k2025 + 59 * kDay);
  const YearDay february{YearDay::Kind::kWithoutLeapDay, 59, 1, 1, 0};
  EXPECT_EQ(BeginOf(february, 2024, 0), k2024 + 58 * kDay) << "28 February";
  const YearDay sixtieth{YearDay::Kind::kWithLeapDay, 59, 1, 1, 0};
  EXPECT_EQ(BeginOf(sixtieth, 2024, 0), k2024 + 59 * kDay) << "29 February";
  EXPECT_EQ(BeginOf(sixtieth, 2025, 0), k2025 + 59 * kDay);
  const YearDay second_sunday{YearDay::Kind::kWeekday, 0, 3, 2, 0};
  EXPECT_EQ(BeginOf(second_sunday, 2024, 0), k2024 + 69 * kDay) << "10 March";
}

TEST(PosixRule, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"", "EET", "EE-2", "-2", "EET-2EEST", "EET-2EEST,M3.5.0", "EET-2EEST,M13.5.0,M10.5.0",
        "EET-2EEST,M3.6.0,M10.5.0", "EET-2EEST,M3.5.7,M10.5.0", "EET-2EEST,J0,J1", "EET-2EEST,366,1",
        "EET-2EEST,M3.5.0/168,M10.5.0", "EET-25", "EET-2:60", "<EET-2", "EET-2EEST,M3.5.0,M10.5.0x",
        "EET-2EEST,M3.5.0,M10.5.0,", "EET-2 ", "<+0>-2"}) {
    EXPECT_FALSE(ParsePosixRule(text)) << text;
  }
}

}  // namespace
}  // namespace constat::parcel
