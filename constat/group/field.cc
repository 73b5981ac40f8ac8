#include "constat/group/field.h"

#include <algorithm>
#include <cstring>

namespace constat::group {
namespace {

uint64_t Load(const uint8_t* bytes) {
  uint64_t out;
  std::memcpy(&out, bytes, 8);
  return out;  // Constat runs on little-endian machines only
}

// CarryLimbs carries from each limb of 51 bits but the last to the next.
void CarryLimbs(std::array<uint64_t, 5>& a) {
  for (size_t i = 0; i < 4; ++i) {
    a[i + 1] += a[i] >> 51;
    a[i] &= Field::kMask;
  }
}

struct Powers {
  Field a11;    // a^11
  Field a2250;  // a^(2^250 - 1)
};

// Pow2250 is the chain that both exponents, p - 2 = 2^255 - 21 and (p - 5) / 8 = 2^252 - 3, start with.
Powers Pow2250(const Field& a) {
  const Field a2 = a.Square();
  const Field a9 = a2.SquareTimes(2) * a;
  const Field a11 = a9 * a2;
  const Field b5 = a11.Square() * a9;  // a^(2^5 - 1)
  const Field b10 = b5.SquareTimes(5) * b5;
  const Field b20 = b10.SquareTimes(10) * b10;
  const Field b40 = b20.SquareTimes(20) * b20;
  const Field b50 = b40.SquareTimes(10) * b10;
  const Field b100 = b50.SquareTimes(50) * b50;
  const Field b200 = b100.SquareTimes(100) * b100;
  return {a11, b200.SquareTimes(50) * b50};
}

}  // namespace

Field Field::DecodeMasked(const uint8_t* bytes) {
  return {Load(bytes) & kMask, (Load(bytes + 6) >> 3) & kMask, (Load(bytes + 12) >> 6) & kMask,
          (Load(bytes + 19) >> 1) & kMask, (Load(bytes + 24) >> 12) & kMask};
}

std::optional<Field> Field::Decode(ByteView bytes) {
  if (bytes.size() != 32 || (bytes[31] & 0x80) != 0) return std::nullopt;
  const Field out = DecodeMasked(bytes.data());
  if (!std::ranges::equal(out.Encode(), bytes)) return std::nullopt;
  return out;
}

std::array<uint64_t, 5> Field::Canonical() const {
  std::array<uint64_t, 5> a = Carry().Limbs();
  CarryLimbs(a);
  a[0] += 19 * (a[4] >> 51);
  a[4] &= kMask;
  // The value is below 2^255 + 19 * 4 now; q is 1 exactly if it is at least p.
  uint64_t q = (a[0] + 19) >> 51;
  for (size_t i = 1; i < 5; ++i) q = (a[i] + q) >> 51;
  a[0] += 19 * q;
  CarryLimbs(a);
  a[4] &= kMask;
  return a;
}

Bytes32 Field::Encode() const {
  const std::array<uint64_t, 5> a = Canonical();
  const std::array<uint64_t, 4> words{a[0] | a[1] << 51, a[1] >> 13 | a[2] << 38, a[2] >> 26 | a[3] << 25,
                                      a[3] >> 39 | a[4] << 12};
  Bytes32 out;
  std::memcpy(out.data(), words.data(), 32);
  return out;
}

Field Field::SquareTimes(int n) const {
  Field a = Square();
  for (int i = 1; i < n; ++i) a = a.Square();
  return a;
}

Field Field::Pow22523() const { return Pow2250(*this).a2250.SquareTimes(2) * *this; }

Field Field::Invert() const {
  const Powers powers = Pow2250(*this);
  return powers.a2250.SquareTimes(5) * powers.a11;
}

SquareRoot SqrtRatioM1(const Field& u, const Field& v) {
  const Field v3 = v.Square() * v;
  const Field v7 = v3.Square() * v;
  Field r = u * v3 * (u * v7).Pow22523();
  const Field check = v * r.Square();
  const bool correct = check == u;
  const bool flipped = check == u.Minus();
  const bool flipped_i = check == u.Minus() * kSqrtM1;
  if (flipped || flipped_i) r = r * kSqrtM1;
  return {correct || flipped, r.Absolute()};
}

}  // namespace constat::group
