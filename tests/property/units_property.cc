// The privacy floor on random counts. Spec: TAL-3, TAL-4
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "constat/referendum/units.h"

namespace constat::referendum {
namespace {

using Counts = std::vector<uint32_t>;

Counts ArbitraryCounts() {
  return *rc::gen::container<Counts>(rc::gen::oneOf(
      rc::gen::just<uint32_t>(0), rc::gen::inRange<uint32_t>(0, 8), rc::gen::inRange<uint32_t>(0, 40)));
}

uint32_t ArbitraryFloor() { return *rc::gen::inRange<uint32_t>(3, 25); }

RC_GTEST_PROP(UnitsProperty, UnitsPartitionTheRegionsInOrder, ()) {
  const Counts counted = ArbitraryCounts();
  const std::vector<Unit> units = FormUnits(counted, ArbitraryFloor());
  std::vector<uint16_t> all;
  for (size_t u = 0; u < units.size(); ++u) {
    RC_ASSERT(!units[u].regions.empty());
    RC_ASSERT(std::is_sorted(units[u].regions.begin(), units[u].regions.end()));
    if (u > 0) RC_ASSERT(units[u - 1].regions.front() < units[u].regions.front());
    uint64_t sum = 0;
    for (const uint16_t r : units[u].regions) sum += counted.at(r);
    RC_ASSERT(units[u].counted == sum);
    all.insert(all.end(), units[u].regions.begin(), units[u].regions.end());
  }
  std::sort(all.begin(), all.end());
  std::vector<uint16_t> expected(counted.size());
  std::iota(expected.begin(), expected.end(), uint16_t{0});
  RC_ASSERT(all == expected);
}

RC_GTEST_PROP(UnitsProperty, NothingUnderTheFloorIsDecryptedUnlessItIsAllThereIs, ()) {
  const Counts counted = ArbitraryCounts();
  const uint32_t floor = ArbitraryFloor();
  const std::vector<Unit> units = FormUnits(counted, floor);
  const auto with_ballots =
      std::count_if(units.begin(), units.end(), [](const Unit& u) { return u.counted > 0; });
  for (const Unit& unit : units) {
    if (unit.counted == 0) {
      RC_ASSERT(unit.regions.size() == 1u);
      RC_ASSERT(!unit.decrypted);
    } else if (unit.counted < floor) {
      RC_ASSERT(with_ballots == 1);
      RC_ASSERT(unit.decrypted == (unit.counted >= 3));
    } else {
      RC_ASSERT(unit.decrypted);
    }
    // No region without ballots hides in a larger unit, and at most one large region pays for the small ones.
    if (unit.regions.size() > 1) {
      const auto large = std::count_if(unit.regions.begin(), unit.regions.end(),
                                       [&](uint16_t r) { return counted[r] >= floor; });
      RC_ASSERT(large <= 1);
      RC_ASSERT(std::none_of(unit.regions.begin(), unit.regions.end(),
                             [&](uint16_t r) { return counted[r] == 0; }));
    }
  }
  RC_CLASSIFY(with_ballots == 1, "one unit with ballots");
}

// Were the outcome to depend on the order of regions, an organiser could choose the order. Only ties do.
RC_GTEST_PROP(UnitsProperty, TheOrderOfRegionsMattersForTiesOnly, ()) {
  const auto distinct = *rc::gen::unique<Counts>(rc::gen::inRange<uint32_t>(1, 60));
  const uint32_t floor = ArbitraryFloor();
  Counts shuffled = distinct;
  const auto seed = *rc::gen::arbitrary<uint32_t>();
  for (size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[(seed * 2654435761u) % i]);
  const auto by_counts = [](const Counts& counted, const std::vector<Unit>& units) {
    std::vector<std::pair<std::vector<uint32_t>, bool>> out;
    for (const Unit& u : units) {
      std::vector<uint32_t> members;
      for (const uint16_t r : u.regions) members.push_back(counted[r]);
      std::sort(members.begin(), members.end());
      out.emplace_back(members, u.decrypted);
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  RC_ASSERT(by_counts(distinct, FormUnits(distinct, floor)) ==
            by_counts(shuffled, FormUnits(shuffled, floor)));
}

// Different units never have the same encoding: a share's statement says which units it is over.
RC_GTEST_PROP(UnitsProperty, EncodingsTellUnitsApart, ()) {
  const std::vector<Unit> a = FormUnits(ArbitraryCounts(), ArbitraryFloor());
  const std::vector<Unit> b = FormUnits(ArbitraryCounts(), ArbitraryFloor());
  const auto same =
      a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](const Unit& x, const Unit& y) {
        return x.regions == y.regions && x.decrypted == y.decrypted;
      });
  RC_ASSERT((EncodeUnits(a) == EncodeUnits(b)) == same);
}

}  // namespace
}  // namespace constat::referendum
