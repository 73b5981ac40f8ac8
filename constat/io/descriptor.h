// Descriptor: a file descriptor that closes itself.
#pragma once

#include <utility>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::io {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

// FileRange is size bytes from offset on.
struct FileRange {
  uint64_t offset = 0;
  uint64_t size = 0;
};

// ReadAt reads a range without moving the file's position: thread-safe. ERRORS: kCannotRead, also if the file
// ends before the range.
[[nodiscard]] Result<Bytes> ReadAt(const Descriptor& file, FileRange range);

// WriteFully writes all bytes at the file's position. ERRORS: kCannotWrite.
[[nodiscard]] Status WriteFully(const Descriptor& file, ByteView bytes);
// WriteAll writes all bytes at the file's position, and says whether it could; if not, errno says why.
[[nodiscard]] bool WriteAll(int fd, ByteView bytes);

}  // namespace constat::io
