// SignBody: an organiser's, registrar's or board's signature of a body. Spec: LAB-3.
#pragma once

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/record/entry.h"

namespace constat::record {

// BodySignature says of what referendum, entry type and author a body is.
struct BodySignature {
  Bytes32 manifest_hash{};
  EntryType type = EntryType::kManifest;
  uint16_t author = 0;
};

// SignBody is the signature that the body, which lacks it, ends in.
[[nodiscard]] crypto::Ed25519Signature SignBody(const BodySignature& what, ByteView unsigned_body,
                                                const crypto::Ed25519Key& key);

}  // namespace constat::record
