// Checkpoints: a log's signed tree head, with the log's signature and witnesses' timestamped cosignatures.
//
// Thread-safe. SOURCE: c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature.
//
// Stricter than the clause in one point: tlog-checkpoint allows (and advises against) extension lines after
// the root; Constat's logs have none, and a checkpoint with any is kBadCheckpoint.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "constat/tlog/merkle.h"
#include "constat/tlog/note.h"

namespace constat::tlog {

// Checkpoint says that the first size entries of the log called origin have this root. size <= kMaxTreeSize.
struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  Hash root{};

  [[nodiscard]] TreeHead Tree() const { return {size, root}; }
  bool operator==(const Checkpoint&) const = default;
};

// ParseCheckpoint reads a note text of exactly three lines. ERRORS: kBadCheckpoint.
[[nodiscard]] Result<Checkpoint> ParseCheckpoint(std::string_view text);
[[nodiscard]] std::string FormatCheckpoint(const Checkpoint& checkpoint);

// SignedCheckpoint is a checkpoint with its signature lines, in the order of the note.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  std::vector<NoteSignature> signatures;

  [[nodiscard]] std::string Text() const { return FormatCheckpoint(checkpoint); }
  bool operator==(const SignedCheckpoint&) const = default;
};

// ParseSignedCheckpoint reads a whole note. ERRORS: kBadCheckpoint for anything malformed.
[[nodiscard]] Result<SignedCheckpoint> ParseSignedCheckpoint(std::string_view note);
[[nodiscard]] std::string FormatSignedCheckpoint(const SignedCheckpoint& checkpoint);

// FormatReadable is FormatSignedCheckpoint for what is written to a file: it is read back first, so
// that nobody writes what no reader reads. ERRORS: io::CheckReadsBack's; kBadCheckpoint, as for too
// many signature lines.
[[nodiscard]] Result<std::string> FormatReadable(const SignedCheckpoint& checkpoint);

// VerifyLogSignature checks that the checkpoint is of the log named key.name and signed by key (kEd25519).
// ERRORS: kWrongOrigin; kMissingSignature if no line has the key's name and id; kBadSignature if any that
// does fails to verify.
[[nodiscard]] Status VerifyLogSignature(const SignedCheckpoint& checkpoint, const VerifierKey& key);

// VerifyLogSignature with several keys, of one log or of many, wants a signature by one of the checkpoint's
// log, and none by any of them that fails to verify. ERRORS: kWrongOrigin if no key's name is the origin;
// otherwise as above.
[[nodiscard]] Status VerifyLogSignature(const SignedCheckpoint& checkpoint,
                                        std::span<const VerifierKey> keys);

// Cosignature is one verified witness line. time_s is seconds since 1970-01-01T00:00Z, below 2^63.
struct Cosignature {
  VerifierKey witness;
  uint64_t time_s = 0;
};

// WitnessLines are a checkpoint's lines in witnesses' names, in the order of the note. One witness may be
// there more than once, with several times. Whoever carries a checkpoint can add a line that does not verify:
// it counts for nothing, and nothing against the others. Spec: LOG-3.
struct WitnessLines {
  std::vector<Cosignature> cosignatures;  // that verify
  std::vector<std::string> spoilt;        // the witness's name, for each line that does not

  // SpoiltNames are the names of those whose lines do not verify, with commas; SpoiltText says it as the end
  // of a sentence, empty if all verify.
  [[nodiscard]] std::string SpoiltNames() const;
  [[nodiscard]] std::string SpoiltText() const;
};

// VerifyCosignatures reads the lines of the given witnesses (different keys of type kCosignature): those with
// a witness's name and key id. Lines of unknown keys are ignored.
[[nodiscard]] WitnessLines VerifyCosignatures(const SignedCheckpoint& checkpoint,
                                              std::span<const VerifierKey> witnesses);

// CountWitnesses is the number of different public keys: what a quorum counts.
[[nodiscard]] size_t CountWitnesses(std::span<const Cosignature> cosignatures);

// LatestTimeMs is when the last of them was made, in milliseconds; 0 for none.
[[nodiscard]] uint64_t LatestTimeMs(std::span<const Cosignature> cosignatures);

// CosignedMessage is what a cosignature signs: "cosignature/v1", "time <time_s>" and the note text.
[[nodiscard]] std::string CosignedMessage(std::string_view text, uint64_t time_s);

}  // namespace constat::tlog
