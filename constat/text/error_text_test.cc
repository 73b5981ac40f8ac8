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
  EXPECT_THAT(line, EndsWith(" name (bad-text). Correct it there and try again."));
}

TEST(FormatError, SaysWhatToDoOnce) {
  EXPECT_THAT(FormatError({ErrorCode::kMissingFile, "cannot open x"}),
              EndsWith("(missing-file). Check the name and the folder."));
  EXPECT_THAT(FormatError({ErrorCode::kMissingFile, "cannot open x; make it first"}),
              EndsWith("make it first (missing-file)."));
  EXPECT_THAT(FormatError({ErrorCode::kBadText, "r.toml line 3: quorum: write a whole number"}),
              EndsWith("whole number (bad-text)."));
}

TEST(FormatError, EveryCodeSaysWhatToDo) {
#define CONSTAT_CODE(number, constant, name, meaning) ErrorCode::constant,
  for (const ErrorCode code : {CONSTAT_ERROR_CODES(CONSTAT_CODE)}) {
    const std::string line = FormatError({code, "x"});
    const std::string begin = "x (" + std::string(ErrorName(code)) + "). ";
    ASSERT_THAT(line, ::testing::StartsWith(begin));
    EXPECT_GT(line.size(), begin.size() + 10) << line;
    EXPECT_THAT(line, EndsWith("."));
  }
#undef CONSTAT_CODE
}

}  // namespace
}  // namespace constat::text
