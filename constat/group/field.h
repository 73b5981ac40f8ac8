// Field: integers modulo p = 2^255 - 19, for the inside of this layer.
//
// Five limbs of 51 bits, loosely reduced. Variable-time at the edges: public values only. No carries after
// sums: the bounds below say what may be combined before the next multiplication.
//   reduced: limbs below 2^51 + 2^16: what Mul, Square, Decode and Carry return
//   operands of Mul and Square: limbs below 2^54
//   a + b: limbs add up;  a - b: limbs of a below 2^53, of b below 2^53 - 76, result below limb(a) + 2^53
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "constat/base/bytes.h"

namespace constat::group {

class Field {
 public:
  static constexpr uint64_t kMask = (uint64_t{1} << 51) - 1;

  constexpr Field() = default;
  constexpr Field(uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4) : v_{a0, a1, a2, a3, a4} {}

  static constexpr Field Zero() { return {}; }
  static constexpr Field One() { return {1, 0, 0, 0, 0}; }

  // Decode reads 32 little-endian bytes; nothing unless the number is below p.
  [[nodiscard]] static std::optional<Field> Decode(ByteView bytes);
  // DecodeMasked ignores bit 255 and reduces mod p (for the one-way map).
  [[nodiscard]] static Field DecodeMasked(const uint8_t* bytes);
  // Encode is the canonical number, below p, as 32 little-endian bytes.
  [[nodiscard]] Bytes32 Encode() const;

  friend Field operator+(const Field& a, const Field& b) {
    return {a.v_[0] + b.v_[0], a.v_[1] + b.v_[1], a.v_[2] + b.v_[2], a.v_[3] + b.v_[3], a.v_[4] + b.v_[4]};
  }
  friend Field operator-(const Field& a, const Field& b) {
    return {a.v_[0] + k4P0 - b.v_[0], a.v_[1] + k4P - b.v_[1], a.v_[2] + k4P - b.v_[2],
            a.v_[3] + k4P - b.v_[3], a.v_[4] + k4P - b.v_[4]};
  }
  // Minus is -this, reduced. REQUIRES: limbs below 2^53 - 76.
  [[nodiscard]] Field Minus() const { return (Zero() - *this).Carry(); }

  friend Field operator*(const Field& a, const Field& b) { return Mul(a, b); }
  [[nodiscard]] Field Square() const;
  // SquareTimes is this^(2^n). REQUIRES: n > 0.
  [[nodiscard]] Field SquareTimes(int n) const;
  [[nodiscard]] Field Carry() const;

  // Pow22523 is this^((p - 5) / 8); Invert is this^(p - 2), 0 for 0.
  [[nodiscard]] Field Pow22523() const;
  [[nodiscard]] Field Invert() const;

  // Equality and sign are of the residue mod p, whatever the representation. REQUIRES: limbs below 2^54.
  friend bool operator==(const Field& a, const Field& b) { return a.Canonical() == b.Canonical(); }
  [[nodiscard]] bool IsZero() const { return Canonical() == std::array<uint64_t, 5>{}; }
  // IsNegative: the canonical number is odd. SOURCE: RFC 9496, section 3.1.
  [[nodiscard]] bool IsNegative() const { return (Canonical()[0] & 1) != 0; }
  // Absolute is this or its negative, whichever is not negative.
  [[nodiscard]] Field Absolute() const { return IsNegative() ? Minus() : *this; }

  // Canonical is the limbs of the number below p.
  [[nodiscard]] std::array<uint64_t, 5> Canonical() const;
  [[nodiscard]] const std::array<uint64_t, 5>& Limbs() const { return v_; }

 private:
  __extension__ using uint128_t = unsigned __int128;
  static constexpr uint64_t k4P0 = 4 * (kMask - 18);
  static constexpr uint64_t k4P = 4 * kMask;

  static Field Mul(const Field& a, const Field& b);
  static Field Reduce(uint128_t r0, uint128_t r1, uint128_t r2, uint128_t r3, uint128_t r4);

