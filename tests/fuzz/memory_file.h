// A file without a name, for parsers that take a path. It is its owner's alone, as secret files must be.
#pragma once

#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "constat/base/bytes.h"
#include "constat/base/check.h"

namespace constat::fuzz {

class MemoryFile {
 public:
  explicit MemoryFile(ByteView bytes) : file_(::memfd_create("fuzz", 0)) {
    CONSTAT_CHECK(file_ >= 0 && ::fchmod(file_, 0600) == 0);
    CONSTAT_CHECK(::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::filesystem::path path() const { return fmt::format("/proc/self/fd/{}", file_); }

 private:
  int file_;
};

}  // namespace constat::fuzz
