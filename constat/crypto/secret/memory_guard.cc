#include "constat/crypto/secret/memory_guard.h"

#include <fmt/core.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstring>

namespace constat::crypto {

Status KeepMemoryPrivate() {
  // The limit stops the files that the kernel writes; a program that the kernel hands a dump to does not look
  // at the limit, and is stopped by the flag alone.
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return Fail(ErrorCode::kCannotRead,
                fmt::format("cannot switch core dumps off: {}; secrets could reach the disk, so "
                            "nothing was done",
                            std::strerror(errno)));
  }
  return {};
}

}  // namespace constat::crypto
