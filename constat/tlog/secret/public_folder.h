// PublicFolder: brings the public folder of a log to a published size, in such an order that whoever copies
// the folder at any moment, and whatever a crash leaves, has a record.
//
// First the new tiles, each under its name only when it is whole and durable; then the checkpoint, by
// rename; the partial tiles that the log has outgrown go later. A reader thus meets the tiles of its
// checkpoint or wider ones (LOG-5), and tiles that no checkpoint calls for yet (LOG-1). Nothing unpublished
// is ever in the folder.
//
// One thread and one process at a time. Spec: LOG-1, LOG-5.
#pragma once

#include <filesystem>
#include <optional>
#include <set>

#include "constat/tlog/checkpoint.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {

struct FolderPlace {
  std::filesystem::path folder;  // created by the first Publish
  std::filesystem::path
      staging;  // where a file is written before it appears; same file system, not in folder
};

class PublicFolder {
 public:
  // Open reads how far the folder is; it writes nothing. ERRORS: kUsage if staging is inside the folder;
  // kBadCheckpoint for a checkpoint there that does not parse; kCannotRead.
  [[nodiscard]] static Result<PublicFolder> Open(FolderPlace where);

  // published is the folder's checkpoint; none at first.
  [[nodiscard]] const std::optional<SignedCheckpoint>& published() const { return published_; }

  // Publish brings the folder to checkpoint, with the tiles of log, which may be longer. Durable on return;
  // after an error the folder still is a record of its old checkpoint, and Publish may be called again.
  // ERRORS: kBadCheckpoint if nobody could read the checkpoint back; kWrongRoot if it is not of log;
  // kWrongOrigin, kLogRewound, kBadConsistency if the folder holds another log, a longer one or another
  // history; log's; kCannotWrite.
  [[nodiscard]] Status Publish(const SignedCheckpoint& checkpoint, const LogSource& log);

  // RemoveOldTiles removes partial tiles that the published log has outgrown. Readers of an older checkpoint
  // do without them: wider ones serve. ERRORS: kCannotWrite, kCannotRead.
  [[nodiscard]] Status RemoveOldTiles();

 private:
  explicit PublicFolder(FolderPlace where) : where_(std::move(where)) {}
  [[nodiscard]] Status CheckGrows(const SignedCheckpoint& checkpoint, const LogSource& log) const;
  [[nodiscard]] Status PutTiles(uint64_t size, const LogSource& log);
  [[nodiscard]] Status Put(std::string_view path, ByteView bytes);
  [[nodiscard]] Status SyncFolders();

  FolderPlace where_;
  std::optional<SignedCheckpoint> published_;
  std::set<std::filesystem::path> unsynced_;  // folders
};

}  // namespace constat::tlog
