#include "constat/io/secret/lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

#include "constat/io/file.h"

namespace constat::io {
namespace {

constexpr size_t kMaxOwner = 1024;

}  // namespace

Result<Descriptor> LockFile(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
  }
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    const std::string why =
        errno == EWOULDBLOCK ? "another program has it open; stop that one first" : std::strerror(errno);
    return Fail(ErrorCode::kCannotWrite, fmt::format("cannot lock {}: {}", path.string(), why));
  }
  return file;
}

Result<Descriptor> LockMemory(const std::filesystem::path& folder, const std::string& key) {
  CONSTAT_TRY(MakeDirectories(folder));
  CONSTAT_TRY(SyncDirectory(std::filesystem::absolute(folder).parent_path()));
  CONSTAT_ASSIGN(Descriptor lock, LockFile(folder / "lock"));
  const std::filesystem::path path = folder / "owner";
  const Result<Bytes> owner = ReadFile(path, kMaxOwner);
  if (!owner && owner.error().code == ErrorCode::kMissingFile) {
    CONSTAT_TRY(WriteFile(path, AsBytes(key + "\n")));
    return lock;
  }
  if (!owner) return tl::unexpected(owner.error());
  if (AsText(*owner) == key + "\n") return lock;
  return Fail(ErrorCode::kWrongKey,
              fmt::format("the folder {} is the memory of another key than {}, as its file \"owner\" says; "
                          "give the folder in which this key has its own memory",
                          folder.string(), key));
}

}  // namespace constat::io
