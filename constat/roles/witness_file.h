// FileWitness: a witness that keeps its state in a folder and reads consistency proofs from a record's tiles.
#pragma once

#include <filesystem>

#include "constat/tlog/record_source.h"
#include "constat/tlog/witness.h"

namespace constat::roles {

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

  // Cosign checks that checkpoint extends the last one cosigned, with a proof it makes from the record's
  // tiles, and returns the checkpoint with this witness's line in place of any earlier one. The record's own
  // checkpoint plays no part: a board publishes only after the cosignatures. ERRORS:
  // tlog::Witness::AddCheckpoint's; the source's.
  [[nodiscard]] Result<tlog::SignedCheckpoint> Cosign(const tlog::SignedCheckpoint& checkpoint,
                                                      const tlog::RecordSource& record);

  [[nodiscard]] tlog::VerifierKey key() const { return witness_->key(); }
  // witness answers requests that bring their own proof.
  [[nodiscard]] tlog::Witness& witness() { return *witness_; }

 private:
  explicit FileWitness(std::unique_ptr<tlog::Witness> witness) : witness_(std::move(witness)) {}
  std::unique_ptr<tlog::Witness> witness_;
};

}  // namespace constat::roles
