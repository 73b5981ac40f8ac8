// What the referendum waits for: who has to do what next, as one clause for people.
#pragma once

#include <string>

#include "constat/party/board/board.h"

namespace constat::party {

// WaitsFor is a clause without a full stop, harmless to a terminal: "the deal of trustee 2 (Ada Example)".
// From the end of the ceremony on it says who was missing.
[[nodiscard]] std::string WaitsFor(Board& board, uint64_t now_ms);

// DescribeStatus is where the referendum stands, in lines for a person. IsAheadOfPublished says whether the
// log has entries that are not published yet.
[[nodiscard]] std::string DescribeStatus(Board& board, uint64_t now_ms);
[[nodiscard]] bool IsAheadOfPublished(const Board& board);

}  // namespace constat::party
