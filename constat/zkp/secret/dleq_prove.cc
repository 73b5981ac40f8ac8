#include "constat/zkp/secret/dleq_prove.h"

namespace constat::zkp {

DleqProof ProveDleq(const group::SecretScalar& secret, const group::Point& other,
                    const DleqChallengeOf& challenge_of, crypto::Rng& rng) {
  const group::SecretScalar nonce = group::SecretScalar::Random(rng);
  DleqProof proof;
  proof.commitment_base = group::WirePoint::From(nonce.MulBase());
  proof.commitment_other = group::WirePoint::From(nonce.Mul(other));
  const group::Scalar challenge = challenge_of(proof.commitment_base.encoded, proof.commitment_other.encoded);
  proof.response = secret.Mul(challenge).Add(nonce).Declassify();
  return proof;
}

}  // namespace constat::zkp
