// Cumulative curves: the result as it would look if stations were counted in order of turnout, or of size.
//
// DESCRIPTIVE ONLY, no hypothesis is tested. A curve that keeps rising or falling is often shown as proof of
// fraud; it is the rule in honest elections too, for large stations are towns and small ones villages, and
// where people agree more they also vote more. It helps to see where votes come from, no more.
#pragma once

#include <cstdint>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// CurveOrder: kTurnout: from the lowest turnout to the highest; kSize: from the fewest persons registered to
// the most. Stations that are equal enter together.
enum class CurveOrder { kTurnout, kSize };

// CumulativePoint is all stations up to a limit. limit: the turnout (0 to 1) or persons registered of the
// last station; stations: how many; ballots: their part of all ballots counted, 0 to 1; turnout and share:
// of their sums.
struct CumulativePoint {
  double limit = 0;
  int64_t stations = 0;
  double ballots = 0, turnout = 0, share = 0;
};

// CumulativeCurve takes the stations with possible counts (columns.h), N > 0 and R > 0. A point is where the
// next 1/max_points of all ballots is reached; the last is the whole result. Fewer points where stations are
// few or equal; none for no stations.
//
// REQUIRES: as ColumnsOf; 1 <= max_points <= 10000.
[[nodiscard]] std::vector<CumulativePoint> CumulativeCurve(const Stations& stations, size_t option,
                                                           CurveOrder order, int max_points = 200);

}  // namespace constat::forensics
