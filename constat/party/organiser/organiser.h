// The organiser: signs what the referendum is, and opens the voting. Spec: MAN-1, ROL-8.
#pragma once

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/party/exchange/next.h"
#include "constat/referendum/state.h"

namespace constat::party {

// CheckMeant refuses what the format allows and nobody can mean, once it is signed: a voting or a ceremony
// that is over by the organiser's clock, and what record::FindNotMeant finds. ERRORS: kBadManifest.
[[nodiscard]] Status CheckMeant(const record::Manifest& manifest, uint64_t now_ms);

// MakeManifestBody checks, encodes and signs a manifest: the body of entry 0.
// ERRORS: CheckManifest's; kWrongKey if key is not the manifest's organiser.
[[nodiscard]] Result<Bytes> MakeManifestBody(const record::Manifest& manifest, const crypto::Ed25519Key& key);

// MakeOpenBody confirms the joint key, and the root of all entries up to the complete roll. ERRORS:
// kWrongOrder unless every registrar's roll has ended and voting is not open; kDrillMissing, naming who has
// shown no working key, while too few have; kWrongKey.
[[nodiscard]] Result<Bytes> MakeOpenBody(const referendum::Referendum& state, const crypto::Ed25519Key& key);

// MakeOpenStep is that body as an entry to send. ERRORS: MakeOpenBody's.
[[nodiscard]] Result<Made> MakeOpenStep(const referendum::Referendum& state, const crypto::Ed25519Key& key);

// MakePagesBody is another list of the pages for voters, signed by the organiser; the board's signature is
// still missing. now_ms is when it would be appended. ERRORS: kWrongKey; MAN-6's, with kWrongPhase.
[[nodiscard]] Result<Bytes> MakePagesBody(const referendum::Referendum& state,
                                          const record::Software& software, const crypto::Ed25519Key& key,
                                          uint64_t now_ms);

}  // namespace constat::party
