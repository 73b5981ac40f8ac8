// How scalars are cut into signed digits for Pippenger's method.
#pragma once

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
// If most scalars are below 2^128 and some are not, the windows up to there suit the many and those
// above the few.
[[nodiscard]] std::vector<Window> PlanWindows(std::span<const Scalar> scalars, const Cost& cost);

inline constexpr int kMaxWidth = 16;

// SignedDigits is every window's digit of every scalar.
class SignedDigits {
 public:
  SignedDigits(std::span<const Scalar> scalars, std::span<const Window> windows);
  // Of is the digits of windows[w], one a scalar, in the scalars' order.
  [[nodiscard]] std::span<const int16_t> Of(size_t w) const { return std::span(digits_).subspan(w * n_, n_); }

 private:
  size_t n_;
  std::vector<int16_t> digits_;  // window by window
};

// BucketLists is the scalars that have a digit of each size, for one window.
struct BucketLists {
  // Bucket b (digits of size b + 1) is entries[starts[b]] to entries[starts[b + 1] - 1]: 2 i, plus 1 if the
  // digit of scalar i is negative. Some entries of padding follow.
  std::vector<uint32_t> entries;
  std::vector<uint32_t> starts;
  // The buckets that are not empty, long ones before short ones (beyond some length in any order).
  std::vector<uint32_t> by_length;

  [[nodiscard]] uint32_t Length(uint32_t bucket) const { return starts[bucket + 1] - starts[bucket]; }
};

inline constexpr size_t kEntryPadding = 8;

// ListBuckets sorts one window's digits by size. It reuses the memory of out.
void ListBuckets(std::span<const int16_t> digits, const Window& window, BucketLists& out);

}  // namespace constat::group::msm
