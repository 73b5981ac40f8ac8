// What every decoder of this layer must do with damaged bytes. For tests only.
#pragma once

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "constat/testing/manifest.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"

namespace constat::record {

// Recode is a decoder and its encoder put together: the bytes of what was decoded.
using Recode = std::function<Result<Bytes>(ByteView)>;

// ExpectCanonical checks the round trip, every truncation, a trailing byte, and that no altered byte string
// decodes to something with another encoding. Spec: ENC-1, ENC-7.
inline void ExpectCanonical(const Bytes& encoded, const Recode& recode) {
  const Result<Bytes> again = recode(encoded);
  ASSERT_EQ(CodeOf(again), "ok") << DetailOf(again);
  EXPECT_EQ(text::FormatHex(*again), text::FormatHex(encoded));
  for (size_t size = 0; size < encoded.size(); ++size) {
    ASSERT_EQ(CodeOf(recode(ByteView(encoded).first(size))), "truncated") << "at " << size;
  }
  Bytes longer = encoded;
  longer.push_back(0);
  EXPECT_EQ(CodeOf(recode(longer)), "trailing-bytes");
  for (size_t i = 0; i < encoded.size(); ++i) {
    for (const uint8_t flip : {uint8_t{0x01}, uint8_t{0x80}}) {
      Bytes altered = encoded;
      altered[i] ^= flip;
      const Result<Bytes> other = recode(altered);
      if (other) {
        ASSERT_EQ(*other, altered) << "byte " << i << " altered";
      }
    }
  }
}

struct BadEncoding {
  std::string what;
  Bytes32 bytes;
};

// LittleEndian reads 64 hex digits of a number, the highest first.
inline Bytes32 LittleEndian(std::string_view hex) {
  Bytes32 bytes = text::ParseHex32(hex).value();
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

// BadPoints are strings that RFC 9496, section 4.3.1 refuses, one for each reason.
inline std::vector<BadEncoding> BadPoints() {
  Bytes32 high_bit = TestPoint("high bit").encoded;
  high_bit[31] |= 0x80;
  Bytes32 identity_high_bit{};
  identity_high_bit[31] = 0x80;
  return {
      {"bit 255 set", high_bit},
      {"the identity with bit 255 set", identity_high_bit},
      {"p = 0", LittleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed")},
      {"2^255 - 1", LittleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"negative: 1", LittleEndian("0000000000000000000000000000000000000000000000000000000000000001")},
      {"negative: p - 2", LittleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeb")},
      {"not a square",
       text::ParseHex32("26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371").value()}};
}

inline std::vector<BadEncoding> BadScalars() {
  return {{"l", LittleEndian("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed")},
          {"l + 1", LittleEndian("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ee")},
          {"2^253", LittleEndian("2000000000000000000000000000000000000000000000000000000000000000")},
          {"1 with bit 255 set",
           LittleEndian("8000000000000000000000000000000000000000000000000000000000000001")},
          {"2^256 - 1", LittleEndian("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")}};
}

// Find is where 32 bytes are in encoded. They must be there once.
inline size_t Find(const Bytes& encoded, const Bytes32& needle) {
  const auto at = std::search(encoded.begin(), encoded.end(), needle.begin(), needle.end());
  EXPECT_NE(at, encoded.end());
  EXPECT_EQ(std::search(at + 1, encoded.end(), needle.begin(), needle.end()), encoded.end());
  return static_cast<size_t>(at - encoded.begin());
}

// ExpectEachRefused puts every bad encoding in the place of every one of the fields.
inline void ExpectEachRefused(const Bytes& encoded, const std::vector<Bytes32>& fields,
                              const std::vector<BadEncoding>& bad, const Recode& recode,
                              std::string_view code) {
  for (const Bytes32& field : fields) {
    const size_t at = Find(encoded, field);
    for (const BadEncoding& b : bad) {
      Bytes altered = encoded;
      std::copy(b.bytes.begin(), b.bytes.end(), altered.begin() + static_cast<ptrdiff_t>(at));
      EXPECT_EQ(CodeOf(recode(altered)), code) << b.what << " at byte " << at;
    }
  }
}

// ExpectStrictFields checks that each point and scalar is decoded as ENC-2 and ENC-3 say.
inline void ExpectStrictFields(const Bytes& encoded, const std::vector<group::WirePoint>& points,
                               const std::vector<group::Scalar>& scalars, const Recode& recode) {
  std::vector<Bytes32> encoded_points;
  for (const group::WirePoint& point : points) encoded_points.push_back(point.encoded);
  std::vector<Bytes32> encoded_scalars;
  for (const group::Scalar& scalar : scalars) encoded_scalars.push_back(scalar.Encode());
  ExpectEachRefused(encoded, encoded_points, BadPoints(), recode, "bad-point");
  ExpectEachRefused(encoded, encoded_scalars, BadScalars(), recode, "bad-scalar");
}

}  // namespace constat::record
