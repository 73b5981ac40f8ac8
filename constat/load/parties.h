// Parties: the keys of everybody in a benchmark's referendum, and its manifest: one region, one question of
// three options, three trustees of whom two are enough.
#pragma once

#include <vector>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/crypto/secret/rng.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/record/manifest.h"

namespace constat::load {

// Parties hold no secret where a seeded generator made them.
struct Parties {
  explicit Parties(crypto::Rng& rng);
  crypto::Ed25519Key organiser, registrar, board, refusals, witness;
  std::vector<group::SecretScalar> trustees;
};

inline constexpr uint64_t kOpeningMs = 1'800'000'000'000;

// MakeManifest names these parties; voting lasts an hour from kOpeningMs.
[[nodiscard]] record::Manifest MakeManifest(const Parties& parties);

}  // namespace constat::load
