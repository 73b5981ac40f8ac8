#include "constat/tlog/secret/witness.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/base/log.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/io/secret/lock.h"
#include "constat/text/hex.h"
#include "constat/tlog/decimal.h"
#include "constat/tlog/lines.h"
#include "constat/tlog/secret/sign.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxRequestSize = kMaxNoteSize + kMaxConsistencyLines * 45 + 64;

tl::unexpected<Error> BadRequest(std::string detail) { return Fail(ErrorCode::kBadText, std::move(detail)); }

constexpr std::string_view kMagic = "constat-witness/1 ";
constexpr std::string_view kLog = "log ";
constexpr std::string_view kCosigned = "cosigned ";

// The file of a memory:
//   constat-witness/1 <manifest hash>
//   log <verifier key of the log>
//   cosigned <size> <root> <time in seconds>
std::string FormatMemory(const VerifierKey& log, const WitnessMemory& memory) {
  return fmt::format("{}{}\n{}{}\n{}{} {} {}\n", kMagic, text::FormatHex(*memory.manifest_hash), kLog,
                     FormatVerifierKey(log), kCosigned, memory.tree.size, text::FormatHex(memory.tree.root),
                     memory.time_s);
}

// TakeField cuts off a line that begins with name, and returns the rest of it.
Result<std::string_view> TakeField(std::string_view& text, std::string_view name) {
  CONSTAT_ASSIGN(std::string_view line, TakeLine(text));
  if (!line.starts_with(name))
    return BadRequest(fmt::format("a line that begins with \"{}\" is missing", name));
  line.remove_prefix(name.size());
  return line;
}

Result<WitnessMemory> ParseMemory(const VerifierKey& log, std::string_view text) {
  WitnessMemory out;
  CONSTAT_ASSIGN(const std::string_view manifest, TakeField(text, kMagic));
  CONSTAT_ASSIGN(out.manifest_hash, text::ParseHex32(manifest));
  CONSTAT_ASSIGN(const std::string_view key, TakeField(text, kLog));
  if (key != FormatVerifierKey(log)) {
    return Fail(ErrorCode::kWrongOrigin, fmt::format("it is of the log {}", key));
  }
  CONSTAT_ASSIGN(const std::string_view cosigned, TakeField(text, kCosigned));
  const size_t first = cosigned.find(' ');
  const size_t last = cosigned.rfind(' ');
  if (first == last) return BadRequest("its last line does not have a size, a hash and a time");
  const std::optional<uint64_t> size = ParseDecimal(cosigned.substr(0, first));
  const std::optional<uint64_t> time_s = ParseDecimal(cosigned.substr(last + 1));
  if (!size || *size > kMaxTreeSize || !time_s)
    return BadRequest("its last line does not have a size, a hash and a time");
  CONSTAT_ASSIGN(out.tree.root, text::ParseHex32(cosigned.substr(first + 1, last - first - 1)));
  if (!text.empty()) return BadRequest("it goes on after its last line");
  out.tree.size = *size;
  out.time_s = *time_s;
  return out;
}

// FileWitnessStore keeps each log's memory in a file named after the hash of its verifier key.
class FileWitnessStore final : public WitnessStore {
 public:
  FileWitnessStore(fs::path folder, io::Descriptor lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}

  [[nodiscard]] Result<std::optional<WitnessMemory>> Load(const VerifierKey& log) const override {
    const fs::path path = PathOf(FormatVerifierKey(log));
    const Result<Bytes> bytes = io::ReadFile(path, kMaxNoteSize);
    Log(LogLevel::kInfo, "memory.read", {{"path", path.native()}, {"found", bytes.has_value()}});
    if (!bytes && bytes.error().code == ErrorCode::kMissingFile) return LoadOlder(log);
    if (!bytes) return tl::unexpected(bytes.error());
    Result<WitnessMemory> memory = ParseMemory(log, AsText(*bytes));
    if (!memory) return tl::unexpected(Unusable(path, memory.error()));
    return std::optional<WitnessMemory>(*std::move(memory));
  }

