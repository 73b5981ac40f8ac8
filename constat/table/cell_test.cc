#include "constat/table/cell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::table {
namespace {

TEST(Count, ReadsDigitsWithBlanksAndLeadingZeros) {
  EXPECT_EQ(ParseCount("0").value(), 0);
  EXPECT_EQ(ParseCount("  42").value(), 42);
  EXPECT_EQ(ParseCount("42 \t").value(), 42);
  EXPECT_EQ(ParseCount("007").value(), 7);
  EXPECT_EQ(ParseCount("00000000000000000000000000000000001").value(), 1);
  EXPECT_EQ(ParseCount("10000000000").value(), kMaxCount);
}

TEST(Count, ReadsPointZeroOnly) {
  EXPECT_EQ(ParseCount("456.0").value(), 456);
  for (const char* bad : {"456.00", "456.000", "456.", ".0", "4.5", "456,0", "1.0.0"}) {
    EXPECT_FALSE(ParseCount(bad)) << bad;
  }
}

TEST(Count, RefusesWhatIsNoCount) {
  for (const char* bad :
       {"", " ", "-1", "+1", "1,234", "1.234", "1 234", "1'234", "1e3", "0x10", "NA", "12a", "a12",
        "1\xc2\xa0"
        "234",
        "\xd9\xa3", "nan", "inf", "10000000001", "99999999999999999999999"}) {
    const auto count = ParseCount(bad);
    ASSERT_FALSE(count) << bad;
    EXPECT_EQ(count.error().code, ErrorCode::kBadNumber);
  }
}

TEST(Count, SaysWhatIsWrong) {
  using ::testing::HasSubstr;
  EXPECT_THAT(ParseCount("-5").error().detail, HasSubstr("negative"));
  EXPECT_THAT(ParseCount("1,234").error().detail, HasSubstr("thousands separator"));
  EXPECT_THAT(ParseCount("NA").error().detail, HasSubstr("missing in the mapping"));
  EXPECT_THAT(ParseCount("10000000001").error().detail, HasSubstr("more than"));
}

TEST(Degrees, ReadsWithinLimits) {
  EXPECT_EQ(ParseDegrees(" 44.5", 180).value(), 44.5);
  EXPECT_EQ(ParseDegrees("-90", 90).value(), -90.0);
  for (const char* bad : {"", "90.1", "-91", "41,5", "nan", "inf", "1e1", "41.5N", "1.2.3"}) {
    EXPECT_FALSE(ParseDegrees(bad, 90)) << bad;
  }
}

TEST(Quoting, ShowsNothingThatMovesATerminal) {
  EXPECT_EQ(Quoted("a\x1b[2J\"\n"), "\"a\\x1b[2J\\x22\\x0a\"");
  EXPECT_EQ(Quoted("\xd0\x94\xd0\x90"), "\"\xd0\x94\xd0\x90\"");
  EXPECT_EQ(Quoted("\xd0"), "\"\\xd0\"");
}

TEST(Quoting, ShortensBetweenCharacters) {
  std::string text = "x";
  for (int i = 0; i < 100; ++i) text += "\xd0\x94";
  const std::string shown = Quoted(text);
  EXPECT_THAT(shown, ::testing::EndsWith("\xd0\x94...\""));
  EXPECT_LT(shown.size(), 90u);
}

}  // namespace
}  // namespace constat::table
