// SignRefusal: the board's signature of a refusal. Spec: BAL-15.
#pragma once

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/record/refusal.h"

namespace constat::record {

// SignRefusal is the refusal with refusal_key's signature.
[[nodiscard]] Refusal SignRefusal(Refusal refusal, const crypto::Ed25519Key& refusal_key);

}  // namespace constat::record
