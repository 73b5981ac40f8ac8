// Files: whole or not at all. What is written is written to a temporary name, synced, and renamed.
//
// A descriptor by its name (io/descriptor_name.h) is read and written as it is: a shell's "<(...)" can stand
// wherever a file is read, and what is public can be written to /dev/stdout, a device or a pipe, which is
// never replaced. What is secret goes to files alone. A named pipe is not read: it lies in a folder that may
// come from somebody else, and would make the reader wait.
#pragma once

#include <filesystem>
#include <string>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/io/whole_file.h"

namespace constat::io {

// ReadFile returns the bytes of a regular file, or all that a descriptor by its name gives. ERRORS:
// kMissingFile, kCannotRead, kTooLarge (over max_size bytes).
[[nodiscard]] Result<Bytes> ReadFile(const std::filesystem::path& path, size_t max_size = size_t{1} << 30);

// NamedFile is a file, and what messages call it, which must not say where it lies.
struct NamedFile {
  std::filesystem::path path;
  std::string name;
};
// ReadFileAs is ReadFile with that name in messages. ERRORS: ReadFile's.
[[nodiscard]] Result<Bytes> ReadFileAs(const NamedFile& file, size_t max_size);

// WriteFile replaces path as a whole: a reader or a crash sees the old bytes or the new ones, never a
// mixture. The directory must exist. Durable on return. ERRORS: kCannotWrite.
[[nodiscard]] Status WriteFile(const std::filesystem::path& path, ByteView bytes,
                               FileAccess access = FileAccess::kPublic);

// WriteNewFile is WriteFile for a path that must not exist yet. ERRORS: kRefusesOverwrite, kCannotWrite.
[[nodiscard]] Status WriteNewFile(const std::filesystem::path& path, ByteView bytes,
                                  FileAccess access = FileAccess::kPublic);

// MakeDirectories creates path and its parents where missing. ERRORS: kCannotWrite.
[[nodiscard]] Status MakeDirectories(const std::filesystem::path& path);

// CheckOwnerOnly refuses a file that group or others may read; a pipe by its descriptor's name passes: it has
// no other name. So does a file where modes cannot be set (LiesOpen): whoever asks tells the person. ERRORS:
// kUnsafeFile, kMissingFile.
[[nodiscard]] Status CheckOwnerOnly(const std::filesystem::path& path);

}  // namespace constat::io
