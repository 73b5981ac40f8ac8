// Identities: what must hold in every row whatever the voters did: counted <= ballots <= registered, the
// options' votes within what was counted, and, with the invalid papers, equal to it. A row that breaks one is
// a slip of the pen or worse; which, the numbers do not say.
#pragma once

#include <cstdint>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// Identities lists, for each identity, the stations that break it, in the table's order, as
// indices into Stations.
//
// No hypothesis and no probability: these are exact. An identity with a column that is not known lists
// nothing. full_turnout, zero_registered break nothing by themselves; small closed institutions do
// have everyone vote.
// Reference: Russia 2011 counted_above_ballots 18, full turnout 3750; 2018: 6, 2613; 2020: 0, 2278.
struct Identities {
  std::vector<uint32_t> negative;                  // some count is below zero
  std::vector<uint32_t> ballots_above_registered;  // more ballots than persons on the roll
  std::vector<uint32_t> counted_above_ballots;     // more ballots counted than cast
  std::vector<uint32_t> votes_above_counted;  // the options and invalid papers add up to more than counted
  std::vector<uint32_t> votes_below_counted;  // to less; see all_options
  std::vector<uint32_t> full_turnout;         // ballots = registered > 0
  std::vector<uint32_t> zero_registered;      // nobody on the roll

  // Whether the table seems to have every option: at most one station in twenty has fewer votes and invalid
  // papers than ballots counted. If not, votes_below_counted is empty: a table of the largest parties only
  // is no error.
  bool all_options = false;
};

// CheckIdentities goes through all stations and all options that the table has.
//
// Options that the table leaves out can only make the options' sum smaller, so votes_above_counted has no
// false alarms; what it compares with is the ballots cast where the ballots counted are not known.
// votes_below_counted needs columns of ballots counted and of invalid papers.
// REQUIRES: all known columns have one length.
[[nodiscard]] Identities CheckIdentities(const Stations& stations);

}  // namespace constat::forensics
