// Records in archives: what of one is kept, and where. The archive itself is read by io/, the record found by
// its names (record_names.h). Spec: VER-12.
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <limits>

#include "constat/io/descriptor.h"
#include "constat/io/tar.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/record_names.h"

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

class ArchiveSource final : public LogSource {
 public:
  ArchiveSource(Contents contents, LocatedRecord files)
      : contents_(std::move(contents)), files_(std::move(files)) {}

  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    const TileFile* const tile = files_.FindTile(path);
    if (path != kCheckpointPath && tile == nullptr)
      return Fail(ErrorCode::kMissingFile, fmt::format("the record has no file {}", path));
    if (tile != nullptr && !tile->is_regular)
      return Fail(ErrorCode::kMissingFile, fmt::format("{} is not a regular file", path));
    const io::FileRange at = tile != nullptr ? tile->Range() : files_.checkpoint;
    if (at.size > max_size) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} has {} bytes; at most {} belong there", path, at.size, max_size));
    }
    return contents_.Read(at);
  }

  [[nodiscard]] Status ForEachFile(const VisitFile& visit) const override {
    CONSTAT_TRY(visit({.path = kCheckpointPath, .size_bytes = files_.checkpoint.size}));
    for (const auto& [path, is_regular] : files_.other_names) {
      CONSTAT_TRY(visit({.path = path, .size_bytes = 0, .is_regular = is_regular}));
    }
    for (const TileFile& file : files_.tiles) {
      const std::string path = FormatTilePath(file.AsTile());
      CONSTAT_TRY(visit({.path = path, .size_bytes = file.size_bytes, .is_regular = file.is_regular}));
    }
    return {};
  }

 private:
  Contents contents_;
  LocatedRecord files_;
};

// Unpacker copies what may be the record's from an archive into Contents and notes where each lies.
class Unpacker {
 public:
  Unpacker(std::unique_ptr<io::ByteStream> archive, size_t max_in_memory)
      : archive_(std::move(archive)), contents_(max_in_memory) {}

  Result<std::unique_ptr<LogSource>> Run() {
    for (;;) {
      CONSTAT_ASSIGN(const std::optional<io::TarEntry> entry, archive_.Next());
      if (!entry) break;
      CONSTAT_TRY(names_.CountEntry());
      if (entry->kind != io::TarKind::kFolder) CONSTAT_TRY(Add(*entry));
    }
    CONSTAT_ASSIGN(LocatedRecord files, std::move(names_).Locate());
    return std::make_unique<ArchiveSource>(std::move(contents_), std::move(files));
  }

 private:
  Status Add(const io::TarEntry& entry) {
    const bool is_regular = entry.kind == io::TarKind::kFile;
    CONSTAT_ASSIGN(const bool may_be_own, names_.Add(entry.path, is_regular, {contents_.size(), entry.size}));
    while (may_be_own) {
      CONSTAT_ASSIGN(const ByteView some, archive_.Contents());
      if (some.empty()) break;
      CONSTAT_TRY(contents_.Add(some));
    }
    return {};
  }

  io::TarReader archive_;
  Contents contents_;
  RecordNames names_;
};

}  // namespace

Result<std::unique_ptr<LogSource>> OpenArchive(const io::NamedFile& file) {
  struct stat info {};
  if (::stat(file.path.c_str(), &info) != 0) {
    return Fail(ErrorCode::kMissingFile, fmt::format("cannot open {}: {}", file.name, std::strerror(errno)));
  }
  if (!S_ISREG(info.st_mode))
    return Fail(ErrorCode::kCannotRead,
                file.name + " is neither a folder nor an archive (.tar, .tar.gz, .tar.zst)");
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
