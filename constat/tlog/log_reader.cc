#include "constat/tlog/log_reader.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"

namespace constat::tlog {
namespace {

constexpr size_t kMaxCachedTiles = 64;

// InFile says which file an error is about.
template <typename T>
Result<T> InFile(const Tile& tile, Result<T> result) {
  if (!result) return tl::unexpected(Prefix(FormatTilePath(tile), std::move(result).error()));
  return result;
}

// ReadTile returns a tile's file. For one that is not there the narrowest wider one serves, cut to the tile's
// width. Spec: LOG-5.
Result<Bytes> ReadTile(const LogSource& source, const Tile& tile) {
  const size_t max_size = tile.IsEntries() ? kMaxBundleSize : kMaxHashTileSize;
  Result<Bytes> bytes = source.Read(FormatTilePath(tile), max_size);
  const auto is_missing = [](const Result<Bytes>& b) {
    return !b && b.error().code == ErrorCode::kMissingFile;
  };
  if (!is_missing(bytes)) return bytes;
  Tile wider = tile;
  Result<Bytes> serving = tl::unexpected(bytes.error());
  while (is_missing(serving) && wider.width < kTileWidth) {
    ++wider.width;
    serving = source.Read(FormatTilePath(wider), max_size);
  }
  if (is_missing(serving)) return bytes;
  if (!serving) return serving;
  size_t size = size_t{32} * tile.width;
  if (tile.IsEntries()) {
    CONSTAT_ASSIGN(size, InFile(wider, BundleStartSize(*serving, tile.width)));
  }
  serving->resize(std::min(serving->size(), size));
  return serving;
}

}  // namespace

Result<SignedCheckpoint> ReadCheckpoint(const LogSource& source) {
  const Result<Bytes> bytes = source.Read(kCheckpointPath, kMaxNoteSize);
  if (!bytes && bytes.error().code == ErrorCode::kTooLarge) {
    return Fail(ErrorCode::kBadCheckpoint, bytes.error().detail);
  }
  if (!bytes) return tl::unexpected(bytes.error());
  return ParseSignedCheckpoint(AsText(*bytes));
}

Result<EntryBundle> ReadBundle(const LogSource& source, uint64_t size, uint64_t index) {
  CONSTAT_ASSIGN(const Tile tile, TileIn(size, Tile::kEntries, index));
  EntryBundle out;
  out.first = index * kTileWidth;
  CONSTAT_ASSIGN(out.bytes, ReadTile(source, tile));
  CONSTAT_ASSIGN(out.entries, InFile(tile, DecodeBundle(out.bytes, tile.width)));
  return out;
}

Status ForEachEntry(const LogSource& source, uint64_t size, EntryRange range,
                    const std::function<Status(uint64_t index, ByteView entry)>& visit) {
  if (range.from > range.to || range.to > size) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the log has no entries {} to {}; it has {}", range.from, range.to, size));
  }
  for (uint64_t next = range.from; next < range.to;) {
    CONSTAT_ASSIGN(const EntryBundle bundle, ReadBundle(source, size, next / kTileWidth));
    const uint64_t end = std::min(range.to, bundle.first + bundle.entries.size());
    for (; next < end; ++next) CONSTAT_TRY(visit(next, bundle.entries[next - bundle.first]));
  }
  return {};
}

