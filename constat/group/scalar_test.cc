#include "constat/group/scalar.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "constat/crypto/hash.h"
#include "constat/testing/rfc9496.h"

namespace constat::group {
namespace {

Bytes OrderPlus(int delta) {
  Bytes out = text::ParseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  out[0] = static_cast<uint8_t>(out[0] + delta);
  return out;
}

TEST(Scalar, DecodesWhatIsBelowTheOrderAndNothingElse) {
  EXPECT_EQ(Scalar::Decode(OrderPlus(-1))->Encode(), (-Scalar::FromUint64(1)).Encode());
  for (const Bytes& bytes : {OrderPlus(0), OrderPlus(1), Bytes(32, 0xff)}) {
    EXPECT_EQ(Scalar::Decode(bytes).error().code, ErrorCode::kBadScalar) << text::FormatHex(bytes);
  }
  Bytes high_bit(32, 0);  // libsodium 1.0.18 ignores this bit
  high_bit[31] = 0x80;
  EXPECT_EQ(Scalar::Decode(high_bit).error().code, ErrorCode::kBadScalar);
  high_bit[31] = 0x10;
  EXPECT_TRUE(Scalar::Decode(high_bit).has_value());
}

TEST(Scalar, RefusesEveryOtherLength) {
  for (size_t length = 0; length <= 66; ++length) {
    if (length == 32) continue;
    EXPECT_EQ(Scalar::Decode(Bytes(length, 0)).error().code, ErrorCode::kBadLength) << length;
  }
}

TEST(Scalar, EncodesWhatItDecoded) {
  crypto::SeededRng rng("scalar", "round trip");
  for (int i = 0; i < 1000; ++i) {
    Bytes32 bytes = RandomBytes<32>(rng);
    bytes[31] &= 0x0f;
    EXPECT_EQ(Scalar::Decode(bytes)->Encode(), bytes);
  }
}

TEST(Scalar, AgreesWithLibsodium) {
  crypto::SeededRng rng("scalar", "libsodium");
  for (int i = 0; i < 5000; ++i) {
    Bytes64 wide_a = RandomBytes<64>(rng);
    const Bytes64 wide_b = RandomBytes<64>(rng);
    if (i < 256) wide_a.fill(static_cast<uint8_t>(i));
    const Scalar a = Scalar::FromWideBytes(wide_a);
    const Scalar b = Scalar::FromWideBytes(wide_b);
    const Bytes32 ea = a.Encode();
    const Bytes32 eb = b.Encode();
    Bytes32 expected;
    crypto_core_ristretto255_scalar_reduce(expected.data(), wide_a.data());
    ASSERT_EQ(ea, expected);
    crypto_core_ristretto255_scalar_add(expected.data(), ea.data(), eb.data());
    ASSERT_EQ((a + b).Encode(), expected);
    crypto_core_ristretto255_scalar_sub(expected.data(), ea.data(), eb.data());
    ASSERT_EQ((a - b).Encode(), expected);
    crypto_core_ristretto255_scalar_mul(expected.data(), ea.data(), eb.data());
    ASSERT_EQ((a * b).Encode(), expected);
    crypto_core_ristretto255_scalar_negate(expected.data(), ea.data());
    ASSERT_EQ((-a).Encode(), expected);
    if (i % 50 != 0 || a.IsZero()) continue;
    ASSERT_EQ(crypto_core_ristretto255_scalar_invert(expected.data(), ea.data()), 0);
    ASSERT_EQ(a.InvertVartime().Encode(), expected);
  }
}

// The edges of the reduction: products and wide numbers near multiples of l and 2^252.
TEST(Scalar, ReducesTheEdges) {
  std::vector<Bytes64> wides;
  for (size_t bit = 0; bit < 512; ++bit) {
    Bytes64 power{};
    power[bit / 8] = static_cast<uint8_t>(1 << (bit % 8));
    wides.push_back(power);
    Bytes64 below{};  // 2^bit - 1
    for (size_t i = 0; i < bit; ++i) below[i / 8] = static_cast<uint8_t>(below[i / 8] | 1 << (i % 8));
    wides.push_back(below);
  }
  for (int delta = -2; delta <= 2; ++delta) {
    const Bytes near = OrderPlus(delta);
    for (size_t shift = 0; shift <= 32; ++shift) {
      Bytes64 wide{};
      std::copy(near.begin(), near.end(), wide.begin() + static_cast<ptrdiff_t>(shift));
      wides.push_back(wide);
    }
  }
  for (const Bytes64& wide : wides) {
    Bytes32 expected;
    crypto_core_ristretto255_scalar_reduce(expected.data(), wide.data());
    EXPECT_EQ(Scalar::FromWideBytes(wide).Encode(), expected) << text::FormatHex(wide);
  }
}

TEST(Scalar, ReadsShortNumbers) {
  EXPECT_EQ(text::FormatHex(Scalar::FromUint64(0x0123456789abcdef).Encode()),
            "efcdab8967452301" + std::string(48, '0'));
  std::array<uint8_t, 16> weight;
  weight.fill(0xff);
  EXPECT_EQ(text::FormatHex(Scalar::FromUint128Bytes(weight).Encode()),
            std::string(32, 'f') + std::string(32, '0'));
  EXPECT_EQ(Scalar::FromUint128Bytes(weight).BitLength(), 128);
  EXPECT_EQ(Scalar().BitLength(), 0);
  EXPECT_EQ(Scalar::FromUint64(1).BitLength(), 1);
  EXPECT_EQ((-Scalar::FromUint64(1)).BitLength(), 253);
}

TEST(Scalar, IsAField) {
  crypto::SeededRng rng("scalar", "field");
  const Scalar one = Scalar::FromUint64(1);
  for (int i = 0; i < 200; ++i) {
    const Scalar a = RandomScalar(rng);
    const Scalar b = RandomScalar(rng);
    const Scalar c = RandomScalar(rng);
    EXPECT_EQ((a + b) + c, a + (b + c));
    EXPECT_EQ((a * b) * c, a * (b * c));
    EXPECT_EQ(a * (b + c), a * b + a * c);
    EXPECT_EQ(a + b, b + a);
    EXPECT_EQ(a * b, b * a);
    EXPECT_EQ(a - a, Scalar());
    EXPECT_EQ(a + -a, Scalar());
    EXPECT_EQ(a * one, a);
    EXPECT_EQ(a * a.InvertVartime(), one);
  }
  EXPECT_EQ(-Scalar(), Scalar());
  EXPECT_EQ(one.InvertVartime(), one);
}

TEST(ScalarDeathTest, HasNoInverseOfZero) { EXPECT_DEATH((void)Scalar().InvertVartime(), "IsZero"); }

TEST(Scalar, ChallengeIsTheLabelledHashReduced) {
  const Bytes64 hash = crypto::LabelledSha512(crypto::Label::kBallot, AsBytes("statement"));
  Bytes32 expected;
  crypto_core_ristretto255_scalar_reduce(expected.data(), hash.data());
  EXPECT_EQ(ChallengeScalar(crypto::Label::kBallot, AsBytes("statement")).Encode(), expected);
  EXPECT_NE(ChallengeScalar(crypto::Label::kShare, AsBytes("statement")).Encode(), expected);
}

}  // namespace
}  // namespace constat::group
