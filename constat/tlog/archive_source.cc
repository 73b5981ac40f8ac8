// Records in archives: which files there are, below which folder, and how many there may be. The archive
// itself is read by io/. Spec: VER-12.
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <limits>
#include <map>
#include <tuple>

#include "constat/io/descriptor.h"
#include "constat/io/tar.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {
namespace {

// What a file unpacks to needs no temporary file if it is smaller than kMaxInMemory.
constexpr size_t kMaxInMemory = 4 << 20;

Result<io::Descriptor> OpenNamelessFile() {
  const char* const folder = std::getenv("TMPDIR");
  std::string name = fmt::format("{}/constat.XXXXXX", folder != nullptr && *folder != 0 ? folder : "/tmp");
  io::Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.ok()) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot create a temporary file: {}; set TMPDIR to a folder with room to unpack",
                            std::strerror(errno)));
  }
  ::unlink(name.c_str());
  return file;
}

// Contents are the files' bytes, one file after another: up to max_in_memory in memory, more in a file
// without a name.
class Contents {
 public:
  explicit Contents(size_t max_in_memory) : max_in_memory_(max_in_memory) {}

  // Add appends bytes. ERRORS: kCannotWrite.
  Status Add(ByteView bytes) {
    size_ += bytes.size();
    if (!file_.ok() && size_ <= max_in_memory_) {
      Append(memory_, bytes);
      return {};
    }
    if (!file_.ok()) {
      CONSTAT_ASSIGN(file_, OpenNamelessFile());
      CONSTAT_TRY(io::WriteFully(file_, std::exchange(memory_, {})));
    }
    return io::WriteFully(file_, bytes);
  }

  // Read returns a range of what was added. Thread-safe. ERRORS: kCannotRead.
  [[nodiscard]] Result<Bytes> Read(io::FileRange range) const {
    if (file_.ok()) return io::ReadAt(file_, range);
    const auto from = memory_.begin() + static_cast<std::ptrdiff_t>(range.offset);
    return Bytes(from, from + static_cast<std::ptrdiff_t>(range.size));
  }

  [[nodiscard]] uint64_t size() const { return size_; }

 private:
  size_t max_in_memory_;
  Bytes memory_;
  io::Descriptor file_{-1};
  uint64_t size_ = 0;
};

// TileFile is a file whose name is a tile's, in 32 bytes: of those there are as many as the archive has bytes
// for, since how many belong there is known only once the checkpoint is.
struct TileFile {
  uint64_t index;
  uint64_t offset;
  uint64_t size;
  uint16_t width;
  int8_t level;
  bool below;  // the archive's first folder

  TileFile(const Tile& tile, io::FileRange range, bool is_below)
      : index(tile.index),
        offset(range.offset),
        size(range.size),
        width(static_cast<uint16_t>(tile.width)),
        level(static_cast<int8_t>(tile.level)),
        below(is_below) {}

  [[nodiscard]] auto Key() const { return std::tuple(below, level, index, width); }
  [[nodiscard]] Tile AsTile() const { return {level, index, width}; }
  [[nodiscard]] io::FileRange Range() const { return {offset, size}; }
};

// Files are what an archive holds, by their paths in the record.
struct Files {
  std::deque<TileFile> tiles;  // in the order of Key(); all in the record's folder
  std::map<std::string, io::FileRange, std::less<>> others;  // the checkpoint, and what has another name

  [[nodiscard]] std::optional<io::FileRange> Find(std::string_view path) const {
    if (const auto at = others.find(path); at != others.end()) return at->second;
    const Result<Tile> tile = ParseTilePath(path);
    if (!tile || tiles.empty()) return std::nullopt;
    const TileFile wanted(*tile, {}, tiles.front().below);
    const auto at = std::lower_bound(tiles.begin(), tiles.end(), wanted,
                                     [](const auto& a, const auto& b) { return a.Key() < b.Key(); });
    if (at == tiles.end() || at->Key() != wanted.Key()) return std::nullopt;
    return at->Range();
  }
};

