// Limbs5x51: numbers modulo p = 2^255 - 19 where 64 by 64 bits have a 128-bit product. Only for field.h.
//
// sum_i v[i] 2^(51 i), loosely reduced. No carries after sums:
//   reduced: limbs below 2^51 + 2^16: what Mul, Square and Carry return
//   operands of Mul and Square: limbs below 2^54 + 2^19, eight times that
//   a + b: limbs add up;  a - b: limbs of a below 2^53, of b below 2^53 - 76, result below limb(a) + 2^53
#pragma once

#include <array>
#include <cstdint>

#include "constat/group/int128.h"

namespace constat::group {

class Limbs5x51 {
 public:
  // Every limb of a reduced number's Limbs() is below this.
  static constexpr uint64_t kReducedLimb = (uint64_t{1} << 51) + (1 << 16);

  constexpr Limbs5x51() = default;
  constexpr Limbs5x51(uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4)
      : v_{a0, a1, a2, a3, a4} {}
  [[nodiscard]] const std::array<uint64_t, 5>& Limbs() const { return v_; }

  friend Limbs5x51 operator+(const Limbs5x51& a, const Limbs5x51& b) {
    return {a.v_[0] + b.v_[0], a.v_[1] + b.v_[1], a.v_[2] + b.v_[2], a.v_[3] + b.v_[3], a.v_[4] + b.v_[4]};
  }
  friend Limbs5x51 operator-(const Limbs5x51& a, const Limbs5x51& b) {
    return {a.v_[0] + k4P0 - b.v_[0], a.v_[1] + k4P - b.v_[1], a.v_[2] + k4P - b.v_[2],
            a.v_[3] + k4P - b.v_[3], a.v_[4] + k4P - b.v_[4]};
  }
  [[nodiscard]] static Limbs5x51 Mul(const Limbs5x51& a, const Limbs5x51& b);
  [[nodiscard]] Limbs5x51 Square() const;
  [[nodiscard]] Limbs5x51 Carry() const;

 private:
  static constexpr uint64_t kMask = (uint64_t{1} << 51) - 1;
  static constexpr uint64_t k4P0 = 4 * (kMask - 18);
  static constexpr uint64_t k4P = 4 * kMask;

  static Limbs5x51 Reduce(uint128_t r0, uint128_t r1, uint128_t r2, uint128_t r3, uint128_t r4);

  std::array<uint64_t, 5> v_{};
};

inline Limbs5x51 Limbs5x51::Reduce(uint128_t r0, uint128_t r1, uint128_t r2, uint128_t r3, uint128_t r4) {
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

inline Limbs5x51 Limbs5x51::Mul(const Limbs5x51& a, const Limbs5x51& b) {
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

inline Limbs5x51 Limbs5x51::Square() const {
  const uint64_t a0 = v_[0], a1 = v_[1], a2 = v_[2], a3 = v_[3], a4 = v_[4];
  const uint64_t d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, c3 = 19 * a3, c4 = 19 * a4;
  const auto m = [](uint64_t x, uint64_t y) { return static_cast<uint128_t>(x) * y; };
  return Reduce(m(a0, a0) + m(d1, c4) + m(d2, c3), m(d0, a1) + m(d2, c4) + m(a3, c3),
                m(d0, a2) + m(a1, a1) + m(2 * a3, c4), m(d0, a3) + m(d1, a2) + m(a4, c4),
                m(d0, a4) + m(d1, a3) + m(a2, a2));
}

inline Limbs5x51 Limbs5x51::Carry() const {
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
