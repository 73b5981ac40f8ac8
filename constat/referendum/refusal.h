// Refusals: what the board may sign, and judging it against a record. Spec: BAL-15, BAL-16.
#pragma once

#include <optional>

#include "constat/record/refusal.h"
#include "constat/referendum/state.h"

namespace constat::referendum {

inline constexpr uint64_t kRefusalSlackMs = 180'000;     // three minutes: two of waiting, one of rounding
inline constexpr uint64_t kLatestWaitMs = 120'000;       // how long a body may wait for its entry
inline constexpr uint64_t kClockDifferenceMs = 600'000;  // between a device and the board

// MayBeSigned says whether a refusal of a body of this type may have this code. Spec: BAL-15.3, BAL-15.4.
[[nodiscard]] bool MayBeSigned(record::RefusedType type, ErrorCode code);

// CodeNumbered is the error code with this number; none if there is none.
[[nodiscard]] std::optional<ErrorCode> CodeNumbered(uint16_t number);

// CheckSigned says whether a board may sign this code, and for a ballot at this time; where voting_time is
// null, for a referendum that was not opened, the code alone is judged. ERRORS: kBadNumber. Spec: BAL-15.
[[nodiscard]] Status CheckSigned(const record::Refusal& refusal, const record::Manifest& manifest,
                                 const VotingTime* voting_time);

// DescribeCode is an error code by its number, for people.
[[nodiscard]] std::string DescribeCode(uint16_t number);

// AskRules is what the rules say of a refusal's body where the state is now, at the refusal's time but for
// kTimeWentBack. ERRORS: Referendum::CheckNext's; kUnknownEnum.
[[nodiscard]] Status AskRules(const Referendum& state, const record::RefusalFile& file);

// RefusalFacts is what a record shows about a refusal.
struct RefusalFacts {
  std::optional<tlog::Hash> root;           // of the refusal's first entries; none if the record has fewer
  Status rules;                             // AskRules after them
  std::optional<uint64_t> next_time_ms;     // of the first accepted entry after them
  std::optional<uint64_t> body_entry;       // the first entry with this type and body
  std::optional<uint64_t> close;            // the accepted close
  const VotingTime* voting_time = nullptr;  // null where the record has no accepted `open`
  bool is_altered = false;                  // the record's entries are not those that the board signed
};

enum class RefusalVerdict : uint8_t {
  kRight,      // the board was right to refuse
  kLate,       // it said so itself: a vote that came in time is missing
  kElsewhere,  // of another referendum
  kForged,     // the board did not sign this
  kNotJudged,  // the record is too short for it
  kAltered,    // nor is it judged by a record that somebody altered
};

// JudgeRefusal judges a refusal against a record; context is null where that has no usable manifest.
// ERRORS: kRefusedWrongly, which convicts the board. Spec: BAL-16.
[[nodiscard]] Result<RefusalVerdict> JudgeRefusal(const Context* context, const record::RefusalFile& file,
                                                  const RefusalFacts& facts);

}  // namespace constat::referendum