class ArchiveSource final : public LogSource {
 public:
  ArchiveSource(Contents contents, Files files) : contents_(std::move(contents)), files_(std::move(files)) {}

  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    const std::optional<io::FileRange> at = files_.Find(path);
    if (!at) return Fail(ErrorCode::kMissingFile, fmt::format("the record has no {}", path));
    if (at->size > max_size) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} has {} bytes; at most {} belong there", path, at->size, max_size));
    }
    return contents_.Read(*at);
  }

  [[nodiscard]] Status ForEachFile(
      const std::function<Status(std::string_view path, uint64_t size_bytes)>& visit) const override {
    for (const auto& [path, range] : files_.others) CONSTAT_TRY(visit(path, range.size));
    for (const TileFile& file : files_.tiles) CONSTAT_TRY(visit(FormatTilePath(file.AsTile()), file.size));
    return {};
  }

  // HasManyBeyond says whether, with some others, more than kMaxOtherEntries are not of a log
  // of size entries.
  [[nodiscard]] bool HasManyBeyond(uint64_t size, uint64_t others) const {
    if (others > kMaxOtherEntries) return true;
    for (const TileFile& file : files_.tiles) {
      others += IsTileOf(size, file.AsTile()) ? 0 : 1;
      if (others > kMaxOtherEntries) return true;
    }
    return false;
  }

 private:
  Contents contents_;
  Files files_;
};

tl::unexpected<Error> TooManyOthers() {
  return Fail(
      ErrorCode::kTooLarge,
      fmt::format("the archive has more than {} files and folders that are no part of its record; make an "
                  "archive of the record's folder alone",
                  kMaxOtherEntries));
}

// Unpacker copies the files of an archive into Contents and notes where each lies.
class Unpacker {
 public:
  Unpacker(std::unique_ptr<io::ByteStream> archive, size_t max_in_memory)
      : archive_(std::move(archive)), contents_(max_in_memory) {}

  Result<std::unique_ptr<LogSource>> Run() {
    for (uint64_t entries = 1;; ++entries) {
      CONSTAT_ASSIGN(const std::optional<io::TarEntry> entry, archive_.Next());
      if (!entry) break;
      if (entries > kMaxArchiveEntries)
        return Fail(ErrorCode::kTooLarge,
                    fmt::format("the archive has more than {} files and folders", kMaxArchiveEntries));
      CONSTAT_TRY(Add(*entry));
    }
    CONSTAT_TRY(RefuseDuplicates());
    CONSTAT_TRY(ChooseFolder());
    auto source = std::make_unique<ArchiveSource>(std::move(contents_), std::move(files_));
    CONSTAT_ASSIGN(const SignedCheckpoint head, ReadCheckpoint(*source));
    if (source->HasManyBeyond(head.checkpoint.size, others_)) return TooManyOthers();
    return source;
  }

 private:
  Status Add(const io::TarEntry& entry) {
    NoteFolder(entry);
    const bool below = folder_ && entry.path.starts_with(*folder_);
    const Result<Tile> here = ParseTilePath(entry.path);
    const Result<Tile> inside =
        below ? ParseTilePath(std::string_view(entry.path).substr(folder_->size())) : here;
    const bool is_checkpoint =
        entry.path == kCheckpointPath || (below && entry.path == *folder_ + std::string(kCheckpointPath));
    const bool is_tile = here.has_value() || inside.has_value();
    if (entry.is_folder || (!is_checkpoint && !is_tile)) {
      if (++others_ > kMaxOtherEntries) return TooManyOthers();
    }
    if (entry.is_folder) return {};
    const uint64_t start = contents_.size();
    for (;;) {
      CONSTAT_ASSIGN(const ByteView some, archive_.Contents());
      if (some.empty()) break;
      CONSTAT_TRY(contents_.Add(some));
    }
    const io::FileRange range{start, entry.size};
    if (is_tile) {
      files_.tiles.emplace_back(here ? *here : *inside, range, !here);
    } else if (!files_.others.emplace(entry.path, range).second && !duplicate_) {
      duplicate_ = entry.path;
    }
    return {};
  }

