// Limbs10x25: numbers modulo p = 2^255 - 19 where 32 by 32 bits have a 64-bit product and no more.
// Only for field.h.
//
// Radix 2^25.5: sum_i v[i] 2^ceil(25.5 i), limbs of 26 and 25 bits in turn, signed, loosely reduced: a pair
// of them is a limb of 51 bits. No carries after sums:
//   reduced: even limbs at most 2^25 + 2^12 in size, odd ones 2^24 + 2^12: what Mul, Square and Carry return
//   operands of Mul, Square and Carry: sums and differences of eight reduced numbers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace constat::group {

// CarryOut rounds limb i to its bits and adds the rest to the next; 2^255 = 19.
template <class Int>
constexpr void CarryOut(std::array<Int, 10>& a, size_t i) {
  const int bits = i % 2 == 0 ? 26 : 25;
  const Int carry = (a[i] + (Int{1} << (bits - 1))) >> bits;
  a[i] -= carry * (Int{1} << bits);
  a[(i + 1) % 10] += i == 9 ? 19 * carry : carry;
}

// CarryAll carries twice around, in two chains that do not wait for each other. The carries that are last to
// come, to limbs 1 and 6, are below 2^12, as limb 9 of a product is below 2^59.
template <class Int>
constexpr std::array<int32_t, 10> CarryAll(std::array<Int, 10> a) {
#pragma GCC unroll 5
  for (size_t i = 0; i < 5; ++i) {
    CarryOut(a, i);
    CarryOut(a, i + 5);
  }
  CarryOut(a, 0);
  CarryOut(a, 5);
  std::array<int32_t, 10> out{};
  for (size_t i = 0; i < 10; ++i) out[i] = static_cast<int32_t>(a[i]);
  return out;
}

class Limbs10x25 {
 public:
  // Every limb of a reduced number's Limbs() is below this.
  static constexpr uint64_t kReducedLimb = (uint64_t{5} << 50) + (uint64_t{1} << 39);

  constexpr Limbs10x25() = default;
  // From five limbs of 51 bits, each below 2^54. Reduced.
  constexpr Limbs10x25(uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4)
      : v_(CarryAll(std::array<int32_t, 10>{Low(a0), High(a0), Low(a1), High(a1), Low(a2), High(a2), Low(a3),
                                            High(a3), Low(a4), High(a4)})) {}
  // Limbs is five limbs of 51 bits of this + 2p, which makes them positive. REQUIRES: reduced.
  [[nodiscard]] std::array<uint64_t, 5> Limbs() const {
    std::array<uint64_t, 5> out;
    for (size_t i = 0; i < 5; ++i) {
      const int64_t twice_p = (int64_t{1} << 52) - (i == 0 ? 38 : 2);
      out[i] = static_cast<uint64_t>(twice_p + v_[2 * i] + v_[2 * i + 1] * (int64_t{1} << 26));
    }
    return out;
  }

  friend Limbs10x25 operator+(const Limbs10x25& a, const Limbs10x25& b) {
    Limbs10x25 out;
    for (size_t i = 0; i < 10; ++i) out.v_[i] = a.v_[i] + b.v_[i];
    return out;
  }
  friend Limbs10x25 operator-(const Limbs10x25& a, const Limbs10x25& b) {
    Limbs10x25 out;
    for (size_t i = 0; i < 10; ++i) out.v_[i] = a.v_[i] - b.v_[i];
    return out;
  }
  [[nodiscard]] static Limbs10x25 Mul(const Limbs10x25& a, const Limbs10x25& b);
  [[nodiscard]] Limbs10x25 Square() const;
  [[nodiscard]] Limbs10x25 Carry() const { return Limbs10x25(CarryAll(v_)); }

 private:
  constexpr explicit Limbs10x25(const std::array<int32_t, 10>& v) : v_(v) {}

  static constexpr int32_t Low(uint64_t limb) { return static_cast<int32_t>(limb & ((1 << 26) - 1)); }
  static constexpr int32_t High(uint64_t limb) { return static_cast<int32_t>(limb >> 26); }

  std::array<int32_t, 10> v_{};
};

// Position k sums the products of limbs i + j = k and 19 times those of i + j = k + 10; twice the product
// where i and j are odd, as its weight is 2^ceil(25.5 (i + j)) times 2. Operands of eight reduced numbers
// have limbs of 2^28 and 2^27, so position 0, the largest, is at most (1 + 19 (4 + 5/2)) 2^56 < 2^63.
inline Limbs10x25 Limbs10x25::Mul(const Limbs10x25& a, const Limbs10x25& b) {
  std::array<int64_t, 10> out;
#pragma GCC unroll 10
  for (size_t k = 0; k < 10; ++k) {
    int64_t low = 0;
    int64_t high = 0;
#pragma GCC unroll 10
    for (size_t i = 0; i < 10; ++i) {
      const size_t j = (k + 10 - i) % 10;
      const int32_t x = i % 2 == 1 && j % 2 == 1 ? 2 * a.v_[i] : a.v_[i];
      (i <= k ? low : high) += int64_t{x} * b.v_[j];
    }
    out[k] = low + 19 * high;
  }
  return Limbs10x25(CarryAll(out));
}

// The same sums, with products of two different limbs once, doubled.
inline Limbs10x25 Limbs10x25::Square() const {
  std::array<int64_t, 10> out;
#pragma GCC unroll 10
  for (size_t k = 0; k < 10; ++k) {
    int64_t low = 0;
    int64_t high = 0;
#pragma GCC unroll 10
    for (size_t i = 0; i < 10; ++i) {
      const size_t j = (k + 10 - i) % 10;
      if (j < i) continue;
      const int32_t x = (i == j ? 1 : 2) * (i % 2 == 1 && j % 2 == 1 ? 2 * v_[i] : v_[i]);
      (i + j == k ? low : high) += int64_t{x} * v_[j];
    }
    out[k] = low + 19 * high;
  }
  return Limbs10x25(CarryAll(out));
}

}  // namespace constat::group
