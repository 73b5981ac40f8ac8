#include "constat/crypto/secret/rng.h"

#include <sodium.h>

#include "constat/base/check.h"
#include "constat/crypto/sodium.h"

namespace constat::crypto {

uint64_t Rng::Below(uint64_t bound) {
  CONSTAT_CHECK(bound > 0);
  // Rejects the first 2^64 mod bound values, so that the rest divides evenly.
  const uint64_t reject_below = (0 - bound) % bound;
  for (;;) {
    std::array<uint8_t, 8> bytes;
    Fill(bytes);
    uint64_t value = 0;
    for (const uint8_t b : bytes) value = (value << 8) | b;
    if (value >= reject_below) return value % bound;
  }
}

SystemRng::SystemRng() { RequireSodium(); }

void SystemRng::Fill(std::span<uint8_t> out) { randombytes_buf(out.data(), out.size()); }

}  // namespace constat::crypto
