#include "constat/io/whole_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "constat/io/modes.h"

namespace constat::io {
namespace {

tl::unexpected<Error> CannotWrite(const std::filesystem::path& path) {
  return Fail(ErrorCode::kCannotWrite,
              fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

tl::unexpected<Error> IsThere(const std::filesystem::path& path) {
  return Fail(
      ErrorCode::kRefusesOverwrite,
      path.string() + " exists already and is not overwritten; move it away if you mean to replace it");
}

// NameNew gives a file another name that no file has. Memory sticks have no links.
bool NameNew(const char* from, const char* to) {
  if (::link(from, to) == 0) {
    ::unlink(from);
    return true;
  }
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) return false;
  return ::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0;
}

}  // namespace

Result<WholeFile> WholeFile::Open(const std::filesystem::path& path, FileAccess access, Existing existing) {
  std::error_code ignored;
  if (existing == Existing::kRefuse && std::filesystem::exists(path, ignored)) return IsThere(path);
  WholeFile out(path, existing);
  std::string name = path.string() + ".XXXXXX";
  out.fd_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!out.fd_.ok()) return CannotWrite(path);
  out.temporary_ = std::move(name);
  if (::fchmod(out.fd_.get(), access == FileAccess::kSecret ? 0600 : 0644) != 0) {
    const auto failed = CannotWrite(path);
    if (HasModes(out.fd_.get())) return failed;
  }
  return out;
}

WholeFile::~WholeFile() {
  if (fd_.ok()) ::unlink(temporary_.c_str());
}

Status WholeFile::Write(ByteView bytes) {
  if (!WriteAll(fd_.get(), bytes)) return CannotWrite(path_);
  return {};
}

Status WholeFile::Finish() {
  if (::fsync(fd_.get()) != 0) return CannotWrite(path_);
  if (existing_ == Existing::kReplace) {
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) return CannotWrite(path_);
  } else {
    // A rename would replace a file that came in between.
    if (!NameNew(temporary_.c_str(), path_.c_str()))
      return errno == EEXIST ? Status(IsThere(path_)) : CannotWrite(path_);
  }
  fd_ = Descriptor(-1);
  return SyncDirectory(path_.has_parent_path() ? path_.parent_path() : std::filesystem::path("."));
}

Status SyncDirectory(const std::filesystem::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.ok() || ::fsync(fd.get()) != 0) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot sync the folder {}: {}", path.string(), std::strerror(errno)));
  }
  return {};
}

}  // namespace constat::io
