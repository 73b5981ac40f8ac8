// LogSource: where the files of a published log are read from: a folder or an archive. Never the network.
//
// Paths are relative, with '/', as in tile.h. Const calls are thread-safe.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/io/file.h"

namespace constat::tlog {

class LogSource {
 public:
  virtual ~LogSource() = default;

  // Read returns a regular file whole. ERRORS: kMissingFile, kTooLarge (over max_size bytes), kCannotRead.
  [[nodiscard]] virtual Result<Bytes> Read(std::string_view path, size_t max_size) const = 0;

  // ForEachFile visits every file once, in no certain order; a symbolic link, a pipe and their like count as
  // files of size 0 that Read misses. Stops at the first error and returns it. ERRORS: visit's; kCannotRead.
  [[nodiscard]] virtual Status ForEachFile(
      const std::function<Status(std::string_view path, uint64_t size_bytes)>& visit) const = 0;
};

// DirectorySource reads a folder; it follows no symbolic links below it.
class DirectorySource final : public LogSource {
 public:
  explicit DirectorySource(std::filesystem::path root) : root_(std::move(root)) {}
  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override;
  [[nodiscard]] Status ForEachFile(
      const std::function<Status(std::string_view path, uint64_t size_bytes)>& visit) const override;

 private:
  std::filesystem::path root_;
};

// An archive may hold what its checkpoint calls for and kMaxOtherEntries other files and folders, and at most
// kMaxArchiveEntries in all, of 256 entries or hashes each. How many bytes: io::kMaxPackingRatio.
inline constexpr uint64_t kMaxOtherEntries = 10'000;
inline constexpr uint64_t kMaxArchiveEntries = 4'000'000;

// OpenArchive unpacks a .tar, .tar.gz or .tar.zst once, into memory or a nameless temporary file (in
// TMPDIR or /tmp). Names may begin with "./" or with one top-level folder common to all; a name in the
// archive is otherwise the path. Memory: 32 bytes for each file with a tile's name, which has at least 512
// in the archive.
// ERRORS: io::OpenUnpacked's and io::TarReader's (kCannotRead, kTooLarge, kUnknownFile); kMissingFile, also
// without a checkpoint; kBadCheckpoint; kDuplicate for a name twice; kTooLarge for too many entries;
// kCannotWrite if the temporary file cannot be written. Spec: VER-12.
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenArchive(const io::NamedFile& file);
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenArchive(const std::filesystem::path& path);

// ArchiveFrom is OpenArchive for an archive's bytes. It opens no file: all that it unpacks is kept in memory.
// ERRORS: OpenArchive's but those of files.
[[nodiscard]] Result<std::unique_ptr<LogSource>> ArchiveFrom(ByteView archive);

// OpenLogSource opens a folder or, for anything else, an archive. Messages call it by its name, or else by
// its path, which no report may say (VER-5). ERRORS: OpenArchive's.
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenLogSource(const io::NamedFile& file);
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenLogSource(const std::filesystem::path& path);

}  // namespace constat::tlog
