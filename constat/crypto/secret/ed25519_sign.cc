#include "constat/crypto/secret/ed25519_sign.h"

#include <sodium.h>

#include "constat/crypto/sodium.h"

namespace constat::crypto {

Ed25519Key Ed25519Key::Generate(Rng& rng) {
  Secret<Bytes32> seed;
  rng.Fill(seed.ExposeMutable());
  return FromSeed(seed);
}

Ed25519Key Ed25519Key::FromSeed(const Secret<Bytes32>& seed) {
  RequireSodium();
  Ed25519Key key;
  key.seed_ = seed.Copy();
  crypto_sign_seed_keypair(key.public_key_.data(), key.expanded_.ExposeMutable().data(),
                           seed.Expose().data());
  return key;
}

Ed25519Signature Ed25519Key::Sign(ByteView message) const {
  Ed25519Signature out;
  crypto_sign_detached(out.data(), nullptr, message.data(), message.size(), expanded_.Expose().data());
  return out;
}

}  // namespace constat::crypto
