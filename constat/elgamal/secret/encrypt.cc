#include "constat/elgamal/secret/encrypt.h"

namespace constat::elgamal {

EncodedCiphertext Encrypt(const zkp::EncryptionKey& key, const group::SecretScalar& message,
                          const group::SecretScalar& randomness) {
  return {randomness.MulBaseEncoded(), zkp::MulKey(key, randomness, message)};
}

}  // namespace constat::elgamal
