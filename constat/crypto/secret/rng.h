// Rng: where secrets come from.
#pragma once

#include <span>

#include "constat/base/bytes.h"

namespace constat::crypto {

// Rng fills memory with unpredictable bytes. SystemRng is the one to use; seeded_rng.h is for replays.
class Rng {
 public:
  virtual ~Rng() = default;
  virtual void Fill(std::span<uint8_t> out) = 0;

  // Below returns a uniform number in [0, bound). REQUIRES: bound > 0.
  [[nodiscard]] uint64_t Below(uint64_t bound);
};

// SystemRng is libsodium's generator. Thread-safe.
class SystemRng final : public Rng {
 public:
  SystemRng();
  void Fill(std::span<uint8_t> out) override;
};

}  // namespace constat::crypto
