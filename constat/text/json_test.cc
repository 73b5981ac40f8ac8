#include "constat/text/json.h"

#include <gtest/gtest.h>

#include <limits>

namespace constat::text {
namespace {

TEST(FormatJson, KeepsTheOrderOfFieldsAndEndsInALineFeed) {
  EXPECT_EQ(FormatJson(Json{{"b", 1}, {"a", Json::array({true, nullptr})}, {"c", Json::object()}}),
            "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null\n  ],\n  \"c\": {}\n}\n");
  EXPECT_EQ(FormatJson("x"), "\"x\"\n");
}

TEST(FormatJson, LeavesLettersAndEscapesControlCharacters) {
  EXPECT_EQ(FormatJson("Да \"\x1b[31m\n\\"), "\"Да \\\"\\u001b[31m\\n\\\\\"\n");
}

TEST(FormatJson, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(FormatJson("a\xff\xc3"), "\"a\uFFFD\uFFFD\"\n");
  EXPECT_EQ(FormatJson(Json{{"\x80", 1}}), "{\n  \"\uFFFD\": 1\n}\n");
}

TEST(FormatJson, WritesNumbersSoThatTheyReadBack) {
  for (const double value : {0.1, 1e300, -5e-324, 3.0}) {
    EXPECT_EQ(Json::parse(FormatJson(value)).get<double>(), value) << value;
  }
  EXPECT_EQ(FormatJson(std::numeric_limits<uint64_t>::max()), "18446744073709551615\n");
  EXPECT_EQ(FormatJson(std::numeric_limits<double>::quiet_NaN()), "null\n");
  EXPECT_EQ(FormatJson(std::numeric_limits<double>::infinity()), "null\n");
}

}  // namespace
}  // namespace constat::text
