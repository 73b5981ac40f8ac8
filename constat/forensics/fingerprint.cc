#include "constat/forensics/fingerprint.h"

#include <algorithm>

#include "constat/forensics/columns.h"

namespace constat::forensics {
namespace {

size_t FingerprintBin(int64_t part, int64_t whole) {
  const auto bins = static_cast<int64_t>(kFingerprintBins);
  return static_cast<size_t>(std::min(bins - 1, bins * part / whole));
}

}  // namespace

Fingerprint MakeFingerprint(const Stations& stations, size_t option) {
  const Columns c = ColumnsOf(stations, option);
  Fingerprint result;
  result.stations.resize(kFingerprintBins * kFingerprintBins);
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i) || c.registered[i] == 0 || c.counted[i] == 0) {
      ++result.left_out;
      continue;
    }
    ++result.included;
    ++result.stations[FingerprintBin(c.ballots[i], c.registered[i]) * kFingerprintBins +
                      FingerprintBin(c.votes[i], c.counted[i])];
  }
  return result;
}

}  // namespace constat::forensics
