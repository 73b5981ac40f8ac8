#include "constat/text/number.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <utility>

namespace constat::text {
namespace {

std::string Percent(uint64_t part, uint64_t whole) { return FormatPercent({part, whole}, kTerminalNumbers); }

TEST(Number, GroupsDigitsByThree) {
  EXPECT_EQ(FormatCount(0, kTerminalNumbers), "0");
  EXPECT_EQ(FormatCount(999, kTerminalNumbers), "999");
  EXPECT_EQ(FormatCount(1000, kTerminalNumbers), "1,000");
  EXPECT_EQ(FormatCount(28804, kPageNumbers), "28\u202f804");
  EXPECT_EQ(FormatCount(UINT64_MAX, kTerminalNumbers), "18,446,744,073,709,551,615");
}

TEST(Number, GroupsDigitsOfAnyLength) {
  EXPECT_EQ(GroupDigits(""), "");
  EXPECT_EQ(GroupDigits("12"), "12");
  EXPECT_EQ(GroupDigits("100000000000000000000000"), "100,000,000,000,000,000,000,000");
  EXPECT_EQ(GroupDigits("1234", kPageNumbers), "1\u202f234");
}

TEST(Number, RoundsPercentagesHalfUp) {
  EXPECT_EQ(Percent(28804, 31222), "92.3 %");
  EXPECT_EQ(Percent(1, 2000), "0.1 %");  // 0.05 %
  EXPECT_EQ(Percent(3, 2000), "0.2 %");  // 0.15 %
  EXPECT_EQ(Percent(1, 3), "33.3 %");
  EXPECT_EQ(Percent(2, 3), "66.7 %");
  EXPECT_EQ(Percent(1, 2), "50.0 %");
}

TEST(Number, SaysAllOrNothingOnlyWhenExact) {
  EXPECT_EQ(Percent(7, 7), "100 %");
  EXPECT_EQ(Percent(0, 7), "0 %");
  EXPECT_EQ(Percent(999'999, 1'000'000), ">\u00a099.9 %");
  EXPECT_EQ(Percent(1'000'001, 1'000'000), "100.0 %");
  EXPECT_EQ(Percent(1, 1'000'000), "<\u00a00.1 %");
  EXPECT_EQ(Percent(UINT64_MAX - 1, UINT64_MAX), ">\u00a099.9 %");
  EXPECT_EQ(Percent(0, 0), "\u2013");
  EXPECT_EQ(Percent(5, 0), "\u2013");
}

TEST(Number, EveryPercentageIsTheNearestTenth) {
  for (uint64_t whole = 1; whole <= 420; ++whole) {
    for (uint64_t part = 1; part < whole; ++part) {
      const std::string text = Percent(part, whole);
      if (text.front() == '<') {
        ASSERT_LT(part * 2000, whole);
        continue;
      }
      if (text.front() == '>') {
        ASSERT_GE(part * 2000, 1999 * whole);
        continue;
      }
      const size_t dot = text.find('.');
      ASSERT_NE(dot, std::string::npos) << text;
      const int64_t tenths = std::stoll(text.substr(0, dot)) * 10 + (text[dot + 1] - '0');
      // tenths - 1/2 <= 1000 part / whole < tenths + 1/2
      const auto exact = static_cast<int64_t>(2000 * part);
      ASSERT_GE(exact, (2 * tenths - 1) * static_cast<int64_t>(whole)) << text;
      ASSERT_LT(exact, (2 * tenths + 1) * static_cast<int64_t>(whole)) << text;
    }
  }
}

TEST(Number, GivesDifferencesInPoints) {
  EXPECT_EQ(FormatPointDifference({561, 1000}, {5616, 10000}), "\u22120.1");
  EXPECT_EQ(FormatPointDifference({1, 2}, {1, 4}), "+25.0");
  EXPECT_EQ(FormatPointDifference({1, 4}, {1, 2}), "\u221225.0");
  EXPECT_EQ(FormatPointDifference({10, 30}, {1, 3}), "0.0");
  EXPECT_EQ(FormatPointDifference({1, 2000}, {0, 1}), "+0.1");
  EXPECT_EQ(FormatPointDifference({0, 1}, {1, 2000}), "\u22120.1");
  EXPECT_EQ(FormatPointDifference({0, 0}, {1, 2}), "\u2013");
  constexpr uint64_t kHuge = (uint64_t{1} << 53) - 1;
  EXPECT_EQ(PointDifference({kHuge, kHuge}, {0, kHuge}), 1000);
}

TEST(Number, WritesSvgLengths) {
  EXPECT_EQ(FormatSvgPercent({28804, 31222}), "92.255%");
  EXPECT_EQ(FormatSvgPercent({7, 7}), "100.000%");
  EXPECT_EQ(FormatSvgPercent({9, 7}), "100.000%");
  EXPECT_EQ(FormatSvgPercent({1, 0}), "0%");
}

TEST(Number, WritesTimes) {
  EXPECT_EQ(FormatTime(691'563'600'000), "1 December 1991, 05:00 UTC");
  EXPECT_EQ(FormatTime(691'563'601'000), "1 December 1991, 05:00:01 UTC");
  EXPECT_EQ(FormatIsoTime(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatIsoTime(951'782'400'000), "2000-02-29T00:00:00Z");
  EXPECT_EQ(FormatIsoTime(4'107'542'399'999), "2100-02-28T23:59:59.999Z");
  EXPECT_EQ(FormatIsoTime(4'107'542'400'000), "2100-03-01T00:00:00Z");
  EXPECT_EQ(FormatIsoTime(uint64_t{1} << 53), "287396-10-12T08:59:00.992Z");
  EXPECT_EQ(FormatShortTime(691'563'601'000), "1991-12-01 05:00:01");
  EXPECT_EQ(FormatPeriod(691'563'600'000, 691'610'400'000), "1 December 1991, 05:00 to 18:00 UTC");
  EXPECT_EQ(FormatPeriod(0, 86'400'000), "1 January 1970, 00:00 UTC to 2 January 1970, 00:00 UTC");
}

TEST(Number, KeepsTheCalendarAtItsLimits) {
  const std::pair<uint64_t, const char*> times[] = {
      {31'535'999'000, "1970-12-31T23:59:59Z"},
      {68'169'600'000, "1972-02-29T00:00:00Z"},
      {68'256'000'000, "1972-03-01T00:00:00Z"},
      {946'684'799'000, "1999-12-31T23:59:59Z"},
      {951'868'800'000, "2000-03-01T00:00:00Z"},
      {12'622'780'799'000, "2369-12-31T23:59:59Z"},
      {12'622'780'800'000, "2370-01-01T00:00:00Z"},
      {13'574'563'200'000, "2400-02-29T00:00:00Z"},
      {13'574'649'600'000, "2400-03-01T00:00:00Z"},
      {253'402'300'799'000, "9999-12-31T23:59:59Z"},
      {253'402'300'800'000, "10000-01-01T00:00:00Z"},
      {std::numeric_limits<uint64_t>::max(), "584556019-04-03T14:25:51.615Z"},
  };
  for (const auto& [time_ms, text] : times) EXPECT_EQ(FormatIsoTime(time_ms), text);
}

TEST(Number, WritesPlurals) {
  EXPECT_EQ(Plural(1, "ballot", kTerminalNumbers), "1 ballot");
  EXPECT_EQ(Plural(0, "ballot", kTerminalNumbers), "0 ballots");
  EXPECT_EQ(Plural(1200, "ballot", kTerminalNumbers), "1,200 ballots");
}

}  // namespace
}  // namespace constat::text
