// Manifest: what a referendum is. Spec: MAN-1 to MAN-6, RUL-1, RUL-2.
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
#include "constat/record/parties.h"

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

// Notices are web addresses by language, each of which may be empty.
struct Notices {
  LocalText privacy{};
  LocalText imprint{};
  LocalText accessibility{};
};

// Offset is what clocks show from a time on: minutes east of UTC, and the abbreviation that people know.
struct Offset {
  uint64_t from_ms = 0;
  int16_t minutes = 0;
  std::string abbreviation{};
};

// Zone is how the people who vote write times. Its name is only a name: times are shown by the offsets.
// Spec: MAN-4.
struct Zone {
  std::string name{};
  std::vector<Offset> offsets{};
};

// CheckPage is where an observer, by index, offers a second device's test.
struct CheckPage {
  uint16_t observer = 0;
  std::string address{};
};

// Software lists the files of the pages that voters were meant to get. Spec: MAN-6.
struct SoftwareFile {
  std::string path{};
  Bytes32 sha256{};
};
struct Software {
  std::string name{};
  std::string version{};
  std::vector<SoftwareFile> files{};
};

// Manifest in wire order. Times are milliseconds since 1970.
struct Manifest {
  bool rehearsal = false;  // its parties may set the clock (MAN-7)
  bool listed = true;      // may stand in a public list
  Bytes32 nonce{};
  std::string origin{};
  std::vector<std::string> languages{};
  LocalText title{};
  LocalText description{};
  LocalText contact{};
  Notices notices{};
  Zone zone{};
  std::vector<Question> questions{};
  std::vector<Region> regions{};
  uint64_t ceremony_end_ms = 0;  // a ceremony that is not over has failed
  uint64_t opening_ms = 0;
  uint64_t closing_ms = 0;
  uint32_t grace_ms = 3'600'000;  // for the close, after the closing
  uint32_t seal_ms = 900'000;     // for 2q - W witnesses' cosignatures of it
  uint64_t archive_ms = 0;        // end of statements
  uint64_t replace_until_ms = 0;  // end of replacements; 0: none
  uint16_t replace_permille = 0;  // of a region's voters
  uint16_t replace_least = 0;     // however small the region
  Party organiser{};
  std::vector<Party> registrars{};
  Board board{};
  std::vector<Witness> witnesses{};
  uint16_t quorum = 0;
  std::vector<Trustee> trustees{};
  uint16_t threshold = 0;
  bool no_spare_trustee = false;  // every trustee is needed, and it is said
  uint16_t drills = 0;            // trustees who show a working key before the opening
  std::vector<Party> observers{};
  bool kept_by_one = false;  // one keeper has keys that should take several, and it is said
  std::vector<CheckPage> check_pages{};
  bool revoting = true;
  uint16_t max_ballots = 20;
  uint32_t floor = 10;
  Software software{};
};

// kVersion and kOpenMode are the first two bytes of every manifest: draft 2 of version 1, in the open mode.
inline constexpr uint8_t kVersion = 128 + 2;
inline constexpr uint8_t kOpenMode = 0;

// FormatNumber is what the first byte says: version 1, draft 2; draft 0 once the version is frozen.
struct FormatNumber {
  uint8_t version;
  uint8_t draft;
};
[[nodiscard]] FormatNumber NumberOfVersion(uint8_t version);
// FormatVersion is that in English: "version 1, draft 2", "version 1".
[[nodiscard]] std::string FormatVersion(uint8_t version);

// CheckVersion judges those two bytes, before anything else of a manifest is looked at. ERRORS: kTruncated;
// kUnknownMode, with a sentence that says which program reads it.
[[nodiscard]] Status CheckVersion(ByteView manifest);

// CheckSoftware applies the last part of MAN-3 (12). ERRORS: kBadText.
[[nodiscard]] Status CheckSoftware(const Software& software);

// CheckManifest applies MAN-1's limits, which a decoded manifest meets by itself, and then MAN-3, in this
// order. ERRORS: kBadLength, kBadText, kUnknownEnum (limits); kBadManifest, kBadKey, kIdentityPoint; with a
// sentence that names the part ("questions[1].max").
[[nodiscard]] Status CheckManifest(const Manifest& manifest);

// EncodeManifest is the canonical encoding. REQUIRES: CheckManifest passes.
[[nodiscard]] Bytes EncodeManifest(const Manifest& manifest);

// DecodeManifest decodes and checks. ERRORS: CheckVersion's, ENC-1's, CheckManifest's.
[[nodiscard]] Result<Manifest> DecodeManifest(ByteView bytes);

// ManifestHash is the referendum's identity. Spec: MAN-2.
[[nodiscard]] Bytes32 ManifestHash(ByteView encoded_manifest);

// ManifestBody is the body of entry 0.
struct ManifestBody {
  ByteView manifest;  // encoded
  crypto::Ed25519Signature signature{};
};
[[nodiscard]] Bytes EncodeManifestBody(ByteView encoded_manifest, const crypto::Ed25519Signature& signature);
// SplitManifestBody cuts the signature off. ERRORS: CheckVersion's, kTruncated.
[[nodiscard]] Result<ManifestBody> SplitManifestBody(ByteView body);

}  // namespace constat::record
