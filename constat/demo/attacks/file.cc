// Attacks on the files of a finished record.
#include "constat/io/file.h"

#include "constat/demo/attacks/attacks.h"
#include "constat/tlog/log_reader.h"

namespace constat::demo {
namespace {

using verify::CheckId;

using FileChange = std::function<Status(const std::filesystem::path& file)>;

// OnTile makes a hook that changes the first file of a level.
std::function<Status(World&, Stage)> OnTile(int level, const FileChange& change) {
  return [=](World& world, Stage stage) -> Status {
    if (stage != Stage::kPublished) return {};
    CONSTAT_ASSIGN(const tlog::SignedCheckpoint head, tlog::ReadCheckpoint(world.ledger().log()));
    CONSTAT_ASSIGN(const tlog::Tile tile, tlog::TileIn(head.checkpoint.size, level, 0));
    return change(world.options().out / "record" / tlog::FormatTilePath(tile));
  };
}

std::function<Status(const std::filesystem::path&)> Rewriting(const std::function<void(Bytes&)>& edit) {
  return [edit](const std::filesystem::path& file) -> Status {
    CONSTAT_ASSIGN(Bytes bytes, io::ReadFile(file));
    edit(bytes);
    return io::WriteFile(file, bytes);
  };
}

Status Remove(const std::filesystem::path& file) {
  std::filesystem::remove(file);
  return {};
}

// Fork puts a narrower file of hashes beside one, as a log keeps them for readers of older checkpoints, in
// which the last hash is another.
Status Fork(const std::filesystem::path& file) {
  CONSTAT_ASSIGN(Bytes bytes, io::ReadFile(file));
  bytes.resize(32);
  bytes.back() ^= 1;
  const bool is_partial = file.parent_path().extension() == ".p";
  const std::filesystem::path folder =
      is_partial ? file.parent_path() : std::filesystem::path(file.string() + ".p");
  CONSTAT_TRY(io::MakeDirectories(folder));
  return io::WriteFile(folder / "1", bytes);
}

}  // namespace

std::vector<Cheat> FileAttacks() {
  const auto attack = [](std::string name, std::string story, ErrorCode code, int level,
                         const FileChange& change) {
    return Cheat{.name = std::move(name),
                 .story = std::move(story),
                 .check = CheckId::kLog,
                 .code = code,
                 .change_entry = {},
                 .after = OnTile(level, change)};
  };
  return {
      attack("truncated-tile", "A file of entries is cut short", ErrorCode::kTruncated, tlog::Tile::kEntries,
             Rewriting([](Bytes& b) { b.resize(b.size() - 10); })),
      attack("extra-bytes", "A file of hashes has bytes too many", ErrorCode::kTrailingBytes, 0,
             Rewriting([](Bytes& b) { b.push_back(0); })),
      attack("wrong-tile", "A file of hashes was changed", ErrorCode::kWrongTile, 0,
             Rewriting([](Bytes& b) { b.front() ^= 1; })),
      attack("forked-tile", "A file for an older reader holds another history", ErrorCode::kWrongTile, 0,
             Fork),
      attack("missing-file", "A file of entries is missing", ErrorCode::kMissingFile, tlog::Tile::kEntries,
             Remove),
      attack("flipped-bit", "One bit of one entry was flipped", ErrorCode::kWrongRoot, tlog::Tile::kEntries,
             Rewriting([](Bytes& b) { b.back() ^= 1; })),
  };
}

}  // namespace constat::demo
