#include "constat/io/whole_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "constat/io/descriptor.h"
#include "constat/io/whole_file.h"

namespace constat::io {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> CannotMake(const fs::path& path) {
  return Fail(ErrorCode::kCannotWrite,
              fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

tl::unexpected<Error> FolderIsThere(const fs::path& path) {
  return Fail(ErrorCode::kRefusesOverwrite,
              path.string() + " exists already and is not overwritten; name a new folder");
}

constexpr std::string_view kTemporary = ".XXXXXX";  // mkdtemp's
constexpr const char* kUnfinished = ".unfinished";
constexpr std::string_view kUnfinishedText =
    "constat began this folder and did not finish it. It may hold secrets: destroy it.\n";

fs::path NameOf(fs::path path) {
  while (!path.has_filename() && path.has_parent_path() && path != path.parent_path())
    path = path.parent_path();
  return path;
}

// IsAbandoned is whether a folder is one that this user's program began and nobody is at. It is locked in
// lock until it is removed.
bool IsAbandoned(const fs::path& folder, Descriptor& lock) {
  struct stat info {};
  if (::lstat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid())
    return false;
  lock = Descriptor(::open((folder / kUnfinished).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  std::string text(kUnfinishedText.size() + 1, '\0');
  return lock.ok() && ::read(lock.get(), text.data(), text.size()) == ssize_t{kUnfinishedText.size()} &&
         text.starts_with(kUnfinishedText) && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
}

bool Exists(const fs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

}  // namespace

Result<WholeFolder> WholeFolder::Open(const fs::path& path) {
  const fs::path name = NameOf(path);
  if (Exists(name)) return FolderIsThere(name);
  WholeFolder out(name);
  std::string temporary = name.string() + std::string(kTemporary);
  if (::mkdtemp(temporary.data()) == nullptr) return CannotMake(name);
  out.temporary_ = std::move(temporary);
  out.unfinished_ = Descriptor(
      ::open((out.temporary_ / kUnfinished).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  // Locked before it says anything. Where there are no locks nothing is removed either.
  (void)::flock(out.unfinished_.get(), LOCK_EX | LOCK_NB);
  if (!out.unfinished_.ok() || !WriteAll(out.unfinished_.get(), AsBytes(kUnfinishedText)))
    return CannotMake(name);
  return out;
}

WholeFolder::WholeFolder(WholeFolder&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, fs::path())),
      unfinished_(std::move(other.unfinished_)) {}

WholeFolder::~WholeFolder() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

Status WholeFolder::Add(const std::string& name, ByteView contents) const {
  const fs::path path = temporary_ / name;
  if (path.parent_path() != temporary_ && ::mkdir(path.parent_path().c_str(), 0700) != 0 && errno != EEXIST)
    return CannotMake(path.parent_path());
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd.ok()) return errno == EEXIST ? Status(FolderIsThere(path_ / name)) : CannotMake(path_ / name);
  if (!WriteAll(fd.get(), contents)) return CannotMake(path_ / name);
  return {};
}

Status WholeFolder::Finish() {
  {
    const Descriptor fd(::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.ok() || ::syncfs(fd.get()) != 0) return CannotMake(path_);
  }
  // A plain rename would replace an empty folder that came in between.
  if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) != 0) {
    if (errno == EEXIST) return FolderIsThere(path_);
    // Some file systems cannot refuse.
    if (errno != EINVAL && errno != ENOSYS) return CannotMake(path_);
    if (Exists(path_)) return FolderIsThere(path_);
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) return CannotMake(path_);
  }
  temporary_.clear();
  (void)::unlink((path_ / kUnfinished).c_str());
  return SyncDirectory(path_.has_parent_path() ? path_.parent_path() : fs::path("."));
}

Result<std::vector<fs::path>> RemoveUnfinished(const fs::path& path) {
  const fs::path name = NameOf(path);
  const std::string begin = name.filename().string() + ".";
  std::vector<fs::path> out;
  std::error_code error;
  const fs::path parent = name.has_parent_path() ? name.parent_path() : fs::path(".");
  for (fs::directory_iterator at(parent, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    const std::string found = at->path().filename().string();
    const bool temporary =
        found.starts_with(begin) && found.size() == name.filename().string().size() + kTemporary.size();
    Descriptor lock(-1);
    if (temporary && IsAbandoned(at->path(), lock)) out.push_back(name.parent_path() / found);
  }
  std::sort(out.begin(), out.end());
  for (const fs::path& folder : out) {
    Descriptor lock(-1);
    if (!IsAbandoned(folder, lock)) continue;
    fs::remove_all(folder, error);
    if (error) {
      return Fail(ErrorCode::kCannotWrite,
                  fmt::format("cannot remove {}, which an interrupted run left, and which may "
                              "hold secrets: {}",
                              folder.string(), error.message()));
    }
  }
  return out;
}

}  // namespace constat::io
