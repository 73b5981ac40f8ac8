// Ballot search: ballots of a record, found by what a voter knows of them.
#pragma once

#include <vector>

#include "constat/cli/record_view.h"

namespace constat::cli {

// FoundBallot is one ballot entry.
struct FoundBallot {
  uint64_t entry = 0;
  uint64_t time_ms = 0;
  uint64_t revision = 0;
  group::EncodedPoint credential{};
  Bytes32 tracker{};
};

// BallotsOf lists a credential's ballots in the order of the log; the last one counts. Reads the whole
// record.
struct BallotList {
  RecordView view;
  std::vector<FoundBallot> ballots;
};
[[nodiscard]] Result<BallotList> BallotsOf(const RecordPlace& place, const group::EncodedPoint& credential,
                                           Terminal& terminal);

// ParseTracker reads a tracker as a person copies it: either case, hyphens and spaces anywhere. The result is
// what record::FormatTracker writes. ERRORS: kBadText.
[[nodiscard]] Result<std::string> ParseTracker(std::string_view typed);

}  // namespace constat::cli
