// The command `next` of each party: what it has to do now, done; and the commands that do one such step.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "constat/cli/record/record_place.h"
#include "constat/parcel/party_key.h"
#include "constat/referendum/agenda.h"

namespace constat::cli {

struct NextOptions {
  verify::RecordPlace place;
  std::string key;
  std::string state;  // a trustee's memory
  std::string out;    // a folder; of a command for one step, a file
  unsigned threads = 0;
  bool dry_run = false;
  std::string now;
};

// kNextStatus is what --help says of the exit status of `next`.
inline constexpr const char* kNextStatus =
    "Exit status 0 if something was done or nothing is left to do, 3 if it waits for others.";

// RunNext checks the whole record, and does what is due of the party whose key it is, or only this one step.
[[nodiscard]] Result<ExitStatus> RunNext(const NextOptions& options, parcel::Role role,
                                         std::optional<referendum::Duty> only, Terminal& terminal);

// AddNext adds `next` to a party's group, AddOneStep a command for one step.
void AddNext(CommandTree& tree, Command group, parcel::Role role, const CommandText& text);
void AddOneStep(CommandTree& tree, Command group, parcel::Role role, referendum::Duty duty,
                const CommandText& text);

// AddStepOptions adds the options of such a command.
void AddStepOptions(Command step, NextOptions& options, parcel::Role role, referendum::Duty duty);

// BoardOf is the board, for "send it to ...": "the board (Ballot board)".
[[nodiscard]] std::string BoardOf(const record::Manifest& manifest);

// SayWrong tells what is wrong with the record, because of which nothing was done.
[[nodiscard]] ExitStatus SayWrong(const verify::Verification& record, const verify::RecordPlace& place,
                                  Terminal& terminal);

}  // namespace constat::cli
