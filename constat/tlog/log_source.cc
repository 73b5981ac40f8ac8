#include "constat/tlog/log_source.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "constat/base/log.h"
#include "constat/io/descriptor.h"

namespace constat::tlog {
namespace {

// OpenBelow opens root/path part by part, so that no symbolic link below root is followed. Its messages name
// the file as the record does, never where the record lies: they are findings (VER-5).
Result<io::Descriptor> OpenBelow(const std::filesystem::path& root, std::string_view path) {
  const auto fail = [&] {
    const int reason = errno;
    if (reason == ENOENT || reason == ENOTDIR) {
      return Fail(ErrorCode::kMissingFile, fmt::format("the record has no {}", path));
    }
    if (reason == ELOOP || reason == ENXIO) {
      return Fail(ErrorCode::kMissingFile, fmt::format("{} is not a regular file", path));
    }
    return Fail(ErrorCode::kCannotRead, fmt::format("cannot open {}: {}", path, std::strerror(reason)));
  };
  io::Descriptor at(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!at.ok()) return fail();
  for (std::string_view rest = path;;) {
    const size_t slash = rest.find('/');
    const std::string part(rest.substr(0, slash));
    if (part.empty() || part == "." || part == "..") {
      return Fail(ErrorCode::kUnknownFile, fmt::format("\"{}\" is no name of a file in a record", path));
    }
    const bool last = slash == std::string_view::npos;
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (last ? O_NONBLOCK : O_DIRECTORY);
    io::Descriptor next(::openat(at.get(), part.c_str(), flags));
    if (!next.ok()) return fail();
    if (last) return next;
    at = std::move(next);
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace

Result<Bytes> DirectorySource::Read(std::string_view path, size_t max_size) const {
  CONSTAT_ASSIGN(const io::Descriptor file, OpenBelow(root_, path));
  struct stat info {};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
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

Status DirectorySource::ForEachFile(
    const std::function<Status(std::string_view path, uint64_t size_bytes)>& visit) const {
  namespace fs = std::filesystem;
  std::error_code failure;
  const auto cannot_read = [&] {
    return Fail(ErrorCode::kCannotRead,
                fmt::format("cannot list the files of the record: {}", failure.message()));
  };
  const std::string root = (root_ / "").generic_string();
  fs::recursive_directory_iterator at(root, failure);
  if (failure) return cannot_read();
  while (at != fs::recursive_directory_iterator()) {
    const std::string path = at->path().generic_string().substr(root.size());
    const fs::file_status status = at->symlink_status(failure);
    if (failure) return cannot_read();
    if (status.type() == fs::file_type::regular) {
      const uint64_t size = at->file_size(failure);
      if (failure) return cannot_read();
      CONSTAT_TRY(visit(path, size));
    } else if (status.type() != fs::file_type::directory) {
      CONSTAT_TRY(visit(path, 0));
    }
    at.increment(failure);
    if (failure) return cannot_read();
  }
  return {};
}

Result<std::unique_ptr<LogSource>> OpenLogSource(const io::NamedFile& file) {
  std::error_code failure;
  const bool is_folder = std::filesystem::is_directory(file.path, failure);
  Log(LogLevel::kInfo, "record.open",
      {{"path", file.path.native()}, {"kind", is_folder ? "folder" : "archive"}});
  if (is_folder) return std::make_unique<DirectorySource>(file.path);
  const LogStep step(LogLevel::kDebug, "record.unpacked");
  return OpenArchive(file);
}

Result<std::unique_ptr<LogSource>> OpenLogSource(const std::filesystem::path& path) {
  return OpenLogSource(io::NamedFile{path, path.string()});
}

}  // namespace constat::tlog
