// Columns: the four counts that most tests look at, of one option. Views; the Stations must outlive them.
#pragma once

#include <cstdint>
#include <span>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// Columns are per station: N registered, B ballots, R counted, W votes of the option. Turnout is
// B/N, share W/R.
struct Columns {
  std::span<const int64_t> registered, ballots, counted, votes;

  size_t size() const { return registered.size(); }
};

// ColumnsOf picks the columns for stations.options[option]. Where the table has no column of ballots counted,
// the ballots cast stand in for it, and the other way round.
//
// REQUIRES: registered and at least one of ballots and counted are known; all known columns have one length.
[[nodiscard]] Columns ColumnsOf(const Stations& stations, size_t option);

// IsPossible says whether station i's counts can be those of a vote: 0 <= B <= N, 0 <= W <= R, and N and R
// below 2^31, so that sums and hundredfolds fit 64 bits. R > B is possible: someone else's ballot was found
// in the box.
//
// REQUIRES: i < columns.size().
[[nodiscard]] bool IsPossible(const Columns& columns, size_t i);

}  // namespace constat::forensics
