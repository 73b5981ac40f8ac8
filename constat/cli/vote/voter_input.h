// Voter input: what a voter types: voting codes, choices, and whether to cast or to challenge. Never from
// arguments, which other users of a machine can see.
#pragma once

#include <string>

#include "constat/console/terminal.h"
#include "constat/party/voter/voter.h"
#include "constat/record/ballot.h"
#include "constat/referendum/context.h"

namespace constat::cli {

// AskSecret gets one code from each registrar: from a file of mode 0600 with one code a line, or, where
// codes_file is empty or "-", from standard input, hidden if a person types. ERRORS: kBadCode;
// those of parcel::ReadCodes; kCannotRead.
[[nodiscard]] Result<party::VoterSecret> AskSecret(const referendum::Context& context,
                                                   const std::string& codes_file, Terminal& terminal);

// AskChoices asks every question. A person is asked again after a mistake. ERRORS: kBadNumber, kCannotRead.
[[nodiscard]] Result<record::Choices> AskChoices(const record::Manifest& manifest, Terminal& terminal);

enum class Decision { kCast, kChallenge, kStop };
// AskDecision ERRORS: kBadText for anything but "cast", "challenge" and "stop" that no
// person typed; kCannotRead.
[[nodiscard]] Result<Decision> AskDecision(Terminal& terminal);

}  // namespace constat::cli
