// Agenda: whose entry the rules wait for, until when, and what happens without it. It judges nothing: what
// was said so far comes from a state that the rules made. Spec: LOG-6, ROL-8, TAL-1, TAL-6, TAL-9.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "constat/referendum/state.h"

namespace constat::referendum {

// Milestones is what has been said so far. Lists are by trustee or registrar, in the manifest's order.
struct Milestones {
  Phase phase = Phase::kEmpty;
  uint64_t entries = 0;
  uint64_t last_time_ms = 0;  // of the last entry
  std::vector<bool> committed{}, dealt{}, accepted{}, drilled{}, shared{};
  uint16_t convicted = 0;         // the trustee, from 1, whose bad share ended the ceremony; 0: none
  std::vector<bool> rolls{};      // whose roll has ended
  uint64_t registered = 0;        // voters on the complete roll
  uint64_t voting_begins_ms = 0;  // in phase open and later
  uint64_t ballots = 0;           // accepted, also those that a later one replaced

  friend bool operator==(const Milestones&, const Milestones&) = default;
};

// MilestonesOf REQUIRES: the state has a manifest, and nothing is Pending.
[[nodiscard]] Milestones MilestonesOf(Referendum& state);

// MovesAgenda says whether an entry of this type can change who is waited for, and not only how many ballots
// and entries there are.
[[nodiscard]] bool MovesAgenda(record::EntryType type);

// Duty is what somebody has to do next.
enum class Duty : uint8_t {
  kCommit,
  kDeal,
  kAccept,
  kRoll,
  kDrill,
  kOpen,
  kVote,
  kCosignClose,  // a witness: the frozen tree, for the close
  kClose,
  kShare,
  kResult,
  kBeginAnew,  // the organiser: a new referendum, since this one has failed
};

// DutyName is the word of JSON outputs: "commit", "cosign-close", ...
[[nodiscard]] std::string_view DutyName(Duty duty);
// DutyText is for people, without a full stop: "commit to a part of the key".
[[nodiscard]] std::string_view DutyText(Duty duty);

// Otherwise is what happens if it is not done in time.
enum class Otherwise : uint8_t {
  kNothing,    // who did not vote has not voted
  kBeginAnew,  // this referendum ends without a vote, and the organiser begins a new one
  kNoClose,    // the voting cannot be closed, so there is no result
  kNoResult,   // there is no result until it is done; nothing is lost by waiting
};
[[nodiscard]] std::string_view OtherwiseName(Otherwise otherwise);

struct Waiting {
  Duty duty = Duty::kVote;
  std::vector<record::Keeper> parties{};  // who has not done it yet, named as keepers are; empty: voters
  size_t needed = 0;                      // so many of them are enough
  uint64_t from_ms = 0;                   // not before; 0: now
  uint64_t until_ms = 0;                  // the last time; 0: none
  Otherwise otherwise = Otherwise::kNothing;
};

// Failure is why a referendum cannot go on.
enum class Failure : uint8_t {
  kNone,
  kBadShare,      // a trustee dealt a bad share, and it was proven
  kCeremonyLate,  // the ceremony was not over at ceremony_end_ms
  kOpenLate,      // voting was not opened in time
};
[[nodiscard]] std::string_view FailureName(Failure failure);

struct Agenda {
  std::vector<Waiting> waiting{};  // what is due now and what is next, in this order; none: nothing is left
  Failure failure = Failure::kNone;
  std::optional<Waiting> missed{};  // what was not done in time, where failure is one of time
};

// MakeAgenda is the agenda at a time.
[[nodiscard]] Agenda MakeAgenda(const record::Manifest& manifest, const Milestones& said, uint64_t now_ms);

// FindDuty is what a party has to do now; none if nothing is waited for from it yet.
[[nodiscard]] const Waiting* FindDuty(const Agenda& agenda, record::Keeper party, uint64_t now_ms);

}  // namespace constat::referendum
