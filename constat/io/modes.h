// Modes: file systems that do not keep who may read a file, such as those of memory sticks.
#pragma once

#include <cstdint>
#include <filesystem>

namespace constat::io {

// KeepsModes says whether a file system of this type (statfs's f_type), which shows mode for a file, has
// modes that can be set. Some types have them or not, as they are mounted: there a file that everybody may
// execute, which no key is, says that the mode is the same for all.
[[nodiscard]] bool KeepsModes(uint64_t type, uint32_t mode);

// LiesOpen says whether others can read the file and no chmod would change it. False for a file that is not
// there, or a descriptor by its name that is no file.
[[nodiscard]] bool LiesOpen(const std::filesystem::path& path);

// HasModes is KeepsModes for an open file; true where the system cannot say.
[[nodiscard]] bool HasModes(int fd);

}  // namespace constat::io
