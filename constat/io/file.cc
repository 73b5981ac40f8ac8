#include "constat/io/file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "constat/io/descriptor.h"
#include "constat/io/descriptor_name.h"
#include "constat/io/modes.h"

namespace constat::io {
namespace {

Error SystemError(ErrorCode code, const char* what, const std::filesystem::path& path) {
  return {code, fmt::format("{} {}: {}", what, path.string(), std::strerror(errno))};
}

// ReadStream reads to the end of what the caller was handed, which may be a pipe.
Result<Bytes> ReadStream(int fd, const std::filesystem::path& path, size_t max_size) {
  constexpr size_t kChunk = size_t{1} << 16;
  Bytes out;
  out.reserve(std::min(kChunk, max_size) + 1);  // what is short may be secret, and is never moved
  for (;;) {
    const size_t have = out.size();
    out.resize(have + std::min(kChunk, max_size + 1 - have));
    const ssize_t n = ::read(fd, out.data() + have, out.size() - have);
    out.resize(have + static_cast<size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return tl::unexpected(SystemError(ErrorCode::kCannotRead, "cannot read", path));
    if (n == 0) return out;
    if (out.size() > max_size) {
      return Fail(ErrorCode::kTooLarge, fmt::format("{} gives more than {} bytes, the most that such a file "
                                                    "has; is it the right one?",
                                                    path.string(), max_size));
    }
  }
}

// IsStream says whether path is there and is neither file nor folder: what is written goes into it, and it
// is never replaced.
bool IsStream(const std::filesystem::path& path) {
  if (DescriptorNamed(path)) return true;
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

// WriteInto writes into a device, a pipe, or a descriptor by its name.
Status WriteInto(const std::filesystem::path& path, ByteView bytes, FileAccess access) {
  if (access == FileAccess::kSecret) {
    return Fail(ErrorCode::kCannotWrite,
                path.string() +
                    " cannot be used: what is to be written is secret, and this is not a file that only you "
                    "can read; name a new file");
  }
  const Descriptor fd(DescriptorNamed(path) ? DuplicateNamed(path)
                                            : ::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  if (!fd.ok()) return tl::unexpected(SystemError(ErrorCode::kCannotWrite, "cannot open", path));
  if (!WriteAll(fd.get(), bytes))
    return tl::unexpected(SystemError(ErrorCode::kCannotWrite, "cannot write", path));
  return {};
}

// WriteAtOnce writes a file that fits into memory.
Status WriteAtOnce(WholeFile file, ByteView bytes) {
  CONSTAT_TRY(file.Write(bytes));
  return file.Finish();
}

}  // namespace

Result<Bytes> ReadFile(const std::filesystem::path& path, size_t max_size) {
  return ReadFileAs({path, path.string()}, max_size);
}

Result<Bytes> ReadFileAs(const NamedFile& file, size_t max_size) {
  const auto& [path, name] = file;
  if (DescriptorNamed(path)) {
    const Descriptor handed(DuplicateNamed(path));
    if (!handed.ok()) return tl::unexpected(SystemError(ErrorCode::kMissingFile, "cannot open", name));
    // Opening by name would begin at the beginning; of a pipe there is none.
    static_cast<void>(::lseek(handed.get(), 0, SEEK_SET));
    return ReadStream(handed.get(), name, max_size);
  }
  const Descriptor fd(
      ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));  // never wait for a pipe's writer
  if (!fd.ok()) {
    const ErrorCode code =
        errno == ENOENT || errno == ENOTDIR ? ErrorCode::kMissingFile : ErrorCode::kCannotRead;
    return tl::unexpected(SystemError(code, "cannot open", name));
  }
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0)
    return tl::unexpected(SystemError(ErrorCode::kCannotRead, "cannot read", name));
  if (!S_ISREG(info.st_mode))
    return Fail(ErrorCode::kCannotRead, name + " is not a file that can be read here");
  // Compared as it is: where size_t has 32 bits, the size of a large file does not fit into it.
  const auto size_bytes = static_cast<uint64_t>(info.st_size);
  if (size_bytes > max_size) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("{} has {} bytes, and such a file has at most {}; is it the right one?", name,
                            size_bytes, max_size));
  }
  const auto size = static_cast<size_t>(size_bytes);
  Bytes out(size);
  size_t have = 0;
  while (have < size) {
    const ssize_t n = ::read(fd.get(), out.data() + have, size - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return tl::unexpected(SystemError(ErrorCode::kCannotRead, "cannot read", name));
    if (n == 0) return Fail(ErrorCode::kCannotRead, name + " became shorter while it was read");
    have += static_cast<size_t>(n);
  }
  return out;
}

Status WriteFile(const std::filesystem::path& path, ByteView bytes, FileAccess access) {
  if (IsStream(path)) return WriteInto(path, bytes, access);
  CONSTAT_ASSIGN(WholeFile file, WholeFile::Open(path, access, Existing::kReplace));
  return WriteAtOnce(std::move(file), bytes);
}

Status WriteNewFile(const std::filesystem::path& path, ByteView bytes, FileAccess access) {
  if (IsStream(path)) return WriteInto(path, bytes, access);
  CONSTAT_ASSIGN(WholeFile file, WholeFile::Open(path, access));
  return WriteAtOnce(std::move(file), bytes);
}

Status MakeDirectories(const std::filesystem::path& path) {
  std::error_code failure;
  std::filesystem::create_directories(path, failure);
  if (failure) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot create the folder {}: {}", path.string(), failure.message()));
  }
  return {};
}

Status CheckOwnerOnly(const std::filesystem::path& path) {
  struct stat info {};
  const std::optional<int> number = DescriptorNamed(path);
  if ((number ? ::fstat(*number, &info) : ::stat(path.c_str(), &info)) != 0) {
    return tl::unexpected(SystemError(ErrorCode::kMissingFile, "cannot open", path));
  }
  if (number && !S_ISREG(info.st_mode)) return {};  // a pipe has no name by which others could read it
  if ((info.st_mode & 077) != 0 && !LiesOpen(path)) {
    return Fail(ErrorCode::kUnsafeFile,
                fmt::format("{0} holds secrets, and others on this computer can read it; run chmod 600 {0} "
                            "and then the same command again",
                            path.string()));
  }
  return {};
}

}  // namespace constat::io
