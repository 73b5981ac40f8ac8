// RecordNames: which of the files that are given are a record's, and in which folder they are. It reads names
// alone and opens nothing. Spec: LOG-1, VER-9.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/result.h"
#include "constat/io/descriptor.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {

// What is given may hold kMaxStrays files that are no part of the record, and kMaxGivenEntries files and
// folders in all, of 256 entries or hashes each.
inline constexpr uint64_t kMaxStrays = 10'000;
inline constexpr uint64_t kMaxGivenEntries = 4'000'000;

// kNoCheckpoint is what is said of a folder or archive without a checkpoint: in reports the same
// of both (VER-5).
inline constexpr std::string_view kNoCheckpoint =
    "no file in it is named checkpoint: it is no record, or not the whole of one";

// TileFile is a file or link whose name is a tile's, in 32 bytes: there are as many as an archive has bytes
// for, since how many belong there is known only once the checkpoint is.
struct TileFile {
  uint64_t index;
  uint64_t offset;
  uint64_t size_bytes;
  uint32_t folder;
  uint16_t width;
  int8_t level;
  bool is_regular;

  [[nodiscard]] Tile AsTile() const { return {level, index, width}; }
  [[nodiscard]] io::FileRange Range() const { return {offset, size_bytes}; }
};

// LocatedRecord is a record's files and the others, by their names as the record's folder sees them.
struct LocatedRecord {
  std::string folder;  // where it is in what is given: empty, or ends in '/'
  io::FileRange checkpoint;
  std::deque<TileFile> tiles;               // of that folder, sorted
  std::map<std::string, bool> other_names;  // whether they are regular files

  // FindTile returns null for a name that is no tile's, or not there.
  [[nodiscard]] const TileFile* FindTile(std::string_view name) const;
};

// RecordNames collects what is given and then finds the record in it.
class RecordNames {
 public:
  // CountEntry counts a file or folder. ERRORS: kTooLarge beyond kMaxGivenEntries.
  [[nodiscard]] Status CountEntry();

  // Add notes what is no folder, and where its contents are; true if it may turn out to be the record's.
  // ERRORS: kTooLarge once more than kMaxStrays are certain to be no part of it.
  [[nodiscard]] Result<bool> Add(std::string_view path, bool is_regular, io::FileRange where = {});

  // Locate finds the one folder with a checkpoint. ERRORS: kDuplicate for a name twice, two checkpoints, or
  // two names that are the record's same one but for capitals; kMissingFile without a checkpoint; kTooLarge.
  [[nodiscard]] Result<LocatedRecord> Locate() &&;

 private:
  [[nodiscard]] Status RefuseTwice();
  [[nodiscard]] Status CheckCheckpoint() const;
  [[nodiscard]] Status RefuseTwins(const LocatedRecord& record) const;

  std::map<std::string, uint32_t, std::less<>> folders_;  // that hold files with a tile's name
  std::vector<std::string_view> folder_names_;            // by number
  std::deque<TileFile> tiles_;
  std::map<std::string, bool> others_;  // by path; whether they are regular files
  std::string checkpoint_;              // the first one's path
  io::FileRange checkpoint_at_;
  uint64_t checkpoints_ = 0;
  uint64_t entries_ = 0;
  uint64_t certain_ = 0;  // strays that have no name of the record's below any folder
  std::string twice_;     // a name that is there twice
};

// NameFrom is a path as the folder (as LocatedRecord has it) sees it, with ".." for the folders around it.
[[nodiscard]] std::string NameFrom(std::string_view folder, std::string_view path);

}  // namespace constat::tlog
