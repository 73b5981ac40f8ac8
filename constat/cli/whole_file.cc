#include "constat/cli/whole_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace constat::cli {
namespace {

tl::unexpected<Error> CannotWrite(const std::filesystem::path& path) {
  return Fail(ErrorCode::kCannotWrite,
              fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

tl::unexpected<Error> IsThere(const std::filesystem::path& path) {
  return Fail(ErrorCode::kRefusesOverwrite, path.string() + " exists already and is not overwritten");
}

}  // namespace

Result<WholeFile> WholeFile::Open(const std::filesystem::path& path, FileAccess access) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return IsThere(path);
  std::string name = path.string() + ".XXXXXX";
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return CannotWrite(path);
  WholeFile out(path, std::move(name), fd);
  if (::fchmod(fd, access == FileAccess::kSecret ? 0600 : 0644) != 0) return CannotWrite(path);
  return out;
}

WholeFile::WholeFile(WholeFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      fd_(std::exchange(other.fd_, -1)) {}

WholeFile::~WholeFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

Status WholeFile::Write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return CannotWrite(path_);
    text.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

Status WholeFile::Finish() {
  if (::fsync(fd_) != 0) return CannotWrite(path_);
  if (::link(temporary_.c_str(), path_.c_str()) != 0)
    return errno == EEXIST ? Status(IsThere(path_)) : CannotWrite(path_);
  ::close(std::exchange(fd_, -1));
  ::unlink(temporary_.c_str());
  return SyncDirectory(path_.has_parent_path() ? path_.parent_path() : std::filesystem::path("."));
}

}  // namespace constat::cli
