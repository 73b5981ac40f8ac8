// The only import site of libarchive: tar archives, plain or packed with gzip or zstd.
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <unordered_map>

#include "constat/tlog/descriptor.h"
#include "constat/tlog/record_source.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {
namespace {

using Index = std::unordered_map<std::string, FileRange>;

class ArchiveSource final : public RecordSource {
 public:
  ArchiveSource(Descriptor contents, Index index)
      : contents_(std::move(contents)), index_(std::move(index)) {}

  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    const auto at = index_.find(std::string(path));
    if (at == index_.end()) return Fail(ErrorCode::kMissingFile, fmt::format("the archive has no {}", path));
    if (at->second.size > max_size) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} has {} bytes; at most {} belong there", path, at->second.size, max_size));
    }
    return ReadAt(contents_, at->second);
  }

  [[nodiscard]] Status ForEachFile(
      const std::function<Status(std::string_view path, uint64_t size_bytes)>& visit) const override {
    for (const auto& [path, range] : index_) CONSTAT_TRY(visit(path, range.size));
    return {};
  }

 private:
  Descriptor contents_;  // all files, one after another, in a file without a name
  Index index_;
};

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

tl::unexpected<Error> Broken(archive* reader, const char* what) {
  const char* const reason = archive_error_string(reader);
  return Fail(ErrorCode::kCannotRead,
              fmt::format("{} the archive: {}", what, reason ? reason : "unknown reason"));
}

Result<Archive> OpenReader(const std::filesystem::path& path) {
  constexpr size_t kBlockSize = 64 * 1024;
  Archive reader(archive_read_new());
  if (reader == nullptr) return Fail(ErrorCode::kCannotRead, "no memory to read the archive");
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_format_tar(reader.get());
  if (archive_read_open_filename(reader.get(), path.c_str(), kBlockSize) != ARCHIVE_OK) {
    return Broken(reader.get(), "cannot open");
  }
  return reader;
}

Result<Descriptor> OpenNamelessFile() {
  const char* const folder = std::getenv("TMPDIR");
  std::string name = fmt::format("{}/constat.XXXXXX", folder != nullptr && *folder != 0 ? folder : "/tmp");
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.ok()) {
    return Fail(
        ErrorCode::kCannotWrite,
        fmt::format("cannot create the temporary file {}: {}; set TMPDIR to a folder with room to unpack",
                    name, std::strerror(errno)));
  }
  ::unlink(name.c_str());
  return file;
}

// NormalPath drops "./" at the start and "/" at the end; what is left has only ordinary parts.
Result<std::string> NormalPath(const char* raw) {
  const auto refuse = [&](const char* why) {
    return Fail(ErrorCode::kUnknownFile, fmt::format("the archive has a file whose name {}", why));
  };
  if (raw == nullptr) return refuse("cannot be read");
  std::string_view path(raw);
  if (path == "." || path == "./") return std::string();
  while (path.starts_with("./")) path.remove_prefix(2);
  if (path.ends_with('/')) path.remove_suffix(1);
  if (std::any_of(path.begin(), path.end(), [](char c) { return c < 0x21 || c > 0x7e; })) {
    return refuse("has characters other than visible ASCII");
  }
  for (std::string_view rest = path;;) {
    const size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (part.empty()) return refuse("is absolute or has an empty part");
    if (part == "." || part == "..") return refuse("has a part . or ..");
    if (slash == std::string_view::npos) return std::string(path);
    rest.remove_prefix(slash + 1);
  }
}

// Unpacker copies the files of an archive into one file and notes where each lies.
class Unpacker {
 public:
  Unpacker(Archive reader, Descriptor out, uint64_t max_size)
      : reader_(std::move(reader)), out_(std::move(out)), max_size_(max_size), buffer_(256 * 1024) {}

  Status Run() {
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = archive_read_next_header(reader_.get(), &entry);
      if (status == ARCHIVE_EOF) return {};
      if (status != ARCHIVE_OK) return Broken(reader_.get(), "cannot read");
      CONSTAT_TRY(Add(entry));
    }
  }

  std::unique_ptr<RecordSource> Finish() {
    DropCommonFolder();
    return std::make_unique<ArchiveSource>(std::move(out_), std::move(index_));
  }

 private:
  Status Add(archive_entry* entry) {
    CONSTAT_ASSIGN(std::string path, NormalPath(archive_entry_pathname(entry)));
    const bool is_link = archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr;
    if (!is_link && archive_entry_filetype(entry) == AE_IFDIR) return {};
    if (is_link || archive_entry_filetype(entry) != AE_IFREG || path.empty()) {
      return Fail(ErrorCode::kUnknownFile, fmt::format("the archive has {}, a link or special file", path));
    }
    if (index_.size() == kMaxArchiveFiles)
      return Fail(ErrorCode::kTooLarge, "the archive has too many files");
    const uint64_t start = size_;
    CONSTAT_TRY(CopyContents());
    const bool is_sparse = archive_entry_sparse_count(entry) > 0;
    if (is_sparse || size_ - start != static_cast<uint64_t>(archive_entry_size(entry))) {
      return Fail(ErrorCode::kCannotRead, fmt::format("{} is sparse or incomplete in the archive", path));
    }
    const auto [at, is_new] = index_.emplace(std::move(path), FileRange{start, size_ - start});
    if (!is_new) return Fail(ErrorCode::kDuplicate, fmt::format("the archive has {} twice", at->first));
    return {};
  }

  Status CopyContents() {
    for (;;) {
      const la_ssize_t n = archive_read_data(reader_.get(), buffer_.data(), buffer_.size());
      if (n < 0) return Broken(reader_.get(), "cannot unpack");
      if (n == 0) return {};
      size_ += static_cast<uint64_t>(n);
      if (size_ > max_size_) {
        return Fail(ErrorCode::kTooLarge,
                    fmt::format("the archive unpacks to more than {} bytes, {} times its size", max_size_,
                                kMaxArchiveRatio));
      }
      CONSTAT_TRY(WriteFully(out_, ByteView(buffer_).first(static_cast<size_t>(n))));
    }
  }

  void DropCommonFolder() {
    if (index_.empty() || index_.contains(std::string(kCheckpointPath))) return;
    const std::string& first = index_.begin()->first;
    const std::string folder = first.substr(0, first.find('/') + 1);
    if (folder.empty() || !index_.contains(folder + std::string(kCheckpointPath))) return;
    const bool common = std::all_of(index_.begin(), index_.end(),
                                    [&](const auto& file) { return file.first.starts_with(folder); });
    if (!common) return;
    Index shorter;
    for (const auto& [path, range] : index_) shorter.emplace(path.substr(folder.size()), range);
    index_ = std::move(shorter);
  }

  Archive reader_;
  Descriptor out_;
  uint64_t max_size_;
  Bytes buffer_;
  Index index_;
  uint64_t size_ = 0;
};

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenArchive(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    return Fail(ErrorCode::kMissingFile,
                fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
  }
  if (!S_ISREG(info.st_mode))
    return Fail(ErrorCode::kCannotRead, path.string() + " is neither folder nor archive");
  CONSTAT_ASSIGN(Archive reader, OpenReader(path));
  CONSTAT_ASSIGN(Descriptor out, OpenNamelessFile());
  const uint64_t max_size = kMaxArchiveRatio * (static_cast<uint64_t>(info.st_size) + 4096);
  Unpacker unpacker(std::move(reader), std::move(out), max_size);
  CONSTAT_TRY(unpacker.Run());
  return unpacker.Finish();
}

}  // namespace constat::tlog
