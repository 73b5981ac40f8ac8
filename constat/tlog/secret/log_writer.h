// LogWriter: the board's append-only log as static tiles, safe against crashes at any moment.
//
// Three steps. Append takes entries in memory (full tiles already go to files). Commit makes them
// durable, signs a checkpoint over them and stores it durably as the head, outside the log's folder; only
// then may anybody, such as a witness, see it, since from then on the log cannot go back. Publish puts
// the checkpoint, with the cosignatures gathered meanwhile, into the folder. The folder is the log's own,
// not the public's: tiles of what is not published lie there too (PublicFolder brings the public one up
// to the published checkpoint).
//
// Why a crash cannot harm it: a tile's name holds level, index and width, so the files of a longer log are
// other files than those of the head and the published checkpoint, which are never written again. Open
// removes what a crash left beyond the head. Entries that were appended but not committed are gone after a
// crash: nobody was told of them. After an error of Append, Commit or Publish the writer refuses everything;
// open the log anew.
//
// Tiles of earlier, smaller sizes are removed when nothing refers to them, so that the folder holds exactly
// the files of its checkpoint. (tlog-tiles asks servers to keep partial tiles of older checkpoints until the
// full tile exists; a server wanting that cuts them from the wider tile, of which they are a prefix.)
//
// One thread at a time. SOURCE: c2sp.org/tlog-tiles; c2sp.org/tlog-checkpoint (never sign what contradicts
// an earlier signature).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "constat/tlog/checkpoint.h"
#include "constat/tlog/secret/log_store.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {

class LogWriter {
 public:
  // Signer signs a checkpoint as the log (SignCheckpoint), or fails.
  using Signer = std::function<Result<NoteSignature>(const Checkpoint&)>;

  // Open continues the log, or starts an empty one called origin, and removes what a crash left over.
  // ERRORS: kWrongOrigin; kMissingFile, kWrongRoot, kWrongTile, kTruncated, kTrailingBytes, kBadCheckpoint
  // for a damaged log; kLogRewound if the head file is older than the published checkpoint, kBadConsistency
  // if it is of another log; kUnknownFile for a file in the folder that is not a log's; the store's.
  [[nodiscard]] static Result<LogWriter> Open(std::unique_ptr<LogStore> store, std::string origin);

  LogWriter(LogWriter&&) = default;
  LogWriter& operator=(LogWriter&&) = default;

  // Append adds an entry and returns its index. Memory: at most 255 entries and some tiles of hashes.
  // ERRORS: kTooLarge beyond kMaxEntrySize; kWrongOrder after an earlier error; the store's.
  [[nodiscard]] Result<uint64_t> Append(ByteView entry);

  // Commit makes all entries durable and signs them. Without new entries it returns the head again, unsigned
  // anew. ERRORS: the signer's and kBadCheckpoint for one that nobody could read back (the log stays usable);
  // kWrongOrder after an earlier error; the store's.
  [[nodiscard]] Result<SignedCheckpoint> Commit(const Signer& sign);

  // Publish makes checkpoint the folder's. It is the one Commit returned last, or one for the same tree with
  // more signatures. ERRORS: kBadConsistency if it is of any other tree; kMissingSignature without the log's
  // own line; kBadCheckpoint if nobody could read it back; kWrongOrder after an earlier error; the store's.
  [[nodiscard]] Status Publish(const SignedCheckpoint& checkpoint);

  // size counts all entries, committed or not.
  [[nodiscard]] uint64_t size() const { return tiles_.size(); }

  // head is the last committed checkpoint, published the one in the folder; none at first.
  [[nodiscard]] const std::optional<SignedCheckpoint>& head() const { return head_; }
  [[nodiscard]] const std::optional<SignedCheckpoint>& published() const { return published_; }

  // ProveInclusion proves an entry in the committed tree, ProveConsistency that an older tree is a prefix of
  // it. ERRORS: kBadNumber if the index or size is beyond it; the store's.
  [[nodiscard]] Result<Proof> ProveInclusion(uint64_t index) const;
  [[nodiscard]] Result<Proof> ProveConsistency(uint64_t old_size) const;

  // store reads the committed log.
  [[nodiscard]] const LogSource& store() const { return *store_; }

 private:
  LogWriter(std::unique_ptr<LogStore> store, std::string origin)
      : store_(std::move(store)), origin_(std::move(origin)) {}

  [[nodiscard]] Status LoadHeads();
  [[nodiscard]] Status RemoveLeftovers();
  [[nodiscard]] Status RestoreTiles();
  [[nodiscard]] Status AddEntry(ByteView entry);
  [[nodiscard]] Status WritePartial();
  [[nodiscard]] Status RemoveStale();
  [[nodiscard]] uint64_t HeadSize() const { return head_ ? head_->checkpoint.size : 0; }
  [[nodiscard]] uint64_t PublishedSize() const { return published_ ? published_->checkpoint.size : 0; }
  [[nodiscard]] Status CheckUsable() const;
  [[nodiscard]] Status Guard(Status status);

  std::unique_ptr<LogStore> store_;
  std::string origin_;
  TileBuilder tiles_;
  std::vector<Bytes> pending_;           // the entries of the unfinished bundle
  std::vector<uint64_t> written_sizes_;  // sizes whose partial tiles may be in the folder
  std::optional<SignedCheckpoint> head_;
  std::optional<SignedCheckpoint> published_;
  bool failed_ = false;
};

}  // namespace constat::tlog
