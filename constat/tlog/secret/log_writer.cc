#include "constat/tlog/secret/log_writer.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/tlog/log_reader.h"

namespace constat::tlog {
namespace {

// IsTemporary says whether a file is what a crash leaves of replacing the checkpoint (io/file.h).
bool IsTemporary(std::string_view path) {
  constexpr size_t kSuffixSize = 7;  // ".XXXXXX"
  return path.size() == kCheckpointPath.size() + kSuffixSize && path.starts_with(kCheckpointPath) &&
         path[kCheckpointPath.size()] == '.';
}

Result<SignedCheckpoint> ParseHead(ByteView bytes, const std::string& origin) {
  CONSTAT_ASSIGN(SignedCheckpoint head, ParseSignedCheckpoint(AsText(bytes)));
  if (head.checkpoint.origin != origin) {
    return Fail(ErrorCode::kWrongOrigin,
                fmt::format("these are the files of the log {}, not of {}", head.checkpoint.origin, origin));
  }
  return head;
}

}  // namespace

Result<LogWriter> LogWriter::Open(std::unique_ptr<LogStore> store, std::string origin) {
  LogWriter log(std::move(store), std::move(origin));
  CONSTAT_TRY(log.LoadHeads());
  CONSTAT_TRY(log.RemoveLeftovers());
  CONSTAT_TRY(log.RestoreTiles());
  return log;
}

Status LogWriter::LoadHeads() {
  CONSTAT_ASSIGN(const std::optional<Bytes> head, store_->ReadHead());
  if (head) {
    CONSTAT_ASSIGN(head_, ParseHead(*head, origin_));
  }
  const Result<Bytes> published = store_->Read(kCheckpointPath, kMaxNoteSize);
  if (!published) {
    if (published.error().code == ErrorCode::kMissingFile) return {};
    return tl::unexpected(published.error());
  }
  CONSTAT_ASSIGN(published_, ParseHead(*published, origin_));
  // Going on from an older state than was signed would fork the log.
  if (!head_)
    return Fail(ErrorCode::kMissingFile,
                "the log's files have a checkpoint, but the log's own note of its newest state (head) is "
                "missing; put the board's folder back whole, from the newest copy");
  if (PublishedSize() > HeadSize()) {
    return Fail(
        ErrorCode::kLogRewound,
        fmt::format("the log's own note of its newest state (head) is of {} entries, and its files are of "
                    "{}: head is an old copy; put the newest one back",
                    HeadSize(), PublishedSize()));
  }
  return {};
}

Status LogWriter::RemoveLeftovers() {
  std::vector<std::string> leftovers;
  uint64_t tiles = 0;
  CONSTAT_TRY(store_->ForEachFile([&](const ListedFile& file) -> Status {
    const std::string_view path = file.path;
    if (path == kCheckpointPath) return {};
    if (IsTemporary(path)) {
      leftovers.emplace_back(path);
      return {};
    }
    CONSTAT_ASSIGN(const Tile tile, ParseTilePath(path));
    if (IsTileOf(HeadSize(), tile)) {
      ++tiles;
    } else if (!IsTileOf(PublishedSize(), tile)) {
      leftovers.emplace_back(path);
    }
    return {};
  }));
  if (tiles != CountTiles(HeadSize())) {
    return Fail(ErrorCode::kMissingFile,
                fmt::format("a log of {} entries has {} files, of which only {} are there; put the board's "
                            "folder back whole, from the newest copy",
                            HeadSize(), CountTiles(HeadSize()), tiles));
  }
  for (const std::string& path : leftovers) CONSTAT_TRY(store_->Remove(path));
  return {};
}

Status LogWriter::RestoreTiles() {
  const uint64_t size = HeadSize();
  const TileHashSource source(*store_, size);
  std::vector<std::vector<Hash>> levels;
  for (const Tile& tile : PartialTiles(size)) {
    if (tile.IsEntries()) {
      CONSTAT_ASSIGN(const EntryBundle bundle, ReadBundle(*store_, size, tile.index));
      for (const ByteView entry : bundle.entries) pending_.emplace_back(entry.begin(), entry.end());
      continue;
    }
    const auto level = static_cast<size_t>(tile.level);
    if (levels.size() <= level) levels.resize(level + 1);
    CONSTAT_ASSIGN(const Bytes bytes, store_->Read(FormatTilePath(tile), kMaxHashTileSize));
    CONSTAT_ASSIGN(levels[level], DecodeHashTile(bytes, tile.width));
  }
  for (size_t i = 0; i < pending_.size(); ++i) {
    if (LeafHash(pending_[i]) != levels[0][i]) {
      return Fail(ErrorCode::kWrongTile,
                  "the newest entries differ from their file of hashes; put the board's folder back whole, "
                  "from the newest copy");
    }
  }
  tiles_ = TileBuilder::Restore(size, std::move(levels));
  if (head_ && tiles_.Head() != head_->checkpoint.Tree()) {
    return Fail(ErrorCode::kWrongRoot,
                "the log's files are not those of its newest state (head); put the board's folder back "
                "whole, from the newest copy");
  }
  if (!published_) return {};
  CONSTAT_ASSIGN(const Hash root, RootOf(source, PublishedSize()));
  if (root != published_->checkpoint.root) {
    return Fail(ErrorCode::kBadConsistency,
                "the checkpoint among the log's files is of another history than the log's newest state "
                "(head); keep both, and put the board's folder back whole, from the newest copy");
  }
  written_sizes_ = {PublishedSize()};
  return {};
}

Status LogWriter::CheckUsable() const {
  if (failed_) {
    return Fail(ErrorCode::kWrongOrder, "an earlier step of this log failed; run the command again");
  }
  return {};
}

// Guard remembers that a step failed half-way, so that nothing is built upon it.
Status LogWriter::Guard(Status status) {
  if (!status) failed_ = true;
  return status;
}

Result<uint64_t> LogWriter::Append(ByteView entry) {
  CONSTAT_TRY(CheckUsable());
  if (entry.size() > kMaxEntrySize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("an entry of {} bytes; at most {} fit", entry.size(), kMaxEntrySize));
  }
  const uint64_t index = size();
  CONSTAT_TRY(Guard(AddEntry(entry)));
  return index;
}

