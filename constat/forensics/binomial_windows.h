// Windows: the counts k of n that make a whole percentage, and how much of a binomial distribution
// falls on them.
#pragma once

#include <array>
#include <cstdint>

namespace constat::forensics {

// WindowEdge says whether a percentage that is exactly 0.05 points away from a whole number belongs
// to its window.
//
// kClosed: it does, |2000 k - 20 m n| <= n in integers. kOpen: it does not. kFloat64: as the published
// notebooks compute it, |100 k/n - round(100 k/n)| <= 0.05 in binary floating point, where some edges are in
// and others out.
enum class WindowEdge { kClosed, kOpen, kFloat64 };

// WindowSums adds up, for each whole percentage 0 to 100, over stations: expected hits and their variance.
struct WindowSums {
  std::array<double, 101> expected{};
  std::array<double, 101> variance{};
};

// NearestPercent is the whole number nearest to 100 k/n, halves upwards.
//
// REQUIRES: 0 <= k <= n, n >= 1.
[[nodiscard]] int NearestPercent(int64_t k, int64_t n);

// IsWholePercentage says whether 100 k/n is within 0.05 points of a whole number.
//
// REQUIRES: 0 <= k <= n, 1 <= n < 2^31.
[[nodiscard]] bool IsWholePercentage(int64_t k, int64_t n, WindowEdge edge);

// AddWindowProbabilities returns P(IsWholePercentage(X, n)) for X ~ Bin(n, k/n), and adds to sums, for each
// whole percentage m, the probability of its window P_m, and P_m (1 - P_m).
//
// As n p = k is whole, the mode is k, and its probability needs no logarithm of a factorial; all others
// follow by the ratio of neighbours. Terms below 1e-20 are left out. PRECISION: 1e-11 relative for
// probabilities above 1e-6. REQUIRES: 0 <= k <= n, 1 <= n < 2^31. COST: about 10 sqrt(n) multiplications, a
// quarter as many divisions.
double AddWindowProbabilities(int64_t k, int64_t n, WindowEdge edge, WindowSums& sums);

}  // namespace constat::forensics
