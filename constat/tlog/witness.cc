#include "constat/tlog/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/base/file.h"
#include "constat/base/text.h"
#include "constat/crypto/hash.h"
#include "constat/tlog/decimal.h"
#include "constat/tlog/file_lock.h"
#include "constat/tlog/lines.h"
#include "constat/tlog/sign.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxRequestSize = kMaxNoteSize + kMaxConsistencyLines * 45 + 64;

tl::unexpected<Error> BadRequest(std::string detail) { return Fail(ErrorCode::kBadText, std::move(detail)); }

// FileWitnessStore keeps each log's tree as the text of a checkpoint, in a file named after the origin's
// hash.
class FileWitnessStore final : public WitnessStore {
 public:
  FileWitnessStore(fs::path folder, Descriptor lock) : folder_(std::move(folder)), lock_(std::move(lock)) {}

  [[nodiscard]] Result<std::optional<TreeHead>> Load(std::string_view origin) const override {
    const Result<Bytes> bytes = ReadFile(PathOf(origin), kMaxNoteSize);
    if (!bytes && bytes.error().code == ErrorCode::kMissingFile) return std::nullopt;
    if (!bytes) return tl::unexpected(bytes.error());
    CONSTAT_ASSIGN(const Checkpoint checkpoint, ParseCheckpoint(AsText(*bytes)));
    if (checkpoint.origin != origin) {
      return Fail(ErrorCode::kWrongOrigin, fmt::format("{} holds the state of the log {}, not of {}",
                                                       PathOf(origin).string(), checkpoint.origin, origin));
    }
    return checkpoint.Tree();
  }

  [[nodiscard]] Status Store(std::string_view origin, const TreeHead& tree) override {
    const std::string text = FormatCheckpoint({std::string(origin), tree.size, tree.root});
    return WriteFile(PathOf(origin), AsBytes(text));
  }

 private:
  [[nodiscard]] fs::path PathOf(std::string_view origin) const {
    return folder_ / FormatHex(crypto::Sha256(AsBytes(origin)));
  }

  fs::path folder_;
  Descriptor lock_;
};

}  // namespace

Result<AddCheckpointRequest> ParseAddCheckpoint(std::string_view body) {
  constexpr std::string_view kOld = "old ";
  if (body.size() > kMaxRequestSize) return Fail(ErrorCode::kTooLarge, "the request is too large");
  AddCheckpointRequest out;
  CONSTAT_ASSIGN(const std::string_view first, TakeLine(body));
  const std::optional<uint64_t> old_size =
      first.starts_with(kOld) ? ParseDecimal(first.substr(kOld.size())) : std::nullopt;
  if (!old_size) return BadRequest("the request does not begin with a line: old <size>");
  out.old_size = *old_size;
  CONSTAT_ASSIGN(out.proof, TakeHashes(body, kMaxConsistencyLines));
  CONSTAT_ASSIGN(out.checkpoint, ParseSignedCheckpoint(body));
  return out;
}

std::string FormatAddCheckpoint(const AddCheckpointRequest& request) {
  std::string out = fmt::format("old {}\n", request.old_size);
  return out + FormatHashes(request.proof) + FormatSignedCheckpoint(request.checkpoint);
}

Result<std::unique_ptr<WitnessStore>> OpenWitnessStore(const fs::path& folder) {
  CONSTAT_TRY(MakeDirectories(folder));
  CONSTAT_TRY(SyncDirectory(fs::absolute(folder).parent_path()));
  CONSTAT_ASSIGN(Descriptor lock, LockFile(folder / "lock"));
  return std::make_unique<FileWitnessStore>(folder, std::move(lock));
}

Result<NoteSignature> Witness::AddCheckpoint(const AddCheckpointRequest& request) {
  const std::lock_guard lock(mutex_);
  const Checkpoint& next = request.checkpoint.checkpoint;
  CONSTAT_TRY(VerifyLogSignature(request.checkpoint, parts_.logs));
  if (request.old_size > next.size) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the old size {} is above the checkpoint's {}", request.old_size, next.size));
  }
  CONSTAT_ASSIGN(const std::optional<TreeHead> stored, parts_.store->Load(next.origin));
  const TreeHead last = stored.value_or(TreeHead{0, EmptyRoot()});
  if (next.size < last.size) {
    return Fail(ErrorCode::kLogRewound,
                fmt::format("a checkpoint of {} entries after one of {} was cosigned", next.size, last.size));
  }
  if (request.old_size != last.size) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("the old size is {}, but the last checkpoint cosigned has {} entries",
                            request.old_size, last.size));
  }
  CONSTAT_TRY(VerifyConsistency(last, next.Tree(), request.proof));
  const uint64_t time_s = parts_.clock->NowMs() / 1000;
  CONSTAT_TRY(parts_.store->Store(next.origin, next.Tree()));
  return CosignCheckpoint(parts_.key, parts_.name, next, time_s);
}

Result<uint64_t> Witness::LatestSize(std::string_view origin) const {
  const std::lock_guard lock(mutex_);
  CONSTAT_ASSIGN(const std::optional<TreeHead> last, parts_.store->Load(origin));
  return last ? last->size : 0;
}

VerifierKey Witness::key() const { return WitnessKeyOf(parts_.key, parts_.name); }

}  // namespace constat::tlog
