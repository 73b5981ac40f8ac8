// Replacement: a registrar's part in a new code for a person whose letter was lost. Spec: ROL-10, ROL-11.
#pragma once

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/referendum/context.h"
#include "constat/referendum/credential_table.h"

namespace constat::party {

// ReplacementUntilMs is the time until which the shares that are handed in now wait: 71 hours ahead, for all
// alike, in whole minutes. Spec: ROL-11.
[[nodiscard]] uint64_t ReplacementUntilMs(uint64_t now_ms);

struct ReplacementInput {
  referendum::ContextPtr context;
  const crypto::Ed25519Key* key = nullptr;  // a registrar's of the manifest
  referendum::Slot slot;
  group::EncodedPoint old{};  // the credential that has the slot
  uint64_t until_ms = 0;
};

// MakeReplacementBody is the body of this registrar's share of a new credential, made from a new code.
// ERRORS: kWrongKey if the manifest has no such registrar; kBadPoint if old is no point.
[[nodiscard]] Result<Bytes> MakeReplacementBody(const ReplacementInput& input, const parcel::VotingCode& code,
                                                crypto::Rng& rng);

}  // namespace constat::party
