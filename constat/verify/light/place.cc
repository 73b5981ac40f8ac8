#include "constat/verify/light/place.h"

#include <filesystem>

#include "constat/io/descriptor_name.h"
#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/file_kind.h"
#include "constat/text/carried.h"

namespace constat::verify {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxManifestFile = size_t{1} << 20;

// ReadIfEntryFile reads a file that is an entry file; none for anything else.
std::optional<Bytes> ReadIfEntryFile(const fs::path& path) {
  std::error_code ignored;
  if (!io::DescriptorNamed(path) && !fs::is_regular_file(path, ignored)) return std::nullopt;
  Result<Bytes> bytes = io::ReadFile(path, kMaxManifestFile);
  if (!bytes || !parcel::IsEntryFile(*bytes)) return std::nullopt;
  return *std::move(bytes);
}

}  // namespace

Result<std::optional<Trust>> ReadPlaceTrust(const RecordPlace& place) {
  if (place.trust.empty()) return std::nullopt;
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(place.trust, kMaxTrustSize));
  std::string undone;
  const BytesByName files = FilesIn(fs::path(place.trust).parent_path());
  const auto parse = [&](std::string_view text) { return ParseTrust({text, place.trust, files}); };
  Result<Trust> trust = text::ParseCarried(bytes, undone, parse);
  if (!trust)
    return tl::unexpected(parcel::SayKind(trust.error(), {place.trust, bytes, parcel::FileKind::kTrust}));
  return std::optional<Trust>(*std::move(trust));
}

Result<OpenedPlace> OpenPlace(const RecordPlace& place) {
  OpenedPlace out{.name = place.record, .trust = {}, .source = {}, .context = {}};
  CONSTAT_ASSIGN(out.trust, ReadPlaceTrust(place));
  if (const std::optional<Bytes> bytes = ReadIfEntryFile(place.record)) {
    CONSTAT_ASSIGN(out.context, ContextInFile(*bytes, place.record));
  } else {
    CONSTAT_ASSIGN(out.source, tlog::OpenLogSource(place.record));
    CONSTAT_ASSIGN(out.context, ReadContext(*out.source, place.record));
  }
  CONSTAT_TRY(CheckPinned(*out.context, out.trust));
  return out;
}

Result<referendum::ContextPtr> OpenContext(const RecordPlace& place) {
  CONSTAT_ASSIGN(const OpenedPlace opened, OpenPlace(place));
  return opened.context;
}

Result<RecordView> OpenView(const RecordPlace& place, const ReadProgress& progress) {
  CONSTAT_ASSIGN(const OpenedPlace opened, OpenPlace(place));
  return RecordView::Open(opened, progress, {});
}

}  // namespace constat::verify
