#include "constat/verify/files.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/tlog/log_reader.h"

namespace constat::verify {
namespace {

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

Result<OtherFiles> FindOtherFiles(const tlog::LogSource& record, uint64_t size) {
  OtherFiles out;
  uint64_t bundles = 0;
  uint64_t others = 0;
  CONSTAT_TRY(record.ForEachFile([&](std::string_view path, uint64_t) -> Status {
    if (path == tlog::kCheckpointPath) return {};
    const Result<tlog::Tile> tile = tlog::ParseTilePath(path);
    if (tile && tlog::IsTileOf(size, *tile)) {
      bundles += tile->IsEntries() ? 1 : 0;
      return {};
    }
    if (tile && tlog::SharedWidth(size, *tile) == 0) return {};  // of a later tree
    if (++others > kMaxOtherFiles) return {};                    // counted, not kept
    if (tile) {
      out.tiles[{tile->level, tile->index}].push_back(tile->width);
      return {};
    }
    ++out.unknown_count;
    out.unknown.emplace(path);
    if (out.unknown.size() > kMaxFindings) out.unknown.erase(std::prev(out.unknown.end()));
    return {};
  }));
  CONSTAT_TRY(DemandBundles(size, bundles));
  if (others > kMaxOtherFiles) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("beside the record lie {} files that it does not call for; at most {} may. Copy "
                            "the record alone into an empty folder",
                            others, kMaxOtherFiles));
  }
  return out;
}

bool AgreesWithHashes(const tlog::LogSource& record, const tlog::Tile& other,
                      std::span<const tlog::Hash> hashes) {
  const Result<Bytes> bytes = record.Read(tlog::FormatTilePath(other), tlog::kMaxHashTileSize);
  if (!bytes) return false;
  const auto shared = static_cast<unsigned>(std::min<size_t>(other.width, hashes.size()));
  const Bytes expected = tlog::EncodeHashTile(hashes.first(shared));
  if (other.width <= hashes.size()) return *bytes == expected;
  return bytes->size() >= expected.size() && std::equal(expected.begin(), expected.end(), bytes->begin());
}

bool AgreesWithEntries(const tlog::LogSource& record, uint64_t size, const tlog::Tile& other,
                       const Bytes* own) {
  const Result<Bytes> bytes = record.Read(tlog::FormatTilePath(other), tlog::kMaxBundleSize);
  if (!bytes) return false;
  const unsigned shared = tlog::SharedWidth(size, other);
  const Result<size_t> start = tlog::BundleStartSize(*bytes, shared);
  if (!start || (shared == other.width && *start != bytes->size())) return false;
  if (own == nullptr) return true;
  return own->size() >= *start &&
         std::equal(bytes->begin(), bytes->begin() + static_cast<ptrdiff_t>(*start), own->begin());
}

}  // namespace constat::verify
