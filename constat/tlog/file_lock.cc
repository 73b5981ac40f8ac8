#include "constat/tlog/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace constat::tlog {

Result<Descriptor> LockFile(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
  }
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    const std::string why =
        errno == EWOULDBLOCK ? "another program has it open; stop that one first" : std::strerror(errno);
    return Fail(ErrorCode::kCannotWrite, fmt::format("cannot lock {}: {}", path.string(), why));
  }
  return file;
}

}  // namespace constat::tlog
