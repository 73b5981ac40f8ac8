// What tests of verification share: the specification's records, held in memory to be spoilt,
// and made-up logs.
#pragma once

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "constat/record/entry.h"
#include "constat/report/record/json_report.h"
#include "constat/testing/log.h"
#include "constat/tlog/log_reader.h"
#include "constat/verify/verify.h"

namespace constat::testing {

inline std::filesystem::path VectorFolder(const std::string& name) {
  return std::filesystem::path(CONSTAT_SOURCE_DIR) / "docs/spec/vectors/records" / name;
}

inline verify::Trust VectorTrust(const std::string& name) {
  return verify::ReadTrust(VectorFolder(name) / "trust.toml").value();
}

// MemoryRecord is a record whose files a test changes as it likes.
class MemoryRecord final : public tlog::LogSource {
 public:
  MemoryRecord() = default;
  // Of a folder with a record, or of the vector of that name.
  explicit MemoryRecord(const std::filesystem::path& folder) {
    const tlog::DirectorySource source(folder);
    const Status read = source.ForEachFile([&](const tlog::ListedFile& file) -> Status {
      CONSTAT_ASSIGN(files[std::string(file.path)], source.Read(file.path, file.size_bytes));
      return {};
    });
    EXPECT_THAT(read, Succeeds());
  }
  explicit MemoryRecord(const std::string& vector) : MemoryRecord(VectorFolder(vector) / "record") {}
  explicit MemoryRecord(const char* vector) : MemoryRecord(std::string(vector)) {}
  Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    const auto at = files.find(std::string(path));
    if (at == files.end()) return Fail(ErrorCode::kMissingFile, std::string(path));
    if (at->second.size() > max_size) return Fail(ErrorCode::kTooLarge, std::string(path));
    return at->second;
  }
  Status ForEachFile(const tlog::VisitFile& visit) const override {
    for (const auto& [path, bytes] : files) CONSTAT_TRY(visit({path, bytes.size()}));
    return {};
  }

  // The only bundle, or the only hash tile, of a log of fewer than 256 entries.
  Bytes& Bundle() { return Only("tile/entries/000"); }
  Bytes& HashTile() { return Only("tile/0/000"); }

  std::map<std::string, Bytes> files;

 private:
  Bytes& Only(const std::string& start) {
    const auto at = files.lower_bound(start);
    CONSTAT_CHECK(at != files.end() && at->first.starts_with(start));
    return at->second;
  }
};

// MadeUpLog is a log of any size whose entries are computed when they are read, so that it is nowhere as a
// whole. Its checkpoint carries a signature of nobody's. EntryAt gives entry i; tiles may be spoilt.
class MadeUpLog final : public tlog::LogSource {
 public:
  using EntryAt = std::function<Bytes(uint64_t)>;
  MadeUpLog(uint64_t size, EntryAt entry_at) : size_(size), entry_at_(std::move(entry_at)) {
    const auto keep = [this](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) -> Status {
      tiles[tlog::FormatTilePath(tile)] = tlog::EncodeHashTile(hashes);
      return {};
    };
    tlog::TileBuilder builder;
    for (uint64_t i = 0; i < size; ++i)
      EXPECT_THAT(builder.Append(tlog::LeafHash(entry_at_(i)), keep), Succeeds());
    EXPECT_THAT(builder.VisitPartial(keep), Succeeds());
    const tlog::TreeHead head = builder.Head();
    const tlog::SignedCheckpoint checkpoint{{"made.up/log", head.size, head.root},
                                            {{"nobody", 1, Bytes(64)}}};
    tiles[std::string(tlog::kCheckpointPath)] = ToBytes(tlog::FormatSignedCheckpoint(checkpoint));
  }
  Result<Bytes> Read(std::string_view path, size_t) const override {
    if (const auto at = tiles.find(std::string(path)); at != tiles.end()) return at->second;
    if (missing.contains(std::string(path))) return Fail(ErrorCode::kMissingFile, std::string(path));
    CONSTAT_ASSIGN(const tlog::Tile tile, tlog::ParseTilePath(path));
    if (!tile.IsEntries() || !tlog::IsTileOf(size_, tile))
      return Fail(ErrorCode::kMissingFile, std::string(path));
    std::vector<Bytes> entries;
    for (unsigned i = 0; i < tile.width; ++i) entries.push_back(entry_at_(tile.index * tlog::kTileWidth + i));
    return tlog::EncodeBundle(entries);
  }
  Status ForEachFile(const tlog::VisitFile& visit) const override {
    for (const auto& [path, bytes] : tiles) CONSTAT_TRY(visit({path, bytes.size()}));
    return tlog::ForEachTile(size_, [&](const tlog::Tile& tile) -> Status {
      const std::string path = tlog::FormatTilePath(tile);
      return tile.IsEntries() && !missing.contains(path) ? visit({path, 0}) : Status{};
    });
  }

  std::map<std::string, Bytes> tiles;  // and the checkpoint
  std::set<std::string> missing;       // bundles

 private:
  static Bytes ToBytes(std::string_view text) { return {AsBytes(text).begin(), AsBytes(text).end()}; }

  uint64_t size_;
  EntryAt entry_at_;
};

// Findings is a check's, each as "entry code", with "-" where it concerns no entry.
inline std::vector<std::string> Findings(const verify::Verification& v, verify::CheckId check) {
  std::vector<std::string> out;
  for (const verify::Finding& f : v.At(check).findings()) {
    out.push_back((f.entry ? std::to_string(*f.entry) : "-") + " " + std::string(ErrorName(f.code)));
  }
  return out;
}

// Everything is all checks' findings, each as "check entry code".
inline std::vector<std::string> Everything(const verify::Verification& v) {
  std::vector<std::string> out;
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    for (const std::string& finding : Findings(v, static_cast<verify::CheckId>(c))) {
      out.push_back(std::string(verify::CheckName(static_cast<verify::CheckId>(c))) + " " + finding);
    }
  }
  return out;
}

inline verify::Verification VerifyWith(const tlog::LogSource& record, const verify::VerifyOptions& options) {
  Result<verify::Verified> verified = verify::VerifyRecord(record, options);
  EXPECT_THAT(verified, Succeeds());
  return verified ? std::move(verified->verification) : verify::Verification{};
}

inline verify::Verification VerifyUnpinned(const tlog::LogSource& record) {
  return VerifyWith(record, {.threads = 1});
}

}  // namespace constat::testing
