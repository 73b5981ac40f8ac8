// MemoryGuard: keeps what the program holds in memory from reaching a disk or another process.
#pragma once

#include "constat/base/result.h"

namespace constat::crypto {

// KeepMemoryPrivate switches core dumps off, whoever would write them, and keeps other processes of the same
// user from reading this one's memory. To be called before anything secret is read. ERRORS: kCannotRead.
[[nodiscard]] Status KeepMemoryPrivate();

}  // namespace constat::crypto
