#include "constat/tlog/secret/file_log_store.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "constat/io/descriptor.h"
#include "constat/io/file.h"
#include "constat/io/secret/lock.h"
#include "constat/tlog/note.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;

// kMaxUnsyncedFiles bounds what a Sync has to catch up on.
constexpr size_t kMaxUnsyncedFiles = 1024;

class FileLogStore final : public LogStore {
 public:
  FileLogStore(LogFiles files, io::Descriptor lock)
      : files_(std::move(files)), source_(files_.folder), lock_(std::move(lock)) {}

  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    return source_.Read(path, max_size);
  }

  [[nodiscard]] Status ForEachFile(const VisitFile& visit) const override {
    return source_.ForEachFile(visit);
  }

  [[nodiscard]] Status Write(std::string_view path, ByteView bytes) override {
    const fs::path full = files_.folder / path;
    CONSTAT_TRY(MakeFolderOf(full));
    const io::Descriptor file(
        ::open(full.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!file.ok()) return CannotWrite(full);
    CONSTAT_TRY(io::WriteFully(file, bytes));
    unsynced_.push_back(full);
    return unsynced_.size() < kMaxUnsyncedFiles ? Status{} : Sync();
  }

  [[nodiscard]] Status Sync() override {
    std::set<fs::path> folders;
    for (const fs::path& path : unsynced_) {
      const io::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
      // A file removed since it was written needs no syncing.
      if (!file.ok() && errno == ENOENT) continue;
      if (!file.ok() || ::fsync(file.get()) != 0) return CannotWrite(path);
      folders.insert(path.parent_path());
    }
    for (const fs::path& folder : new_folders_) folders.insert(folder.parent_path());
    for (const fs::path& folder : folders) {
      if (fs::exists(folder)) CONSTAT_TRY(io::SyncDirectory(folder));
    }
    unsynced_.clear();
    new_folders_.clear();
    return {};
  }

  [[nodiscard]] Status Replace(std::string_view path, ByteView bytes) override {
    const fs::path full = files_.folder / path;
    CONSTAT_TRY(MakeFolderOf(full));
    return io::WriteFile(full, bytes);
  }

  [[nodiscard]] Status Remove(std::string_view path) override {
    const fs::path full = files_.folder / path;
    if (::unlink(full.c_str()) != 0 && errno != ENOENT) return CannotWrite(full);
    // The folder of a partial tile goes with the last one in it.
    const fs::path folder = full.parent_path();
    if (folder.extension() == ".p" && ::rmdir(folder.c_str()) == 0) known_folders_.erase(folder);
    return {};
  }

  [[nodiscard]] Result<std::optional<Bytes>> ReadHead() const override {
    Result<Bytes> bytes = io::ReadFile(files_.head, kMaxNoteSize);
    if (!bytes && bytes.error().code == ErrorCode::kMissingFile) return std::nullopt;
    if (!bytes) return tl::unexpected(std::move(bytes).error());
    return std::move(*bytes);
  }

  [[nodiscard]] Status WriteHead(ByteView bytes) override { return io::WriteFile(files_.head, bytes); }

 private:
  static tl::unexpected<Error> CannotWrite(const fs::path& path) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
  }

  // MakeFolderOf creates the folders above a file and notes the new ones for Sync.
  Status MakeFolderOf(const fs::path& file) {
    const fs::path folder = file.parent_path();
    if (known_folders_.contains(folder)) return {};
    for (fs::path at = folder; !fs::exists(at); at = at.parent_path()) new_folders_.push_back(at);
    CONSTAT_TRY(io::MakeDirectories(folder));
    known_folders_.insert(folder);
    return {};
  }

  LogFiles files_;
  DirectorySource source_;
  io::Descriptor lock_;
  std::vector<fs::path> unsynced_;
  std::vector<fs::path> new_folders_;
  std::set<fs::path> known_folders_;
};

Status CheckHeadOutside(const LogFiles& files) {
  if (IsInside(files.folder, files.head)) {
    return Fail(ErrorCode::kUsage, fmt::format("the log's head {} must not be inside its folder {}",
                                               files.head.string(), files.folder.string()));
  }
  return {};
}

}  // namespace

bool IsInside(const fs::path& folder, const fs::path& path) {
  std::error_code failure;
  const fs::path outer = fs::weakly_canonical(folder, failure);
  const fs::path inner = fs::weakly_canonical(path, failure);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

Result<std::unique_ptr<LogStore>> OpenLogStore(const LogFiles& files) {
  // With absolute paths every file has a folder to sync.
  const LogFiles absolute{fs::absolute(files.folder), fs::absolute(files.head)};
  CONSTAT_TRY(CheckHeadOutside(absolute));
  CONSTAT_TRY(io::MakeDirectories(absolute.head.parent_path()));
  CONSTAT_TRY(io::MakeDirectories(absolute.folder));
  CONSTAT_TRY(io::SyncDirectory(absolute.folder.parent_path()));
  fs::path lock_path = absolute.head;
  lock_path += ".lock";
  CONSTAT_ASSIGN(io::Descriptor lock, io::LockFile(lock_path));
  return std::make_unique<FileLogStore>(absolute, std::move(lock));
}

}  // namespace constat::tlog
