#include "constat/group/point.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <map>

#include "constat/group/edwards.h"
#include "constat/testing/rfc9496.h"

namespace constat::group {
namespace {

TEST(Point, MultipliesTheBaseAsTheRfcSays) {
  const auto vectors = ReadVectors("multiple");
  ASSERT_EQ(vectors.size(), 16u);
  Point sum;
  for (const VectorLine& vector : vectors) {
    const Scalar n = Scalar::FromUint64(std::stoull(vector.key));
    EXPECT_EQ(text::FormatHex(Point::MulBaseVartime(n).Encode()), text::FormatHex(vector.encoding));
    EXPECT_EQ(text::FormatHex(Point::Base().MulVartime(n).Encode()), text::FormatHex(vector.encoding));
    EXPECT_EQ(text::FormatHex(sum.Encode()), text::FormatHex(vector.encoding));
    EXPECT_EQ(Point::Decode(vector.encoding).value(), sum);
    sum += Point::Base();
  }
}

TEST(Point, RefusesTheInvalidEncodingsOfTheRfc) {
  std::map<std::string, int> classes;
  for (const VectorLine& vector : ReadVectors("invalid")) {
    const Result<Point> point = Point::Decode(vector.encoding);
    ASSERT_FALSE(point.has_value()) << vector.key << text::FormatHex(vector.encoding);
    EXPECT_EQ(point.error().code, ErrorCode::kBadPoint);
    ++classes[vector.key];
  }
  EXPECT_EQ(
      classes,
      (std::map<std::string, int>{
          {"non-canonical", 4}, {"negative", 8}, {"non-square", 8}, {"negative-xy", 8}, {"zero-y", 1}}));
}

TEST(Point, MapsUniformBytesAsTheRfcSays) {
  const auto vectors = ReadVectors("map");
  ASSERT_EQ(vectors.size(), 11u);
  for (const VectorLine& vector : vectors) {
    const Bytes input = text::ParseHex(vector.key).value();
    ASSERT_EQ(input.size(), 64u);
    Bytes64 uniform;
    std::copy(input.begin(), input.end(), uniform.begin());
    EXPECT_EQ(text::FormatHex(Point::FromUniformBytes(uniform).Encode()), text::FormatHex(vector.encoding));
  }
}

TEST(Point, RefusesEveryOtherLength) {
  for (size_t length = 0; length <= 66; ++length) {
    if (length == 32) continue;
    EXPECT_EQ(Point::Decode(Bytes(length, 0)).error().code, ErrorCode::kBadLength) << length;
  }
}

TEST(Point, DecodesTheIdentity) {
  const Point identity = Point::Decode(Bytes(32, 0)).value();
  EXPECT_TRUE(identity.IsIdentity());
  EXPECT_EQ(identity, Point());
  EXPECT_EQ(Point().Encode(), EncodedPoint{});
  EXPECT_FALSE(Point::Base().IsIdentity());
}

// libsodium 1.0.18 accepts these; a record must not: each would be a second encoding of one element.
TEST(Point, RefusesBit255) {
  crypto::SeededRng rng("point", "bit 255");
  for (int i = 0; i < 100; ++i) {
    EncodedPoint encoding = i == 0 ? EncodedPoint{} : RandomPoint(rng).Encode();
    ASSERT_TRUE(Point::Decode(encoding).has_value());
    encoding[31] |= 0x80;
    EXPECT_EQ(Point::Decode(encoding).error().code, ErrorCode::kBadPoint);
  }
}

TEST(Point, RefusesFieldElementsFromTheModulusOn) {
  Bytes bytes(32, 0xff);
  bytes[31] = 0x7f;
  for (int low = 0xed; low <= 0xff; ++low) {
    bytes[0] = static_cast<uint8_t>(low);
    EXPECT_EQ(Point::Decode(bytes).error().code, ErrorCode::kBadPoint) << low;
  }
}

TEST(Point, DecodesWhatLibsodiumDoesAmongCanonicalEncodings) {
  crypto::SeededRng rng("point", "decode");
  int accepted = 0;
  for (int i = 0; i < 5000; ++i) {
    EncodedPoint bytes = RandomBytes<32>(rng);
    bytes[31] &= 0x7f;
    if (i % 2 == 0) bytes[0] &= 0xfe;
    if (i < 1000) {
      bytes.fill(0);
      bytes[0] = static_cast<uint8_t>(i);
      bytes[1] = static_cast<uint8_t>(i >> 8);
    }
    const Result<Point> point = Point::Decode(bytes);
    ASSERT_EQ(point.has_value(), crypto_core_ristretto255_is_valid_point(bytes.data()) == 1)
        << text::FormatHex(bytes);
    if (!point) continue;
    ++accepted;
    ASSERT_EQ(point->Encode(), bytes);
  }
  EXPECT_GT(accepted, 500);
}

TEST(Point, AgreesWithLibsodium) {
  crypto::SeededRng rng("point", "libsodium");
  for (int i = 0; i < 2000; ++i) {
    const Bytes64 uniform = RandomBytes<64>(rng);
    const Point p = Point::FromUniformBytes(uniform);
    const Point q = RandomPoint(rng);
    const EncodedPoint ep = p.Encode();
    const EncodedPoint eq = q.Encode();
    EncodedPoint expected;
    crypto_core_ristretto255_from_hash(expected.data(), uniform.data());
    ASSERT_EQ(ep, expected);
    ASSERT_EQ(crypto_core_ristretto255_add(expected.data(), ep.data(), eq.data()), 0);
    ASSERT_EQ((p + q).Encode(), expected);
    ASSERT_EQ(crypto_core_ristretto255_sub(expected.data(), ep.data(), eq.data()), 0);
    ASSERT_EQ((p - q).Encode(), expected);
    const Scalar s = RandomScalar(rng);
    ASSERT_EQ(crypto_scalarmult_ristretto255(expected.data(), s.Encode().data(), ep.data()), 0);
    ASSERT_EQ(p.MulVartime(s).Encode(), expected);
    ASSERT_EQ(crypto_scalarmult_ristretto255_base(expected.data(), s.Encode().data()), 0);
    ASSERT_EQ(Point::MulBaseVartime(s).Encode(), expected);
  }
}

TEST(Point, IsAGroup) {
  crypto::SeededRng rng("point", "laws");
  for (int i = 0; i < 100; ++i) {
    const Point p = RandomPoint(rng);
    const Point q = RandomPoint(rng);
    const Point r = RandomPoint(rng);
    const Scalar a = RandomScalar(rng);
    const Scalar b = RandomScalar(rng);
    EXPECT_EQ((p + q) + r, p + (q + r));
    EXPECT_EQ(p + q, q + p);
    EXPECT_EQ(p + Point(), p);
    EXPECT_TRUE((p - p).IsIdentity());
    EXPECT_TRUE((p + -p).IsIdentity());
    EXPECT_EQ(p + p, p.Double());
    EXPECT_EQ((p + q).MulVartime(a), p.MulVartime(a) + q.MulVartime(a));
    EXPECT_EQ(p.MulVartime(a + b), p.MulVartime(a) + p.MulVartime(b));
    EXPECT_EQ(p.MulVartime(a).MulVartime(b), p.MulVartime(a * b));
    EXPECT_EQ(Point::MulDoubleBaseVartime(a, p, b), p.MulVartime(a) + Point::Base().MulVartime(b));
    EXPECT_FALSE(p == q);
    EXPECT_FALSE(p == -p);
  }
}

TEST(Point, MultipliesByTheEdgesOfTheScalars) {
  crypto::SeededRng rng("point", "edges");
  const Point p = RandomPoint(rng);
  const Scalar one = Scalar::FromUint64(1);
  EXPECT_TRUE(p.MulVartime(Scalar()).IsIdentity());
  EXPECT_TRUE(Point::MulBaseVartime(Scalar()).IsIdentity());
  EXPECT_EQ(p.MulVartime(one), p);
  EXPECT_EQ(p.MulVartime(-one), -p);
  EXPECT_EQ(Point::MulBaseVartime(-one), -Point::Base());
  EXPECT_TRUE(Point().MulVartime(-one).IsIdentity());
  Point doubled = Point::Base();
  Scalar power = one;
  for (int bit = 0; bit < 253; ++bit) {
    EXPECT_EQ(Point::MulBaseVartime(power), doubled) << bit;
    EXPECT_EQ(Point::MulBaseVartime(power - one), doubled - Point::Base()) << bit;
    EXPECT_EQ(Point::Base().MulVartime(power), doubled) << bit;
    EXPECT_EQ(Point::Base().MulVartime(power - one), doubled - Point::Base()) << bit;
    doubled = doubled.Double();
    power += power;
  }
}

// The four points of order dividing 4 represent the identity: adding one changes the representative only.
TEST(Point, DoesNotSeeTorsion) {
  const Field zero = Field::Zero();
  const Field one = Field::One();
  const std::vector<Point> torsion{
      Point::FromCoordinates({zero, one, one, zero}),
      Point::FromCoordinates({zero, one.Minus(), one, zero}),
      Point::FromCoordinates({kSqrtM1, zero, one, zero}),
      Point::FromCoordinates({kSqrtM1.Minus(), zero, one, zero}),
  };
  crypto::SeededRng rng("point", "torsion");
  for (const Point& t : torsion) {
    EXPECT_TRUE(t.IsIdentity());
    EXPECT_EQ(t.Encode(), EncodedPoint{});
    for (int i = 0; i < 50; ++i) {
      const Point p = RandomPoint(rng);
      const Point moved = p + t;
      EXPECT_EQ(moved, p);
      EXPECT_EQ(moved.Encode(), p.Encode());
      const Scalar s = RandomScalar(rng);
      EXPECT_EQ(moved.MulVartime(s).Encode(), p.MulVartime(s).Encode());
    }
  }
}

// The encodings that Ed25519 gives its points of small order: as ristretto, only 32 zero bytes are any point.
TEST(Point, RefusesEdwardsEncodingsOfSmallOrder) {
  for (const char* hex : {"0100000000000000000000000000000000000000000000000000000000000000",
                          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                          "0000000000000000000000000000000000000000000000000000000000000080",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"}) {
    EXPECT_EQ(Point::Decode(text::ParseHex(hex).value()).error().code, ErrorCode::kBadPoint) << hex;
  }
}

}  // namespace
}  // namespace constat::group
