#include "constat/party/witness/file_witness.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/record/local_time.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/sign.h"

namespace constat::party {
namespace {

// ClockView lets a witness own a clock that is somebody else's.
class ClockView final : public Clock {
 public:
  explicit ClockView(const Clock& clock) : clock_(clock) {}
  [[nodiscard]] uint64_t NowMs() const override { return clock_.NowMs(); }

 private:
  const Clock& clock_;
};

// ReadProven reads the entry at index, which must be in the tree of the checkpoint.
Result<Bytes> ReadProven(const tlog::LogSource& record, const tlog::Checkpoint& checkpoint, uint64_t index) {
  CONSTAT_ASSIGN(const tlog::EntryBundle bundle,
                 tlog::ReadBundle(record, checkpoint.size, index / tlog::kTileWidth));
  const ByteView entry = bundle.entries[index - bundle.first];
  const tlog::TileHashSource hashes(record, checkpoint.size);
  CONSTAT_ASSIGN(const tlog::Proof proof, tlog::InclusionProof(hashes, index, checkpoint.size));
  const Status included = tlog::VerifyInclusion(tlog::LeafHash(entry), index, checkpoint.Tree(), proof);
  if (!included) {
    return Fail(
        ErrorCode::kBadInclusion,
        fmt::format("entry {} of these files is not in the tree of the checkpoint; ask the board for the "
                    "files and the checkpoint of one moment",
                    index));
  }
  return Bytes(entry.begin(), entry.end());
}

// OnlyOwnLines is the checkpoint with the first line of the board and this witness's. Lines that nobody
// here can judge are not passed on: so many of them that no reader takes the note would go to the board
// under the witness's name.
Result<tlog::SignedCheckpoint> OnlyOwnLines(const tlog::SignedCheckpoint& checkpoint,
                                            const tlog::VerifierKey& board, tlog::NoteSignature line) {
  tlog::SignedCheckpoint out{checkpoint.checkpoint, {}};
  const auto of_board = [&](const tlog::NoteSignature& s) {
    return s.name == board.name && s.key_id == board.Id();
  };
  const auto found = std::find_if(checkpoint.signatures.begin(), checkpoint.signatures.end(), of_board);
  CONSTAT_CHECK(found != checkpoint.signatures.end());  // or it would not have been cosigned
  out.signatures = {*found, std::move(line)};
  CONSTAT_TRY(tlog::FormatReadable(out));
  return out;
}

// ReadNewestTime reads the time of the last entry.
Result<uint64_t> ReadNewestTime(const tlog::LogSource& record, const tlog::Checkpoint& checkpoint) {
  CONSTAT_ASSIGN(const Bytes last, ReadProven(record, checkpoint, checkpoint.size - 1));
  const Result<record::EntryView> newest = record::DecodeEntry(last);
  if (newest) return newest->time_ms;
  return tl::unexpected(Prefix(fmt::format("entry {}, the newest one", checkpoint.size - 1), newest.error()));
}

}  // namespace

Result<referendum::ContextPtr> ReadLogContext(const tlog::LogSource& record,
                                              const tlog::Checkpoint& checkpoint) {
  if (checkpoint.size == 0)
    return Fail(ErrorCode::kIncomplete, "the log has no manifest yet; ask the board for all of its files");
  CONSTAT_ASSIGN(const Bytes first, ReadProven(record, checkpoint, 0));
  CONSTAT_ASSIGN(const record::EntryView manifest, record::DecodeEntry(first));
  if (manifest.type != record::EntryType::kManifest) {
    return Fail(ErrorCode::kWrongPhase,
                "the log does not begin with a manifest; ask the board for all of its files");
  }
  return referendum::MakeContext(manifest.body);
}

Result<FileWitness> FileWitness::Open(const WitnessOptions& options, crypto::Ed25519Key key) {
  CONSTAT_TRY(tlog::CheckKeyName(options.name));
  CONSTAT_ASSIGN(std::unique_ptr<tlog::WitnessStore> store,
                 tlog::OpenWitnessStore(options.folder, tlog::WitnessKeyOf(key, options.name)));
  return FileWitness(std::make_unique<tlog::Witness>(
      tlog::Witness::Parts{options.name, std::move(key), options.logs, std::move(store),
                           std::make_unique<ClockView>(*options.clock)}));
}

Result<tlog::SignedCheckpoint> FileWitness::Cosign(const tlog::SignedCheckpoint& checkpoint,
                                                   const tlog::LogSource& record, First first) {
  const uint64_t size = checkpoint.checkpoint.size;
  CONSTAT_ASSIGN(const referendum::ContextPtr context, ReadLogContext(record, checkpoint.checkpoint));
  const tlog::VerifierKey board = context->BoardKey();
  CONSTAT_TRY(tlog::VerifyLogSignature(checkpoint, board));
  const std::vector<tlog::VerifierKey> named = context->WitnessKeys();
  if (std::find(named.begin(), named.end(), key()) == named.end()) {
    return Fail(ErrorCode::kWrongKey,
                fmt::format("this referendum has no witness {} with this key", key().name));
  }
  tlog::AddCheckpointRequest request{.old_size = 0, .proof = {}, .checkpoint = checkpoint};
  CONSTAT_ASSIGN(const std::optional<tlog::WitnessMemory> last, witness_->Latest(board));
  // A smaller tree has no consistency proof; AddCheckpoint refuses it by its size.
  if (last) request.old_size = std::min(last->tree.size, size);
  const tlog::TileHashSource hashes(record, size);
  const Result<tlog::Proof> proof = tlog::ConsistencyProof(hashes, request.old_size, size);
  if (proof) request.proof = *proof;
  Result<tlog::NoteSignature> line = witness_->AddCheckpoint(
      request,
      {.key = board,
       .manifest_hash = context->manifest_hash,
       .newest_entry_ms = ReadNewestTime(record, checkpoint.checkpoint),
       .first = first == First::kYes,
       .time_text = [&](uint64_t time_ms) { return record::FormatLocalAndUtc(context->manifest, time_ms); }});
  // Files that give no proof are found where the proof is asked for, after all that comes before it.
  if (!line && !proof && line.error().code == ErrorCode::kBadConsistency)
    return tl::unexpected(proof.error());
  if (!line) return tl::unexpected(std::move(line).error());
  had_memory_ = last.has_value();
  return OnlyOwnLines(checkpoint, board, *std::move(line));
}

}  // namespace constat::party
