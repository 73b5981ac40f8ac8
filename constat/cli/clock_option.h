// The --now option: the time a command believes it is. For rehearsals, which hold days of
// voting within minutes.
#pragma once

#include <memory>
#include <string>

#include "constat/base/clock.h"
#include "constat/cli/command.h"

namespace constat::cli {

// AddNowOption adds --now, for which the environment variable CONSTAT_NOW can be used.
void AddNowOption(Command command, std::string& now);

// MakeClock is the system's clock, or one that stays at now, about which the terminal is
// told. ERRORS: kBadText.
[[nodiscard]] Result<std::unique_ptr<Clock>> MakeClock(const std::string& now, Terminal& terminal);

// WithClockAdvice says of an error about a clock that it was set by hand, if it was.
[[nodiscard]] Error WithClockAdvice(Error error, const std::string& now);

}  // namespace constat::cli
