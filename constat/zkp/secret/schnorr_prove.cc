#include "constat/zkp/secret/schnorr_prove.h"

#include "constat/zkp/secret/nonces.h"

namespace constat::zkp {

SchnorrProof ProveSchnorr(const group::SecretScalar& secret, const Claim& claim, crypto::Rng& rng) {
  return ProveSchnorrWith(secret, claim, Nonces(secret, claim, rng).Next());
}

SchnorrProof ProveSchnorrWith(const group::SecretScalar& secret, const Claim& claim,
                              const group::SecretScalar& nonce) {
  SchnorrProof proof;
  proof.commitment = group::WirePoint::From(nonce.MulBase());
  const group::Scalar challenge = claim.Challenge({proof.commitment.encoded});
  proof.response = secret.Mul(challenge).Add(nonce).Declassify();
  return proof;
}

}  // namespace constat::zkp
