#include "constat/io/unpack.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include "constat/io/file.h"
#include "constat/testing/archive.h"
#include "constat/testing/folder.h"

namespace constat::io {
namespace {

using testing::Gzip;
using testing::Zstd;

// Read is everything a stream gives, or its error.
struct Read {
  Bytes bytes;
  std::optional<ErrorCode> error;
};
Read All(ByteStream& stream) {
  Read out;
  for (;;) {
    const Result<ByteView> more = stream.Next();
    if (!more) {
      out.error = more.error().code;
      EXPECT_FALSE(more.error().detail.empty());
      return out;
    }
    if (more->empty()) return out;
    Append(out.bytes, *more);
  }
}
Read Unpack(ByteView packed, uint64_t limit = kNoLimit) { return All(*UnpackedFrom(packed, limit)); }

// Noise does not pack.
Bytes Noise(size_t size) {
  Bytes out(size);
  uint32_t x = 1;
  for (uint8_t& byte : out) byte = static_cast<uint8_t>((x = x * 1664525 + 1013904223) >> 24);
  return out;
}

Bytes Joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) Append(out, part);
  return out;
}

TEST(Unpack, ReadsPlainGzipAndZstdOfAnySize) {
  for (const size_t size : {0u, 1u, 3u, 4u, 1000u, 65'536u, 65'537u, 300'000u}) {
    const Bytes bytes = Noise(size);
    EXPECT_EQ(Unpack(bytes).bytes, bytes);
    EXPECT_EQ(Unpack(Gzip(bytes)).bytes, bytes) << size;
    EXPECT_EQ(Unpack(Zstd(bytes)).bytes, bytes) << size;
    EXPECT_EQ(Unpack(Gzip(bytes)).error, std::nullopt);
    EXPECT_EQ(Unpack(Zstd(bytes)).error, std::nullopt);
  }
}

// RFC 1952, 2.2: members follow one another; RFC 8878, 3: so do frames.
TEST(Unpack, SeveralMembersOrFramesAreOnePacking) {
  const Bytes a = Noise(70'000);
  const Bytes b = Noise(10);
  const Bytes both = Joined({a, b});
  EXPECT_EQ(Unpack(Joined({Gzip(a), Gzip(b)})).bytes, both);
  EXPECT_EQ(Unpack(Joined({Zstd(a), Zstd(b)})).bytes, both);
}

// The attack: 171 bytes that unpack, in two layers, to gigabytes.
TEST(Unpack, ASecondLayerIsRefused) {
  const Bytes zeros(10'000'000);
  for (const Bytes& inner : {Gzip(zeros), Zstd(zeros)}) {
    EXPECT_EQ(Unpack(Gzip(inner)).error, ErrorCode::kCannotRead);
    EXPECT_EQ(Unpack(Zstd(inner)).error, ErrorCode::kCannotRead);
    EXPECT_TRUE(Unpack(Gzip(inner)).bytes.empty());
  }
}

// The attack: more bytes than anybody waits for.
TEST(Unpack, ABombEndsAtAHundredTimesItsSize) {
  const Bytes zeros(20'000'000);
  for (const Bytes& packed : {Gzip(zeros), Zstd(zeros), Joined({Gzip(zeros), Gzip(zeros)})}) {
    const Read read = Unpack(packed);
    EXPECT_EQ(read.error, ErrorCode::kTooLarge);
    EXPECT_EQ(read.bytes.size(), kMaxPackingRatio * (packed.size() + kPackingAllowance));
  }
}

TEST(Unpack, CountsEveryByteAgainstTheLimit) {
  const Bytes bytes = Noise(100'000);
  for (const Bytes& file :
       {bytes, Gzip(bytes), Zstd(bytes), Joined({Gzip(Noise(50'000)), Gzip(Noise(50'000))})}) {
    EXPECT_EQ(Unpack(file, 100'000).error, std::nullopt);
    const Read read = Unpack(file, 99'999);
    EXPECT_EQ(read.error, ErrorCode::kTooLarge);
    EXPECT_EQ(read.bytes.size(), 99'999u);
  }
}

TEST(Unpack, ZstdWindowsOverEightMebibytesAreTooLarge) {
  const Bytes bytes = Noise(100'000);
  EXPECT_EQ(Unpack(Zstd(bytes, 23)).bytes, bytes);
  EXPECT_EQ(Unpack(Zstd(bytes, 24)).error, ErrorCode::kTooLarge);
  EXPECT_EQ(Unpack(Zstd(bytes, 27)).error, ErrorCode::kTooLarge);
}

TEST(Unpack, EveryTruncationAndTrailingByteIsAnError) {
  const Bytes bytes = Noise(300);
  for (const Bytes& packed : {Gzip(bytes), Zstd(bytes)}) {
    for (size_t size = 4; size < packed.size(); ++size) {
      EXPECT_EQ(Unpack(ByteView(packed).first(size)).error, ErrorCode::kCannotRead) << size;
    }
    for (const Bytes& more : {Bytes{0}, Bytes{1, 2, 3, 4}, Noise(100)}) {
      EXPECT_EQ(Unpack(Joined({packed, more})).error, ErrorCode::kCannotRead);
    }
  }
  EXPECT_EQ(Unpack(Joined({Gzip(bytes), Zstd(bytes)})).error, ErrorCode::kCannotRead);
}

TEST(Unpack, ABrokenPackingIsAnError) {
  Bytes gzip = Gzip(Noise(1000));
  gzip[gzip.size() - 6] ^= 1;  // the checksum
  EXPECT_EQ(Unpack(gzip).error, ErrorCode::kCannotRead);
  Bytes zstd = Zstd(Noise(1000));
  zstd[6] ^= 0xff;
  EXPECT_TRUE(Unpack(zstd).error.has_value());
}

TEST(Unpack, FilesAreReadAsTheirBytesAre) {
  const TemporaryFolder temporary;
  const std::filesystem::path& folder = temporary.path();
  const Bytes bytes = Noise(200'000);
  ASSERT_TRUE(WriteFile(folder / "packed", Gzip(bytes)).has_value());
  EXPECT_EQ(All(**OpenUnpacked(folder / "packed")).bytes, bytes);
  EXPECT_EQ(OpenUnpacked(folder / "none").error().code, ErrorCode::kMissingFile);
  EXPECT_EQ(OpenUnpacked(folder).error().code, ErrorCode::kCannotRead);
}

}  // namespace
}  // namespace constat::io
