// What the referendum waits for: who has to do what next, as one clause for people.
#pragma once

#include <string>

#include "constat/party/board/board.h"

namespace constat::party {

// WaitsFor is a clause without a full stop, harmless to a terminal: "the deal of trustee 2 (Ada Example)".
[[nodiscard]] std::string WaitsFor(Board& board);

}  // namespace constat::party
