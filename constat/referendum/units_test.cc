#include "constat/referendum/units.h"

#include <gtest/gtest.h>

#include "constat/text/hex.h"

namespace constat::referendum {
namespace {

using Counts = std::vector<uint32_t>;
using Units = std::vector<Unit>;

// Worked by hand from the clause, floor 10.
// Spec: TAL-3
TEST(FormUnitsTest, FollowsTheClause) {
  const struct {
    const char* what;
    Counts counted;
    Units units;
  } table[] = {
      {"no regions", {}, {}},
      {"no ballots at all", {0, 0}, {{{0}, 0, false}, {{1}, 0, false}}},
      {"one large region", {10}, {{{0}, 10, true}}},
      {"large regions stay alone", {10, 11}, {{{0}, 10, true}, {{1}, 11, true}}},
      {"one small region, nothing else", {9}, {{{0}, 9, true}}},
      {"three ballots in all are enough where there is nothing else", {3}, {{{0}, 3, true}}},
      {"two are not", {2}, {{{0}, 2, false}}},
      {"one is not", {1, 0}, {{{0}, 1, false}, {{1}, 0, false}}},
      {"two regions with two in all", {1, 1}, {{{0, 1}, 2, false}}},
      {"three regions with three in all", {1, 1, 1}, {{{0, 1, 2}, 3, true}}},
      {"small ones together reach the floor", {5, 50, 5}, {{{0, 2}, 10, true}, {{1}, 50, true}}},
      {"small ones together stay under it: the smallest large one joins",
       {50, 4, 30, 5},
       {{{0}, 50, true}, {{1, 2, 3}, 39, true}}},
      {"one ballot joins the smallest large region", {1, 12, 11}, {{{0, 2}, 12, true}, {{1}, 12, true}}},
      {"of equal ones the lower index joins",
       {12, 12, 3, 12},
       {{{0, 2}, 15, true}, {{1}, 12, true}, {{3}, 12, true}}},
      {"regions without ballots do not join",
       {0, 4, 0, 20},
       {{{0}, 0, false}, {{1, 3}, 24, true}, {{2}, 0, false}}},
      {"under the floor with none left", {0, 4, 3}, {{{0}, 0, false}, {{1, 2}, 7, true}}},
      {"units in the order of their first region",
       {20, 3, 15, 0, 8},
       {{{0}, 20, true}, {{1, 4}, 11, true}, {{2}, 15, true}, {{3}, 0, false}}},
      {"exactly the floor is not small", {10, 9}, {{{0, 1}, 19, true}}},
  };
  for (const auto& row : table) EXPECT_EQ(FormUnits(row.counted, 10), row.units) << row.what;
}

// Spec: TAL-3
TEST(FormUnitsTest, TheFloorIsTheManifests) {
  EXPECT_EQ(FormUnits(Counts{3, 2}, 3), (Units{{{0, 1}, 5, true}}));
  EXPECT_EQ(FormUnits(Counts{3, 3}, 3), (Units{{{0}, 3, true}, {{1}, 3, true}}));
  EXPECT_EQ(FormUnits(Counts{3, 3}, 4), (Units{{{0, 1}, 6, true}}));
  EXPECT_EQ(FormUnits(Counts{3, 3}, 1000), (Units{{{0, 1}, 6, true}}));
  EXPECT_EQ(FormUnits(Counts{4'000'000'000u, 4'000'000'000u}, UINT32_MAX),
            (Units{{{0, 1}, 8'000'000'000, true}}));
}

// Spec: TAL-7
TEST(EncodeUnitsTest, IsTheClauses) {
  EXPECT_EQ(text::FormatHex(EncodeUnits(Units{})), "0000");
  EXPECT_EQ(text::FormatHex(EncodeUnits(Units{{{0, 258}, 7, true}, {{1}, 0, false}})),
            "0002"
            "0002"
            "0000"
            "0102"
            "01"
            "0001"
            "0001"
            "00");
}

}  // namespace
}  // namespace constat::referendum
