#include "constat/wire/writer.h"

#include <gtest/gtest.h>

#include "constat/text/hex.h"
#include "constat/wire/reader.h"

namespace constat::wire {
namespace {

// Spec: ENC-1, ENC-5, ENC-6
TEST(Writer, WritesWhatTheReaderReads) {
  Writer writer;
  writer.U8(1).U16(0x0203).U32(0x04050607).U64(0x08090a0b0c0d0e0f).Bool(true).Bool(false);
  writer.Opaque8(Bytes{0xaa}).Opaque16(Bytes{0xbb, 0xcc}).Text16("ä").Count16(3).Fixed(Bytes{0xdd});
  EXPECT_EQ(text::FormatHex(writer.bytes()),
            "01"
            "0203"
            "04050607"
            "08090a0b0c0d0e0f"
            "01"
            "00"
            "01aa"
            "0002bbcc"
            "0002c3a4"
            "0003"
            "dd");
  const Bytes bytes = writer.Take();
  Reader reader(bytes);
  EXPECT_EQ(reader.U8(), 1);
  EXPECT_EQ(reader.U16(), 0x0203);
  EXPECT_EQ(reader.U32(), 0x04050607u);
  EXPECT_EQ(reader.U64(), 0x08090a0b0c0d0e0fu);
  EXPECT_TRUE(reader.Bool());
  EXPECT_FALSE(reader.Bool());
  EXPECT_EQ(text::FormatHex(reader.Opaque8(0, 255)), "aa");
  EXPECT_EQ(text::FormatHex(reader.Opaque16(0, 65535)), "bbcc");
  EXPECT_EQ(reader.Text16(0, 9), "ä");
  EXPECT_EQ(reader.Count16(0, 9), 3u);
  EXPECT_EQ(text::FormatHex(reader.Fixed(1)), "dd");
  EXPECT_TRUE(reader.Finish());
}

TEST(Writer, LengthsUpToTheirLimit) {
  Writer writer;
  writer.Opaque8(Bytes(255)).Opaque16(Bytes(65535)).Count16(65535);
  EXPECT_EQ(writer.bytes().size(), 1u + 255 + 2 + 65535 + 2);
}

TEST(WriterDeathTest, AbortsOnWhatDoesNotFit) {
  EXPECT_DEATH(Writer().Opaque8(Bytes(256)), "0xff");
  EXPECT_DEATH(Writer().Opaque16(Bytes(65536)), "0xffff");
  EXPECT_DEATH(Writer().Count16(65536), "0xffff");
}

}  // namespace
}  // namespace constat::wire
