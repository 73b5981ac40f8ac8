#include "constat/cli/clock_option.h"

#include <fmt/core.h>

#include "constat/text/utc_time.h"

namespace constat::cli {

void AddNowOption(Command command, std::string& now) {
  command
      .Add("--now", now,
           "Pretend that it is this time, such as 2026-05-01T12:00:00Z. For rehearsals only; in earnest the "
           "machine's clock must be right")
      .Value("TIME")
      .From("CONSTAT_NOW");
}

Result<std::unique_ptr<Clock>> MakeClock(const std::string& now, Terminal& terminal) {
  if (now.empty()) return std::make_unique<SystemClock>();
  CONSTAT_ASSIGN(const uint64_t time_ms, text::ParseUtcTime(now));
  terminal.Note(fmt::format("Rehearsal: the time is taken to be {}.", now));
  return std::make_unique<SetClock>(time_ms);
}

Error WithClockAdvice(Error error, const std::string& now) {
  if (error.code == ErrorCode::kTimeWentBack && !now.empty())
    error.detail += "; the time was set by hand, with --now or CONSTAT_NOW: correct it there";
  return error;
}

}  // namespace constat::cli
