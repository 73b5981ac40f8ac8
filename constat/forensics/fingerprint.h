// Fingerprint: how many stations lie at each turnout and share: the heat map.
//
// An undisputed vote gives one round spot, or a few where a country has few kinds of places; stuffing smears
// it towards full turnout and full share. A picture to look at: no hypothesis is tested. SOURCE: Klimek,
// Yegorov, Hanel, Thurner, "Statistical detection of systematic election irregularities", PNAS 109:16469,
// 2012, figure 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// kFingerprintBins is the number of bins a side: one a percentage point.
inline constexpr size_t kFingerprintBins = 100;

// Fingerprint is a histogram of turnout B/N by share W/R.
//
// stations: counts of stations, 100 x 100, at [100 * turnout bin + share bin]. Bin b holds [b, b+1) percent,
// decided in integers; the last also holds 100 percent. included: stations with possible counts (columns.h),
// N > 0 and R > 0; left_out: all others.
struct Fingerprint {
  std::vector<int64_t> stations;
  int64_t included = 0, left_out = 0;

  // StationsAt reads one bin.
  //
  // REQUIRES: turnout_bin, share_bin < kFingerprintBins.
  [[nodiscard]] int64_t StationsAt(size_t turnout_bin, size_t share_bin) const {
    return stations[turnout_bin * kFingerprintBins + share_bin];
  }
};

// MakeFingerprint counts for stations.options[option].
//
// REQUIRES: as ColumnsOf.
[[nodiscard]] Fingerprint MakeFingerprint(const Stations& stations, size_t option);

}  // namespace constat::forensics
