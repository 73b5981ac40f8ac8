#include "constat/stats/alias_table.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::stats {

void AliasTable::Build(std::span<const double> weights) {
  const size_t size = weights.size();
  CONSTAT_CHECK(size >= 1 && size < (size_t{1} << 24));
  double total = 0;
  for (double w : weights) total += w;
  CONSTAT_CHECK(total > 0);
  cells_.resize(size);
  scaled_.resize(size);
  small_.clear();
  large_.clear();
  const double factor = static_cast<double>(size) / total;
  for (uint32_t i = 0; i < size; ++i) {
    cells_[i] = {0xffffffff, i};
    scaled_[i] = weights[i] * factor;
    (scaled_[i] < 1 ? small_ : large_).push_back(i);
  }
  while (!small_.empty() && !large_.empty()) {
    const uint32_t less = small_.back();
    const uint32_t more = large_.back();
    small_.pop_back();
    cells_[less] = {static_cast<uint32_t>(std::min(scaled_[less] * 0x1p32, 4294967295.0)), more};
    scaled_[more] -= 1 - scaled_[less];
    if (scaled_[more] < 1) {
      large_.pop_back();
      small_.push_back(more);
    }
  }
}

}  // namespace constat::stats
