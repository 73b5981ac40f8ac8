// Files: whole or not at all. What is written is written to a temporary name, synced, and renamed.
#pragma once

#include <filesystem>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat {

enum class FileAccess {
  kPublic,  // mode 0644
  kSecret,  // mode 0600
};

// ReadFile returns a regular file's bytes. ERRORS: kMissingFile, kCannotRead, kTooLarge (over max_size bytes).
[[nodiscard]] Result<Bytes> ReadFile(const std::filesystem::path& path, size_t max_size = size_t{1} << 30);

// WriteFile replaces path as a whole: a reader or a crash sees the old bytes or the new ones, never a mixture.
// The directory must exist. Durable on return. ERRORS: kCannotWrite.
[[nodiscard]] Status WriteFile(const std::filesystem::path& path, ByteView bytes,
                               FileAccess access = FileAccess::kPublic);

// WriteNewFile is WriteFile for a path that must not exist yet. ERRORS: kRefusesOverwrite, kCannotWrite.
[[nodiscard]] Status WriteNewFile(const std::filesystem::path& path, ByteView bytes,
                                  FileAccess access = FileAccess::kPublic);

// MakeDirectories creates path and its parents where missing. ERRORS: kCannotWrite.
[[nodiscard]] Status MakeDirectories(const std::filesystem::path& path);

// CheckOwnerOnly refuses a file that group or others may read. ERRORS: kUnsafeFile, kMissingFile.
[[nodiscard]] Status CheckOwnerOnly(const std::filesystem::path& path);

// SyncDirectory makes renames and creations in a directory durable. ERRORS: kCannotWrite.
[[nodiscard]] Status SyncDirectory(const std::filesystem::path& path);

}  // namespace constat
