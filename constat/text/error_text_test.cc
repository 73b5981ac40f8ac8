#include "constat/text/error_text.h"

#include <gmock/gmock.h>

namespace constat::text {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(FormatError, IsOneHarmlessLine) {
  const std::string line = FormatError({ErrorCode::kBadText, "a\n\x1b[2J\x07 name."});
  EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
  EXPECT_THAT(line, EndsWith("(bad-text)."));
}

TEST(FormatError, SaysWhatToDoOnce) {
  EXPECT_THAT(FormatError({ErrorCode::kMissingFile, "cannot open x"}),
              EndsWith("(missing-file). Check the name and the folder."));
  EXPECT_THAT(FormatError({ErrorCode::kMissingFile, "cannot open x; make it first"}),
              EndsWith("make it first (missing-file)."));
}

}  // namespace
}  // namespace constat::text
