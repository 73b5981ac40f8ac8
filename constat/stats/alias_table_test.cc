#include "constat/stats/alias_table.h"

#include <gtest/gtest.h>

namespace constat::stats {
namespace {

TEST(AliasTable, DrawsEachIndexAsOftenAsItsWeight) {
  const std::vector<double> weights = {3, 0, 1, 12, 4};
  AliasTable table;
  table.Build(weights);
  std::vector<double> drawn(weights.size());
  for (uint64_t i = 0; i < 65536; ++i) ++drawn[table.Draw(static_cast<uint32_t>(i << 16 | 0x8000))];
  for (size_t k = 0; k < weights.size(); ++k) EXPECT_NEAR(drawn[k] / 65536, weights[k] / 20, 1e-4);
}

}  // namespace
}  // namespace constat::stats
