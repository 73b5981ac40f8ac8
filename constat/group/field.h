// Field: integers modulo p = 2^255 - 19, for the inside of this layer.
//
// Loosely reduced; the layout of the limbs is field_5x51.h or, where there is no 128-bit product,
// field_10x25.h. Variable-time at the edges: public values only. No carries after sums: the bounds below say
// what may be combined before the next multiplication.
//   reduced: what Mul, Square, Decode and Carry return
//   operands of Mul and Square: sums of up to eight reduced numbers
//   a - b: a a sum of up to four, b of up to three; counts as a and four more
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "constat/base/bytes.h"
#include "constat/group/int128.h"
#if CONSTAT_INT128
#include "constat/group/field_5x51.h"
#else
#include "constat/group/field_10x25.h"
#endif

namespace constat::group {

#if CONSTAT_INT128
using FieldLimbs = Limbs5x51;
#else
using FieldLimbs = Limbs10x25;
#endif

class Field {
 public:
  static constexpr uint64_t kMask = (uint64_t{1} << 51) - 1;

  constexpr Field() = default;
  // From five limbs of 51 bits.
  constexpr Field(uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4) : v_(a0, a1, a2, a3, a4) {}

  static constexpr Field Zero() { return {}; }
  static constexpr Field One() { return {1, 0, 0, 0, 0}; }

  // Decode reads 32 little-endian bytes; nothing unless the number is below p.
  [[nodiscard]] static std::optional<Field> Decode(ByteView bytes);
  // DecodeMasked ignores bit 255 and reduces mod p (for the one-way map).
  [[nodiscard]] static Field DecodeMasked(const uint8_t* bytes);
  // Encode is the canonical number, below p, as 32 little-endian bytes.
  [[nodiscard]] Bytes32 Encode() const;

  friend Field operator+(const Field& a, const Field& b) { return Field(a.v_ + b.v_); }
  friend Field operator-(const Field& a, const Field& b) { return Field(a.v_ - b.v_); }
  // Minus is -this, reduced. REQUIRES: a sum of up to three reduced numbers.
  [[nodiscard]] Field Minus() const { return (Zero() - *this).Carry(); }

  friend Field operator*(const Field& a, const Field& b) { return Field(FieldLimbs::Mul(a.v_, b.v_)); }
  [[nodiscard]] Field Square() const { return Field(v_.Square()); }
  // SquareTimes is this^(2^n). REQUIRES: n > 0.
  [[nodiscard]] Field SquareTimes(int n) const;
  [[nodiscard]] Field Carry() const { return Field(v_.Carry()); }

  // Pow22523 is this^((p - 5) / 8); Invert is this^(p - 2), 0 for 0.
  [[nodiscard]] Field Pow22523() const;
  [[nodiscard]] Field Invert() const;

  // Equality and sign are of the residue mod p, whatever the representation. REQUIRES: as an operand of Mul.
  friend bool operator==(const Field& a, const Field& b) { return a.Canonical() == b.Canonical(); }
  [[nodiscard]] bool IsZero() const { return Canonical() == std::array<uint64_t, 5>{}; }
  // IsNegative: the canonical number is odd. SOURCE: RFC 9496, section 3.1.
  [[nodiscard]] bool IsNegative() const { return (Canonical()[0] & 1) != 0; }
  // Absolute is this or its negative, whichever is not negative.
  [[nodiscard]] Field Absolute() const { return IsNegative() ? Minus() : *this; }

  // Canonical is the number below p, in five limbs of 51 bits.
  [[nodiscard]] std::array<uint64_t, 5> Canonical() const;
  // Limbs is five limbs of 51 bits, not canonical, that the constructor accepts. REQUIRES: reduced.
  [[nodiscard]] decltype(auto) Limbs() const { return v_.Limbs(); }

 private:
  explicit Field(const FieldLimbs& v) : v_(v) {}

  FieldLimbs v_;
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

}  // namespace constat::group
