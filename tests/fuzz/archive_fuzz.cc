// io, tlog: a record in an archive. The input is the archive's bytes, unpacked as they would be by the
// verifier. What is unpacked, counted here once more, and what is kept are within the limits. Spec: VER-12
#include "constat/io/unpack.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/tile.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView archive(data, size);
  const uint64_t limit = io::kMaxPackingRatio * (size + io::kPackingAllowance);
  uint64_t unpacked = 0;
  const std::unique_ptr<io::ByteStream> stream = io::UnpackedFrom(archive);
  for (;;) {
    const Result<ByteView> more = stream->Next();
    if (!more || more->empty()) break;
    unpacked += more->size();
    CONSTAT_CHECK(unpacked <= limit);
  }
  const Result<std::unique_ptr<tlog::LogSource>> source = tlog::ArchiveFrom(archive);
  if (!source) {
    CONSTAT_CHECK(!source.error().detail.empty());
    return 0;
  }
  uint64_t kept = 0;
  const Status read = (*source)->ForEachFile([&](const tlog::ListedFile& file) -> Status {
    CONSTAT_CHECK(!file.path.empty() && file.path.front() != '/');
    const bool is_named = file.path == tlog::kCheckpointPath || tlog::ParseTilePath(file.path).has_value();
    const Result<Bytes> content = (*source)->Read(file.path, file.size_bytes);
    CONSTAT_CHECK(content.has_value() == (is_named && file.is_regular));
    if (!content) return {};
    CONSTAT_CHECK(content->size() == file.size_bytes);
    kept += file.size_bytes;
    return {};
  });
  CONSTAT_CHECK(read.has_value() && kept <= unpacked);
  return 0;
}
