// Next: what a party has to do now, done and handed over. It looks at everything that is at hand before it
// writes: the record, whether the party said it already, and whether the rules would take what was made.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "constat/party/exchange/exchange.h"
#include "constat/referendum/agenda.h"

namespace constat::party {

// Made is the entries of a step, and what to tell the person: first what was made, then what comes next.
struct Made {
  std::vector<parcel::EntryBody> entries{};
  std::string what{};
  std::string before_sending{};  // what to do before it is sent: "compare ..., and only then "
  std::vector<std::string> next{};
  bool accuses = false;  // a complaint: the referendum fails
};

struct NextInput {
  referendum::Referendum&
      state;  // of a record that is not wrong, with nothing pending; takes in what is made
  const tlog::LogSource& record;  // that it is the state of
  record::Keeper me;
  uint64_t now_ms = 0;
  std::optional<referendum::Duty> only{};  // nothing else is done; none: what the agenda says
  bool dry_run = false;                    // nothing is made
};

enum class NextOutcome : uint8_t {
  kMade,         // and handed over
  kMadeBefore,   // it was handed over before and is good, but the record does not have it yet
  kSaidAlready,  // the record has it
  kWouldMake,    // a dry run
  kWaits,        // for others
  kNothingLeft,  // or the referendum has failed, which the agenda says
};

struct Next {
  NextOutcome outcome = NextOutcome::kWaits;
  referendum::Milestones said;  // before the step
  referendum::Agenda agenda{};
  std::optional<referendum::Duty> duty{};
  std::optional<Made> made{};  // of kMade
  std::string where{};         // of kMade and kMadeBefore: where the entries are
  uint64_t entry = 0;          // of kSaidAlready: the first
};

// CheckTaken applies entries as a board would append them now. ERRORS: the rules'. REQUIRES as Apply.
[[nodiscard]] Status CheckTaken(referendum::Referendum& state, std::span<const parcel::EntryBody> entries,
                                uint64_t now_ms);

// FindSaid is the first entry of a record that fulfils this duty of this party; none if there is none.
// ERRORS: the source's.
[[nodiscard]] Result<std::optional<uint64_t>> FindSaid(const tlog::LogSource& record, uint64_t size,
                                                       referendum::Duty duty, record::Keeper party);

// TakeNext does what is due of a party. make is asked once it is known that the record lacks it. ERRORS:
// kTimeWentBack if the clock is ten minutes or more before the record's newest entry; kWrongPhase for one
// step of a referendum that has failed by the clock; kWrongHash if what was sent before would be refused;
// make's; the rules', of what was made; the exchange's.
[[nodiscard]] Result<Next> TakeNext(const NextInput& input, Exchange& exchange,
                                    const std::function<Result<Made>(referendum::Duty)>& make);

}  // namespace constat::party
