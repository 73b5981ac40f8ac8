#include "constat/tlog/tile.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/tlog/decimal.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::tlog {
namespace {

constexpr int kMaxLevel = 63;
constexpr int kUsedLevels = 8;  // levels at which a tree of at most kMaxTreeSize entries has tiles
constexpr std::string_view kEntriesName = "entries";

// HashesAt is the number of hashes (or entries) that all tiles of a level hold together.
uint64_t HashesAt(uint64_t size, int level) {
  if (level == Tile::kEntries) return size;
  return level < kUsedLevels ? size >> (kTileHeight * static_cast<unsigned>(level)) : 0;
}

tl::unexpected<Error> UnknownFile(std::string_view path) {
  return Fail(ErrorCode::kUnknownFile, fmt::format("{} is not the name of a tile", path));
}

// CutPart cuts path at the next slash; the last part leaves nothing.
std::string_view CutPart(std::string_view& path) {
  const size_t slash = path.find('/');
  const std::string_view part = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return part;
}

// ParseThree reads three digits; 1000 for anything else.
uint64_t ParseThree(std::string_view text) {
  uint64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return 1000;
    value = value * 10 + static_cast<uint64_t>(digit - '0');
  }
  return text.size() == 3 ? value : 1000;
}

// RootOfFullTile hashes 256 hashes up to one.
Hash RootOfFullTile(std::vector<Hash> hashes) {
  for (size_t n = hashes.size() / 2; n > 0; n /= 2) {
    for (size_t i = 0; i < n; ++i) hashes[i] = NodeHash(hashes[2 * i], hashes[2 * i + 1]);
  }
  return hashes[0];
}

// AppendSubtrees adds the roots of the maximal complete subtrees of a partial tile, left to right.
void AppendSubtrees(std::span<const Hash> hashes, std::vector<Hash>& out) {
  for (size_t n = kTileWidth / 2; n > 0; n /= 2) {
    if ((hashes.size() & n) == 0) continue;
    const size_t from = hashes.size() & ~(2 * n - 1);
    out.push_back(RootOfFullTile({hashes.begin() + from, hashes.begin() + from + n}));
  }
}

}  // namespace

std::string FormatTilePath(const Tile& tile) {
  std::string number = fmt::format("{:03}", tile.index % 1000);
  for (uint64_t rest = tile.index / 1000; rest > 0; rest /= 1000) {
    number = fmt::format("x{:03}/{}", rest % 1000, number);
  }
  const std::string level = tile.IsEntries() ? std::string(kEntriesName) : fmt::format("{}", tile.level);
  const std::string path = fmt::format("tile/{}/{}", level, number);
  return tile.IsFull() ? path : fmt::format("{}.p/{}", path, tile.width);
}

Result<Tile> ParseTilePath(std::string_view path) {
  constexpr uint64_t kMaxIndex = kMaxTreeSize / kTileWidth - 1;
  std::string_view rest = path;
  if (CutPart(rest) != "tile") return UnknownFile(path);
  Tile tile;
  const std::string_view level = CutPart(rest);
  const std::optional<uint64_t> number = ParseDecimal(level);
  if (level == kEntriesName) {
    tile.level = Tile::kEntries;
  } else if (number && *number <= kMaxLevel) {
    tile.level = static_cast<int>(*number);
  } else {
    return UnknownFile(path);
  }
  while (!rest.empty() && tile.index <= kMaxIndex) {
    std::string_view part = CutPart(rest);
    if (part.starts_with('x')) {
      part.remove_prefix(1);
    } else if (part.ends_with(".p")) {
      part.remove_suffix(2);
      tile.width = static_cast<unsigned>(ParseDecimal(rest).value_or(0) % (kTileWidth + 1));
      rest = {};
    }
    const uint64_t three = ParseThree(part);
    if (three == 1000) return UnknownFile(path);
    tile.index = tile.index * 1000 + three;
  }
  // One name per tile: what was read must be written the same way again.
  if (tile.index > kMaxIndex || tile.width == 0 || FormatTilePath(tile) != path) return UnknownFile(path);
  return tile;
}

Result<Tile> TileIn(uint64_t size, int level, uint64_t index) {
  const uint64_t hashes = HashesAt(size, level);
  if (index > hashes / kTileWidth || index * kTileWidth == hashes) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("a log of {} entries has no tile {} at level {}", size, index, level));
  }
  const uint64_t width = std::min(kTileWidth, hashes - index * kTileWidth);
  return Tile{level, index, static_cast<unsigned>(width)};
}

unsigned SharedWidth(uint64_t size, const Tile& tile) {
  const Result<Tile> of_size = TileIn(size, tile.level, tile.index);
  return of_size ? std::min(of_size->width, tile.width) : 0;
}

