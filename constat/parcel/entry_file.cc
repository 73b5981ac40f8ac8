#include "constat/parcel/entry_file.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/parcel/file_kind.h"
#include "constat/record/shown_hash.h"
#include "constat/text/carried.h"
#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

constexpr std::string_view kEntriesMagic = "constat-entries/1 ";
constexpr size_t kHeadSize = kEntriesMagic.size() + 64 + 1;
constexpr size_t kLengthAt = 9;  // of an encoded entry: after type and time

// ReadEntries visits the entries of a file's bytes and returns the manifest hash of its first line.
// ERRORS: ParseEntryFile's.
template <typename Visit>
Result<Bytes32> ReadEntries(ByteView bytes, Visit visit) {
  if (!IsEntryFile(bytes) || bytes.size() < kHeadSize || bytes[kHeadSize - 1] != '\n') {
    const bool altered = text::DecodeCarried(bytes.first(std::min(bytes.size(), 4 * kHeadSize)))
                             .value_or("")
                             .starts_with(kEntriesMagic);
    return Fail(ErrorCode::kBadText,
                altered ? "a program changed this file of entries on its way as if it were text; have it "
                          "sent again as an attachment, or packed"
                        : "this is not a file of entries for the board, which begins with constat-entries/1");
  }
  CONSTAT_ASSIGN(const Bytes32 manifest_hash,
                 text::ParseHex32(AsText(bytes.subspan(kEntriesMagic.size(), 64))));
  bytes = bytes.subspan(kHeadSize);
  if (bytes.empty()) return Fail(ErrorCode::kTruncated, "the file of entries has no entry in it");
  for (size_t index = 0; !bytes.empty(); ++index) {
    size_t size = bytes.size();
    if (size >= record::kEntryOverhead) {
      const size_t body = size_t{bytes[kLengthAt]} << 8 | bytes[kLengthAt + 1];
      size = std::min(size, record::kEntryOverhead + body);
    }
    const Result<record::EntryView> entry = record::DecodeEntry(bytes.first(size));
    if (!entry) return tl::unexpected(Prefix(fmt::format("entry {} of the file", index), entry.error()));
    if (entry->time_ms != 0) {
      return Fail(ErrorCode::kBadNumber,
                  fmt::format("entry {} of the file has a time already; only the board gives times, so this "
                              "was made by another program",
                              index));
    }
    visit(*entry);
    bytes = bytes.subspan(size);
  }
  return manifest_hash;
}

}  // namespace

bool IsEntryFile(ByteView bytes) { return AsText(bytes).starts_with(kEntriesMagic); }

Bytes FormatEntryFile(const EntryFile& file) {
  Bytes out;
  Append(out, AsBytes(fmt::format("{}{}\n", kEntriesMagic, text::FormatHex(file.manifest_hash))));
  for (const EntryBody& entry : file.entries) {
    Append(out, record::EncodeEntry(record::EntryView{entry.type, 0, entry.body}));
  }
  return out;
}

Result<EntryFile> ParseEntryFile(ByteView bytes) {
  EntryFile out;
  CONSTAT_ASSIGN(out.manifest_hash, ReadEntries(bytes, [&](const record::EntryView& entry) {
                   out.entries.push_back({entry.type, Bytes(entry.body.begin(), entry.body.end())});
                 }));
  return out;
}

Result<EntryFile> ReadEntryFile(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxEntryFile));
  Result<EntryFile> out = ParseEntryFile(bytes);
  if (!out) return tl::unexpected(SayKind(out.error(), {path.string(), bytes, FileKind::kEntries}));
  return out;
}

Result<Bytes> FormatReadable(const std::filesystem::path& path, const EntryFile& file, size_t max_bytes) {
  const std::string what = fmt::format("the file of entries {}", path.string());
  uint64_t size = kHeadSize;
  for (const EntryBody& entry : file.entries) {
    CONSTAT_TRY(
        io::CheckReadableSize(what, record::kEntryOverhead + entry.body.size(), record::kMaxEntrySize));
    size += record::kEntryOverhead + entry.body.size();
  }
  CONSTAT_TRY(io::CheckReadableSize(what, size, max_bytes));
  Bytes out = FormatEntryFile(file);
  auto meant = file.entries.begin();
  bool same = true;
  const Result<Bytes32> read = ReadEntries(out, [&](const record::EntryView& entry) {
    same = same && meant != file.entries.end() && entry.type == meant->type &&
           std::ranges::equal(entry.body, meant->body);
    if (same) ++meant;
  });
  CONSTAT_TRY(io::CheckReadsBack(what, read, [&](const Bytes32& manifest_hash) {
    return manifest_hash == file.manifest_hash && same && meant == file.entries.end();
  }));
  return out;
}

Status WriteEntryFile(const std::filesystem::path& path, const EntryFile& file) {
  CONSTAT_ASSIGN(const Bytes bytes, FormatReadable(path, file));
  return io::WriteNewFile(path, bytes);
}

Status CheckSameReferendum(const EntryFile& file, const Bytes32& manifest_hash,
                           const std::filesystem::path& path) {
  if (file.manifest_hash == manifest_hash) return {};
  return Fail(ErrorCode::kWrongReferendum,
              fmt::format("{} belongs to another referendum, {}, and not to {}", path.string(),
                          record::FormatReferendumNumber(file.manifest_hash),
                          record::FormatReferendumNumber(manifest_hash)));
}

}  // namespace constat::parcel
