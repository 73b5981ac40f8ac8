// Context: what every rule of one referendum refers to. Immutable.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "constat/record/ballot.h"
#include "constat/record/entry.h"
#include "constat/record/manifest.h"
#include "constat/tlog/checkpoint.h"
#include "constat/tlog/policy.h"

namespace constat::referendum {

struct Context {
  record::Manifest manifest;
  Bytes32 manifest_hash{};
  record::BallotShape shape;

  // CheckRoleSignature checks the author's Ed25519 signature, by this key, over a body whose last 64
  // bytes it is. Spec: LAB-3. ERRORS: kBadSignature, which names the author; kTruncated for a body
  // shorter than a signature.
  [[nodiscard]] Status CheckRoleSignature(const crypto::Ed25519PublicKey& key, record::EntryType type,
                                          record::Keeper author, ByteView body) const;

  // BoardKey and WitnessKeys are the C2SP keys that checkpoints are checked with. Spec: LOG-3.
  [[nodiscard]] tlog::VerifierKey BoardKey() const;
  [[nodiscard]] std::vector<tlog::VerifierKey> WitnessKeys() const;

  // WithoutCosignature names the witnesses who have no part in these, with commas.
  [[nodiscard]] std::string WithoutCosignature(std::span<const tlog::Cosignature> cosignatures) const;

  // LogPolicy is the manifest's own: the board's key and a quorum of its witnesses. Who was given a trust
  // file uses that one's policy instead.
  [[nodiscard]] tlog::Policy LogPolicy() const;
};

using ContextPtr = std::shared_ptr<const Context>;

// MakeContext checks a manifest entry's body: encoding, MAN-3, the organiser's signature.
[[nodiscard]] Result<ContextPtr> MakeContext(ByteView manifest_body);

}  // namespace constat::referendum
