#include "constat/group/field.h"

#include <gtest/gtest.h>

#include "constat/testing/rfc9496.h"

namespace constat::group {
namespace {

Field FromHex(const std::string& hex) { return Field::Decode(text::ParseHex(hex).value()).value(); }

TEST(Field, DecodesWhatIsBelowTheModulusAndNothingElse) {
  Bytes bytes(32, 0xff);
  bytes[31] = 0x7f;
  for (int low = 0; low < 256; ++low) {
    bytes[0] = static_cast<uint8_t>(low);
    EXPECT_EQ(Field::Decode(bytes).has_value(), low < 0xed) << low;
  }
  EXPECT_EQ(Field::DecodeMasked(bytes.data()).Encode()[0], 0xff - 0xed);
  bytes[31] = 0x80;
  EXPECT_FALSE(Field::Decode(bytes));
  EXPECT_FALSE(Field::Decode(Bytes(31, 0)));
  EXPECT_FALSE(Field::Decode(Bytes(33, 0)));
}

TEST(Field, IsAField) {
  crypto::SeededRng rng("field", "laws");
  for (int i = 0; i < 500; ++i) {
    const Field a = Field::DecodeMasked(RandomBytes<32>(rng).data());
    const Field b = Field::DecodeMasked(RandomBytes<32>(rng).data());
    const Field c = Field::DecodeMasked(RandomBytes<32>(rng).data());
    EXPECT_EQ((a + b) * c, a * c + b * c);
    EXPECT_EQ((a - b) * c, a * c - b * c);
    EXPECT_EQ((a * b) * c, a * (b * c));
    EXPECT_EQ(a * b, b * a);
    EXPECT_EQ(a.Square(), a * a);
    EXPECT_EQ(a.SquareTimes(3), a.Square().Square().Square());
    EXPECT_EQ(a * a.Invert(), Field::One());
    EXPECT_TRUE((a + a.Minus()).IsZero());
    EXPECT_NE(a.IsNegative(), a.Minus().IsNegative());
    EXPECT_FALSE(a.Absolute().IsNegative());
  }
  EXPECT_TRUE(Field::Zero().Invert().IsZero());
}

// Operands at the bounds that field.h allows: sums of eight numbers whose limbs, of 51 bits or of 26 and 25,
// are the largest in size.
TEST(Field, MultipliesTheLargestOperands) {
  for (const uint64_t limb :
       {Field::kMask, (uint64_t{1} << 50) - (1 << 25) - 1, (uint64_t{1} << 50) - (1 << 25)}) {
    const Field one(limb, limb, limb, limb, limb);
    const Field two = one + one;
    const Field most = two + two + two + two;
    const Field least = Field::Zero() - (one + one + one) + one + one + one + one;
    const Field reduced = one * Field(8, 0, 0, 0, 0);
    EXPECT_EQ(most, reduced);
    EXPECT_EQ(most.Encode(), reduced.Encode());
    EXPECT_EQ(most * most, reduced * reduced);
    EXPECT_EQ(most.Square(), reduced * reduced);
    EXPECT_EQ(least * most, one * reduced);
    for (const Field& product : {most * most, most.Square(), most.Carry()}) {
      for (uint64_t each : product.Limbs()) EXPECT_LT(each, FieldLimbs::kReducedLimb);
      EXPECT_EQ((product + product) * most, reduced * (product * Field(2, 0, 0, 0, 0)));
    }
  }
}

// RFC 9496, appendix A.4.
TEST(Field, FindsTheSquareRootsOfTheRfc) {
  struct Case {
    std::string u, v;
    bool was_square;
    std::string root;
  };
  const std::string zero(64, '0');
  const auto small = [&](const std::string& byte) { return byte + std::string(62, '0'); };
  const std::vector<Case> cases{
      {zero, zero, true, zero},
      {zero, small("01"), true, zero},
      {small("01"), zero, false, zero},
      {small("02"), small("01"), false, "3c5ff1b5d8e4113b871bd052f9e7bcd0582804c266ffb2d4f4203eb07fdb7c54"},
      {small("04"), small("01"), true, small("02")},
      {small("01"), small("04"), true, "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff3f"},
  };
  for (const Case& c : cases) {
    const SquareRoot root = SqrtRatioM1(FromHex(c.u), FromHex(c.v));
    EXPECT_EQ(root.was_square, c.was_square) << c.u << "/" << c.v;
    EXPECT_EQ(text::FormatHex(root.root.Encode()), c.root) << c.u << "/" << c.v;
  }
}

}  // namespace
}  // namespace constat::group
