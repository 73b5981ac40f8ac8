#include "constat/io/whole_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

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

}  // namespace

Result<WholeFile> WholeFile::Open(const std::filesystem::path& path, FileAccess access, Existing existing) {
  std::error_code ignored;
  if (existing == Existing::kRefuse && std::filesystem::exists(path, ignored)) return IsThere(path);
  WholeFile out(path, existing);
  std::string name = path.string() + ".XXXXXX";
  out.fd_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!out.fd_.ok()) return CannotWrite(path);
  out.temporary_ = std::move(name);
  if (::fchmod(out.fd_.get(), access == FileAccess::kSecret ? 0600 : 0644) != 0) return CannotWrite(path);
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
    if (::link(temporary_.c_str(), path_.c_str()) != 0)
      return errno == EEXIST ? Status(IsThere(path_)) : CannotWrite(path_);
    ::unlink(temporary_.c_str());
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
