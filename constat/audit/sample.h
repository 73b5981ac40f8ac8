// Sample: what was read on the ballots drawn so far, and what follows from it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/audit/bravo.h"
#include "constat/audit/comparison.h"
#include "constat/audit/plan.h"
#include "constat/base/result.h"

namespace constat::audit {

// What stands in a list of results for a ballot for neither option, and for one that is not there.
inline constexpr std::string_view kOtherWord = "other";
inline constexpr std::string_view kMissingWord = "missing";

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

// kMaxDrawListSize bounds what is read of a list of results, in bytes.
inline constexpr size_t kMaxDrawListSize = size_t{1} << 28;

// ResultLists are files with columns draw, vote and, for a comparison, machine; a column ticket is checked if
// there is one. With a seed, tickets must be there and must be those that the seed draws.
struct ResultLists {
  std::vector<std::string> files;
  std::string seed;
};

// ReadSample reads the results of draws 1 to n, in any order of rows. A missing ballot counts as a vote for
// the loser; a missing machine record as one for the winner.
// ERRORS: those of ListReader; kBadText (a vote that is none of the plan's words, a blank one, tickets that
// are missing), kDuplicate (a draw twice, a ticket twice under alpha), kWrongOrder (a draw left out),
// kBadNumber (a ticket beyond the ballots), kWrongCount (a ticket with two votes, or not the seed's).
[[nodiscard]] Result<Sample> ReadSample(const Plan& plan, const ResultLists& lists);

enum class Verdict { kStop, kGoOn, kFullCount };

// Judgement: p is the p-value; more, where the audit goes on, how many ballots to draw next: enough in 8 of
// 10 audits if the reported count is right (polling, alpha), or, for a comparison, if records differ no more
// often than so far, where p is 1 if no further record differs.
struct Judgement {
  Verdict verdict = Verdict::kGoOn;
  double p = 1;
  int64_t more = 0;
};

// Judge says whether the audit may stop. A full count is due where going on would draw as many ballots as
// there are, or where a comparison as large as planned has p 1. ERRORS: kBadNumber.
[[nodiscard]] Result<Judgement> Judge(const Plan& plan, const Sample& sample);

}  // namespace constat::audit
