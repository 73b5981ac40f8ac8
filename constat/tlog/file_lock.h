// LockFile: keeps a second process from opening the same log or witness state.
#pragma once

#include <filesystem>

#include "constat/tlog/descriptor.h"

namespace constat::tlog {

// LockFile creates path if missing and locks it until the descriptor closes. ERRORS: kCannotWrite, at once,
// if another process (or another opener in this one) holds the lock.
[[nodiscard]] Result<Descriptor> LockFile(const std::filesystem::path& path);

}  // namespace constat::tlog
