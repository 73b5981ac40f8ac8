// Opening of XChaCha20-Poly1305 messages and HKDF-SHA-512 key derivation, with keys that are public.
//
// The verifier uses this on a complaint: the complaining trustee has revealed the message's key.
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/label.h"

namespace constat::crypto {

inline constexpr size_t kAeadTagSize = 16;

// HkdfSha512 is RFC 5869 with SHA-512: salt = label, 32 bytes out. Constant time in key_material.
[[nodiscard]] Bytes32 HkdfSha512(ByteView key_material, Label label, ByteView info);
// HkdfSha512Wide is the same with 64 bytes out.
[[nodiscard]] Bytes64 HkdfSha512Wide(ByteView key_material, Label label, ByteView info);

// OpenAead decrypts XChaCha20-Poly1305 with the all-zero nonce: each key opens one message only.
// ERRORS: kBadLength for less than a tag; kDecryptionFailed.
[[nodiscard]] Result<Bytes> OpenAead(const Bytes32& key, ByteView sealed, ByteView associated);

}  // namespace constat::crypto
