#include "constat/tlog/log_source.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "constat/base/log.h"
#include "constat/io/descriptor.h"
#include "constat/io/tar.h"
#include "constat/tlog/record_names.h"

namespace constat::tlog {
namespace {

// Place is a record's folder in a folder that is given.
struct Place {
  const std::filesystem::path& root;
  const std::string& folder;
};

// OpenBelow opens the record's path part by part, so that no symbolic link below the root is followed. Its
// messages name the file as the record does, never where the record lies: they are findings (VER-5).
Result<io::Descriptor> OpenBelow(const Place& place, std::string_view path) {
  bool last = false;
  const auto fail = [&] {
    const int reason = errno;
    // A link in a folder's place is none of the record's files, as in an archive.
    if (reason == ENOENT || reason == ENOTDIR || (reason == ELOOP && !last)) {
      return Fail(ErrorCode::kMissingFile, fmt::format("the record has no file {}", path));
    }
    if (reason == ELOOP || reason == ENXIO) {
      return Fail(ErrorCode::kMissingFile, fmt::format("{} is not a regular file", path));
    }
    return Fail(ErrorCode::kCannotRead, fmt::format("cannot open {}: {}", path, std::strerror(reason)));
  };
  io::Descriptor at(::open(place.root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!at.ok()) return fail();
  const std::string whole = place.folder + std::string(path);
  for (std::string_view rest = whole;;) {
    const size_t slash = rest.find('/');
    const std::string part(rest.substr(0, slash));
    if (part.empty() || part == "." || part == "..") {
      return Fail(ErrorCode::kUnknownFile, fmt::format("\"{}\" is not the name of a file of a record", path));
    }
    last = slash == std::string_view::npos;
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (last ? O_NONBLOCK : O_DIRECTORY);
    io::Descriptor next(::openat(at.get(), part.c_str(), flags));
    if (!next.ok()) return fail();
    if (last) return next;
    at = std::move(next);
    rest.remove_prefix(slash + 1);
  }
}

using VisitEntry = std::function<Status(const ListedFile& file, bool is_folder)>;

// FolderLister visits all that is below a folder, by paths from it; links are not followed.
class FolderLister {
 public:
  FolderLister(const std::filesystem::path& root, const VisitEntry& visit) : root_(root), visit_(visit) {}

  Status Run() {
    waiting_.emplace_back();
    while (!waiting_.empty()) {
      const std::string folder = std::move(waiting_.back());
      waiting_.pop_back();
      CONSTAT_TRY(List(folder));
    }
    return {};
  }

 private:
  Status List(const std::string& folder) {
    std::error_code failure;
    std::filesystem::directory_iterator at(root_ / folder, failure);
    for (const std::filesystem::directory_iterator end; !failure && at != end; at.increment(failure)) {
      const std::string name = at->path().filename().string();
      const std::string path = folder.empty() ? name : folder + "/" + name;
      CONSTAT_TRY(Visit(path, *at));
    }
    return failure ? Unseen(folder, failure, true) : Status();
  }

  // Unseen is what is said of a path below which, or of which, the system tells nothing. Media hold folders
  // that only their owner may list: they do not matter where nothing of a record can be.
  Status Unseen(const std::string& path, const std::error_code& failure, bool is_folder = false) {
    if (failure == std::errc::no_such_file_or_directory && !path.empty()) return {};  // it is gone
    const std::string parts = "/" + path + "/";
    const bool may_matter = path.empty() || parts.find("/tile/") != std::string::npos ||
                            (!is_folder && parts.ends_with(fmt::format("/{}/", kCheckpointPath)));
    if (!may_matter) return visit_({.path = path, .size_bytes = 0, .is_regular = false}, false);
    return Fail(ErrorCode::kCannotRead,
                fmt::format("cannot list the files of the record: {}", failure.message()));
  }

  Status Visit(const std::string& path, const std::filesystem::directory_entry& entry) {
    std::error_code failure;
    const std::filesystem::file_type type = entry.symlink_status(failure).type();
    if (failure) return Unseen(path, failure);
    const bool is_folder = type == std::filesystem::file_type::directory && path.size() <= io::kMaxNameSize;
    const bool is_regular = type == std::filesystem::file_type::regular;
    if (is_folder) waiting_.push_back(path);
    const uint64_t size = is_regular ? entry.file_size(failure) : 0;
    if (failure) return Unseen(path, failure);
    return visit_({.path = path, .size_bytes = size, .is_regular = is_regular}, is_folder);
  }

  const std::filesystem::path& root_;
  const VisitEntry& visit_;
  std::vector<std::string> waiting_;  // folders, in place of a recursion that a deep tree could exhaust
};

// LocateIn finds the record in a folder.
Result<LocatedRecord> LocateIn(const std::filesystem::path& root) {
  RecordNames names;
  const VisitEntry add = [&](const ListedFile& file, bool is_folder) -> Status {
    CONSTAT_TRY(names.CountEntry());
    if (is_folder) return {};
    const Result<bool> added = names.Add(file.path, file.is_regular);
    return added ? Status() : tl::unexpected(added.error());
  };
  CONSTAT_TRY(FolderLister(root, add).Run());
  return std::move(names).Locate();
}

}  // namespace

Result<Bytes> DirectorySource::Read(std::string_view path, size_t max_size) const {
  CONSTAT_ASSIGN(const io::Descriptor file, OpenBelow({root_, folder_}, path));
  struct stat info {};
  const bool is_known = ::fstat(file.get(), &info) == 0;
  if (is_known && S_ISDIR(info.st_mode))
    return Fail(ErrorCode::kMissingFile, fmt::format("the record has no file {}", path));
  if (!is_known || !S_ISREG(info.st_mode)) {
    return Fail(ErrorCode::kMissingFile, fmt::format("{} is not a regular file", path));
  }
  const auto size = static_cast<uint64_t>(info.st_size);
  if (size > max_size) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("{} has {} bytes; at most {} belong there", path, size, max_size));
  }
  Result<Bytes> bytes = io::ReadAt(file, {0, size});
  if (!bytes) return tl::unexpected(Prefix(std::string(path), std::move(bytes).error()));
  return bytes;
}

