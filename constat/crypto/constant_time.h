// Constant-time selection: comparing what is secret without a branch and without an address that
// depends on it.
#pragma once

#include <cstdint>

namespace constat::crypto {

// IsEqualConstantTime is 1 if a = b and 0 otherwise. All 64 bits count, whatever the width of size_t is.
[[nodiscard]] constexpr uint8_t IsEqualConstantTime(uint64_t a, uint64_t b) {
  const uint64_t difference = a ^ b;
  // The highest bit of (d | -d) is set for every d but zero.
  return static_cast<uint8_t>(1 ^ ((difference | (0 - difference)) >> 63));
}

}  // namespace constat::crypto
