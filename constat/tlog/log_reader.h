// Reading a published log: its checkpoint, entries bundle by bundle, proofs from its tiles, and the check
// that entries, tiles and files agree.
//
// Memory is bounded by one bundle (16 MiB at worst), whatever the size of the log. Thread-safe where const.
// SOURCE: c2sp.org/tlog-tiles.
#pragma once

#include <functional>
#include <map>

#include "constat/base/parallel.h"
#include "constat/tlog/checkpoint.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {

// ReadCheckpoint reads and parses the checkpoint; no signature is checked here.
// ERRORS: kMissingFile, kCannotRead, kBadCheckpoint.
[[nodiscard]] Result<SignedCheckpoint> ReadCheckpoint(const LogSource& source);

// EntryBundle is up to 256 entries; entries[i] is entry number first + i of the log.
struct EntryBundle {
  uint64_t first = 0;
  Bytes bytes;                    // the file
  std::vector<ByteView> entries;  // views of bytes

  EntryBundle() = default;
  EntryBundle(EntryBundle&&) = default;
  EntryBundle& operator=(EntryBundle&&) = default;
};

// ReadBundle reads bundle number index of a log of size entries: exactly the file, width and number of
// entries that size demands; for a file that is not there the narrowest wider one serves, cut (LOG-5). So for
// hash tiles below. ERRORS: kMissingFile, kCannotRead, kTooLarge, kTruncated, kTrailingBytes;
// kBadNumber if there is no such bundle.
[[nodiscard]] Result<EntryBundle> ReadBundle(const LogSource& source, uint64_t size, uint64_t index);

// EntryRange is the entries [from, to).
struct EntryRange {
  uint64_t from = 0;
  uint64_t to = 0;
};

// ForEachEntry visits entries in order. ERRORS: ReadBundle's; visit's, at which it stops; kBadNumber if the
// range is not within the log.
[[nodiscard]] Status ForEachEntry(const LogSource& source, uint64_t size, EntryRange range,
                                  const std::function<Status(uint64_t index, ByteView entry)>& visit);

// CheckFiles demands exactly the files of a log of size entries: nothing missing, nothing else but the
// checkpoint: what a writer leaves behind. Readers of others' copies are milder (verify/files.h). ERRORS:
// kUnknownFile, kMissingFile; the source's.
[[nodiscard]] Status CheckFiles(const LogSource& source, uint64_t size);

// CompareHashTile demands that the tile's file holds exactly hashes: a Visit for TileBuilder.
// ERRORS: kWrongTile, kMissingFile, kTruncated, kTrailingBytes, kTooLarge (over 8,192 bytes); the source's.
[[nodiscard]] Status CompareHashTile(const LogSource& source, const Tile& tile, std::span<const Hash> hashes);

// CheckTree recomputes the whole tree from the entries, on one thread: every hash tile and the root.
// ERRORS: ReadBundle's; kWrongRoot; and if the root is right, CompareHashTile's.
[[nodiscard]] Status CheckTree(const LogSource& source, const TreeHead& tree);

// TileHashSource computes proofs from the hash tiles of a log of size entries. It believes the tiles: verify
// the proofs, or CheckTree first. Keeps the last few tiles in memory.
class TileHashSource final : public HashSource {
 public:
  // source must outlive this.
  TileHashSource(const LogSource& source, uint64_t size) : source_(source), size_(size) {}
  [[nodiscard]] Result<Hash> NodeAt(unsigned level, uint64_t index) const override;

 private:
  [[nodiscard]] Result<std::vector<Hash>> HashesOf(const Tile& tile) const;

  const LogSource& source_;
  uint64_t size_;
  mutable Mutex mutex_;
  mutable std::map<std::pair<int, uint64_t>, std::vector<Hash>> cache_;
};

}  // namespace constat::tlog