  [[nodiscard]] Status Store(const VerifierKey& log, const WitnessMemory& memory) override {
    CONSTAT_CHECK(memory.manifest_hash.has_value());
    const fs::path path = PathOf(FormatVerifierKey(log));
    std::error_code ignored;
    const bool brings_over = !fs::exists(path, ignored);
    const std::string text = FormatMemory(log, memory);
    // A witness whose memory cannot be read cosigns this log never again.
    CONSTAT_TRY(io::CheckReadsBack(fmt::format("the witness's memory {}", path.string()),
                                   ParseMemory(log, text),
                                   [&](const WitnessMemory& read) { return read == memory; }));
    CONSTAT_TRY(io::WriteFile(path, AsBytes(text)));
    Log(LogLevel::kInfo, "memory.written", {{"path", path.native()}, {"entries", memory.tree.size}});
    // Only now that the new file is durable may the older one go. If it stays, it makes the witness refuse
    // too much, not too little.
    if (brings_over) fs::remove(PathOf(log.name), ignored);
    return {};
  }

 private:
  // The older form is the text of a checkpoint, in a file named after the hash of the origin alone.
  [[nodiscard]] Result<std::optional<WitnessMemory>> LoadOlder(const VerifierKey& log) const {
    const fs::path path = PathOf(log.name);
    const Result<Bytes> bytes = io::ReadFile(path, kMaxNoteSize);
    if (!bytes && bytes.error().code == ErrorCode::kMissingFile) return std::nullopt;
    if (!bytes) return tl::unexpected(bytes.error());
    const Result<Checkpoint> checkpoint = ParseCheckpoint(AsText(*bytes));
    if (!checkpoint) {
      return tl::unexpected(Unusable(path, {ErrorCode::kBadText, checkpoint.error().detail}));
    }
    if (checkpoint->origin != log.name) {
      const std::string detail = fmt::format("it is of the log {}", checkpoint->origin);
      return tl::unexpected(Unusable(path, {ErrorCode::kWrongOrigin, detail}));
    }
    return std::optional<WitnessMemory>({.tree = checkpoint->Tree(), .time_s = 0, .manifest_hash = {}});
  }

  static Error Unusable(const fs::path& path, const Error& error) {
    return {
        error.code,
        fmt::format("the witness's memory {} is damaged or misplaced: {}; put back the newest copy that you "
                    "know to be right, and never delete it",
                    path.string(), error.detail)};
  }

  [[nodiscard]] fs::path PathOf(std::string_view log) const {
    return folder_ / text::FormatHex(crypto::Sha256(AsBytes(log)));
  }

  fs::path folder_;
  io::Descriptor lock_;
};

// CheckBeginning: having no memory of a log that has begun must not read as never having cosigned it.
Status CheckBeginning(const std::optional<WitnessMemory>& last, std::string_view origin, uint64_t size,
                      bool first) {
  if (last) {
    if (!first) return {};
    return Fail(
        ErrorCode::kUsage,
        fmt::format("this is not the first time: the witness cosigned this log before, up to {} entries",
                    last->tree.size));
  }
  if (first || size <= 1) return {};
  return Fail(
      ErrorCode::kMemoryMissing,
      fmt::format("the witness has no memory of the log {}, which has {} entries already", origin, size));
}

Status CheckManifest(const std::optional<WitnessMemory>& last, const Bytes32& manifest_hash) {
  if (!last || !last->manifest_hash || *last->manifest_hash == manifest_hash) return {};
  return Fail(
      ErrorCode::kWrongReferendum,
      fmt::format("the log that this witness cosigned under this name and key is of the referendum {}, "
                  "this one of {}",
                  text::FormatHex(*last->manifest_hash), text::FormatHex(manifest_hash)));
}

// TimeText is for years of more than four digits, which only a liar's entry has, the seconds since 1970.
std::string TimeText(const WitnessedLog& log, uint64_t time_s) {
  constexpr uint64_t kYear10000 = 253'402'300'800;
  if (time_s >= kYear10000) return fmt::format("{} seconds after the beginning of 1970", time_s);
  return log.time_text(time_s * 1000);
}

}  // namespace

Result<AddCheckpointRequest> ParseAddCheckpoint(std::string_view body) {
  constexpr std::string_view kOld = "old ";
  if (body.size() > kMaxRequestSize) return Fail(ErrorCode::kTooLarge, "the request is too large");
  AddCheckpointRequest out;
  CONSTAT_ASSIGN(const std::string_view first, TakeLine(body));
  const std::optional<uint64_t> old_size =
      first.starts_with(kOld) ? ParseDecimal(first.substr(kOld.size())) : std::nullopt;
  if (!old_size) return BadRequest("the request does not begin with a line such as: old 41");
  out.old_size = *old_size;
  CONSTAT_ASSIGN(out.proof, TakeHashes(body, kMaxConsistencyLines));
  CONSTAT_ASSIGN(out.checkpoint, ParseSignedCheckpoint(body));
  return out;
}

