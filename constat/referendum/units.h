// Units: which regions are decrypted together, so that no small group's votes show. Spec: TAL-3, TAL-7.
#pragma once

#include <span>
#include <vector>

#include "constat/base/bytes.h"

namespace constat::referendum {

struct Unit {
  std::vector<uint16_t> regions;  // ascending
  uint64_t counted = 0;           // counted ballots
  bool decrypted = false;
  friend bool operator==(const Unit&, const Unit&) = default;
};

// kFewestDecrypted is the smallest number of ballots ever decrypted together.
inline constexpr uint64_t kFewestDecrypted = 3;

// FormUnits partitions the regions. counted[r] is region r's counted ballots; floor >= 3.
[[nodiscard]] std::vector<Unit> FormUnits(std::span<const uint32_t> counted, uint32_t floor);

// EncodeUnits is TAL-7's encoding.
[[nodiscard]] Bytes EncodeUnits(std::span<const Unit> units);

}  // namespace constat::referendum
