#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::zkp {

SchnorrProof ProveSchnorr(const group::SecretScalar& secret, const ChallengeOf& challenge_of,
                          crypto::Rng& rng) {
  const group::SecretScalar nonce = group::SecretScalar::Random(rng);
  SchnorrProof proof;
  proof.commitment = group::WirePoint::From(nonce.MulBase());
  const group::Scalar challenge = challenge_of(proof.commitment.encoded);
  proof.response = secret.Mul(challenge).Add(nonce).Declassify();
  return proof;
}

}  // namespace constat::zkp
