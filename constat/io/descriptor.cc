#include "constat/io/descriptor.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace constat::io {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<Bytes> ReadAt(const Descriptor& file, FileRange range) {
  Bytes out(range.size);
  size_t have = 0;
  while (have < out.size()) {
    const ssize_t n =
        ::pread(file.get(), out.data() + have, out.size() - have, static_cast<off_t>(range.offset + have));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Fail(ErrorCode::kCannotRead, fmt::format("cannot read: {}", std::strerror(errno)));
    if (n == 0) return Fail(ErrorCode::kCannotRead, "a file became shorter while it was read");
    have += static_cast<size_t>(n);
  }
  return out;
}

Status WriteFully(const Descriptor& file, ByteView bytes) {
  if (WriteAll(file.get(), bytes)) return {};
  return Fail(ErrorCode::kCannotWrite, fmt::format("cannot write: {}", std::strerror(errno)));
}

bool WriteAll(int fd, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
  return true;
}

}  // namespace constat::io
