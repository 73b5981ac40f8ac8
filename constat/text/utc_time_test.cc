#include "constat/text/utc_time.h"

#include <gtest/gtest.h>

namespace constat::text {
namespace {

TEST(ParseUtcTime, ReadsRfc3339) {
  EXPECT_EQ(*ParseUtcTime("1970-01-01T00:00:00Z"), 0u);
  EXPECT_EQ(*ParseUtcTime("2026-05-01T12:00:00Z"), 1777636800000u);
  EXPECT_EQ(*ParseUtcTime("2024-02-29T23:59:59Z"), 1709251199000u);
  EXPECT_EQ(*ParseUtcTime("2000-02-29T00:00:00Z"), 951782400000u);
  EXPECT_EQ(*ParseUtcTime("9999-12-31T23:59:59Z"), 253402300799000u);
}

TEST(ParseUtcTime, RefusesEverythingElse) {
  for (const char* text :
       {"", "now", "2026-05-01", "2026-05-01T12:00:00", "2026-05-01 12:00:00Z", "2026-05-01T12:00:00+00:00",
        "2026-5-1T12:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "1969-12-31T23:59:59Z", "2026-05-01T12:00:00ZZ",
        "2026-05-01T12:00:00z"}) {
    const Result<uint64_t> time = ParseUtcTime(text);
    ASSERT_FALSE(time.has_value()) << text;
    EXPECT_EQ(time.error().code, ErrorCode::kBadText);
  }
}

}  // namespace
}  // namespace constat::text
