// Statement: what a party says in the record, signed and checked by nobody. Spec: STA-1.
#pragma once

#include <string>
#include <string_view>

#include "constat/record/manifest.h"

namespace constat::record {

// StatementKind is what its author calls a statement; the numbers are those of the wire.
enum class StatementKind : uint8_t {
  kNotice = 0,
  kIncident = 1,
  kComplaint = 2,
  kObservation = 3,
  kConfirms = 4,
  kDoesNotConfirm = 5
};
inline constexpr uint8_t kStatementKinds = 6;

// StatementKindName is "notice", "incident", "complaint", "observation", "confirms" or "does not confirm".
[[nodiscard]] std::string_view StatementKindName(StatementKind kind);
// ParseStatementKind reads such a name, with hyphens or spaces. ERRORS: kUnknownEnum.
[[nodiscard]] Result<StatementKind> ParseStatementKind(std::string_view name);

inline constexpr uint64_t kNoEntry = UINT64_MAX;       // about no entry
inline constexpr uint16_t kOtherLanguage = 65535;      // a language that the manifest does not list
inline constexpr size_t kMaxStatementText = 2048;      // bytes
inline constexpr size_t kStatementSignatureSize = 64;  // bytes at the end, which the signature does not cover

struct Statement {
  Keeper party{};  // who says it
  StatementKind kind = StatementKind::kNotice;
  uint64_t about = kNoEntry;  // the index of an earlier entry
  uint64_t made_ms = 0;       // by the author's clock; only shown
  uint16_t language = 0;      // index in the manifest's, or kOtherLanguage
  std::string text{};
  Bytes64 signature{};  // Ed25519; a trustee's is A and z of LAB-4
};

// EncodeStatement REQUIRES a text that DecodeStatement takes.
[[nodiscard]] Bytes EncodeStatement(const Statement& statement);
// DecodeStatement ERRORS: ENC-1's; kBadText.
[[nodiscard]] Result<Statement> DecodeStatement(ByteView body);

}  // namespace constat::record
