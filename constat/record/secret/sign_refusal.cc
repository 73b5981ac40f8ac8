#include "constat/record/secret/sign_refusal.h"

namespace constat::record {

Refusal SignRefusal(Refusal refusal, const crypto::Ed25519Key& refusal_key) {
  refusal.signature = refusal_key.Sign(RefusalMessage(refusal));
  return refusal;
}

}  // namespace constat::record
