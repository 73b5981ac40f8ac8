#include "constat/report/letters/qr_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "constat/report/page/document.h"
#include "constat/testing/matchers.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;

// SOURCE: ISO/IEC 18004: finder patterns in three corners, a timing pattern between them, the dark module.
TEST(QrCode, HasTheFixedPatternsOfVersionTwo) {
  const QrCode code = MakeQrCode("7ZK30AQXM4DP9TRWB2HN6YCE").value();
  ASSERT_EQ(code.size, 25U);
  constexpr std::array<std::string_view, 7> kFinder = {"#######", "#     #", "# ### #", "# ### #",
                                                       "# ### #", "#     #", "#######"};
  for (size_t r = 0; r < 7; ++r) {
    for (size_t c = 0; c < 7; ++c) {
      EXPECT_EQ(code.At(r, c), kFinder[r][c] == '#');
      EXPECT_EQ(code.At(r, 18 + c), kFinder[r][c] == '#');
      EXPECT_EQ(code.At(18 + r, c), kFinder[r][c] == '#');
    }
  }
  for (size_t i = 8; i < 17; ++i) {
    EXPECT_EQ(code.At(6, i), i % 2 == 0);
    EXPECT_EQ(code.At(i, 6), i % 2 == 0);
  }
  EXPECT_TRUE(code.At(17, 8));
}

TEST(QrCode, DrawsEveryDarkModuleOnce) {
  const QrCode code{2, {1, 0, 1, 1}};
  const std::string svg = page::FormatHtml(DrawQrCode(code, "a\"b"));
  EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 10 10\""));
  EXPECT_THAT(svg, HasSubstr("d=\"M4 4.5h1M4 5.5h2\""));
  EXPECT_THAT(svg, HasSubstr("aria-label=\"a&quot;b\""));
  EXPECT_THAT(FormatQrFile(code), HasSubstr("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_THAT(FormatQrFile(code), HasSubstr("<path stroke=\"#000\" d=\"M4 4.5h1M4 5.5h2\"/>"));
}

// Every second module of the greatest size: no other code has more strokes.
TEST(QrCode, DrawsTheLargestCodes) {
  QrCode code{177, std::vector<uint8_t>(177 * 177, 0)};
  for (size_t i = 0; i < code.dark.size(); i += 2) code.dark[i] = 1;
  const std::string svg = FormatQrFile(code);
  EXPECT_EQ(std::count(svg.begin() + static_cast<ptrdiff_t>(svg.find("d=\"")), svg.end(), 'h'),
            177 * 177 / 2 + 1);
}

TEST(QrCode, RefusesWhatNoneHolds) {
  EXPECT_THAT(MakeQrCode(""), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(MakeQrCode(std::string_view("a\0b", 3)), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(MakeQrCode(std::string(2331, 'x')), Succeeds());
  for (const size_t size : {2332U, 3000U, 4000U, 4001U, 100'000U}) {
    EXPECT_THAT(MakeQrCode(std::string(size, 'x')), FailsWith(ErrorCode::kTooLarge)) << size;
  }
}

// Characters of alphanumeric mode take 5.5 bits each: SOURCE: ISO/IEC 18004:2015, tables 2 and 7, level M.
TEST(QrCode, WritesCodesInTheirOwnMode) {
  const auto size = [](const std::string& text) { return Value(MakeQrCode(text)).size; };
  const std::string code(24, 'A');
  EXPECT_EQ(size(code), 25U);  // version 2: 26 bytes, 38 characters
  EXPECT_EQ(size(std::string(38, 'A')), 25U);
  EXPECT_EQ(size(std::string(39, 'A')), 29U);
  EXPECT_EQ(size(std::string(27, 'a')), 29U);
  EXPECT_EQ(size(std::string(84, 'a')), 37U);  // version 5: 84 bytes
  EXPECT_EQ(size(std::string(85, 'a')), 41U);
  EXPECT_EQ(size(std::string(30, 'a') + code + std::string(34, 'a')), 37U);  // 88 in three segments
}

}  // namespace
}  // namespace constat::report
