// Sealing of XChaCha20-Poly1305 messages under single-use keys.
#pragma once

#include "constat/crypto/aead.h"

namespace constat::crypto {

// SealAead encrypts with the all-zero nonce; the result is kAeadTagSize longer. REQUIRES: key is used once.
[[nodiscard]] Bytes SealAead(const Bytes32& key, ByteView message, ByteView associated);

}  // namespace constat::crypto
