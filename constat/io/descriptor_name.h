// Names of the program's own descriptors: /dev/stdin, /dev/stdout, /dev/fd/63 (a shell's "<(...)").
//
// They are taken by number, not opened by name: once the program has put its memory out of reach of others
// (crypto/secret/memory_guard.h), the system may refuse it its own /proc/self/fd.
#pragma once

#include <filesystem>
#include <optional>

namespace constat::io {

// DescriptorNamed is the number that path names, or none if path names something else. The descriptor need
// not be open.
[[nodiscard]] std::optional<int> DescriptorNamed(const std::filesystem::path& path);

// DuplicateNamed is a new descriptor, closed on exec, of the one that path names: the caller closes it. It
// shares the position of the old one. -1 with errno if path names none (EINVAL) or it is not open (EBADF).
[[nodiscard]] int DuplicateNamed(const std::filesystem::path& path);

}  // namespace constat::io
