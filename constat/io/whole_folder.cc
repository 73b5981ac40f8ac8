#include "constat/io/whole_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

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

bool Exists(const fs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

}  // namespace

Result<WholeFolder> WholeFolder::Open(const fs::path& path) {
  fs::path name = path;
  while (!name.has_filename() && name.has_parent_path() && name != name.parent_path())
    name = name.parent_path();
  if (Exists(name)) return FolderIsThere(name);
  WholeFolder out(name);
  std::string temporary = name.string() + ".XXXXXX";
  if (::mkdtemp(temporary.data()) == nullptr) return CannotMake(name);
  out.temporary_ = std::move(temporary);
  return out;
}

WholeFolder::WholeFolder(WholeFolder&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, fs::path())) {}

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
  return SyncDirectory(path_.has_parent_path() ? path_.parent_path() : fs::path("."));
}

}  // namespace constat::io
