// Ed25519 key pairs and signing, for the organiser, registrars, board and witnesses.
#pragma once

#include "constat/crypto/ed25519.h"
#include "constat/crypto/secret/rng.h"
#include "constat/crypto/secret/secret.h"

namespace constat::crypto {

// Ed25519Key signs. Its secret is the 32-byte seed of RFC 8032.
class Ed25519Key {
 public:
  [[nodiscard]] static Ed25519Key Generate(Rng& rng);
  [[nodiscard]] static Ed25519Key FromSeed(const Secret<Bytes32>& seed);

  [[nodiscard]] const Ed25519PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] const Secret<Bytes32>& seed() const { return seed_; }
  [[nodiscard]] Ed25519Signature Sign(ByteView message) const;

 private:
  Ed25519Key() = default;
  Secret<Bytes32> seed_;
  Secret<Bytes64> expanded_;
  Ed25519PublicKey public_key_{};
};

}  // namespace constat::crypto
