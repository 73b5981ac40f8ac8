// Labels: domain separation for every hash and signature. Each label is written here and nowhere else; the
// list is docs/spec/01-encodings.md. On the wire a label is "constat/v1/" name 0x00.
#pragma once

#include "constat/base/bytes.h"

namespace constat::crypto {

// X(constant, name)
#define CONSTAT_LABELS(X)                                \
  /* SHA-256 */                                          \
  X(kManifestHash, "manifest")                           \
  X(kDealHash, "deal")                                   \
  X(kDealsHash, "deals")                                 \
  X(kRollHash, "roll")                                   \
  X(kOrderHash, "order")                                 \
  X(kSumsHash, "sums")                                   \
  X(kTracker, "tracker")                                 \
  X(kRefused, "refused")                                 \
  X(kRequest, "request")                                 \
  X(kShareStatement, "share-statement")                  \
  X(kSeed, "seed")                                       \
  X(kVoterName, "voter-name")                            \
  /* SHA-512 reduced to a challenge, weight or scalar */ \
  X(kDealPossession, "deal-possession")                  \
  X(kDealEphemeral, "deal-ephemeral")                    \
  X(kTrusteeDrill, "trustee-drill")                      \
  X(kTrusteeSignature, "trustee-signature")              \
  X(kComplaint, "complaint")                             \
  X(kCredentialShare, "credential-share")                \
  X(kReplacementShare, "replacement-share")              \
  X(kCredentialSecret, "credential-secret")              \
  X(kBallotRandomness, "ballot-randomness")              \
  X(kBallot, "ballot")                                   \
  X(kShareWeight, "share-weight")                        \
  X(kShare, "share")                                     \
  X(kNonce, "nonce")                                     \
  X(kDealCoefficient, "deal-coefficient")                \
  X(kDealSecret, "deal-secret")                          \
  X(kDealNonce, "deal-nonce")                            \
  /* HKDF-SHA-512 */                                     \
  X(kDealKey, "deal-key")                                \
  X(kDealSeed, "deal-seed")                              \
  /* Ed25519 */                                          \
  X(kSignature, "signature")                             \
  X(kRefusal, "refusal")

enum class Label {
#define CONSTAT_LABEL_ENUM(constant, name) constant,
  CONSTAT_LABELS(CONSTAT_LABEL_ENUM)
#undef CONSTAT_LABEL_ENUM
};

// LabelBytes is the label as hashed: "constat/v1/" name and a zero byte.
[[nodiscard]] ByteView LabelBytes(Label label);

}  // namespace constat::crypto
