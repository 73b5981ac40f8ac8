// LogSource: where the files of a published log are read from: a folder or an archive. Never the network.
//
// Paths are those that the record's folder sees, with '/', as in tile.h. Const calls are thread-safe.
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

// ListedFile is what lies in a record or beside it.
struct ListedFile {
  std::string_view path;    // with "../" for what is outside the record's folder
  uint64_t size_bytes = 0;  // 0 for what is no regular file
  bool is_regular = true;   // not for a link, a pipe and the like
};
using VisitFile = std::function<Status(const ListedFile&)>;

class LogSource {
 public:
  virtual ~LogSource() = default;

  // Read returns a regular file whole. ERRORS: kMissingFile, kTooLarge (over max_size bytes), kCannotRead.
  [[nodiscard]] virtual Result<Bytes> Read(std::string_view path, size_t max_size) const = 0;

  // ForEachFile visits everything but folders once, in no certain order, and opens no file.
  // Stops at the first error and returns it. ERRORS: visit's; kCannotRead, kTooLarge.
  [[nodiscard]] virtual Status ForEachFile(const VisitFile& visit) const = 0;
};

// DirectorySource reads a record in a folder; it follows no symbolic links below it.
class DirectorySource final : public LogSource {
 public:
  // The record is root itself, or in a folder within it (LocatedRecord::folder).
  explicit DirectorySource(std::filesystem::path root, std::string folder = "")
      : root_(std::move(root)), folder_(std::move(folder)) {}
  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override;
  [[nodiscard]] Status ForEachFile(const VisitFile& visit) const override;

 private:
  std::filesystem::path root_;
  std::string folder_;
};

// OpenArchive unpacks a .tar, .tar.gz or .tar.zst once, into memory or a nameless temporary file (in TMPDIR
// or /tmp), and finds the record in it as in a folder; what cannot be its own is not kept. Memory: 32 bytes
// for each file with a tile's name, which has at least 512 in the archive.
// ERRORS: io::OpenUnpacked's and io::TarReader's (kCannotRead, kTooLarge, kUnknownFile); RecordNames'
// (kMissingFile, kDuplicate, kTooLarge); kMissingFile if there is no such file;
// kCannotWrite if the temporary file cannot be written. Spec: VER-12.
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenArchive(const io::NamedFile& file);
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenArchive(const std::filesystem::path& path);

// ArchiveFrom is OpenArchive for an archive's bytes. It opens no file: all that it unpacks is kept in memory.
// ERRORS: OpenArchive's but those of files.
[[nodiscard]] Result<std::unique_ptr<LogSource>> ArchiveFrom(ByteView archive);

// OpenLogSource finds the record in a folder or, for anything else, an archive. A folder without a checkpoint
// is taken to be a log's that has none yet. Messages call it by its name, or else by its path, which no
// report may say (VER-5). ERRORS: OpenArchive's; kCannotRead for a folder that cannot be listed. Spec: LOG-1.
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenLogSource(const io::NamedFile& file);
[[nodiscard]] Result<std::unique_ptr<LogSource>> OpenLogSource(const std::filesystem::path& path);

}  // namespace constat::tlog
