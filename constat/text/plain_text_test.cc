#include "constat/text/plain_text.h"

#include <gtest/gtest.h>

#include "constat/testing/matchers.h"

namespace constat::text {
namespace {

Status OneLine(std::string_view text) { return CheckPlainText(AsBytes(text), Lines::kOne); }

// Every case of the rule is in the vectors `texts` (wire/vectors_test.cc); these are the sentences.
TEST(PlainText, SaysWhatIsWrong) {
  EXPECT_TRUE(OneLine("Нет — \u05d0\u05d1"));
  EXPECT_TRUE(CheckPlainText(AsBytes("a\nb"), Lines::kSeveral));
  EXPECT_THAT(OneLine("a\nb").error().detail, ::testing::HasSubstr("several lines"));
  EXPECT_THAT(OneLine("a\u202eb").error().detail, ::testing::HasSubstr("U+202E"));
  EXPECT_THAT(OneLine("\xff").error().detail, ::testing::HasSubstr("UTF-8"));
}

TEST(PlainText, MarksAreCountedInARow) {
  const std::string four = "a\u0300\u0301\u0302\u036f";
  EXPECT_TRUE(OneLine(four + "b\u0300"));
  EXPECT_EQ(OneLine(four + "\u0300").error().code, ErrorCode::kBadText);
}

}  // namespace
}  // namespace constat::text
