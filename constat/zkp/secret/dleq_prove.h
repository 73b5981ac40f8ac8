// Chaum-Pedersen proving. Spec: as dleq.h. Constant time in the secret.
#pragma once

#include <functional>

#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/dleq.h"

namespace constat::zkp {

// DleqChallengeOf computes the challenge for the commitments A1, A2.
using DleqChallengeOf = std::function<group::Scalar(const group::EncodedPoint& commitment_base,
                                                    const group::EncodedPoint& commitment_other)>;

// ProveDleq proves log_B (secret B) = log_other (secret other).
[[nodiscard]] DleqProof ProveDleq(const group::SecretScalar& secret, const group::Point& other,
                                  const DleqChallengeOf& challenge_of, crypto::Rng& rng);

}  // namespace constat::zkp
