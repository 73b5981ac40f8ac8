// The body of a replacement's entry: a registrar's share of a new credential in the place of a lost
// one. Spec: ROL-10.
#pragma once

#include "constat/record/roll.h"

namespace constat::record {

struct ReplacementShare {
  uint16_t registrar = 0;
  group::WirePoint old{};  // the credential that is replaced
  uint64_t until_ms = 0;   // how long the share waits for the other registrars'
  group::WirePoint share{};
  zkp::SchnorrProof proof{};
  crypto::Ed25519Signature signature{};
};

[[nodiscard]] Bytes EncodeReplacementShare(const ReplacementShare& share);
[[nodiscard]] Result<ReplacementShare> DecodeReplacementShare(ByteView body);

}  // namespace constat::record