  // NoteFolder keeps the folder that the first entry is in or is, and whether all others are in it.
  void NoteFolder(const io::TarEntry& entry) {
    if (entry.path.empty()) return;
    const bool is_first = std::exchange(is_first_, false);
    const std::string path = entry.path + (entry.is_folder ? "/" : "");
    const size_t slash = path.find('/');
    if (is_first && slash != std::string::npos) folder_ = path.substr(0, slash + 1);
    if (!folder_ || !path.starts_with(*folder_)) all_below_ = false;
  }

  Status RefuseDuplicates() {
    std::deque<TileFile>& tiles = files_.tiles;
    const auto by_key = [](const TileFile& a, const TileFile& b) { return a.Key() < b.Key(); };
    std::sort(tiles.begin(), tiles.end(), by_key);
    const auto same = [](const TileFile& a, const TileFile& b) { return a.Key() == b.Key(); };
    const auto twice = std::adjacent_find(tiles.begin(), tiles.end(), same);
    if (twice != tiles.end()) duplicate_ = FormatTilePath(twice->AsTile());
    if (!duplicate_) return {};
    return Fail(ErrorCode::kDuplicate, fmt::format("the archive has {} twice", *duplicate_));
  }

  // ChooseFolder takes the record to be where the checkpoint is: at the top, or in the one folder
  // that holds everything.
  Status ChooseFolder() {
    const bool at_top = files_.others.contains(kCheckpointPath);
    const bool in_folder =
        folder_ && all_below_ && files_.others.contains(*folder_ + std::string(kCheckpointPath));
    if (!at_top && !in_folder) {
      return Fail(ErrorCode::kMissingFile,
                  "the archive has no checkpoint, at its top or in the one folder that holds everything: it "
                  "is no record");
    }
    Files chosen;
    const auto rename = [&](const std::string& path) { return at_top ? path : path.substr(folder_->size()); };
    for (const auto& [path, range] : files_.others) chosen.others.emplace(rename(path), range);
    while (!files_.tiles.empty()) {
      const TileFile& file = files_.tiles.front();
      if (file.below != at_top) {
        chosen.tiles.push_back(file);
      } else {
        // A tile's name, but not in the record's folder.
        // Too many are refused after the checkpoint was read, and not kept until then.
        const std::string path = FormatTilePath(file.AsTile());
        if (++others_ <= kMaxOtherEntries)
          chosen.others.emplace(at_top ? *folder_ + path : rename(path), file.Range());
      }
      files_.tiles.pop_front();
    }
    others_ += at_top && folder_ && chosen.others.contains(*folder_ + std::string(kCheckpointPath)) ? 1 : 0;
    files_ = std::move(chosen);
    return {};
  }

  io::TarReader archive_;
  Contents contents_;
  Files files_;
  std::optional<std::string> folder_;  // with "/"
  std::optional<std::string> duplicate_;
  uint64_t others_ = 0;
  bool is_first_ = true;
  bool all_below_ = true;
};

}  // namespace

Result<std::unique_ptr<LogSource>> OpenArchive(const io::NamedFile& file) {
  struct stat info {};
  if (::stat(file.path.c_str(), &info) != 0) {
    return Fail(ErrorCode::kMissingFile, fmt::format("cannot open {}: {}", file.name, std::strerror(errno)));
  }
  if (!S_ISREG(info.st_mode))
    return Fail(ErrorCode::kCannotRead, file.name + " is neither folder nor archive");
  CONSTAT_ASSIGN(std::unique_ptr<io::ByteStream> archive, io::OpenUnpacked(file));
  Result<std::unique_ptr<LogSource>> source = Unpacker(std::move(archive), kMaxInMemory).Run();
  if (!source) return tl::unexpected(Prefix(file.name, std::move(source).error()));
  return source;
}

Result<std::unique_ptr<LogSource>> OpenArchive(const std::filesystem::path& path) {
  return OpenArchive(io::NamedFile{path, path.string()});
}

Result<std::unique_ptr<LogSource>> ArchiveFrom(ByteView archive) {
  return Unpacker(io::UnpackedFrom(archive), std::numeric_limits<size_t>::max()).Run();
}

}  // namespace constat::tlog
