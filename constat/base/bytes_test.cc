#include "constat/base/bytes.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

TEST(Bytes, EqualComparesLengthAndContents) {
  const Bytes a{1, 2};
  EXPECT_TRUE(Equal(a, Bytes{1, 2}));
  EXPECT_FALSE(Equal(a, Bytes{1, 3}));
  EXPECT_FALSE(Equal(a, Bytes{1, 2, 3}));
  EXPECT_FALSE(Equal(a, {}));
  EXPECT_TRUE(Equal({}, {}));
}

// EncodeUtf8 is the encoding of RFC 3629, section 3, in so many bytes, whether or not that is allowed.
Bytes EncodeUtf8(uint32_t code, int size) {
  if (size == 1) return {static_cast<uint8_t>(code)};
  Bytes out(size);
  for (int i = size; i-- > 1; code >>= 6) out[i] = static_cast<uint8_t>(0x80 | (code & 0x3f));
  out[0] = static_cast<uint8_t>((0xff00 >> size) | code);
  return out;
}

int ShortestSize(uint32_t code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; }

// Spec: ENC-4
TEST(Utf8, AcceptsEveryScalarValueInItsShortestFormOnly) {
  for (uint32_t code = 0; code < 0x200000; ++code) {
    const bool scalar_value = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    for (int size = ShortestSize(code); size <= 4; ++size) {
      ASSERT_EQ(IsUtf8(EncodeUtf8(code, size)), scalar_value && size == ShortestSize(code))
          << code << " in " << size;
    }
  }
}

// Spec: ENC-4
TEST(Utf8, AcceptsNoOtherStringOfUpToThreeBytes) {
  // How many strings are well-formed follows from how many scalar values have one, two and three bytes.
  constexpr size_t kOne = 128;
  constexpr size_t kTwo = 0x800 - 0x80;
  constexpr size_t kThree = 0x10000 - 0x800 - 0x800;
  std::array<size_t, 4> accepted{};
  Bytes s(3);
  for (uint32_t v = 0; v < (1u << 24); ++v) {
    s = {static_cast<uint8_t>(v >> 16), static_cast<uint8_t>(v >> 8), static_cast<uint8_t>(v)};
    accepted[3] += IsUtf8(s);
    if (v < (1u << 16)) accepted[2] += IsUtf8(ByteView(s).last(2));
    if (v < (1u << 8)) accepted[1] += IsUtf8(ByteView(s).last(1));
  }
  EXPECT_EQ(accepted[1], kOne);
  EXPECT_EQ(accepted[2], kOne * kOne + kTwo);
  EXPECT_EQ(accepted[3], kOne * kOne * kOne + 2 * kOne * kTwo + kThree);
}

TEST(Utf8, RejectsCutSequences) {
  for (const std::string_view text :
       {"\xe2\x82", "a\xc3", "\xf0\x9f\x8c", "\x80", "\xf8\x88\x80\x80\x80", "\xfe"}) {
    EXPECT_FALSE(IsUtf8(AsBytes(text)));
  }
  EXPECT_TRUE(IsUtf8({}));
}

}  // namespace
}  // namespace constat
