#include "constat/forensics/identities.h"

#include <limits>

#include "constat/base/check.h"

namespace constat::forensics {
namespace {

// AddCapped is sum + count, or the greatest number there is; counts below zero, which have a list of their
// own, add nothing.
int64_t AddCapped(int64_t sum, int64_t count) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  if (count <= 0) return sum;
  return sum > kMost - count ? kMost : sum + count;
}

}  // namespace

Identities CheckIdentities(const Stations& stations) {
  const size_t n = stations.size();
  const bool has_registered = stations.has_registered();
  const bool has_ballots = !stations.ballots.empty();
  const bool has_counted = !stations.counted.empty();
  const bool has_invalid = !stations.invalid.empty();
  CONSTAT_CHECK(!has_ballots || stations.ballots.size() == n);
  CONSTAT_CHECK(!has_counted || stations.counted.size() == n);
  CONSTAT_CHECK(!has_invalid || stations.invalid.size() == n);
  for (const Option& option : stations.options) CONSTAT_CHECK(option.votes.size() == n);

  Identities found;
  for (size_t i = 0; i < n; ++i) {
    const auto station = static_cast<uint32_t>(i);
    const int64_t registered = has_registered ? stations.registered[i] : 0;
    const int64_t ballots = has_ballots ? stations.ballots[i] : 0;
    const int64_t counted = has_counted ? stations.counted[i] : 0;
    int64_t votes = has_invalid ? AddCapped(0, stations.invalid[i]) : 0;
    bool negative = registered < 0 || ballots < 0 || counted < 0 || (has_invalid && stations.invalid[i] < 0);
    for (const Option& option : stations.options) {
      negative = negative || option.votes[i] < 0;
      votes = AddCapped(votes, option.votes[i]);
    }
    if (negative) found.negative.push_back(station);
    if (has_registered && has_ballots && ballots > registered)
      found.ballots_above_registered.push_back(station);
    if (has_ballots && has_counted && counted > ballots) found.counted_above_ballots.push_back(station);
    if ((has_counted || has_ballots) && votes > (has_counted ? counted : ballots)) {
      found.votes_above_counted.push_back(station);
    }
    if (has_counted && has_invalid && votes < counted) found.votes_below_counted.push_back(station);
    if (has_ballots && registered > 0 && ballots == registered) found.full_turnout.push_back(station);
    if (has_registered && registered == 0) found.zero_registered.push_back(station);
  }
  constexpr size_t kOneIn = 20;
  found.all_options = has_counted && has_invalid && n > 0 && found.votes_below_counted.size() * kOneIn <= n;
  if (!found.all_options) found.votes_below_counted.clear();
  return found;
}

}  // namespace constat::forensics
