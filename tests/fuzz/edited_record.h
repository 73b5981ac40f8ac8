// EditedRecord: a record of the specification, damaged as the bytes of a fuzzer say, and its verification.
#pragma once

#include <map>

#include "constat/tlog/log_source.h"
#include "constat/verify/verify.h"
#include "tests/fuzz/property.h"

namespace constat::fuzz {

inline std::string RecordFolder(const std::string& name) {
  return CONSTAT_SOURCE_DIR "/docs/spec/vectors/records/" + name + "/";
}

class EditedRecord final : public tlog::LogSource {
 public:
  // EditedRecord reads a record of the specification, docs/spec/vectors/records/NAME.
  explicit EditedRecord(const std::string& name) {
    const tlog::DirectorySource source(RecordFolder(name) + "record");
    const Status read = source.ForEachFile([&](const tlog::ListedFile& file) -> Status {
      CONSTAT_ASSIGN(files_[std::string(file.path)], source.Read(file.path, file.size_bytes));
      return {};
    });
    CONSTAT_CHECK(read.has_value() && !files_.empty());
  }

  Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    const auto at = files_.find(path);
    if (at == files_.end()) return Fail(ErrorCode::kMissingFile, std::string(path));
    if (at->second.size() > max_size) return Fail(ErrorCode::kTooLarge, std::string(path));
    return at->second;
  }
  Status ForEachFile(const tlog::VisitFile& visit) const override {
    for (const auto& [path, bytes] : files_) CONSTAT_TRY(visit({path, bytes.size()}));
    return {};
  }

  // EditAll makes at most 64 edits, five bytes each.
  void EditAll(ByteView edits) {
    for (size_t at = 0; at + 5 <= edits.size() && at < 5 * 64; at += 5) Edit(edits.subspan(at).first<5>());
  }

 private:
  // Edit changes one file: edit is file, kind, offset (two bytes), value.
  void Edit(std::span<const uint8_t, 5> edit) {
    if (files_.empty()) return;
    const auto file = std::next(files_.begin(), edit[0] % static_cast<ptrdiff_t>(files_.size()));
    Bytes& bytes = file->second;
    const size_t at = bytes.empty() ? 0 : (edit[2] << 8 | edit[3]) % bytes.size();
    const auto place = bytes.begin() + static_cast<ptrdiff_t>(at);
    switch (edit[1] % 8) {
      case 0:
      case 1:
        if (!bytes.empty()) bytes[at] ^= edit[4];
        break;
      case 2:
        if (!bytes.empty()) bytes[at] = edit[4];
        break;
      case 3:
        bytes.insert(place, edit[4]);
        break;
      case 4:
        bytes.erase(place, place + static_cast<ptrdiff_t>(std::min<size_t>(edit[4], bytes.size() - at)));
        break;
      case 5:
        bytes.insert(place, bytes.begin(),
                     bytes.begin() + static_cast<ptrdiff_t>(std::min<size_t>(edit[4], at)));
        break;
      case 6:
        files_[file->first + static_cast<char>(edit[4])] = Bytes(bytes);
        break;
      default:
        files_.erase(file);
    }
  }

  std::map<std::string, Bytes, std::less<>> files_;
};

// Verify ends with a report or an error that says something; with an error the report is empty.
inline verify::Verification Verify(const tlog::LogSource& record, const verify::Trust& trust) {
  Result<verify::Verified> verified = verify::VerifyRecord(record, {.trust = &trust, .threads = 1});
  if (!verified) {
    CONSTAT_CHECK(!verified.error().detail.empty());
    return {};
  }
  return std::move(verified->verification);
}

}  // namespace constat::fuzz
