#include "constat/roles/witness_file.h"

#include <fmt/format.h>

#include "constat/tlog/record_reader.h"

namespace constat::roles {
namespace {

// ClockView lets a witness own a clock that is somebody else's.
class ClockView final : public Clock {
 public:
  explicit ClockView(const Clock& clock) : clock_(clock) {}
  [[nodiscard]] uint64_t NowMs() const override { return clock_.NowMs(); }

 private:
  const Clock& clock_;
};

}  // namespace

Result<FileWitness> FileWitness::Open(const WitnessOptions& options, crypto::Ed25519Key key) {
  CONSTAT_TRY(tlog::CheckKeyName(options.name));
  CONSTAT_ASSIGN(std::unique_ptr<tlog::WitnessStore> store, tlog::OpenWitnessStore(options.folder));
  return FileWitness(std::make_unique<tlog::Witness>(
      tlog::Witness::Parts{options.name, std::move(key), options.logs, std::move(store),
                           std::make_unique<ClockView>(*options.clock)}));
}

Result<tlog::SignedCheckpoint> FileWitness::Cosign(const tlog::SignedCheckpoint& checkpoint,
                                                   const tlog::RecordSource& record) {
  const uint64_t size = checkpoint.checkpoint.size;
  tlog::AddCheckpointRequest request{.old_size = 0, .proof = {}, .checkpoint = checkpoint};
  CONSTAT_ASSIGN(request.old_size, witness_->LatestSize(checkpoint.checkpoint.origin));
  if (request.old_size > size) {
    return Fail(ErrorCode::kLogRewound, fmt::format("a checkpoint of {} entries after one of {} was cosigned",
                                                    size, request.old_size));
  }
  const tlog::TileHashSource hashes(record, size);
  CONSTAT_ASSIGN(request.proof, tlog::ConsistencyProof(hashes, request.old_size, size));
  CONSTAT_ASSIGN(tlog::NoteSignature line, witness_->AddCheckpoint(request));
  tlog::SignedCheckpoint out = checkpoint;
  std::erase_if(out.signatures, [&](const tlog::NoteSignature& old) {
    return old.name == line.name && old.key_id == line.key_id;
  });
  out.signatures.push_back(std::move(line));
  return out;
}

}  // namespace constat::roles
