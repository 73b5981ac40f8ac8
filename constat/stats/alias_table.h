// AliasTable: draws from a finite distribution, in constant time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace constat::stats {

// AliasTable draws from a finite distribution with one comparison.
//
// SOURCE: Walker, Electronics Letters 10:127, 1974; Vose, IEEE Transactions on Software
// Engineering 17:972, 1991.
class AliasTable {
 public:
  // Build makes the table; weights need not add up to 1. Probabilities are rounded to multiples
  // of about 2^-32.
  //
  // REQUIRES: 1 <= size < 2^24, weights >= 0 with a positive sum.
  void Build(std::span<const double> weights);

  // Draw turns 32 random bits into an index.
  [[nodiscard]] uint32_t Draw(uint32_t bits) const {
    const uint64_t scaled = uint64_t{bits} * cells_.size();
    const Cell& cell = cells_[scaled >> 32];
    return static_cast<uint32_t>(scaled) < cell.threshold ? static_cast<uint32_t>(scaled >> 32) : cell.other;
  }

 private:
  struct Cell {
    uint32_t threshold, other;
  };
  std::vector<Cell> cells_;
  std::vector<double> scaled_;
  std::vector<uint32_t> small_, large_;
};

}  // namespace constat::stats
