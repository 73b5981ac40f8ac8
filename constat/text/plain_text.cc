#include "constat/text/plain_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "constat/text/utf8.h"

namespace constat::text {
namespace {

constexpr size_t kMostMarks = 4;  // combining marks in a row

struct Range {
  char32_t first;
  char32_t last;
};

// kForbidden is ENC-4's list but for the noncharacters at the end of each plane.
constexpr std::array<Range, 8> kForbidden{{{0x00, 0x1f},
                                           {0x7f, 0x9f},
                                           {0x2028, 0x202e},
                                           {0x2066, 0x2069},
                                           {0xfdd0, 0xfdef},
                                           {0xfeff, 0xfeff},
                                           {0xfff9, 0xfffb},
                                           {0xe0000, 0xe0fff}}};

bool IsForbidden(char32_t c) {
  if ((c & 0xfffe) == 0xfffe) return true;
  return std::any_of(kForbidden.begin(), kForbidden.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

}  // namespace

Status CheckPlainText(ByteView bytes, Lines lines) {
  if (!IsUtf8(bytes)) return Fail(ErrorCode::kBadText, "the text is not UTF-8");
  size_t marks = 0;
  for (const char32_t c : CodePoints(AsText(bytes))) {
    if (c == U'\n') {
      if (lines == Lines::kOne)
        return Fail(ErrorCode::kBadText, "the text has several lines, and one line is allowed");
    } else if (IsForbidden(c)) {
      return Fail(ErrorCode::kBadText,
                  fmt::format("the text has the character U+{:04X}, which is not seen or shows something "
                              "else than is written; take it out",
                              static_cast<uint32_t>(c)));
    }
    marks = c >= 0x300 && c <= 0x36f ? marks + 1 : 0;
    if (marks > kMostMarks) {
      return Fail(ErrorCode::kBadText,
                  fmt::format("the text has more than {} accents on one letter", kMostMarks));
    }
  }
  return {};
}

}  // namespace constat::text
