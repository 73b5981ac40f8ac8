#include "constat/tlog/record_names.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "constat/text/clean.h"

namespace constat::tlog {
namespace {

auto KeyOf(const TileFile& file) { return std::tuple(file.folder, file.level, file.index, file.width); }
bool IsBefore(const TileFile& a, const TileFile& b) { return KeyOf(a) < KeyOf(b); }
bool IsSame(const TileFile& a, const TileFile& b) { return KeyOf(a) == KeyOf(b); }

// PlacedTile is a path that ends in a tile's name, and where that begins.
struct PlacedTile {
  size_t begin;
  Tile tile;
};

std::optional<PlacedTile> FindTileName(std::string_view path) {
  constexpr std::string_view kPart = "tile/";
  for (size_t at = path.rfind(kPart); at != std::string_view::npos; at = path.rfind(kPart, at - 1)) {
    if (at == 0 || path[at - 1] == '/') {
      const Result<Tile> tile = ParseTilePath(path.substr(at));
      return tile ? std::optional(PlacedTile{at, *tile}) : std::nullopt;
    }
  }
  return std::nullopt;
}

bool IsCheckpoint(std::string_view path) {
  return path.ends_with(kCheckpointPath) &&
         (path.size() == kCheckpointPath.size() || path[path.size() - kCheckpointPath.size() - 1] == '/');
}

std::string Lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

tl::unexpected<Error> TooManyStrays() {
  return Fail(ErrorCode::kTooLarge,
              fmt::format("it holds more than {} files that are no part of a record; copy the record's "
                          "folder alone and give that",
                          kMaxStrays));
}

tl::unexpected<Error> Twice(std::string_view name, std::string_view how) {
  return Fail(ErrorCode::kDuplicate, fmt::format("it holds {} twice{}", text::CleanLine(name), how));
}

}  // namespace

const TileFile* LocatedRecord::FindTile(std::string_view name) const {
  const Result<Tile> tile = ParseTilePath(name);
  if (!tile || tiles.empty()) return nullptr;
  const TileFile wanted{.index = tile->index,
                        .offset = 0,
                        .size_bytes = 0,
                        .folder = tiles.front().folder,
                        .width = static_cast<uint16_t>(tile->width),
                        .level = static_cast<int8_t>(tile->level),
                        .is_regular = true};
  const auto at = std::lower_bound(tiles.begin(), tiles.end(), wanted, IsBefore);
  return at != tiles.end() && IsSame(*at, wanted) ? &*at : nullptr;
}

Status RecordNames::CountEntry() {
  if (++entries_ <= kMaxGivenEntries) return {};
  return Fail(ErrorCode::kTooLarge, fmt::format("it holds more than {} files and folders", kMaxGivenEntries));
}

Result<bool> RecordNames::Add(std::string_view path, bool is_regular, io::FileRange where) {
  const std::optional<PlacedTile> placed = FindTileName(path);
  const bool is_checkpoint = is_regular && IsCheckpoint(path);
  if (placed) {
    const auto [folder, is_new] = folders_.emplace(path.substr(0, placed->begin), folders_.size());
    if (is_new) folder_names_.push_back(folder->first);
    tiles_.push_back({.index = placed->tile.index,
                      .offset = where.offset,
                      .size_bytes = where.size,
                      .folder = folder->second,
                      .width = static_cast<uint16_t>(placed->tile.width),
                      .level = static_cast<int8_t>(placed->tile.level),
                      .is_regular = is_regular});
  } else if (!is_checkpoint) {
    ++certain_;
    if (!others_.emplace(path, is_regular).second) twice_ = path;
  } else {
    if (++checkpoints_ == 1) {
      checkpoint_ = path;
      checkpoint_at_ = where;
    } else if (path == checkpoint_) {
      twice_ = path;
    }
  }
  // Of all folders with tiles one can be the record's.
  if (certain_ + std::max<uint64_t>(folders_.size(), 1) - 1 > kMaxStrays) return TooManyStrays();
  return is_regular && (placed || is_checkpoint);
}

Status RecordNames::RefuseTwice() {
  std::sort(tiles_.begin(), tiles_.end(), IsBefore);
  const auto twice = std::adjacent_find(tiles_.begin(), tiles_.end(), IsSame);
  if (twice != tiles_.end()) return Twice(FormatTilePath(twice->AsTile()), "");
  if (!twice_.empty()) return Twice(twice_, "");
  return {};
}

Status RecordNames::CheckCheckpoint() const {
  if (checkpoints_ == 0) {
    return Fail(ErrorCode::kMissingFile, std::string(kNoCheckpoint));
  }
  if (checkpoints_ > 1) {
    return Fail(ErrorCode::kDuplicate,
                "two files in it are named checkpoint: it may be two records, and nobody knows which one is "
                "meant; give the folder of one alone");
  }
  if (others_.contains(checkpoint_)) return Twice(checkpoint_, "");
  return {};
}

Status RecordNames::RefuseTwins(const LocatedRecord& record) const {
  const std::string start = Lowered(record.folder);
  std::set<std::string> seen;
  const auto add = [&](std::string name) -> Status {
    const bool is_own = name == kCheckpointPath || record.FindTile(name) != nullptr;
    if (is_own || !seen.insert(name).second) {
      return Twice(name,
                   ", but for capital letters: where those do not count, one of the two takes "
                   "the other's place");
    }
    return {};
  };
  for (const auto& [path, is_regular] : others_) {
    const std::string lowered = Lowered(path);
    if (!lowered.starts_with(start)) continue;
    std::string name = lowered.substr(start.size());
    if (name == kCheckpointPath || ParseTilePath(name)) CONSTAT_TRY(add(std::move(name)));
  }
  for (const TileFile& file : tiles_) {
    if (Lowered(folder_names_[file.folder]) == start) CONSTAT_TRY(add(FormatTilePath(file.AsTile())));
  }
  return {};
}

Result<LocatedRecord> RecordNames::Locate() && {
  CONSTAT_TRY(RefuseTwice());
  CONSTAT_TRY(CheckCheckpoint());
  LocatedRecord out;
  out.folder = checkpoint_.substr(0, checkpoint_.size() - kCheckpointPath.size());
  out.checkpoint = checkpoint_at_;
  const auto own = folders_.find(out.folder);
  const auto is_own = [&](const TileFile& f) { return own != folders_.end() && f.folder == own->second; };
  const auto begin = std::find_if(tiles_.begin(), tiles_.end(), is_own);
  const auto end = std::find_if_not(begin, tiles_.end(), is_own);
  out.tiles.assign(begin, end);
  tiles_.erase(begin, end);
  if (others_.size() + tiles_.size() > kMaxStrays) return TooManyStrays();
  CONSTAT_TRY(RefuseTwins(out));
  for (const auto& [path, is_regular] : others_) {
    out.other_names.emplace(NameFrom(out.folder, path), is_regular);
  }
  for (const TileFile& file : tiles_) {
    const std::string path = std::string(folder_names_[file.folder]) + FormatTilePath(file.AsTile());
    out.other_names.emplace(NameFrom(out.folder, path), file.is_regular);
  }
  return out;
}

std::string NameFrom(std::string_view folder, std::string_view path) {
  for (;;) {
    const size_t slash = folder.find('/');
    if (slash == std::string_view::npos || !path.starts_with(folder.substr(0, slash + 1))) break;
    folder.remove_prefix(slash + 1);
    path.remove_prefix(slash + 1);
  }
  std::string out;
  for (auto up = std::count(folder.begin(), folder.end(), '/'); up > 0; --up) out += "../";
  return out.append(path);
}

}  // namespace constat::tlog
