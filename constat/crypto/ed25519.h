// Ed25519 verification (RFC 8032) through libsodium: refuses S, R and keys that are not canonical, and R and
// keys outside the prime-order subgroup or the identity.
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::crypto {

using Ed25519PublicKey = Bytes32;
using Ed25519Signature = Bytes64;

// CheckEd25519Key accepts canonical encodings of points of the prime-order subgroup other than the identity.
// ERRORS: kBadKey.
[[nodiscard]] Status CheckEd25519Key(const Ed25519PublicKey& key);

// VerifyEd25519 checks signature over message. ERRORS: kBadSignature.
[[nodiscard]] Status VerifyEd25519(const Ed25519PublicKey& key, ByteView message,
                                   const Ed25519Signature& signature);

}  // namespace constat::crypto
