#include "constat/wire/reader.h"

#include <gtest/gtest.h>

#include "constat/testing/matchers.h"
#include "constat/text/hex.h"

namespace constat::wire {
namespace {

// Refusal reads one value from hex bytes, and is the code of what follows.
template <typename Read>
std::string Refusal(std::string_view hex, Read read) {
  const Bytes bytes = text::ParseHex(hex).value();
  Reader reader(bytes);
  read(reader);
  return CodeOf(reader.Finish());
}

// Spec: ENC-1
TEST(Reader, ReadsIntegersBigEndian) {
  const Bytes bytes = text::ParseHex(
                          "01"
                          "0203"
                          "04050607"
                          "08090a0b0c0d0e0f")
                          .value();
  Reader reader(bytes);
  EXPECT_EQ(reader.U8(), 0x01);
  EXPECT_EQ(reader.U16(), 0x0203);
  EXPECT_EQ(reader.offset(), 3u);
  EXPECT_EQ(reader.remaining(), 12u);
  EXPECT_EQ(reader.U32(), 0x04050607u);
  EXPECT_EQ(reader.U64(), 0x08090a0b0c0d0e0fu);
  EXPECT_EQ(CodeOf(reader.Finish()), "ok");
}

// Spec: ENC-1
TEST(Reader, EveryReadOfMissingBytesIsTruncated) {
  EXPECT_EQ(Refusal("", [](Reader& r) { (void)r.U8(); }), "truncated");
  EXPECT_EQ(Refusal("00", [](Reader& r) { (void)r.U16(); }), "truncated");
  EXPECT_EQ(Refusal("000000", [](Reader& r) { (void)r.U32(); }), "truncated");
  EXPECT_EQ(Refusal("00000000000000", [](Reader& r) { (void)r.U64(); }), "truncated");
  EXPECT_EQ(Refusal(std::string(62, '0'), [](Reader& r) { (void)r.Fixed32(); }), "truncated");
  EXPECT_EQ(Refusal(std::string(126, '0'), [](Reader& r) { (void)r.Fixed64(); }), "truncated");
  EXPECT_EQ(Refusal("00", [](Reader& r) { (void)r.Fixed(2); }), "truncated");
  EXPECT_EQ(Refusal("00", [](Reader& r) { (void)r.Fixed(SIZE_MAX); }), "truncated");
  EXPECT_EQ(Refusal("0241", [](Reader& r) { (void)r.Opaque8(0, 255); }), "truncated");
  EXPECT_EQ(Refusal("000241", [](Reader& r) { (void)r.Opaque16(0, 65535); }), "truncated");
  EXPECT_EQ(Refusal("000241", [](Reader& r) { (void)r.Text16(0, 9); }), "truncated");
  EXPECT_EQ(Refusal("", [](Reader& r) { (void)r.Bool(); }), "truncated");
  EXPECT_EQ(Refusal("00", [](Reader& r) { (void)r.Count16(0, 9); }), "truncated");
}

// Spec: ENC-1
TEST(Reader, BytesLeftOverAreTrailing) {
  EXPECT_EQ(Refusal("0102", [](Reader& r) { (void)r.U8(); }), "trailing-bytes");
  EXPECT_EQ(Refusal("01", [](Reader&) {}), "trailing-bytes");
  EXPECT_EQ(Refusal("", [](Reader&) {}), "ok");
}

// Spec: ENC-1, ENC-5
TEST(Reader, LengthsAndCountsKeepToTheirRange) {
  const auto opaque8 = [](Reader& r) { (void)r.Opaque8(1, 2); };
  EXPECT_EQ(Refusal("00", opaque8), "bad-length");
  EXPECT_EQ(Refusal("0141", opaque8), "ok");
  EXPECT_EQ(Refusal("024142", opaque8), "ok");
  EXPECT_EQ(Refusal("03414243", opaque8), "bad-length");
  const auto opaque16 = [](Reader& r) { (void)r.Opaque16(1, 2); };
  EXPECT_EQ(Refusal("0000", opaque16), "bad-length");
  EXPECT_EQ(Refusal("000141", opaque16), "ok");
  EXPECT_EQ(Refusal("0003414243", opaque16), "bad-length");
  const auto text = [](Reader& r) { (void)r.Text16(1, 2); };
  EXPECT_EQ(Refusal("0000", text), "bad-length");
  EXPECT_EQ(Refusal("0003414243", text), "bad-length");
  const auto count = [](Reader& r) { (void)r.Count16(1, 2); };
  EXPECT_EQ(Refusal("0000", count), "bad-length");
  EXPECT_EQ(Refusal("0001", count), "ok");
  EXPECT_EQ(Refusal("0002", count), "ok");
  EXPECT_EQ(Refusal("0003", count), "bad-length");
  EXPECT_EQ(Refusal("0101", count), "bad-length");
  // A length outside its range is told before the bytes are missed.
  EXPECT_EQ(Refusal("03", opaque8), "bad-length");
  EXPECT_EQ(Refusal("ffff", opaque16), "bad-length");
}

// Spec: ENC-1, ENC-6
TEST(Reader, EnumerationsAreListedValues) {
  const auto three = [](Reader& r) { (void)r.Enum8(3); };
  EXPECT_EQ(Refusal("02", three), "ok");
  EXPECT_EQ(Refusal("03", three), "unknown-enum");
  EXPECT_EQ(Refusal("ff", three), "unknown-enum");
  const auto boolean = [](Reader& r) { (void)r.Bool(); };
  EXPECT_EQ(Refusal("00", boolean), "ok");
  EXPECT_EQ(Refusal("01", boolean), "ok");
  for (int v = 2; v < 256; ++v)
    EXPECT_EQ(Refusal(text::FormatHex(Bytes{static_cast<uint8_t>(v)}), boolean), "unknown-enum");
}

// Spec: ENC-4
TEST(Reader, TextIsUtf8WithoutControlCharacters) {
  const auto text = [](Reader& r) { (void)r.Text16(0, 9); };
  for (int c = 0; c < 256; ++c) {
    const bool fine = c >= 0x20 && c < 0x7f;
    EXPECT_EQ(Refusal("0001" + text::FormatHex(Bytes{static_cast<uint8_t>(c)}), text),
              fine ? "ok" : "bad-text")
        << c;
  }
  EXPECT_EQ(Refusal("0002c3a4", text), "ok");
  EXPECT_EQ(Refusal("0002c280", text), "bad-text");
  const auto lines = [](Reader& r) { (void)r.Text16(0, 9, text::Lines::kSeveral); };
  EXPECT_EQ(Refusal("00010a", lines), "ok");
  EXPECT_EQ(Refusal("00010d", lines), "bad-text");
  EXPECT_EQ(Refusal("0002c080", text), "bad-text");
  EXPECT_EQ(Refusal("0003eda080", text), "bad-text");
}

TEST(Reader, TheFirstFailureSticks) {
  const Bytes bytes = text::ParseHex(
                          "05"
                          "41424344")
                          .value();
  Reader reader(bytes);
  (void)reader.Enum8(2);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.remaining(), 0u);
  // Whatever is read now is nothing, and changes nothing.
  EXPECT_EQ(reader.U8(), 0);
  EXPECT_EQ(reader.U64(), 0u);
  EXPECT_TRUE(reader.Fixed(1).empty());
  EXPECT_EQ(reader.Fixed32(), Bytes32{});
  EXPECT_EQ(reader.Fixed64(), Bytes64{});
  EXPECT_TRUE(reader.Opaque8(1, 1).empty());
  EXPECT_TRUE(reader.Opaque16(1, 1).empty());
  EXPECT_EQ(reader.Text16(1, 1), "");
  EXPECT_EQ(reader.Count16(1, 1), 0u);
  EXPECT_FALSE(reader.Bool());
  reader.FailWith(ErrorCode::kBadPoint, "later");
  const Status status = reader.Finish();
  EXPECT_EQ(CodeOf(status), "unknown-enum");
  EXPECT_EQ(status.error().detail, "at byte 1: 5 has no meaning here; the numbers 0 to 1 have");
}

TEST(Reader, FailuresAreNamedWithTheirOffset) {
  const Bytes bytes = text::ParseHex("000102").value();
  Reader reader(bytes);
  (void)reader.U16();
  (void)reader.U32();
  EXPECT_EQ(reader.Finish().error().detail, "at byte 2: 4 bytes are needed, and 1 are left");
  Reader other(bytes);
  (void)other.U16();
  other.FailWith(ErrorCode::kBadScalar, "no scalar");
  EXPECT_EQ(CodeOf(other.Finish()), "bad-scalar");
  EXPECT_EQ(other.Finish().error().detail, "at byte 2: no scalar");
}

TEST(Reader, ViewsPointIntoTheInput) {
  const Bytes bytes = text::ParseHex("0002aabb").value();
  Reader reader(bytes);
  EXPECT_EQ(reader.Opaque16(0, 9).data(), bytes.data() + 2);
}

}  // namespace
}  // namespace constat::wire
