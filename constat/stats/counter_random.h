// Random numbers by counter: a number is a function of (seed, replicate, station), so any number of threads,
// in any order, draws the same ones. For simulation only; nothing secret is ever made of them.
#pragma once

#include <cstdint>

namespace constat::stats {

// MixBits is the output function of splitmix64, a bijection of 64-bit words.
//
// SOURCE: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (variant
// 13 of Stafford).
[[nodiscard]] constexpr uint64_t MixBits(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// CounterRandom is one stream; Draw(i) is the i-th output, i from 0, of splitmix64 started at
// the stream's key.
class CounterRandom {
 public:
  // CounterRandom of key itself.
  explicit constexpr CounterRandom(uint64_t key) : key_(key) {}

  // CounterRandom of one replicate of a simulation.
  constexpr CounterRandom(uint64_t seed, uint64_t replicate)
      : key_(MixBits(MixBits(seed + kGamma) ^ (replicate * kGamma))) {}

  [[nodiscard]] constexpr uint64_t Draw(uint64_t index) const { return MixBits(key_ + (index + 1) * kGamma); }

 private:
  static constexpr uint64_t kGamma = 0x9e3779b97f4a7c15;
  uint64_t key_;
};

}  // namespace constat::stats
