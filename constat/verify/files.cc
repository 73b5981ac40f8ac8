#include "constat/verify/files.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/tlog/tile.h"

namespace constat::verify {
namespace {

// IsEarlier says whether a tile is one that the tree of size entries grew out of.
bool IsEarlier(uint64_t size, const tlog::Tile& tile) {
  const Result<tlog::Tile> now = tlog::TileIn(size, tile.level, tile.index);
  return now && tile.width < now->width;
}

// IsPrefix says whether an earlier tile's file is the beginning of the file of the tile it grew into, up to
// the end of an entry or a hash. The later file itself is checked against the entries elsewhere.
bool IsPrefix(const tlog::RecordSource& record, uint64_t size, const tlog::Tile& tile) {
  const Result<tlog::Tile> now = tlog::TileIn(size, tile.level, tile.index);
  const Result<Bytes> earlier = record.Read(tlog::FormatTilePath(tile), tlog::kMaxBundleSize);
  const Result<Bytes> later = record.Read(tlog::FormatTilePath(*now), tlog::kMaxBundleSize);
  if (!earlier || !later || earlier->size() > later->size()) return false;
  if (!std::equal(earlier->begin(), earlier->end(), later->begin())) return false;
  if (tile.IsEntries()) return tlog::DecodeBundle(*earlier, tile.width).has_value();
  return tlog::DecodeHashTile(*earlier, tile.width).has_value();
}

// Findings makes one finding per path, in the order of the paths.
std::vector<Finding> Findings(std::vector<std::string> paths, ErrorCode code, std::string_view what) {
  std::sort(paths.begin(), paths.end());
  std::vector<Finding> out;
  for (const std::string& path : paths) out.push_back({std::nullopt, code, fmt::format("{} {}", path, what)});
  return out;
}

// DemandBundles says whether enough of a log's bundles are there to go through them. Spec: VER-9.
Status DemandBundles(uint64_t size, uint64_t have) {
  const uint64_t all = size / tlog::kTileWidth + (size % tlog::kTileWidth == 0 ? 0 : 1);
  if (all - have <= kMaxMissingBundles) return {};
  return Fail(ErrorCode::kMissingFile,
              fmt::format("the checkpoint states {} entries in {} files, of which {} are not there; this is "
                          "no whole copy of the record",
                          size, all, all - have));
}

}  // namespace

Result<FileFindings> FindStrayFiles(const tlog::RecordSource& record, uint64_t size) {
  std::vector<std::string> unknown;
  std::vector<std::string> earlier;
  uint64_t bundles = 0;
  CONSTAT_TRY(record.ForEachFile([&](std::string_view path, uint64_t) {
    if (path == tlog::kCheckpointPath) return Status{};
    const Result<tlog::Tile> tile = tlog::ParseTilePath(path);
    if (tile && tlog::IsTileOf(size, *tile)) {
      bundles += tile->IsEntries() ? 1 : 0;
      return Status{};
    }
    if (!tile || !IsEarlier(size, *tile)) {
      unknown.emplace_back(path);
    } else if (!IsPrefix(record, size, *tile)) {
      earlier.emplace_back(path);
    }
    return Status{};
  }));
  CONSTAT_TRY(DemandBundles(size, bundles));
  FileFindings out;
  out.unknown = Findings(std::move(unknown), ErrorCode::kUnknownFile, "is no part of this record");
  out.earlier_tiles =
      Findings(std::move(earlier), ErrorCode::kWrongTile, "is not the beginning of the tile it grew into");
  return out;
}

}  // namespace constat::verify
