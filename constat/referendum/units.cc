#include "constat/referendum/units.h"

#include <algorithm>

#include "constat/wire/writer.h"

namespace constat::referendum {

std::vector<Unit> FormUnits(std::span<const uint32_t> counted, uint32_t floor) {
  std::vector<Unit> units;
  Unit small;
  std::vector<uint16_t> large;
  for (size_t r = 0; r < counted.size(); ++r) {
    const auto region = static_cast<uint16_t>(r);
    if (counted[r] == 0) {
      units.push_back({{region}, 0, false});
    } else if (counted[r] < floor) {
      small.regions.push_back(region);
      small.counted += counted[r];
    } else {
      large.push_back(region);
    }
  }
  // The smallest first; equal ones in the order of the manifest.
  std::stable_sort(large.begin(), large.end(),
                   [&](uint16_t a, uint16_t b) { return counted[a] < counted[b]; });
  size_t joined = 0;
  while (!small.regions.empty() && small.counted < floor && joined < large.size()) {
    small.regions.push_back(large[joined]);
    small.counted += counted[large[joined]];
    ++joined;
  }
  if (!small.regions.empty()) {
    std::sort(small.regions.begin(), small.regions.end());
    small.decrypted = small.counted >= floor || small.counted >= kFewestDecrypted;
    units.push_back(small);
  }
  for (size_t i = joined; i < large.size(); ++i) units.push_back({{large[i]}, counted[large[i]], true});
  std::sort(units.begin(), units.end(),
            [](const Unit& a, const Unit& b) { return a.regions.front() < b.regions.front(); });
  return units;
}

Bytes EncodeUnits(std::span<const Unit> units) {
  wire::Writer writer;
  writer.Count16(units.size());
  for (const Unit& unit : units) {
    writer.Count16(unit.regions.size());
    for (const uint16_t region : unit.regions) writer.U16(region);
    writer.Bool(unit.decrypted);
  }
  return writer.Take();
}

}  // namespace constat::referendum
