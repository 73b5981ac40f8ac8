// Nonces: the secret values of one proof, derived from its secret, fresh randomness and what it says.
// Spec: LAB-6.
//
// A nonce that served for two challenges gives the secret away. Fresh randomness alone does not prevent that:
// a machine that is copied, or put back to an earlier state, draws the same bytes again.
#pragma once

#include <span>

#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/claim.h"

namespace constat::zkp {

// Nonces is used for one proof and no longer. Constant time in the secret.
class Nonces {
 public:
  Nonces(const group::SecretScalar& secret, const Claim& claim, crypto::Rng& rng);
  // With bytes that were drawn beforehand, for this proof alone.
  Nonces(const group::SecretScalar& secret, const Claim& claim, std::span<const uint8_t, 32> fresh);
  ~Nonces();
  Nonces(const Nonces&) = delete;
  Nonces& operator=(const Nonces&) = delete;

  // Next is the value number 0, then 1, ...
  [[nodiscard]] group::SecretScalar Next();

 private:
  Bytes input_;  // secret || fresh || u32 k || claim
  uint32_t next_ = 0;
};

}  // namespace constat::zkp
