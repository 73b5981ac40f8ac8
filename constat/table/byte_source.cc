// This layer's only import site of libarchive: single files, plain or packed with gzip or zstd.
#include "constat/table/byte_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "constat/base/check.h"

namespace constat::table {
namespace {

constexpr size_t kChunkSize = 64 * 1024;

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

Error Broken(archive* reader) {
  const char* const reason = archive_error_string(reader);
  return {ErrorCode::kCannotRead,
          fmt::format("cannot read or unpack the file: {}", reason ? reason : "unknown reason")};
}

class FileSource final : public ByteSource {
 public:
  FileSource(Archive reader, uint64_t max_size_bytes)
      : reader_(std::move(reader)), left_(max_size_bytes), buffer_(kChunkSize) {}

  [[nodiscard]] Result<ByteView> Next() override {
    const la_ssize_t n = archive_read_data(reader_.get(), buffer_.data(), buffer_.size());
    if (n < 0) return tl::unexpected(Broken(reader_.get()));
    const auto size = static_cast<uint64_t>(n);
    if (size > left_) return Fail(ErrorCode::kTooLarge, "the file is larger, unpacked, than a table may be");
    left_ -= size;
    return ByteView(buffer_).first(size);
  }

 private:
  Archive reader_;
  uint64_t left_;
  Bytes buffer_;
};

class TextSource final : public ByteSource {
 public:
  TextSource(std::string text, size_t chunk_size) : text_(std::move(text)), chunk_size_(chunk_size) {}

  [[nodiscard]] Result<ByteView> Next() override {
    const ByteView rest = AsBytes(text_).subspan(at_);
    const ByteView chunk = rest.first(std::min(chunk_size_, rest.size()));
    at_ += chunk.size();
    return chunk;
  }

 private:
  std::string text_;
  size_t chunk_size_;
  size_t at_ = 0;
};

Archive NewReader() {
  Archive reader(archive_read_new());
  if (reader == nullptr) return reader;
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_read_support_format_empty(reader.get());
  return reader;
}

// OpenOnly goes to the one entry that a raw file has.
Result<std::unique_ptr<ByteSource>> OpenOnly(Archive reader, const std::string& name,
                                             uint64_t max_size_bytes) {
  archive_entry* entry = nullptr;
  const int header = archive_read_next_header(reader.get(), &entry);
  if (header == ARCHIVE_EOF) return FromText({});
  if (header != ARCHIVE_OK) return tl::unexpected(Prefix(name, Broken(reader.get())));
  return std::make_unique<FileSource>(std::move(reader), max_size_bytes);
}

}  // namespace

Result<std::unique_ptr<ByteSource>> OpenFile(const std::filesystem::path& path, uint64_t max_size_bytes) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(path, problem);
  if (!std::filesystem::exists(status))
    return Fail(ErrorCode::kMissingFile, "there is no file " + path.string());
  if (std::filesystem::is_directory(status))
    return Fail(ErrorCode::kCannotRead, path.string() + " is a folder");
  Archive reader = NewReader();
  if (reader == nullptr) return Fail(ErrorCode::kCannotRead, "no memory to read " + path.string());
  if (archive_read_open_filename(reader.get(), path.c_str(), kChunkSize) != ARCHIVE_OK) {
    return tl::unexpected(Prefix(path.string(), Broken(reader.get())));
  }
  return OpenOnly(std::move(reader), path.string(), max_size_bytes);
}

Result<std::unique_ptr<ByteSource>> FromPacked(ByteView bytes, uint64_t max_size_bytes) {
  Archive reader = NewReader();
  if (reader == nullptr) return Fail(ErrorCode::kCannotRead, "no memory to unpack a table");
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return tl::unexpected(Broken(reader.get()));
  return OpenOnly(std::move(reader), "a table", max_size_bytes);
}

std::unique_ptr<ByteSource> FromText(std::string text, size_t chunk_size) {
  CONSTAT_CHECK(chunk_size > 0);
  return std::make_unique<TextSource>(std::move(text), chunk_size);
}

}  // namespace constat::table
