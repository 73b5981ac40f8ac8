// Schnorr proving. Spec: as schnorr.h, and LAB-6. Constant time in the secret.
#pragma once

#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/claim.h"
#include "constat/zkp/schnorr.h"

namespace constat::zkp {

// ProveSchnorr proves knowledge of secret, for a claim. Spec: LAB-6.
[[nodiscard]] SchnorrProof ProveSchnorr(const group::SecretScalar& secret, const Claim& claim,
                                        crypto::Rng& rng);

// ProveSchnorrWith is such a proof with a nonce from elsewhere. REQUIRES: the nonce served and serves for no
// other claim; it was derived from this one. Spec: CER-11.
[[nodiscard]] SchnorrProof ProveSchnorrWith(const group::SecretScalar& secret, const Claim& claim,
                                            const group::SecretScalar& nonce);

}  // namespace constat::zkp
