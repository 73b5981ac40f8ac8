// SeededRng: the same bytes for the same seed, for replays (constat demo --seed) and tests. Never for a real
// referendum: whoever knows the seed knows every secret.
#pragma once

#include "constat/crypto/secret/rng.h"

namespace constat::crypto {

// SeededRng is the ChaCha20 key stream of SHA-256(seed || stream), 32-byte key. Not thread-safe: give each
// thread or party a stream name of its own.
class SeededRng final : public Rng {
 public:
  SeededRng(std::string_view seed, std::string_view stream);
  void Fill(std::span<uint8_t> out) override;

 private:
  Bytes32 key_;
  uint64_t counter_ = 0;
};

}  // namespace constat::crypto
