// Voter input: what a voter types: voting codes, choices, and whether to cast or to challenge. Never from
// arguments, which other users of a machine can see.
#pragma once

#include <string>

#include "constat/cli/command.h"
#include "constat/party/voter/voter.h"
#include "constat/record/ballot.h"
#include "constat/referendum/context.h"
#include "constat/verify/light/whose.h"

namespace constat::cli {

// AskSecret gets one code from each registrar: from a file of mode 0600 with one code a line, or, where
// codes_file is empty or "-", from standard input, hidden if a person types. ERRORS: kBadCode;
// those of parcel::ReadCodes; kCannotRead.
[[nodiscard]] Result<party::VoterSecret> AskSecret(const referendum::Context& context,
                                                   const std::string& codes_file, Terminal& terminal);

// ReaderOptions are how whoever checks a paper says whose it should be: --codes FILE or --voter NAME.
struct ReaderOptions {
  std::string codes;
  std::string voter;
};
void AddReaderOptions(Command command, ReaderOptions& options);

// AskReader is nobody where neither was given. ERRORS: kUsage for both; AskSecret's; verify::ReadReader's.
[[nodiscard]] Result<verify::Reader> AskReader(const ReaderOptions& options,
                                               const referendum::Context& context, Terminal& terminal);

// SayWhose says whose the paper in file is, and returns whether it may be the reader's.
[[nodiscard]] bool SayWhose(const verify::Paper& paper, const verify::Reader& reader, const std::string& file,
                            Terminal& terminal);

// AskChoices asks every question. A person is asked again after a mistake. ERRORS: kBadNumber, kCannotRead.
[[nodiscard]] Result<record::Choices> AskChoices(const record::Manifest& manifest, Terminal& terminal);

enum class Decision { kCast, kChallenge, kStop };
// AskDecision ERRORS: kBadText for anything but "cast", "challenge" and "stop" that no
// person typed; kCannotRead.
[[nodiscard]] Result<Decision> AskDecision(Terminal& terminal);

}  // namespace constat::cli