  std::array<uint64_t, 5> v_{};
};

// kSqrtM1 is sqrt(-1) mod p, the non-negative one. SOURCE: RFC 9496, section 4.1.
inline constexpr Field kSqrtM1{1718705420411056, 234908883556509, 2233514472574048, 2117202627021982,
                               765476049583133};

// SquareRoot is the outcome of SqrtRatioM1.
struct SquareRoot {
  bool was_square;
  Field root;
};

// SqrtRatioM1 is (true, +sqrt(u/v)) if u/v is a square, (true, 0) for u = 0, (false, 0) for v = 0 != u, else
// (false, +sqrt(SQRT_M1 * u/v)). SOURCE: RFC 9496, section 4.2.
[[nodiscard]] SquareRoot SqrtRatioM1(const Field& u, const Field& v);

inline Field Field::Reduce(uint128_t r0, uint128_t r1, uint128_t r2, uint128_t r3, uint128_t r4) {
  r1 += static_cast<uint64_t>(r0 >> 51);
  r2 += static_cast<uint64_t>(r1 >> 51);
  r3 += static_cast<uint64_t>(r2 >> 51);
  r4 += static_cast<uint64_t>(r3 >> 51);
  uint64_t a0 = static_cast<uint64_t>(r0) & kMask;
  uint64_t a1 = static_cast<uint64_t>(r1) & kMask;
  // r4 has no factor 19: below 2^111, so 19 times its carry is below 2^64.
  a0 += static_cast<uint64_t>(r4 >> 51) * 19;
  a1 += a0 >> 51;
  a0 &= kMask;
  return {a0, a1, static_cast<uint64_t>(r2) & kMask, static_cast<uint64_t>(r3) & kMask,
          static_cast<uint64_t>(r4) & kMask};
}

inline Field Field::Mul(const Field& a, const Field& b) {
  const uint64_t a0 = a.v_[0], a1 = a.v_[1], a2 = a.v_[2], a3 = a.v_[3], a4 = a.v_[4];
  const uint64_t b0 = b.v_[0], b1 = b.v_[1], b2 = b.v_[2], b3 = b.v_[3], b4 = b.v_[4];
  const uint64_t c1 = 19 * b1, c2 = 19 * b2, c3 = 19 * b3, c4 = 19 * b4;
  const auto m = [](uint64_t x, uint64_t y) { return static_cast<uint128_t>(x) * y; };
  return Reduce(m(a0, b0) + m(a1, c4) + m(a2, c3) + m(a3, c2) + m(a4, c1),
                m(a0, b1) + m(a1, b0) + m(a2, c4) + m(a3, c3) + m(a4, c2),
                m(a0, b2) + m(a1, b1) + m(a2, b0) + m(a3, c4) + m(a4, c3),
                m(a0, b3) + m(a1, b2) + m(a2, b1) + m(a3, b0) + m(a4, c4),
                m(a0, b4) + m(a1, b3) + m(a2, b2) + m(a3, b1) + m(a4, b0));
}

inline Field Field::Square() const {
  const uint64_t a0 = v_[0], a1 = v_[1], a2 = v_[2], a3 = v_[3], a4 = v_[4];
  const uint64_t d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, c3 = 19 * a3, c4 = 19 * a4;
  const auto m = [](uint64_t x, uint64_t y) { return static_cast<uint128_t>(x) * y; };
  return Reduce(m(a0, a0) + m(d1, c4) + m(d2, c3), m(d0, a1) + m(d2, c4) + m(a3, c3),
                m(d0, a2) + m(a1, a1) + m(2 * a3, c4), m(d0, a3) + m(d1, a2) + m(a4, c4),
                m(d0, a4) + m(d1, a3) + m(a2, a2));
}

inline Field Field::Carry() const {
  std::array<uint64_t, 5> a = v_;
  for (size_t i = 0; i < 4; ++i) {
    a[i + 1] += a[i] >> 51;
    a[i] &= kMask;
  }
  a[0] += 19 * (a[4] >> 51);
  a[4] &= kMask;
  return {a[0], a[1], a[2], a[3], a[4]};
}

}  // namespace constat::group
