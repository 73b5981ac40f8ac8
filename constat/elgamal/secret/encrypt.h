// ElGamal encryption of a count under the joint key, in constant time. Spec: BAL-1.
#pragma once

#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/secret/membership_prove.h"

namespace constat::elgamal {

// EncodedCiphertext is (R, C) as bytes.
struct EncodedCiphertext {
  group::EncodedPoint R;
  group::EncodedPoint C;
};

// Encrypt is (rB, mB + rK). Constant time in r and m. REQUIRES: r != 0 and r != m.
[[nodiscard]] EncodedCiphertext Encrypt(const zkp::EncryptionKey& key, const group::SecretScalar& message,
                                        const group::SecretScalar& randomness);

}  // namespace constat::elgamal
