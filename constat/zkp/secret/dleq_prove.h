// Chaum-Pedersen proving. Spec: as dleq.h, and LAB-6. Constant time in the secret.
#pragma once

#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/claim.h"
#include "constat/zkp/dleq.h"

namespace constat::zkp {

// ProveDleq proves log_B (secret B) = log_other (secret other), for a claim. Spec: LAB-6.
[[nodiscard]] DleqProof ProveDleq(const group::SecretScalar& secret, const group::Point& other,
                                  const Claim& claim, crypto::Rng& rng);

}  // namespace constat::zkp
