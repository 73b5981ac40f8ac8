#include "constat/zkp/secret/dleq_prove.h"

#include "constat/zkp/secret/nonces.h"

namespace constat::zkp {

DleqProof ProveDleq(const group::SecretScalar& secret, const group::Point& other, const Claim& claim,
                    crypto::Rng& rng) {
  const group::SecretScalar nonce = Nonces(secret, claim, rng).Next();
  DleqProof proof;
  proof.commitment_base = group::WirePoint::From(nonce.MulBase());
  proof.commitment_other = group::WirePoint::From(nonce.Mul(other));
  const group::Scalar challenge =
      claim.Challenge({proof.commitment_base.encoded, proof.commitment_other.encoded});
  proof.response = secret.Mul(challenge).Add(nonce).Declassify();
  return proof;
}

}  // namespace constat::zkp