std::string FormatAddCheckpoint(const AddCheckpointRequest& request) {
  std::string out = fmt::format("old {}\n", request.old_size);
  return out + FormatHashes(request.proof) + FormatSignedCheckpoint(request.checkpoint);
}

Result<std::unique_ptr<WitnessStore>> OpenWitnessStore(const fs::path& folder, const VerifierKey& witness) {
  CONSTAT_ASSIGN(io::Descriptor lock, io::LockMemory(folder, FormatVerifierKey(witness)));
  return std::make_unique<FileWitnessStore>(folder, std::move(lock));
}

Result<NoteSignature> Witness::AddCheckpoint(const AddCheckpointRequest& request, const WitnessedLog& log) {
  const Lock lock(mutex_);
  const Checkpoint& next = request.checkpoint.checkpoint;
  if (std::find(parts_.logs.begin(), parts_.logs.end(), log.key) == parts_.logs.end()) {
    return Fail(ErrorCode::kWrongOrigin, fmt::format("this witness does not know the log {}", log.key.name));
  }
  CONSTAT_TRY(VerifyLogSignature(request.checkpoint, log.key));
  if (request.old_size > next.size) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the request goes on from {} entries, and its checkpoint has only {}",
                            request.old_size, next.size));
  }
  CONSTAT_ASSIGN(const std::optional<WitnessMemory> stored, parts_.store->Load(log.key));
  CONSTAT_TRY(CheckBeginning(stored, next.origin, next.size, log.first));
  CONSTAT_TRY(CheckManifest(stored, log.manifest_hash));
  const TreeHead last = stored ? stored->tree : TreeHead{0, EmptyRoot()};
  if (next.size < last.size) {
    return Fail(ErrorCode::kLogRewound,
                fmt::format("this checkpoint is of {} entries, and one of {} was cosigned before; ask the "
                            "board for its newest checkpoint. If this is the newest, the log was taken "
                            "back: keep both files and tell the organiser",
                            next.size, last.size));
  }
  if (request.old_size != last.size) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("the request goes on from {} entries, but the last checkpoint that was cosigned "
                            "here has {}",
                            request.old_size, last.size));
  }
  CONSTAT_TRY(VerifyConsistency(last, next.Tree(), request.proof));
  const uint64_t now_ms = parts_.clock->NowMs();
  CONSTAT_TRY(CheckClock(stored, log, now_ms));
  CONSTAT_TRY(parts_.store->Store(log.key, {next.Tree(), now_ms / 1000, log.manifest_hash}));
  return CosignCheckpoint(parts_.key, parts_.name, next, now_ms / 1000);
}

Status Witness::CheckClock(const std::optional<WitnessMemory>& last, const WitnessedLog& log,
                           uint64_t now_ms) const {
  const uint64_t now_s = now_ms / 1000;
  if (last && now_s < last->time_s) {
    return Fail(
        ErrorCode::kTimeWentBack,
        fmt::format("the clock of this machine says {}, before the last cosignature of {} on this log, at "
                    "{}; compare this machine's clock with another one. If this machine's is behind, set it "
                    "right and give the same command again. If it is right, it was ahead when it cosigned "
                    "last: tell the board, and wait until that time has passed",
                    TimeText(log, now_s), parts_.name, TimeText(log, last->time_s)));
  }
  CONSTAT_ASSIGN(const uint64_t newest_ms, log.newest_entry_ms);
  if (newest_ms > now_ms && newest_ms - now_ms > kMaxClockLagMs) {
    return Fail(
        ErrorCode::kTimeWentBack,
        fmt::format("the clock of this machine says {}, over ten minutes before the newest entry of the "
                    "log, at {}; compare this machine's clock with a third one. If it is right, the "
                    "board's is ahead: tell the board, and do not change yours",
                    TimeText(log, now_s), TimeText(log, newest_ms / 1000)));
  }
  return {};
}

Result<std::optional<WitnessMemory>> Witness::Latest(const VerifierKey& log) const {
  const Lock lock(mutex_);
  return parts_.store->Load(log);
}

VerifierKey Witness::key() const { return WitnessKeyOf(parts_.key, parts_.name); }

}  // namespace constat::tlog
