#include "constat/text/ascii_toml.h"

#include <gtest/gtest.h>

namespace constat::text {
namespace {

// toml++ 3.3 reads on as if a digit stood there.
TEST(AsciiToml, RefusesATimeWithoutItsFirstDigit) {
  for (const char* toml : {"a = 1\nb = 2023-11-15T=22:13:20Z\n", "\nb = { c = 2023-11-15t*2:13:20Z }\n"}) {
    const Result<std::string> out = AsciiToml(toml, "x.toml");
    ASSERT_FALSE(out.has_value()) << toml;
    EXPECT_EQ(out.error().code, ErrorCode::kBadText);
    EXPECT_EQ(out.error().detail, "x.toml line 2: write a time as 2026-05-01T12:00:00Z");
  }
}

TEST(AsciiToml, LeavesTimesAndTextsAlone) {
  for (const char* toml :
       {"b = 2023-11-15T22:13:20Z\n", "b = \"2023-11-15T=\"\n", "b = \"\\\"2023-11-15T=\"\n"}) {
    const Result<std::string> out = AsciiToml(toml, "x.toml");
    EXPECT_TRUE(out.has_value()) << toml;
  }
}

}  // namespace
}  // namespace constat::text
