#include "constat/party/trustee/memory.h"

#include <fmt/core.h>

#include <optional>

#include "constat/base/log.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/io/secret/lock.h"
#include "constat/text/hex.h"
#include "constat/tlog/decimal.h"
#include "constat/tlog/lines.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kReleaseMagic = "constat-release/1 ";
constexpr std::string_view kSeen = "seen ";
constexpr std::string_view kReleased = "released ";
constexpr size_t kMaxMemory = 4096;

// Memory is what is kept for one manifest.
struct Memory {
  tlog::TreeHead seen;
  std::optional<Bytes32> released;

  bool operator==(const Memory&) const = default;
};

// The file:
//   constat-release/1 <manifest hash>
//   seen <size> <root>
//   released <sums hash>          (once something was)
std::string FormatMemory(const Bytes32& manifest_hash, const Memory& memory) {
  std::string out = fmt::format("{}{}\n{}{} {}\n", kReleaseMagic, text::FormatHex(manifest_hash), kSeen,
                                memory.seen.size, text::FormatHex(memory.seen.root));
  if (memory.released) out += fmt::format("{}{}\n", kReleased, text::FormatHex(*memory.released));
  return out;
}

Result<Memory> ParseMemory(const Bytes32& manifest_hash, std::string_view text) {
  const std::string first = fmt::format("{}{}", kReleaseMagic, text::FormatHex(manifest_hash));
  CONSTAT_ASSIGN(const std::string_view head, tlog::TakeLine(text));
  if (head != first) return Fail(ErrorCode::kBadText, "it is of another referendum");
  CONSTAT_ASSIGN(std::string_view seen, tlog::TakeLine(text));
  if (!seen.starts_with(kSeen)) return Fail(ErrorCode::kBadText, "it does not say what was seen");
  seen.remove_prefix(kSeen.size());
  const size_t space = seen.find(' ');
  const std::optional<uint64_t> size = tlog::ParseDecimal(seen.substr(0, space));
  if (!size || space == std::string_view::npos)
    return Fail(ErrorCode::kBadText, "it does not say how many entries were seen");
  Memory out;
  out.seen.size = *size;
  CONSTAT_ASSIGN(out.seen.root, text::ParseHex32(seen.substr(space + 1)));
  if (text.empty()) return out;
  CONSTAT_ASSIGN(std::string_view released, tlog::TakeLine(text));
  if (!released.starts_with(kReleased) || !text.empty()) {
    return Fail(ErrorCode::kBadText, "it does not say what was released");
  }
  CONSTAT_ASSIGN(out.released, text::ParseHex32(released.substr(kReleased.size())));
  return out;
}

class FileTrusteeMemory final : public TrusteeMemory {
 public:
  FileTrusteeMemory(fs::path folder, io::Descriptor lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  [[nodiscard]] Status Begin(const Bytes32& manifest_hash, const tlog::TreeHead& head) override {
    const Result<Memory> memory = Load(manifest_hash);
    if (memory) {
      return Fail(ErrorCode::kRefusesOverwrite,
                  fmt::format("{} has a memory of this referendum already, of a record of {} entries",
                              PathOf(manifest_hash).string(), memory->seen.size));
    }
    if (memory.error().code != ErrorCode::kMemoryMissing) return tl::unexpected(memory.error());
    return Store(manifest_hash, {.seen = head, .released = {}});
  }

  [[nodiscard]] Status SeeCheckpoint(const Bytes32& manifest_hash, const tlog::TreeHead& head,
                                     const RootAt& root_at) override {
    CONSTAT_ASSIGN(Memory memory, Load(manifest_hash));
    if (head.size < memory.seen.size) {
      return Fail(ErrorCode::kLogRewound, fmt::format("this record has {} entries, and one of {} "
                                                      "was seen before",
                                                      head.size, memory.seen.size));
    }
    CONSTAT_ASSIGN(const tlog::Hash root, root_at(memory.seen.size));
    if (root != memory.seen.root) {
      return Fail(
          ErrorCode::kBadConsistency,
          fmt::format("the first {} entries of this record are not those that were seen before: there "
                      "are two histories",
                      memory.seen.size));
    }
    memory.seen = head;
    return Store(manifest_hash, memory);
  }

  [[nodiscard]] Status Release(const Bytes32& manifest_hash, const Bytes32& sums_hash) override {
    CONSTAT_ASSIGN(Memory memory, Load(manifest_hash));
    if (memory.released) {
      if (*memory.released == sums_hash) return {};
      return Fail(
          ErrorCode::kRefusesDecryption,
          fmt::format("this key decrypted sums of this referendum before ({}), and these are others ({}): "
                      "the difference of both can be somebody's vote, so nothing was decrypted",
                      text::FormatHex(*memory.released), text::FormatHex(sums_hash)));
    }
    memory.released = sums_hash;
    return Store(manifest_hash, memory);
  }

 private:
  [[nodiscard]] fs::path PathOf(const Bytes32& manifest_hash) const {
    return folder_ / text::FormatHex(manifest_hash);
  }

  [[nodiscard]] Result<Memory> Load(const Bytes32& manifest_hash) const {
    const fs::path path = PathOf(manifest_hash);
    const Result<Bytes> bytes = io::ReadFile(path, kMaxMemory);
    Log(LogLevel::kInfo, "memory.read", {{"path", path.native()}, {"found", bytes.has_value()}});
    if (!bytes && bytes.error().code == ErrorCode::kMissingFile) {
      return Fail(ErrorCode::kMemoryMissing,
                  fmt::format("{} holds no memory of this referendum", folder_.string()));
    }
    if (!bytes) return tl::unexpected(bytes.error());
    Result<Memory> memory = ParseMemory(manifest_hash, AsText(*bytes));
    if (!memory) {
      return Fail(ErrorCode::kBadText,
                  fmt::format("{} is damaged: {}", path.string(), memory.error().detail));
    }
    return memory;
  }

  [[nodiscard]] Status Store(const Bytes32& manifest_hash, const Memory& memory) const {
    const fs::path path = PathOf(manifest_hash);
    const std::string text = FormatMemory(manifest_hash, memory);
    // A trustee whose memory cannot be read decrypts never again.
    CONSTAT_TRY(io::CheckReadsBack(fmt::format("the memory {}", path.string()),
                                   ParseMemory(manifest_hash, text),
                                   [&](const Memory& read) { return read == memory; }));
    CONSTAT_TRY(io::WriteFile(path, AsBytes(text)));
    Log(LogLevel::kInfo, "memory.written", {{"path", path.native()}, {"entries", memory.seen.size}});
    return {};
  }

  fs::path folder_;
  io::Descriptor lock_;
};

}  // namespace

