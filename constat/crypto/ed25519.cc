#include "constat/crypto/ed25519.h"

#include <sodium.h>

#include "constat/crypto/sodium.h"

namespace constat::crypto {

Status CheckEd25519Key(const Ed25519PublicKey& key) {
  RequireSodium();
  // crypto_core_ed25519_is_valid_point: canonical, on the curve, not of small order, in the main subgroup.
  if (crypto_core_ed25519_is_valid_point(key.data()) != 1) {
    return Fail(ErrorCode::kBadKey, "this is not a public key that signatures can be checked with");
  }
  return {};
}

Status VerifyEd25519(const Ed25519PublicKey& key, ByteView message, const Ed25519Signature& signature) {
  RequireSodium();
  // Releases of libsodium differ in whether they take the equation times the cofactor. For an R in the
  // prime-order subgroup, canonical and not the identity, their verdicts are the same.
  if (crypto_core_ed25519_is_valid_point(signature.data()) != 1 ||
      crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) != 0) {
    return Fail(ErrorCode::kBadSignature, "the signature does not verify");
  }
  return {};
}

}  // namespace constat::crypto
