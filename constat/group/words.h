// Arithmetic on 64-bit words with their carries, for Scalar.
#pragma once

#include <cstdint>

#include "constat/group/int128.h"

namespace constat::group {

#if CONSTAT_INT128

// MulAdd is a b + c + carry: the low word; the high one is the new carry. It always fits.
inline uint64_t MulAdd(uint64_t a, uint64_t b, uint64_t c, uint64_t& carry) {
  const uint128_t sum = static_cast<uint128_t>(a) * b + c + carry;
  carry = static_cast<uint64_t>(sum >> 64);
  return static_cast<uint64_t>(sum);
}

// AddCarry is a + b + carry mod 2^64; carry, before and after, is 0 or 1.
inline uint64_t AddCarry(uint64_t a, uint64_t b, uint64_t& carry) {
  const uint128_t sum = static_cast<uint128_t>(a) + b + carry;
  carry = static_cast<uint64_t>(sum >> 64);
  return static_cast<uint64_t>(sum);
}

// SubtractBorrow is a - b - borrow mod 2^64; borrow, before and after, is 0 or 1.
inline uint64_t SubtractBorrow(uint64_t a, uint64_t b, uint64_t& borrow) {
  const uint128_t difference = static_cast<uint128_t>(a) - b - borrow;
  borrow = static_cast<uint64_t>(difference >> 64) & 1;
  return static_cast<uint64_t>(difference);
}

#else

// In halves of 32 bits: x y + u + v of four halves always fits in 64 bits.
inline uint64_t MulAdd(uint64_t a, uint64_t b, uint64_t c, uint64_t& carry) {
  const auto low = [](uint64_t x) { return static_cast<uint32_t>(x); };
  const uint64_t a0 = low(a), a1 = a >> 32, b0 = low(b), b1 = b >> 32;
  const uint64_t first = a0 * b0 + low(c) + low(carry);
  const uint64_t second = a1 * b0 + (c >> 32) + (first >> 32);
  const uint64_t third = a0 * b1 + (carry >> 32) + low(second);
  carry = a1 * b1 + (second >> 32) + (third >> 32);
  return third << 32 | low(first);
}

inline uint64_t AddCarry(uint64_t a, uint64_t b, uint64_t& carry) {
  const uint64_t partial = a + b;
  const uint64_t sum = partial + carry;
  carry = (partial < a ? 1 : 0) | (sum < partial ? 1 : 0);
  return sum;
}

inline uint64_t SubtractBorrow(uint64_t a, uint64_t b, uint64_t& borrow) {
  const uint64_t partial = a - b;
  const uint64_t difference = partial - borrow;
  borrow = (a < b ? 1 : 0) | (partial < borrow ? 1 : 0);
  return difference;
}

#endif

}  // namespace constat::group