Status LogWriter::AddEntry(ByteView entry) {
  pending_.emplace_back(entry.begin(), entry.end());
  CONSTAT_TRY(tiles_.Append(LeafHash(entry), [this](const Tile& tile, std::span<const Hash> hashes) {
    return store_->Write(FormatTilePath(tile), EncodeHashTile(hashes));
  }));
  if (pending_.size() < kTileWidth) return {};
  const Tile bundle{Tile::kEntries, size() / kTileWidth - 1, kTileWidth};
  CONSTAT_TRY(store_->Write(FormatTilePath(bundle), EncodeBundle(pending_)));
  pending_.clear();
  return {};
}

Status LogWriter::WritePartial() {
  written_sizes_.push_back(size());
  const auto is_new = [this](const Tile& tile) {
    return !IsTileOf(HeadSize(), tile) && !IsTileOf(PublishedSize(), tile);
  };
  if (!pending_.empty()) {
    const Tile bundle{Tile::kEntries, size() / kTileWidth, static_cast<unsigned>(pending_.size())};
    if (is_new(bundle)) CONSTAT_TRY(store_->Write(FormatTilePath(bundle), EncodeBundle(pending_)));
  }
  return tiles_.VisitPartial([&](const Tile& tile, std::span<const Hash> hashes) -> Status {
    if (!is_new(tile)) return {};
    return store_->Write(FormatTilePath(tile), EncodeHashTile(hashes));
  });
}

Result<SignedCheckpoint> LogWriter::Commit(const Signer& sign) {
  CONSTAT_TRY(CheckUsable());
  CONSTAT_TRY(Guard(WritePartial()));
  CONSTAT_TRY(Guard(store_->Sync()));
  const TreeHead tree = tiles_.Head();
  SignedCheckpoint next{{origin_, tree.size, tree.root}, {}};
  CONSTAT_ASSIGN(NoteSignature signature, sign(next.checkpoint));
  next.signatures.push_back(std::move(signature));
  CONSTAT_ASSIGN(const std::string text, FormatReadable(next));
  CONSTAT_TRY(Guard(store_->WriteHead(AsBytes(text))));
  head_ = next;
  CONSTAT_TRY(Guard(RemoveStale()));
  return next;
}

Status LogWriter::Publish(const SignedCheckpoint& checkpoint) {
  CONSTAT_TRY(CheckUsable());
  if (!head_ || checkpoint.checkpoint != head_->checkpoint) {
    return Fail(ErrorCode::kBadConsistency, "only the checkpoint that was committed last can be published");
  }
  const auto& lines = checkpoint.signatures;
  for (const NoteSignature& own : head_->signatures) {
    if (std::find(lines.begin(), lines.end(), own) == lines.end()) {
      return Fail(ErrorCode::kMissingSignature, "the checkpoint to publish lacks the log's own signature");
    }
  }
  CONSTAT_ASSIGN(const std::string text, FormatReadable(checkpoint));
  CONSTAT_TRY(Guard(store_->Replace(kCheckpointPath, AsBytes(text))));
  published_ = checkpoint;
  return Guard(RemoveStale());
}

// RemoveStale removes the partial tiles of earlier sizes that neither head nor checkpoint refers to.
Status LogWriter::RemoveStale() {
  for (const uint64_t size : written_sizes_) {
    for (const Tile& tile : PartialTiles(size)) {
      if (IsTileOf(HeadSize(), tile) || IsTileOf(PublishedSize(), tile)) continue;
      CONSTAT_TRY(store_->Remove(FormatTilePath(tile)));
    }
  }
  written_sizes_ = {HeadSize()};
  if (PublishedSize() != HeadSize()) written_sizes_.push_back(PublishedSize());
  return {};
}

Result<Proof> LogWriter::ProveInclusion(uint64_t index) const {
  return InclusionProof(TileHashSource(*store_, HeadSize()), index, HeadSize());
}

Result<Proof> LogWriter::ProveConsistency(uint64_t old_size) const {
  return ConsistencyProof(TileHashSource(*store_, HeadSize()), old_size, HeadSize());
}

}  // namespace constat::tlog
