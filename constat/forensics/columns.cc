#include "constat/forensics/columns.h"

#include "constat/base/check.h"

namespace constat::forensics {

Columns ColumnsOf(const Stations& stations, size_t option) {
  CONSTAT_CHECK(option < stations.options.size());
  const std::span<const int64_t> ballots = stations.ballots.empty() ? stations.counted : stations.ballots;
  const std::span<const int64_t> counted = stations.counted.empty() ? stations.ballots : stations.counted;
  const Columns columns{stations.registered, ballots, counted, stations.options[option].votes};
  CONSTAT_CHECK(columns.ballots.size() == columns.size() && columns.counted.size() == columns.size() &&
                columns.votes.size() == columns.size());
  return columns;
}

bool IsPossible(const Columns& c, size_t i) {
  constexpr int64_t kTooLarge = int64_t{1} << 31;
  return c.ballots[i] >= 0 && c.ballots[i] <= c.registered[i] && c.registered[i] < kTooLarge &&
         c.votes[i] >= 0 && c.votes[i] <= c.counted[i] && c.counted[i] < kTooLarge;
}

}  // namespace constat::forensics
