// Manifest: what a referendum is. Spec: MAN-1 to MAN-3, RUL-1, RUL-2.
//
// A Manifest made by DecodeManifest has passed every check of MAN-3; one put together by hand passes
// CheckManifest first. Immutable after that, so safe to share between threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/ed25519.h"
#include "constat/group/wire_point.h"

namespace constat::record {

// LocalText is one text per language, in the order of Manifest::languages.
using LocalText = std::vector<std::string>;

inline constexpr uint16_t kNone = 65535;  // "no option", and as a numerator "ballots counted"

struct Option {
  LocalText name{};
};

enum class Denominator : uint8_t {
  kValidVotes = 0,
  kBallotsCounted = 1,
  kRegistered = 2,
  kOption = 3,
  kOthers = 4
};
enum class Comparator : uint8_t { kGreater = 0, kAtLeast = 1 };
enum class Scope : uint8_t { kWhole = 0, kRegionWeight = 1, kNamedRegions = 2 };

// Term is one condition of a decision rule: numerator / denominator compared with num / den. Spec: RUL-1.
struct Term {
  uint16_t numerator = kNone;  // an option's index, or kNone: ballots counted
  Denominator denominator = Denominator::kValidVotes;
  uint16_t other = kNone;
  bool blanks_count = false;
  Comparator comparator = Comparator::kGreater;
  uint32_t num = 0;
  uint32_t den = 1;
  Scope scope = Scope::kWhole;
  uint64_t weight = 0;
  std::vector<uint16_t> named{};
};

struct Question {
  LocalText text{};
  std::vector<Option> options{};
  uint16_t blank = kNone;
  uint16_t min = 1;
  uint16_t max = 1;
  std::vector<Term> terms{};
};

struct Region {
  std::string id{};
  LocalText name{};
  uint32_t weight = 1;
};

// Party is a role with an Ed25519 key: organiser, registrar, board; a witness, whose name is its
// C2SP key name.
struct Party {
  std::string name{};
  crypto::Ed25519PublicKey key{};
};

struct Trustee {
  std::string name{};
  group::WirePoint key{};
};

struct Manifest {
  Bytes32 nonce{};
  std::string origin{};
  std::vector<std::string> languages{};
  LocalText title{};
  LocalText description{};
  std::vector<Question> questions{};
  std::vector<Region> regions{};
  uint64_t opening_ms = 0;
  uint64_t closing_ms = 0;
  uint32_t grace_ms = 3'600'000;
  Party organiser{};
  std::vector<Party> registrars{};
  Party board{};
  std::vector<Party> witnesses{};
  uint16_t quorum = 0;
  std::vector<Trustee> trustees{};
  uint16_t threshold = 0;
  bool revoting = true;
  uint16_t max_ballots = 20;
  uint32_t floor = 10;
};

// CheckManifest applies MAN-1's limits, which a decoded manifest meets by itself, and then MAN-3, in this
// order. ERRORS: kBadLength, kBadText, kUnknownEnum (limits); kBadManifest, kBadKey, kIdentityPoint; with a
// sentence that names the part ("questions[1].max").
[[nodiscard]] Status CheckManifest(const Manifest& manifest);

// EncodeManifest is the canonical encoding. REQUIRES: CheckManifest passes.
[[nodiscard]] Bytes EncodeManifest(const Manifest& manifest);

// DecodeManifest decodes and checks. ERRORS: ENC-1's, CheckManifest's.
[[nodiscard]] Result<Manifest> DecodeManifest(ByteView bytes);

// ManifestHash is the referendum's identity. Spec: MAN-2.
[[nodiscard]] Bytes32 ManifestHash(ByteView encoded_manifest);

// ManifestBody is the body of entry 0.
struct ManifestBody {
  ByteView manifest;  // encoded
  crypto::Ed25519Signature signature{};
};
[[nodiscard]] Bytes EncodeManifestBody(ByteView encoded_manifest, const crypto::Ed25519Signature& signature);
// SplitManifestBody cuts the signature off. ERRORS: kTruncated.
[[nodiscard]] Result<ManifestBody> SplitManifestBody(ByteView body);

}  // namespace constat::record
