#include "constat/tlog/secret/public_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "constat/io/descriptor.h"
#include "constat/io/file.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/file_log_store.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> CannotWrite(const fs::path& path) {
  return Fail(ErrorCode::kCannotWrite,
              fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
}

// ReadTileOf is a tile's file as the log has it, which must decode: nothing is published that
// no reader reads.
Result<Bytes> ReadTileOf(const LogSource& log, const Tile& tile) {
  const size_t max_size = tile.IsEntries() ? kMaxBundleSize : kMaxHashTileSize;
  CONSTAT_ASSIGN(Bytes bytes, log.Read(FormatTilePath(tile), max_size));
  if (tile.IsEntries()) {
    CONSTAT_TRY(DecodeBundle(bytes, tile.width));
  } else {
    CONSTAT_TRY(DecodeHashTile(bytes, tile.width));
  }
  return bytes;
}

}  // namespace

Result<PublicFolder> PublicFolder::Open(FolderPlace where) {
  where = {fs::absolute(where.folder), fs::absolute(where.staging)};
  if (IsInside(where.folder, where.staging)) {
    return Fail(ErrorCode::kUsage, fmt::format("{} must not be inside the folder to publish, {}; "
                                               "choose another folder",
                                               where.staging.string(), where.folder.string()));
  }
  PublicFolder out(std::move(where));
  const Result<Bytes> note = DirectorySource(out.where_.folder).Read(kCheckpointPath, kMaxNoteSize);
  if (!note && note.error().code == ErrorCode::kMissingFile) return out;
  if (!note) return tl::unexpected(note.error());
  CONSTAT_ASSIGN(out.published_, ParseSignedCheckpoint(AsText(*note)));
  return out;
}

// CheckGrows says whether the folder's log is the beginning of the one to publish.
Status PublicFolder::CheckGrows(const SignedCheckpoint& checkpoint, const LogSource& log) const {
  const Checkpoint& next = checkpoint.checkpoint;
  const TileHashSource hashes(log, next.size);
  CONSTAT_ASSIGN(const Hash root, RootOf(hashes, next.size));
  if (root != next.root) return Fail(ErrorCode::kWrongRoot, "the checkpoint to publish is not of this log");
  if (!published_) return {};
  const Checkpoint& now = published_->checkpoint;
  const std::string where = where_.folder.string();
  if (now.origin != next.origin) {
    return Fail(ErrorCode::kWrongOrigin,
                fmt::format("{} holds the log {}, not {}", where, now.origin, next.origin));
  }
  if (now.size > next.size) {
    return Fail(ErrorCode::kLogRewound, fmt::format("{} holds {} entries already; the log to publish has {}",
                                                    where, now.size, next.size));
  }
  CONSTAT_ASSIGN(const Hash old_root, RootOf(hashes, now.size));
  if (old_root == now.root) return {};
  return Fail(
      ErrorCode::kBadConsistency,
      fmt::format("{} holds another history than the log to publish; keep both and find out why", where));
}

Status PublicFolder::Publish(const SignedCheckpoint& checkpoint, const LogSource& log) {
  CONSTAT_ASSIGN(const std::string text, FormatReadable(checkpoint));
  CONSTAT_TRY(CheckGrows(checkpoint, log));
  CONSTAT_TRY(io::MakeDirectories(where_.folder));
  CONSTAT_TRY(io::MakeDirectories(where_.staging));
  CONSTAT_TRY(io::SyncDirectory(where_.folder.parent_path()));
  CONSTAT_TRY(PutTiles(checkpoint.checkpoint.size, log));
  CONSTAT_TRY(SyncFolders());
  CONSTAT_TRY(Put(kCheckpointPath, AsBytes(text)));
  CONSTAT_TRY(SyncFolders());
  published_ = checkpoint;
  return {};
}

// PutTiles writes the tiles that the folder's checkpoint does not call for. What an interrupted Publish left
// is written once more: it may be of other entries.
Status PublicFolder::PutTiles(uint64_t size, const LogSource& log) {
  const uint64_t have = published_ ? published_->checkpoint.size : 0;
  return ForEachTile(size, [&](const Tile& tile) -> Status {
    if (IsTileOf(have, tile)) return {};
    CONSTAT_ASSIGN(const Bytes bytes, ReadTileOf(log, tile));
    return Put(FormatTilePath(tile), bytes);
  });
}

// Put makes a file appear in the folder, whole.
Status PublicFolder::Put(std::string_view path, ByteView bytes) {
  const fs::path staged = where_.staging / "next";
  const fs::path target = where_.folder / path;
  const io::Descriptor file(
      ::open(staged.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file.ok()) return CannotWrite(staged);
  CONSTAT_TRY(io::WriteFully(file, bytes));
  if (::fsync(file.get()) != 0) return CannotWrite(staged);
  for (fs::path at = target.parent_path(); at != where_.folder && !fs::exists(at); at = at.parent_path()) {
    unsynced_.insert(at.parent_path());
  }
  CONSTAT_TRY(io::MakeDirectories(target.parent_path()));
  if (::rename(staged.c_str(), target.c_str()) != 0) {
    if (errno != EXDEV) return CannotWrite(target);
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("{} and {} must be on one file system, or a file would appear in pieces",
                            where_.staging.string(), where_.folder.string()));
  }
  unsynced_.insert(target.parent_path());
  return {};
}

Status PublicFolder::SyncFolders() {
  for (const fs::path& folder : unsynced_) CONSTAT_TRY(io::SyncDirectory(folder));
  unsynced_.clear();
  return {};
}

Status PublicFolder::RemoveOldTiles() {
  if (!published_) return {};
  const uint64_t size = published_->checkpoint.size;
  std::vector<fs::path> old;
  CONSTAT_TRY(DirectorySource(where_.folder).ForEachFile([&](const ListedFile& file) -> Status {
    const Result<Tile> tile = ParseTilePath(file.path);
    if (!tile || tile->IsFull() || IsTileOf(size, *tile)) return {};
    // Wider than the tree's: of a Publish that is yet to be finished.
    if (SharedWidth(size, *tile) == tile->width) old.push_back(where_.folder / file.path);
    return {};
  }));
  for (const fs::path& path : old) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return CannotWrite(path);
    ::rmdir(path.parent_path().c_str());  // the ".p" folder goes with the last one in it
  }
  return {};
}

}  // namespace constat::tlog