Status CheckFiles(const LogSource& source, uint64_t size) {
  uint64_t tiles = 0;
  bool has_checkpoint = false;
  CONSTAT_TRY(source.ForEachFile([&](const ListedFile& file) -> Status {
    if (file.path == kCheckpointPath) {
      has_checkpoint = true;
      return {};
    }
    CONSTAT_ASSIGN(const Tile tile, ParseTilePath(file.path));
    if (!IsTileOf(size, tile) || !file.is_regular) {
      return Fail(ErrorCode::kUnknownFile,
                  fmt::format("{} is no part of a log of {} entries", file.path, size));
    }
    ++tiles;
    return {};
  }));
  if (!has_checkpoint)
    return Fail(ErrorCode::kMissingFile,
                "the record has no file named checkpoint, so it is not whole; copy it again");
  if (tiles == CountTiles(size)) return {};
  // Only now look which one it is.
  CONSTAT_TRY(ForEachTile(size, [&](const Tile& tile) -> Status {
    const Result<Bytes> bytes = source.Read(FormatTilePath(tile), kMaxBundleSize);
    if (!bytes && bytes.error().code == ErrorCode::kMissingFile) return tl::unexpected(bytes.error());
    return {};
  }));
  return Fail(ErrorCode::kMissingFile, "the record changed while it was read; try again, or copy it first");
}

Status CompareHashTile(const LogSource& source, const Tile& tile, std::span<const Hash> hashes) {
  CONSTAT_CHECK(hashes.size() == tile.width);
  CONSTAT_ASSIGN(const Bytes bytes, ReadTile(source, tile));
  CONSTAT_ASSIGN(const std::vector<Hash> have, InFile(tile, DecodeHashTile(bytes, tile.width)));
  if (!std::equal(have.begin(), have.end(), hashes.begin(), hashes.end())) {
    return Fail(ErrorCode::kWrongTile, FormatTilePath(tile) + " differs from the hashes of the entries");
  }
  return {};
}

Status CheckTree(const LogSource& source, const TreeHead& tree) {
  // A wrong entry makes the root and tiles wrong: the root is what is reported.
  Status tiles;
  const TileBuilder::Visit compare = [&](const Tile& tile, std::span<const Hash> hashes) -> Status {
    if (tiles) tiles = CompareHashTile(source, tile, hashes);
    return {};
  };
  TileBuilder builder;
  CONSTAT_TRY(ForEachEntry(source, tree.size, {0, tree.size}, [&](uint64_t, ByteView entry) {
    return builder.Append(LeafHash(entry), compare);
  }));
  CONSTAT_TRY(builder.VisitPartial(compare));
  if (builder.Head() != tree) {
    return Fail(ErrorCode::kWrongRoot,
                fmt::format("the {} entries are not those of the record's checkpoint", tree.size));
  }
  return tiles;
}

Result<Hash> TileHashSource::NodeAt(unsigned level, uint64_t index) const {
  // The node is the root of 2^height hashes that are side by side in one tile.
  const unsigned height = level % kTileHeight;
  const uint64_t first = index << height;
  CONSTAT_ASSIGN(const Tile tile, TileIn(size_, static_cast<int>(level / kTileHeight), first / kTileWidth));
  CONSTAT_ASSIGN(std::vector<Hash> hashes, HashesOf(tile));
  const size_t from = first % kTileWidth;
  size_t count = size_t{1} << height;
  if (from + count > hashes.size()) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("a log of {} entries has no whole block {} of level {}", size_, index, level));
  }
  hashes = {hashes.begin() + static_cast<ptrdiff_t>(from),
            hashes.begin() + static_cast<ptrdiff_t>(from + count)};
  for (; count > 1; count /= 2) {
    for (size_t i = 0; i < count / 2; ++i) hashes[i] = NodeHash(hashes[2 * i], hashes[2 * i + 1]);
  }
  return hashes[0];
}

Result<std::vector<Hash>> TileHashSource::HashesOf(const Tile& tile) const {
  const Lock lock(mutex_);
  const std::pair<int, uint64_t> key(tile.level, tile.index);
  if (const auto at = cache_.find(key); at != cache_.end()) return at->second;
  CONSTAT_ASSIGN(const Bytes bytes, ReadTile(source_, tile));
  CONSTAT_ASSIGN(std::vector<Hash> hashes, InFile(tile, DecodeHashTile(bytes, tile.width)));
  if (cache_.size() == kMaxCachedTiles) cache_.clear();
  cache_.emplace(key, hashes);
  return hashes;
}

}  // namespace constat::tlog
