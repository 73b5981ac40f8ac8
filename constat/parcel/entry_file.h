// Entry files: how entries travel from whoever makes them to the board. Public. One or many in a file:
//
//   constat-entries/1 <manifest hash, 64 hex digits>\n
//   then entries as LOG-2 encodes them, one after the other, with time 0: the board writes the time.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "constat/record/entry.h"

namespace constat::parcel {

struct EntryBody {
  record::EntryType type;
  Bytes body;
};

struct EntryFile {
  Bytes32 manifest_hash{};
  std::vector<EntryBody> entries;
};

// IsEntryFile looks at the first bytes only.
[[nodiscard]] bool IsEntryFile(ByteView bytes);

[[nodiscard]] Bytes FormatEntryFile(const EntryFile& file);
// ParseEntryFile reads exactly that, with at least one entry. ERRORS: kBadText for the first line;
// kTruncated without an entry; DecodeEntry's; kBadNumber for a time.
[[nodiscard]] Result<EntryFile> ParseEntryFile(ByteView bytes);

// kMaxEntryFile bounds what is read and written, in bytes.
inline constexpr size_t kMaxEntryFile = size_t{1} << 30;

// ReadEntryFile ERRORS: also io::ReadFile's; all with the path.
[[nodiscard]] Result<EntryFile> ReadEntryFile(const std::filesystem::path& path);

// FormatReadable is FormatEntryFile for what is written to a file, which is read back first. ERRORS:
// kTooLarge for more than max_bytes, or an entry of more than record::kMaxEntrySize; ParseEntryFile's; all
// with the path.
[[nodiscard]] Result<Bytes> FormatReadable(const std::filesystem::path& path, const EntryFile& file,
                                           size_t max_bytes = kMaxEntryFile);

// WriteEntryFile writes a new file. ERRORS: FormatReadable's, io::WriteNewFile's.
[[nodiscard]] Status WriteEntryFile(const std::filesystem::path& path, const EntryFile& file);

// CheckSameReferendum ERRORS: kWrongReferendum, naming the file.
[[nodiscard]] Status CheckSameReferendum(const EntryFile& file, const Bytes32& manifest_hash,
                                         const std::filesystem::path& path);

}  // namespace constat::parcel
