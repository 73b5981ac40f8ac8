// How scalars are cut into signed digits for Pippenger's method.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "constat/group/scalar.h"

namespace constat::group::msm {

// Window is the digit of bits [offset, offset + width): from -2^(width-1) to 2^(width-1) - 1.
struct Window {
  int offset;
  int width;
  // Buckets is the number of sizes a nonzero digit can have.
  [[nodiscard]] size_t Buckets() const { return size_t{1} << (width - 1); }
};

// Cost is the weight of one addition of a point to a bucket, and of closing one bucket, in any unit.
struct Cost {
  double addition;
  double bucket;
};

// PlanWindows covers the scalars' bits, lowest window first, at the least estimated cost.
//
// If most scalars are below 2^128 and some are not, the windows up to there suit the many and those above the
// few.
[[nodiscard]] std::vector<Window> PlanWindows(std::span<const Scalar> scalars, const Cost& cost);

// Recoded holds a scalar from which each window's digit can be read by itself.
//
// With K = sum over windows of 2^(offset + width - 1), the window's bits of scalar + K are its digit plus
// 2^(width-1): adding K does all the carries.
class Recoded {
 public:
  Recoded() = default;
  Recoded(const Scalar& scalar, std::span<const Window> windows);
  [[nodiscard]] int Digit(const Window& window) const {
    const size_t limb = static_cast<size_t>(window.offset) / 64;
    const size_t shift = static_cast<size_t>(window.offset) % 64;
    const uint64_t bits = limbs_[limb] >> shift | (limbs_[limb + 1] << 1 << (63 - shift));
    const int half = 1 << (window.width - 1);
    return static_cast<int>(bits & (2 * static_cast<uint64_t>(half) - 1)) - half;
  }

 private:
  std::array<uint64_t, 6> limbs_{};  // up to 253 + kMaxWidth bits, and one limb to read past the end
};

inline constexpr int kMaxWidth = 16;

// Recode is Recoded for each scalar.
[[nodiscard]] std::vector<Recoded> Recode(std::span<const Scalar> scalars, std::span<const Window> windows);

}  // namespace constat::group::msm
