// Voting times of a new referendum: as they are typed, or what is proposed.
#pragma once

#include <cstdint>
#include <string_view>

#include "constat/base/result.h"

namespace constat::parcel {

struct VotingTimes {
  uint64_t opening_ms = 0;
  uint64_t closing_ms = 0;
};

// ReadVotingTimes reads UTC times (text::ParseUtcTime). An empty opening is the full hour after fourteen days
// from now; an empty closing is seven days after the opening. ERRORS: kBadText; kUsage if voting would close
// before it opens, or open in the past.
[[nodiscard]] Result<VotingTimes> ReadVotingTimes(uint64_t now_ms, std::string_view opening,
                                                  std::string_view closing);

}  // namespace constat::parcel
