// The demo's folder: made, or emptied if an earlier demo filled it; and how large a demo is in it.
#pragma once

#include <cstdint>
#include <filesystem>

#include "constat/demo/world.h"

namespace constat::demo {

// PrepareFolder makes out an empty folder with a mark of the demo; one that an earlier demo filled is
// emptied. ERRORS: kRefusesOverwrite for any other folder that is not empty; kCannotWrite.
[[nodiscard]] Status PrepareFolder(const std::filesystem::path& out);

// kFastFrom: from this many ballots on they are made the fast way, for what a voter's device computes in
// constant time would take hours for a whole country.
inline constexpr uint64_t kFastFrom = 20'001;

// BallotsOf is how many ballots a demo has: as many as asked for, or, for 0, what the attack wants, or 3000.
[[nodiscard]] uint64_t BallotsOf(uint64_t asked, const Cheat* cheat);

}  // namespace constat::demo
