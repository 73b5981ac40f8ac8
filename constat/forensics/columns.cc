#include "constat/forensics/columns.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::forensics {

Columns ColumnsAsKnown(const Stations& stations, size_t option) {
  CONSTAT_CHECK(option < stations.options.size());
  const std::span<const int64_t> ballots = stations.ballots.empty() ? stations.counted : stations.ballots;
  const std::span<const int64_t> counted = stations.counted.empty() ? stations.ballots : stations.counted;
  const Columns columns{stations.registered, ballots, counted, stations.options[option].votes};
  CONSTAT_CHECK(columns.ballots.size() == columns.size() && columns.counted.size() == columns.size());
  CONSTAT_CHECK(!columns.has_registered() || columns.registered.size() == columns.size());
  return columns;
}

Columns ColumnsOf(const Stations& stations, size_t option) {
  const Columns columns = ColumnsAsKnown(stations, option);
  CONSTAT_CHECK(columns.has_registered() || columns.size() == 0);
  return columns;
}

bool IsPossible(const Columns& c, size_t i) {
  constexpr int64_t kTooLarge = int64_t{1} << 31;
  if (c.has_registered() && (c.ballots[i] > c.registered[i] || c.registered[i] >= kTooLarge)) return false;
  return c.ballots[i] >= 0 && c.ballots[i] < kTooLarge && c.votes[i] >= 0 && c.votes[i] <= c.counted[i] &&
         c.counted[i] < kTooLarge;
}

int64_t BallotsOf(const Columns& c, size_t i) { return std::max(c.ballots[i], c.counted[i]); }

bool HasAtLeast(const Columns& c, size_t i, int64_t persons) {
  return c.has_registered() ? c.registered[i] >= persons : BallotsOf(c, i) >= (persons + 2) / 3;
}

}  // namespace constat::forensics
