// Findings put together by hand, and what causes they are gathered under. Not for other code.
#pragma once

#include <string>
#include <vector>

#include "constat/testing/verification.h"
#include "constat/verdict/cause.h"

namespace constat::verdict {

inline constexpr uint64_t kRegistered = 37'885;  // of DemoVerification

inline verify::Finding Refused(uint64_t entry, ErrorCode code, record::EntryType type,
                               std::optional<record::Keeper> author = {}) {
  verify::Finding out{.entry = entry, .code = code, .text = "text of " + std::to_string(entry)};
  out.refused = verify::RefusedEntry{type, author};
  return out;
}
inline verify::Finding TooEarly(uint64_t entry, record::EntryType type) {
  verify::Finding out = Refused(entry, ErrorCode::kWrongPhase, type);
  out.refused->too_early = true;
  return out;
}
inline verify::Finding OfFile(ErrorCode code, const std::string& file) {
  return {.entry = std::nullopt, .code = code, .text = file, .file = file};
}
inline verify::Finding Plain(ErrorCode code) {
  return {.entry = std::nullopt, .code = code, .text = "plain"};
}

inline verify::Verification Demo() { return report::DemoVerification(); }
inline void Add(verify::Verification& v, verify::CheckId check, verify::Finding finding) {
  v.At(check).Add(std::move(finding));
}

inline std::vector<std::string> Kinds(const verify::Verification& v) {
  std::vector<std::string> out;
  for (const Cause& cause : GatherCauses(v)) out.push_back(CauseKindName(cause.kind));
  return out;
}

// Count is the findings of all causes and what follows from them.
inline uint64_t Count(const std::vector<Cause>& causes) {
  uint64_t out = 0;
  for (const Cause& cause : causes) out += cause.findings + cause.Following();
  return out;
}
inline uint64_t Count(const verify::Verification& v) {
  uint64_t out = 0;
  for (const verify::Check& check : v.checks()) out += check.count();
  return out;
}

}  // namespace constat::verdict
