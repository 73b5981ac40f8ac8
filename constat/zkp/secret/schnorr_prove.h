// Schnorr proving. Spec: as schnorr.h. Constant time in the secret.
#pragma once

#include <functional>

#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/schnorr.h"

namespace constat::zkp {

// ChallengeOf computes the challenge for a commitment: the caller's statement with A put where
// its clause says.
using ChallengeOf = std::function<group::Scalar(const group::EncodedPoint& commitment)>;

// ProveSchnorr proves knowledge of secret. The nonce is fresh from rng.
[[nodiscard]] SchnorrProof ProveSchnorr(const group::SecretScalar& secret, const ChallengeOf& challenge_of,
                                        crypto::Rng& rng);

}  // namespace constat::zkp
