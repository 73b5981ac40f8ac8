// Cast: the people of a referendum that tests hold: who they are, with which keys, what is asked, and when.
// Deterministic: all comes from one seed.
//
// World lets them act on entries in memory, as the rules see them; Town lets them act as real parties with
// folders. Not for other code.
#pragma once

#include <string>
#include <vector>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/record/manifest.h"
#include "constat/record/manifest_defaults.h"
#include "constat/referendum/state.h"
#include "constat/testing/trustees.h"

namespace constat::testing {

// YesNoBlank is a question with these options; exactly one is chosen. No rule decides it.
[[nodiscard]] record::Question YesNoBlank();
// Majority is YesNoBlank, carried by more than half of the valid votes.
[[nodiscard]] record::Question Majority();
// UpToTwoOfThree has three options and no blank one; none to two are chosen.
[[nodiscard]] record::Question UpToTwoOfThree();
// UpToTwoOrBlank is UpToTwoOfThree with a fourth option, the blank one.
[[nodiscard]] record::Question UpToTwoOrBlank();

inline constexpr uint64_t kOpeningMs = 1'800'000'030'000;  // half a minute past the minute
inline constexpr uint64_t kClosingMs = kOpeningMs + 3'600'000;
inline constexpr uint64_t kFirstMinuteMs = kOpeningMs + 30'000;
inline constexpr uint32_t kGraceMs = 600'000;
inline constexpr uint32_t kSealMs = 300'000;

struct Plan {
  std::string name = "world";  // the seed
  std::vector<record::Question> questions = {YesNoBlank()};
  std::vector<uint32_t> voters = {4, 3};  // per region
  std::vector<uint32_t> weights = {};     // per region; 1 where missing
  size_t registrars = 1;
  uint16_t trustees = 3;
  uint16_t threshold = 2;
  bool revoting = true;
  uint16_t max_ballots = 20;
  uint32_t floor = 3;
  uint16_t replace_permille = 50;
  uint16_t replace_least = 3;
  uint64_t closing_ms = kClosingMs;
  uint32_t grace_ms = kGraceMs;
  uint32_t seal_ms = kSealMs;
  record::Zone zone = record::Utc();
  referendum::ProofMethod method = referendum::ProofMethod::kBatch;  // how a World judges
};

// kWitnesses sign checkpoints, of whom kQuorum must.
inline constexpr size_t kWitnesses = 3;
inline constexpr uint16_t kQuorum = 2;
// WitnessName is that of witness w, counted from 0.
[[nodiscard]] std::string WitnessName(size_t w);

struct Cast {
  explicit Cast(Plan the_plan);

  const Plan plan;
  crypto::SeededRng rng;
  crypto::Ed25519Key organiser_key;
  crypto::Ed25519Key board_key;
  crypto::Ed25519Key refusal_key;
  crypto::Ed25519Key observer_key;
  std::vector<crypto::Ed25519Key> registrar_keys;
  std::vector<crypto::Ed25519Key> witness_keys;
  Trustees trustee_keys;
  record::Manifest manifest;
  Bytes32 manifest_hash{};

 private:
  [[nodiscard]] record::Manifest MakeManifest();
};

}  // namespace constat::testing
