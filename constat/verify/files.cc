#include "constat/verify/files.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/tlog/log_reader.h"
#include "constat/tlog/record_names.h"

namespace constat::verify {
namespace {

// DemandBundles says whether enough of a log's bundles are there to go through them. Spec: VER-9.
Status DemandBundles(uint64_t size, uint64_t have) {
  const uint64_t all = size / tlog::kTileWidth + (size % tlog::kTileWidth == 0 ? 0 : 1);
  if (all - have <= kMaxMissingBundles) return {};
  return Fail(ErrorCode::kMissingFile,
              fmt::format("the record has {} entries in {} files, of which {} are missing; copy the record "
                          "again, the whole of it",
                          size, all, all - have));
}

tl::unexpected<Error> TooManyStrays() {
  return Fail(ErrorCode::kTooLarge,
              fmt::format("beside the record are more than {} files that are no part of it; copy the record "
                          "alone into an empty folder",
                          tlog::kMaxStrays));
}

// AgreesUnread is what is said of a tile of another size that could not be read.
Result<bool> AgreesUnread(const Error& error) {
  if (error.code == ErrorCode::kCannotRead) return tl::unexpected(error);
  return error.code == ErrorCode::kMissingFile;
}

}  // namespace

Result<OtherFiles> FindOtherFiles(const tlog::LogSource& record, uint64_t size) {
  OtherFiles out;
  uint64_t bundles = 0;
  std::map<uint64_t, unsigned> last_bundles;  // the widest by index, from the tree's last one on
  CONSTAT_TRY(record.ForEachFile([&](const tlog::ListedFile& file) -> Status {
    if (file.path == tlog::kCheckpointPath) return {};
    const Result<tlog::Tile> tile = tlog::ParseTilePath(file.path);
    if (tile && tile->IsEntries() && file.is_regular && tile->index >= size / tlog::kTileWidth) {
      unsigned& widest = last_bundles[tile->index];
      widest = std::max(widest, tile->width);
      if (last_bundles.size() > tlog::kMaxStrays + 1) return TooManyStrays();
    }
    if (tile && tlog::IsTileOf(size, *tile)) {
      bundles += tile->IsEntries() ? 1 : 0;
    } else if (tile && file.is_regular && tlog::SharedWidth(size, *tile) != 0) {
      out.tiles[{tile->level, tile->index}].push_back(tile->width);
    } else {
      if (++out.stray_count > tlog::kMaxStrays) return TooManyStrays();
      out.strays.emplace(file.path);
      if (out.strays.size() > kMaxListedStrays) out.strays.erase(std::prev(out.strays.end()));
    }
    return {};
  }));
  CONSTAT_TRY(DemandBundles(size, bundles));
  for (const auto& [index, width] : last_bundles) {
    out.entries_ahead += width - tlog::SharedWidth(size, {tlog::Tile::kEntries, index, width});
  }
  return out;
}

std::vector<Note> OtherFiles::Notes() const {
  std::vector<Note> out;
  if (entries_ahead != 0) {
    out.push_back({NoteKind::kAhead, "", entries_ahead,
                   "there are files with more entries than the board has signed; these entries "
                   "were not checked"});
  }
  for (const std::string& path : strays) {
    out.push_back({NoteKind::kStray, path, 1, "this file is no part of the record; it was not opened"});
  }
  if (stray_count > strays.size()) {
    out.push_back({NoteKind::kStray, "", stray_count - strays.size(),
                   "more files are no part of this record; they were not opened"});
  }
  return out;
}

Result<bool> AgreesWithHashes(const tlog::LogSource& record, const tlog::Tile& other,
                              std::span<const tlog::Hash> hashes) {
  const Result<Bytes> bytes = record.Read(tlog::FormatTilePath(other), tlog::kMaxHashTileSize);
  if (!bytes) return AgreesUnread(bytes.error());
  const auto shared = static_cast<unsigned>(std::min<size_t>(other.width, hashes.size()));
  const Bytes expected = tlog::EncodeHashTile(hashes.first(shared));
  if (other.width <= hashes.size()) return *bytes == expected;
  return bytes->size() >= expected.size() && std::equal(expected.begin(), expected.end(), bytes->begin());
}

Result<bool> AgreesWithEntries(const tlog::LogSource& record, uint64_t size, const tlog::Tile& other,
                               const Bytes* own) {
  const Result<Bytes> bytes = record.Read(tlog::FormatTilePath(other), tlog::kMaxBundleSize);
  if (!bytes) return AgreesUnread(bytes.error());
  const unsigned shared = tlog::SharedWidth(size, other);
  const Result<size_t> start = tlog::BundleStartSize(*bytes, shared);
  if (!start || (shared == other.width && *start != bytes->size())) return false;
  if (own == nullptr) return true;
  return own->size() >= *start &&
         std::equal(bytes->begin(), bytes->begin() + static_cast<ptrdiff_t>(*start), own->begin());
}

}  // namespace constat::verify
