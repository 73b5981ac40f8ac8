// FileWitness: a witness that keeps its memory in a folder, reads what it must know from a log's files, and
// believes nothing of them that it has not proven to be in the tree it cosigns. Spec: LOG-8.
#pragma once

#include <filesystem>

#include "constat/referendum/context.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/secret/witness.h"

namespace constat::party {

// ReadLogContext reads the referendum of entry 0 from the log's files, which is all that is believed of them
// before anything else is checked: an inclusion proof ties it to the tree of the checkpoint; whether the
// checkpoint is signed is not checked here. ERRORS: kIncomplete for an empty tree; kBadInclusion; kWrongPhase
// if entry 0 is no manifest; DecodeEntry's; MakeContext's; the source's.
[[nodiscard]] Result<referendum::ContextPtr> ReadLogContext(const tlog::LogSource& record,
                                                            const tlog::Checkpoint& checkpoint);

struct WitnessOptions {
  std::filesystem::path folder;         // its state; created if missing
  std::string name;                     // as in the manifest
  std::vector<tlog::VerifierKey> logs;  // the logs it cosigns
  const Clock* clock = nullptr;         // outlives the witness
};

class FileWitness {
 public:
  // Open ERRORS: kCannotWrite, also if another process has the folder open.
  [[nodiscard]] static Result<FileWitness> Open(const WitnessOptions& options, crypto::Ed25519Key key);

  // Cosign checks that checkpoint extends the last one cosigned, with proofs it makes from the log's tiles,
  // and returns the checkpoint with one line of the board and this witness's: no other line of checkpoint is
  // kept. The folder's own checkpoint plays no part: a board publishes only after the cosignatures. first is
  // a person's word that this witness never cosigned this log. ERRORS, in the order of LOG-8:
  // ReadLogContext's; kWrongOrigin, kMissingSignature, kBadSignature; kWrongKey if the manifest does not name
  // this witness; the others of tlog::Witness::AddCheckpoint, with kBadInclusion for the newest entry;
  // kBadCheckpoint if what was made could not be read back.
  enum class First { kNo, kYes };
  [[nodiscard]] Result<tlog::SignedCheckpoint> Cosign(const tlog::SignedCheckpoint& checkpoint,
                                                      const tlog::LogSource& record,
                                                      First first = First::kNo);

  // HadMemory says whether there was a memory of the log that Cosign cosigned last.
  [[nodiscard]] bool HadMemory() const { return had_memory_; }

  [[nodiscard]] tlog::VerifierKey key() const { return witness_->key(); }
  // witness answers requests that bring their own proof.
  [[nodiscard]] tlog::Witness& witness() { return *witness_; }

 private:
  explicit FileWitness(std::unique_ptr<tlog::Witness> witness) : witness_(std::move(witness)) {}
  std::unique_ptr<tlog::Witness> witness_;
  bool had_memory_ = false;
};

}  // namespace constat::party
