// Tiles: how a log lies in files, tile/<L>/<N>[.p/<W>] for hashes and tile/entries/<N>[.p/<W>] for entries.
//
// Paths, contents and the exact set of files of a tree; no input or output. Thread-safe.
// SOURCE: c2sp.org/tlog-tiles.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "constat/tlog/merkle.h"

namespace constat::tlog {

inline constexpr unsigned kTileHeight = 8;
inline constexpr uint64_t kTileWidth = 256;
inline constexpr size_t kMaxEntrySize = 65535;
inline constexpr size_t kMaxBundleSize = kTileWidth * (kMaxEntrySize + 2);
inline constexpr size_t kMaxHashTileSize = kTileWidth * 32;
inline constexpr std::string_view kCheckpointPath = "checkpoint";

// Tile names one file: an entry bundle, or a hash tile of a level. width 256 is a full tile.
struct Tile {
  // kEntries is the level of entry bundles.
  static constexpr int kEntries = -1;

  int level = 0;                // kEntries, or 0..63
  uint64_t index = 0;           // within its level
  unsigned width = kTileWidth;  // 1..256

  [[nodiscard]] bool IsEntries() const { return level == kEntries; }
  [[nodiscard]] bool IsFull() const { return width == kTileWidth; }
  bool operator==(const Tile&) const = default;
};

// FormatTilePath is the path relative to the record, with index in groups of three digits: x001/x234/067.
[[nodiscard]] std::string FormatTilePath(const Tile& tile);

// ParseTilePath reads exactly what FormatTilePath writes. ERRORS: kUnknownFile.
[[nodiscard]] Result<Tile> ParseTilePath(std::string_view path);

// TileIn is the tile at (level, index) as the tree of size entries has it. ERRORS: kBadNumber if it has none.
[[nodiscard]] Result<Tile> TileIn(uint64_t size, int level, uint64_t index);

// SharedWidth is how many entries or hashes of a tile are also in the tree of size entries; 0 where the tile
// begins beyond it. Spec: LOG-5.
[[nodiscard]] unsigned SharedWidth(uint64_t size, const Tile& tile);

// IsTileOf says whether the tree of size entries has exactly this tile, with this width.
[[nodiscard]] bool IsTileOf(uint64_t size, const Tile& tile);

// CountTiles is the number of tiles and bundles of a tree; the record has one file more, the checkpoint.
[[nodiscard]] uint64_t CountTiles(uint64_t size);

// ForEachTile visits every tile and bundle of a tree, bundles first, then levels upwards, in order of index;
// needs no memory. Stops at the first error and returns it.
[[nodiscard]] Status ForEachTile(uint64_t size, const std::function<Status(const Tile&)>& visit);

// PartialTiles are the tiles of ForEachTile that are not full: at most one per level and one bundle.
[[nodiscard]] std::vector<Tile> PartialTiles(uint64_t size);

// EncodeBundle writes entries with 16-bit lengths. REQUIRES: 1 to 256 entries of at most kMaxEntrySize bytes.
[[nodiscard]] Bytes EncodeBundle(std::span<const Bytes> entries);

// DecodeBundle finds width entries in bytes; the views live as long as bytes do.
// ERRORS: kTruncated, kTrailingBytes.
[[nodiscard]] Result<std::vector<ByteView>> DecodeBundle(ByteView bytes, unsigned width);

// BundleStartSize is how many bytes the first width entries of a bundle take. ERRORS: kTruncated.
[[nodiscard]] Result<size_t> BundleStartSize(ByteView bytes, unsigned width);

[[nodiscard]] Bytes EncodeHashTile(std::span<const Hash> hashes);

// DecodeHashTile reads width hashes. ERRORS: kTruncated, kTrailingBytes.
[[nodiscard]] Result<std::vector<Hash>> DecodeHashTile(ByteView bytes, unsigned width);

// TileBuilder turns leaf hashes, in order, into hash tiles: a writer stores them, a verifier compares them.
class TileBuilder {
 public:
  // Visit gets each tile with its hashes, as many as tile.width.
  using Visit = std::function<Status(const Tile& tile, std::span<const Hash> hashes)>;

  // Append adds one leaf and visits the tiles that became full by it. Errors are visit's.
  [[nodiscard]] Status Append(const Hash& leaf, const Visit& visit);

  // VisitPartial visits the tiles that are not full, upwards. More leaves may follow.
  [[nodiscard]] Status VisitPartial(const Visit& visit) const;

  // Restore continues from the partial tiles of a tree: levels[l] holds the hashes of its partial tile at
  // level l, empty if there is none. REQUIRES: levels fits size.
  [[nodiscard]] static TileBuilder Restore(uint64_t size, std::vector<std::vector<Hash>> levels);

  [[nodiscard]] uint64_t size() const { return size_; }

  // Head is the tree so far. COST: at most 8 * 256 node hashes.
  [[nodiscard]] TreeHead Head() const;

 private:
  uint64_t size_ = 0;
  std::vector<std::vector<Hash>> levels_;  // levels_[l]: the hashes of the unfinished tile at level l
};

}  // namespace constat::tlog