Result<std::unique_ptr<TrusteeMemory>> OpenTrusteeMemory(const fs::path& folder,
                                                         const group::EncodedPoint& key, MemoryFolder how) {
  std::error_code ignored;
  if (how == MemoryFolder::kMustExist && !fs::exists(folder, ignored)) {
    return Fail(ErrorCode::kMemoryMissing, fmt::format("there is no folder {}", folder.string()));
  }
  CONSTAT_ASSIGN(io::Descriptor lock, io::LockMemory(folder, "trustee " + text::FormatHex(key)));
  return std::make_unique<FileTrusteeMemory>(folder, std::move(lock));
}

Error WithWayBack(Error error, const fs::path& memory) {
  if (error.code == ErrorCode::kMemoryMissing) {
    error.detail += fmt::format(
        "; look whether its name after --state, {}, is mistyped, or give the folder that you gave when you "
        "made your part of the key. Only if that folder is lost for good, run constat trustee "
        "accept --again, which says what to tell the others",
        memory.string());
  }
  if (error.code == ErrorCode::kDuplicate) {
    error.detail +=
        fmt::format(". If the memory in {} is lost, run constat trustee accept --again", memory.string());
  }
  if (error.code == ErrorCode::kBadText) {
    error.detail +=
        "; keep that file, and treat the memory as lost: constat trustee accept --again, with a new folder";
  }
  return error;
}

Status SeeRecord(TrusteeMemory& memory, const RecordHead& head) {
  const tlog::TileHashSource hashes(head.record, head.tree.size);
  return memory.SeeCheckpoint(head.manifest_hash, head.tree, [&](uint64_t size) -> Result<tlog::Hash> {
    CONSTAT_ASSIGN(const tlog::Hash root, tlog::RootOf(hashes, size));
    CONSTAT_ASSIGN(const tlog::Proof proof, tlog::ConsistencyProof(hashes, size, head.tree.size));
    CONSTAT_TRY(tlog::VerifyConsistency({size, root}, head.tree, proof));
    return root;
  });
}

Result<std::unique_ptr<TrusteeMemory>> OpenAndSee(const fs::path& folder, const group::EncodedPoint& key,
                                                  const RecordHead& head) {
  Result<std::unique_ptr<TrusteeMemory>> memory = OpenTrusteeMemory(folder, key, MemoryFolder::kMustExist);
  if (!memory) return tl::unexpected(WithWayBack(memory.error(), folder));
  const Status seen = SeeRecord(**memory, head);
  if (!seen) return tl::unexpected(WithWayBack(seen.error(), folder));
  return memory;
}

Status BeginOrSeeRecord(TrusteeMemory& memory, const RecordHead& head) {
  Status seen = SeeRecord(memory, head);
  if (seen || seen.error().code != ErrorCode::kMemoryMissing) return seen;
  return memory.Begin(head.manifest_hash, head.tree);
}

}  // namespace constat::party