bool IsTileOf(uint64_t size, const Tile& tile) {
  const Result<Tile> expected = TileIn(size, tile.level, tile.index);
  return expected && *expected == tile;
}

uint64_t CountTiles(uint64_t size) {
  uint64_t count = 0;
  for (int level = Tile::kEntries; level < kUsedLevels; ++level) {
    count += (HashesAt(size, level) + kTileWidth - 1) / kTileWidth;
  }
  return count;
}

Status ForEachTile(uint64_t size, const std::function<Status(const Tile&)>& visit) {
  for (int level = Tile::kEntries; level < kUsedLevels; ++level) {
    const uint64_t tiles = (HashesAt(size, level) + kTileWidth - 1) / kTileWidth;
    for (uint64_t index = 0; index < tiles; ++index) {
      CONSTAT_ASSIGN(const Tile tile, TileIn(size, level, index));
      CONSTAT_TRY(visit(tile));
    }
  }
  return {};
}

std::vector<Tile> PartialTiles(uint64_t size) {
  std::vector<Tile> out;
  for (int level = Tile::kEntries; level < kUsedLevels; ++level) {
    const uint64_t hashes = HashesAt(size, level);
    const auto width = static_cast<unsigned>(hashes % kTileWidth);
    if (width != 0) out.push_back({level, hashes / kTileWidth, width});
  }
  return out;
}

Bytes EncodeBundle(std::span<const Bytes> entries) {
  CONSTAT_CHECK(!entries.empty() && entries.size() <= kTileWidth);
  wire::Writer writer;
  for (const Bytes& entry : entries) writer.Opaque16(entry);
  return writer.Take();
}

Result<std::vector<ByteView>> DecodeBundle(ByteView bytes, unsigned width) {
  wire::Reader reader(bytes);
  std::vector<ByteView> entries;
  entries.reserve(width);
  for (unsigned i = 0; i < width; ++i) entries.push_back(reader.Opaque16(0, kMaxEntrySize));
  CONSTAT_TRY(reader.Finish());
  return entries;
}

Result<size_t> BundleStartSize(ByteView bytes, unsigned width) {
  wire::Reader reader(bytes);
  size_t size = 0;
  for (unsigned i = 0; i < width; ++i) size += sizeof(uint16_t) + reader.Opaque16(0, kMaxEntrySize).size();
  if (!reader.ok()) return Fail(ErrorCode::kTruncated, "the bundle ends within an entry");
  return size;
}

Bytes EncodeHashTile(std::span<const Hash> hashes) {
  CONSTAT_CHECK(!hashes.empty() && hashes.size() <= kTileWidth);
  wire::Writer writer;
  for (const Hash& hash : hashes) writer.Fixed(hash);
  return writer.Take();
}

Result<std::vector<Hash>> DecodeHashTile(ByteView bytes, unsigned width) {
  wire::Reader reader(bytes);
  std::vector<Hash> hashes;
  hashes.reserve(width);
  for (unsigned i = 0; i < width; ++i) hashes.push_back(reader.Fixed32());
  CONSTAT_TRY(reader.Finish());
  return hashes;
}

Status TileBuilder::Append(const Hash& leaf, const Visit& visit) {
  CONSTAT_CHECK(size_ < kMaxTreeSize);
  ++size_;
  Hash hash = leaf;
  for (size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::vector<Hash>& hashes = levels_[level];
    hashes.push_back(hash);
    if (hashes.size() < kTileWidth) return {};
    const int number = static_cast<int>(level);
    const uint64_t index = HashesAt(size_, number) / kTileWidth - 1;
    CONSTAT_TRY(visit({number, index, kTileWidth}, hashes));
    hash = RootOfFullTile(hashes);
    hashes.clear();
  }
}

Status TileBuilder::VisitPartial(const Visit& visit) const {
  for (const Tile& tile : PartialTiles(size_)) {
    if (!tile.IsEntries()) CONSTAT_TRY(visit(tile, levels_[static_cast<size_t>(tile.level)]));
  }
  return {};
}

TileBuilder TileBuilder::Restore(uint64_t size, std::vector<std::vector<Hash>> levels) {
  CONSTAT_CHECK(size <= kMaxTreeSize);
  for (size_t level = 0; level < std::max<size_t>(levels.size(), kUsedLevels); ++level) {
    const size_t have = level < levels.size() ? levels[level].size() : 0;
    CONSTAT_CHECK(have == HashesAt(size, static_cast<int>(level)) % kTileWidth);
  }
  TileBuilder out;
  out.size_ = size;
  out.levels_ = std::move(levels);
  return out;
}

TreeHead TileBuilder::Head() const {
  std::vector<Hash> nodes;
  for (size_t level = levels_.size(); level > 0; --level) AppendSubtrees(levels_[level - 1], nodes);
  return MerkleFrontier::FromNodes(size_, std::move(nodes)).Head();
}

}  // namespace constat::tlog
