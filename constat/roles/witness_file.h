// FileWitness: a witness that keeps its memory in a folder, reads what it must know from a log's files, and
// believes nothing of them that it has not proven to be in the tree it cosigns. Spec: LOG-8.
#pragma once

#include <filesystem>

#include "constat/referendum/context.h"
#include "constat/tlog/record_source.h"
#include "constat/tlog/witness.h"

namespace constat::roles {

// LogBeginning is what a witness reads of a log before it cosigns: the referendum of entry 0, and the time of
// the last entry.
struct LogBeginning {
  referendum::ContextPtr context;
  uint64_t newest_entry_ms = 0;
};

// ReadLogBeginning reads both entries from the log's files and checks an inclusion proof for each in the tree
// of the checkpoint; whether the checkpoint is signed is not checked here. ERRORS: kIncomplete for an empty
// tree; kBadInclusion; kWrongPhase if entry 0 is no manifest; DecodeEntry's; MakeContext's; the source's.
[[nodiscard]] Result<LogBeginning> ReadLogBeginning(const tlog::RecordSource& record,
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
  // a person's word that this witness never cosigned this log. ERRORS: ReadLogBeginning's; kWrongKey if the
  // manifest does not name this witness; tlog::Witness::AddCheckpoint's; kBadCheckpoint if what was made
  // could not be read back.
  enum class First { kNo, kYes };
  [[nodiscard]] Result<tlog::SignedCheckpoint> Cosign(const tlog::SignedCheckpoint& checkpoint,
                                                      const tlog::RecordSource& record,
                                                      First first = First::kNo);

  [[nodiscard]] tlog::VerifierKey key() const { return witness_->key(); }
  // witness answers requests that bring their own proof.
  [[nodiscard]] tlog::Witness& witness() { return *witness_; }

 private:
  explicit FileWitness(std::unique_ptr<tlog::Witness> witness) : witness_(std::move(witness)) {}
  std::unique_ptr<tlog::Witness> witness_;
};

}  // namespace constat::roles
