// Rates: turnout and share, station by station, for the tests that look at quotients rather than at counts.
#pragma once

#include <cstdint>
#include <vector>

#include "constat/forensics/columns.h"

namespace constat::forensics {

// Quotient is part / whole. REQUIRES: whole > 0.
[[nodiscard]] inline double Quotient(int64_t part, int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

// Rates are the stations that have both quotients: possible counts (columns.h), R > 0 and at least
// min_registered persons on the roll. All columns have one length.
//
// station: index into Stations. turnout = B/N, share = W/R, both in [0, 1]. The other members count the
// stations left out, by the first reason that applies.
struct Rates {
  std::vector<uint32_t> station;
  std::vector<int64_t> registered;
  std::vector<double> turnout, share;
  int64_t impossible = 0, nothing_counted = 0, few_registered = 0;

  [[nodiscard]] size_t size() const { return station.size(); }
};

// MakeRates takes the stations in the order of the table.
//
// REQUIRES: min_registered >= 1.
[[nodiscard]] Rates MakeRates(const Columns& columns, int64_t min_registered);

}  // namespace constat::forensics
