// Columns: the four counts that most tests look at, of one option. Views; the Stations must outlive them.
#pragma once

#include <cstdint>
#include <span>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// Columns are per station: N registered, B ballots, R counted, W votes of the option. Turnout is B/N, share
// W/R. registered is empty where the table does not have it.
struct Columns {
  std::span<const int64_t> registered, ballots, counted, votes;

  [[nodiscard]] bool has_registered() const { return !registered.empty(); }
  [[nodiscard]] size_t size() const { return votes.size(); }
};

// ColumnsAsKnown picks the columns for stations.options[option], for what can do without registered
// voters. Where the table has no column of ballots counted, the ballots cast are used for it, and the
// other way round.
//
// REQUIRES: at least one of ballots and counted is known; all known columns have one length.
[[nodiscard]] Columns ColumnsAsKnown(const Stations& stations, size_t option);

// ColumnsOf is ColumnsAsKnown for what needs turnout.
//
// REQUIRES: also that registered is known.
[[nodiscard]] Columns ColumnsOf(const Stations& stations, size_t option);

// IsPossible says whether station i's counts can be those of a vote: 0 <= B <= N (where N is known),
// 0 <= W <= R, and all below 2^31, so that sums and hundredfolds fit 64 bits. R > B is possible: someone
// else's ballot was found in the box.
//
// REQUIRES: i < columns.size().
[[nodiscard]] bool IsPossible(const Columns& columns, size_t i);

// BallotsOf is the greater of B and R: how large station i is where persons are not known.
[[nodiscard]] int64_t BallotsOf(const Columns& columns, size_t i);

// HasAtLeast says whether station i has so many persons on its roll or, where they are not known, at least a
// third as many ballots.
[[nodiscard]] bool HasAtLeast(const Columns& columns, size_t i, int64_t persons);

}  // namespace constat::forensics
