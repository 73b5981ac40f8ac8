#include "constat/io/read_back.h"

#include <gmock/gmock.h>

namespace constat::io {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ReadBack, PassesWhatIsReadAsWhatWasMeant) {
  const auto is_seven = [](int read) { return read == 7; };
  EXPECT_TRUE(CheckReadsBack("a file", Result<int>(7), is_seven).has_value());
  const Status other = CheckReadsBack("a file", Result<int>(8), is_seven);
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().code, ErrorCode::kCannotWrite);
  EXPECT_THAT(other.error().detail,
              StartsWith("a file was not written, for it would be read as something else"));
}

TEST(ReadBack, SaysWhyItsReaderRefusesAFile) {
  const Result<int> refused = Fail(ErrorCode::kBadText, "line 3 is no number");
  const Status status = CheckReadsBack("the list l.csv", refused, [](int) { return true; });
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kBadText);
  EXPECT_EQ(status.error().detail,
            "the list l.csv was not written, for nobody could read it: line 3 is no number");
}

TEST(ReadBack, RefusesMoreThanAReaderReads) {
  EXPECT_TRUE(CheckReadableSize("a file", 10, 10).has_value());
  const Status status = CheckReadableSize("a file", 11, 10);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(status.error().detail, HasSubstr("11 bytes"));
}

}  // namespace
}  // namespace constat::io
