#include "constat/group/secret/secret_scalar.h"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <type_traits>

#include "constat/testing/rfc9496.h"

namespace constat::group {
namespace {

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
template <typename T>
concept Comparable = requires(const T& a, const T& b) { a == b; };

static_assert(!std::is_convertible_v<SecretScalar, Scalar>);
static_assert(!std::is_constructible_v<Scalar, SecretScalar>);
static_assert(!std::is_constructible_v<Scalar, const SecretScalar&>);
static_assert(!std::is_convertible_v<Scalar, SecretScalar>);
static_assert(!std::is_copy_constructible_v<SecretScalar>);
static_assert(!std::is_copy_assignable_v<SecretScalar>);
static_assert(std::is_nothrow_move_constructible_v<SecretScalar>);
static_assert(!Printable<SecretScalar>);
static_assert(!Comparable<SecretScalar>);
static_assert(Comparable<Scalar>);

SecretScalar Make(const Scalar& value) { return SecretScalar::FromPublic(value); }

TEST(SecretScalar, ComputesAsScalarDoes) {
  crypto::SeededRng rng("secret", "arithmetic");
  for (int i = 0; i < 500; ++i) {
    const Scalar a = i == 0 ? Scalar() : RandomScalar(rng);
    const Scalar b = i == 1 ? -Scalar::FromUint64(1) : RandomScalar(rng);
    EXPECT_EQ(Make(a).Add(Make(b)).Declassify(), a + b);
    EXPECT_EQ(Make(a).Sub(Make(b)).Declassify(), a - b);
    EXPECT_EQ(Make(a).Mul(Make(b)).Declassify(), a * b);
    EXPECT_EQ(Make(a).Add(b).Declassify(), a + b);
    EXPECT_EQ(Make(a).Sub(b).Declassify(), a - b);
    EXPECT_EQ(Make(a).Mul(b).Declassify(), a * b);
    EXPECT_EQ(Make(a).Negate().Declassify(), -a);
    EXPECT_EQ(SecretScalar::Choose(0, Make(a), Make(b)).Declassify(), a);
    EXPECT_EQ(SecretScalar::Choose(1, Make(a), Make(b)).Declassify(), b);
  }
}

TEST(SecretScalar, MultipliesPointsAsScalarDoes) {
  crypto::SeededRng rng("secret", "points");
  for (int i = 0; i < 50; ++i) {
    const Scalar a = RandomScalar(rng);
    const Point p = RandomPoint(rng);
    EXPECT_EQ(Make(a).MulBase(), Point::MulBaseVartime(a));
    EXPECT_EQ(Make(a).MulBaseEncoded(), Point::MulBaseVartime(a).Encode());
    EXPECT_EQ(Make(a).Mul(p), p.MulVartime(a));
    EXPECT_EQ(Make(a).MulEncoded(p.Encode()), p.MulVartime(a).Encode());
  }
}

TEST(SecretScalar, GivesTheIdentityForZeroAndForTheIdentity) {
  crypto::SeededRng rng("secret", "identity");
  EXPECT_TRUE(SecretScalar().MulBase().IsIdentity());
  EXPECT_EQ(SecretScalar().MulBaseEncoded(), EncodedPoint{});
  EXPECT_TRUE(SecretScalar().Mul(RandomPoint(rng)).IsIdentity());
  EXPECT_TRUE(Make(RandomScalar(rng)).Mul(Point()).IsIdentity());
  EXPECT_EQ(Make(RandomScalar(rng)).MulEncoded(EncodedPoint{}), EncodedPoint{});
}

TEST(SecretScalar, DecodesWhatIsBelowTheOrderAndNothingElse) {
  Bytes order = text::ParseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  EXPECT_EQ(SecretScalar::Decode(order).error().code, ErrorCode::kBadScalar);
  order[0] += 1;
  EXPECT_EQ(SecretScalar::Decode(order).error().code, ErrorCode::kBadScalar);
  order[0] -= 2;
  EXPECT_EQ(SecretScalar::Decode(order)->Declassify(), -Scalar::FromUint64(1));
  EXPECT_EQ(SecretScalar::Decode(Bytes(32, 0xff)).error().code, ErrorCode::kBadScalar);
  EXPECT_TRUE(SecretScalar::Decode(Bytes(32, 0)).has_value());
  for (size_t length : {0, 31, 33, 64}) {
    EXPECT_EQ(SecretScalar::Decode(Bytes(length, 0)).error().code, ErrorCode::kBadLength);
  }
  crypto::SeededRng rng("secret", "decode");
  for (int i = 0; i < 2000; ++i) {
    Bytes32 bytes = RandomBytes<32>(rng);
    bytes[31] = static_cast<uint8_t>(bytes[31] & 0x1f);
    EXPECT_EQ(SecretScalar::Decode(bytes).has_value(), Scalar::Decode(bytes).has_value());
  }
}

TEST(SecretScalar, EncodesWhatItDecoded) {
  crypto::SeededRng rng("secret", "encode");
  const SecretScalar a = SecretScalar::Random(rng);
  const crypto::Secret<Bytes32> bytes = a.Encode();
  EXPECT_EQ(SecretScalar::Decode(bytes.Expose())->Declassify(), a.Declassify());
  EXPECT_EQ(a.Copy().Declassify(), a.Declassify());
}

TEST(SecretScalar, DrawsSixtyFourBytesAndReducesThem) {
  crypto::SeededRng rng("secret", "random");
  crypto::SeededRng same("secret", "random");
  for (int i = 0; i < 20; ++i) {
    const Bytes64 wide = RandomBytes<64>(same);
    EXPECT_EQ(SecretScalar::Random(rng).Declassify(), Scalar::FromWideBytes(wide));
    EXPECT_EQ(SecretScalar::FromWideBytes(wide).Declassify(), Scalar::FromWideBytes(wide));
  }
}

TEST(SecretScalar, WipesWhatIsMovedFrom) {
  crypto::SeededRng rng("secret", "move");
  SecretScalar a = SecretScalar::Random(rng);
  const Scalar value = a.Declassify();
  SecretScalar b = std::move(a);
  EXPECT_TRUE(a.Declassify().IsZero());  // NOLINT(bugprone-use-after-move): the wiping is what is tested
  EXPECT_EQ(b.Declassify(), value);
  SecretScalar c;
  c = std::move(b);
  EXPECT_TRUE(b.Declassify().IsZero());  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(c.Declassify(), value);
}

TEST(SecretScalar, WipesItselfWhenItDies) {
  alignas(SecretScalar) unsigned char memory[sizeof(SecretScalar)];
  auto* secret = new (memory) SecretScalar(Make(-Scalar::FromUint64(1)));
  const volatile unsigned char* bytes = memory;
  ASSERT_NE(bytes[0], 0);
  secret->~SecretScalar();
  for (size_t i = 0; i < sizeof(memory); ++i) EXPECT_EQ(bytes[i], 0) << i;
}

}  // namespace
}  // namespace constat::group
