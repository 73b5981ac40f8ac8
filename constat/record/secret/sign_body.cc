#include "constat/record/secret/sign_body.h"

namespace constat::record {

crypto::Ed25519Signature SignBody(const BodySignature& what, ByteView unsigned_body,
                                  const crypto::Ed25519Key& key) {
  return key.Sign(SignedMessage(what.manifest_hash, what.type, what.author, unsigned_body));
}

}  // namespace constat::record