Status DirectorySource::ForEachFile(const VisitFile& visit) const {
  const VisitEntry entry = [&](const ListedFile& file, bool is_folder) -> Status {
    if (is_folder) return {};
    const std::string name = NameFrom(folder_, file.path);
    return visit({.path = name, .size_bytes = file.size_bytes, .is_regular = file.is_regular});
  };
  return FolderLister(root_, entry).Run();
}

Result<std::unique_ptr<LogSource>> OpenLogSource(const io::NamedFile& file) {
  std::error_code failure;
  const bool is_folder = std::filesystem::is_directory(file.path, failure);
  Log(LogLevel::kInfo, "record.open",
      {{"path", file.path.native()}, {"kind", is_folder ? "folder" : "archive"}});
  if (is_folder) {
    const LogStep step(LogLevel::kDebug, "record.located");
    Result<LocatedRecord> located = LocateIn(file.path);
    // What a board gives to witnesses before it publishes is a log without its checkpoint.
    if (!located && located.error().code == ErrorCode::kMissingFile)
      return std::make_unique<DirectorySource>(file.path);
    if (!located) return tl::unexpected(Prefix(file.name, std::move(located).error()));
    return std::make_unique<DirectorySource>(file.path, std::move(located->folder));
  }
  const LogStep step(LogLevel::kDebug, "record.unpacked");
  return OpenArchive(file);
}

Result<std::unique_ptr<LogSource>> OpenLogSource(const std::filesystem::path& path) {
  return OpenLogSource(io::NamedFile{path, path.string()});
}

}  // namespace constat::tlog
