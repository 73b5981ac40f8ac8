// LockFile: keeps a second process from opening the same log or memory; LockMemory: and any other key.
#pragma once

#include <filesystem>
#include <string>

#include "constat/io/descriptor.h"

namespace constat::io {

// LockFile creates path if missing and locks it until the descriptor closes. ERRORS: kCannotWrite, at once,
// if another process (or another opener in this one) holds the lock.
[[nodiscard]] Result<Descriptor> LockFile(const std::filesystem::path& path);

// LockMemory makes the folder of a party's memory if it is missing, locks it, and writes into it whose it is:
// one line, a public key. Another key is refused, or a mistyped folder would lend a party the memory of
// somebody else, which knows nothing of what this one signed. A folder without that line is of the first key
// that asks. ERRORS: kCannotWrite; kWrongKey; ReadFile's. Spec: LOG-8, TAL-10.
[[nodiscard]] Result<Descriptor> LockMemory(const std::filesystem::path& folder, const std::string& key);

}  // namespace constat::io
