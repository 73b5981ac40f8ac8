// Signing checkpoints: the log's signature and a witness's timestamped cosignature. With the secrets.
//
// SOURCE: c2sp.org/signed-note, c2sp.org/tlog-cosignature.
#pragma once

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/tlog/checkpoint.h"

namespace constat::tlog {

// LogKeyOf is the public half of a log's key; origin is the log's name. WitnessKeyOf that of a witness.
[[nodiscard]] VerifierKey LogKeyOf(const crypto::Ed25519Key& key, std::string origin);
[[nodiscard]] VerifierKey WitnessKeyOf(const crypto::Ed25519Key& key, std::string name);

// SignCheckpoint signs as the log: the key name is the checkpoint's origin.
// REQUIRES: the log never signed a checkpoint this one contradicts (LogWriter sees to it).
[[nodiscard]] NoteSignature SignCheckpoint(const crypto::Ed25519Key& key, const Checkpoint& checkpoint);

// CosignCheckpoint signs as the witness called name, at time_s seconds since 1970. REQUIRES: time_s < 2^63;
// the witness verified and durably stored this checkpoint (Witness sees to it).
[[nodiscard]] NoteSignature CosignCheckpoint(const crypto::Ed25519Key& key, const std::string& name,
                                             const Checkpoint& checkpoint, uint64_t time_s);

}  // namespace constat::tlog
