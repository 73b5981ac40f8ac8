// Bodies of close, decryption_share and result. Spec: TAL-1, TAL-6, TAL-9.
#pragma once

#include <vector>

#include "constat/record/manifest.h"
#include "constat/zkp/dleq.h"

namespace constat::record {

inline constexpr size_t kMaxCheckpointSize = 1 << 14;
inline constexpr size_t kSumsPerChunk = 1024;
inline constexpr size_t kResultPartSize = 60000;

struct Close {
  uint64_t ballots = 0;
  std::string checkpoint{};  // a signed note
  crypto::Ed25519Signature signature{};
};

struct DecryptionShare {
  uint16_t trustee = 0;  // 1..n
  uint16_t chunk = 0;
  std::vector<group::WirePoint> shares{};
  zkp::DleqProof proof{};
};

// DecryptionShareHead is the part that says how long the rest must be.
struct DecryptionShareHead {
  uint16_t trustee = 0;
  uint16_t chunk = 0;
};

struct ResultPart {
  uint16_t chunk = 0;
  Bytes part{};
  crypto::Ed25519Signature signature{};
};

enum class TermOutcome : uint8_t { kFails = 0, kHolds = 1, kUndetermined = 2 };
enum class Verdict : uint8_t { kNotCarried = 0, kCarried = 1, kUndetermined = 2, kNoRule = 3 };

// VerdictName is "not carried", "carried", "undetermined" or "no decision rule".
[[nodiscard]] std::string_view VerdictName(Verdict verdict);

struct RegionTurnout {
  uint32_t registered = 0;
  uint32_t counted = 0;  // credentials that voted
  uint32_t ballots = 0;  // all accepted ballots
  friend bool operator==(const RegionTurnout&, const RegionTurnout&) = default;
};

struct UnitResult {
  std::vector<uint16_t> regions{};
  uint32_t counted = 0;
  bool decrypted = false;
  std::vector<std::vector<uint32_t>> votes{};  // [question][option]; empty unless decrypted
  friend bool operator==(const UnitResult&, const UnitResult&) = default;
};

struct TermResult {
  TermOutcome outcome = TermOutcome::kFails;
  uint64_t numerator = 0;
  uint64_t denominator = 0;
  friend bool operator==(const TermResult&, const TermResult&) = default;
};

struct QuestionResult {
  Verdict verdict = Verdict::kNoRule;
  std::vector<TermResult> terms{};
  friend bool operator==(const QuestionResult&, const QuestionResult&) = default;
};

struct Outcome {
  std::vector<RegionTurnout> regions{};
  std::vector<UnitResult> units{};
  std::vector<QuestionResult> questions{};
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

[[nodiscard]] Bytes EncodeClose(const Close& close);
[[nodiscard]] Result<Close> DecodeClose(ByteView body);
[[nodiscard]] Bytes EncodeDecryptionShare(const DecryptionShare& share);
[[nodiscard]] Result<DecryptionShareHead> DecodeDecryptionShareHead(ByteView body);
// DecodeDecryptionShare expects sums points. ERRORS: ENC-1's, kBadPoint, kBadScalar.
[[nodiscard]] Result<DecryptionShare> DecodeDecryptionShare(ByteView body, size_t sums);
[[nodiscard]] Bytes EncodeResultPart(const ResultPart& part);
[[nodiscard]] Result<ResultPart> DecodeResultPart(ByteView body);

// EncodeOutcome is the canonical encoding that result entries carry in parts.
[[nodiscard]] Bytes EncodeOutcome(const Outcome& outcome);
// OutcomeVerdictOffset is where the questions' part of the encoding begins.
[[nodiscard]] size_t OutcomeVerdictOffset(const Outcome& outcome);
// DecodeOutcome reads an encoding back, not saying whether it is right. ERRORS: ENC-1's; kBadNumber for a
// region that the manifest does not have.
[[nodiscard]] Result<Outcome> DecodeOutcome(const Manifest& manifest, ByteView bytes);

}  // namespace constat::record
