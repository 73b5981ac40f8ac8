#include "constat/table/byte_source.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::table {
namespace {

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

}  // namespace

Result<std::unique_ptr<ByteSource>> OpenFile(const std::filesystem::path& path, uint64_t max_size_bytes) {
  return io::OpenUnpacked(path, max_size_bytes);
}

std::unique_ptr<ByteSource> FromPacked(ByteView bytes, uint64_t max_size_bytes) {
  return io::UnpackedFrom(bytes, max_size_bytes);
}

std::unique_ptr<ByteSource> FromText(std::string text, size_t chunk_size) {
  CONSTAT_CHECK(chunk_size > 0);
  return std::make_unique<TextSource>(std::move(text), chunk_size);
}

}  // namespace constat::table
