// Sample: what was read on the ballots drawn so far, from lists of draws that people filled in or as counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "constat/audit/bravo.h"
#include "constat/audit/comparison.h"
#include "constat/audit/plan.h"
#include "constat/base/bytes_by_name.h"
#include "constat/base/result.h"

namespace constat::audit {

// Sample: drawn counts draws, so a ballot drawn twice counts twice; votes.loser includes the missing;
// values are 1, 1/2 and 0 in the order of the draw (alpha only); differences: comparison only. seed_checked:
// whether the ballots are known to be those that a seed draws.
struct Sample {
  int64_t drawn = 0;
  SampledVotes votes;
  int64_t other = 0;
  int64_t missing = 0;
  std::vector<double> values;
  DiscrepancyCounts differences;
  bool seed_checked = false;
};

// ResultLists are names of lists of draws (draw_list.h), filled in, of which draw, vote and, for a
// comparison, machine are needed; a column ticket is checked if there is one. With a seed, tickets must be
// there and must be those that the seed draws.
struct ResultLists {
  std::vector<std::string> files;
  std::string seed;
};

// ParseSample reads the results of draws 1 to n, in any order of rows. A missing ballot counts as a vote for
// the loser; a missing machine record as one for the winner.
// ERRORS: those of files and of ListReader; kBadText (a vote that is none of the plan's words, a blank one,
// tickets that are missing), kDuplicate (a draw twice, a ticket twice under alpha), kWrongOrder (a draw left
// out), kBadNumber (a ticket beyond the ballots), kWrongCount (a ticket with two votes, or not the seed's).
[[nodiscard]] Result<Sample> ParseSample(const Plan& plan, const ResultLists& lists,
                                         const BytesByName& files);
// ReadSample is ParseSample of files, which the lists' names are paths of. ERRORS: also io::ReadFile's.
[[nodiscard]] Result<Sample> ReadSample(const Plan& plan, const ResultLists& lists);

// SampleCounts are what was read, where it is given as numbers in place of lists; nothing where one was not
// given. loser includes the missing ballots. The last five are a comparison's: records too good or too bad
// for the winner, by votes.
struct SampleCounts {
  std::optional<int64_t> winner, loser, other;
  std::optional<int64_t> compared, over1, over2, under1, under2;

  [[nodiscard]] bool IsEmpty() const {
    return !(winner || loser || other || compared || over1 || over2 || under1 || under2);
  }
};

// MakeSample is what the lists hold or, without lists, what the counts say. REQUIRES: no count is negative or
// over 2^31. ERRORS: ReadSample's; kUsage for both, for counts that are not of the plan's method (alpha's
// have an order), and for counts with a seed; kBadNumber where no ballot was read.
[[nodiscard]] Result<Sample> MakeSample(const Plan& plan, const ResultLists& lists,
                                        const SampleCounts& counts);

}  // namespace constat::audit
