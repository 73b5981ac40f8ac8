#include "constat/cli/clock_option.h"

#include <fmt/core.h>

#include <array>
#include <chrono>

namespace constat::cli {
namespace {

constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:ddZ";

bool Matches(std::string_view text) {
  if (text.size() != kPattern.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kPattern[i] == 'd' ? !digit : text[i] != kPattern[i]) return false;
  }
  return true;
}

unsigned Number(std::string_view digits) {
  unsigned out = 0;
  for (const char c : digits) out = out * 10 + static_cast<unsigned>(c - '0');
  return out;
}

}  // namespace

Result<uint64_t> ParseUtcTime(std::string_view text) {
  const auto bad = [&] {
    return Fail(ErrorCode::kBadText,
                fmt::format("\"{}\" is no time; write it as 2026-05-01T12:00:00Z", text));
  };
  if (!Matches(text)) return bad();
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(Number(text.substr(0, 4)))),
                                         std::chrono::month(Number(text.substr(5, 2))),
                                         std::chrono::day(Number(text.substr(8, 2))));
  const unsigned hour = Number(text.substr(11, 2));
  const unsigned minute = Number(text.substr(14, 2));
  const unsigned second = Number(text.substr(17, 2));
  if (!date.ok() || date.year() < std::chrono::year(1970) || hour > 23 || minute > 59 || second > 59)
    return bad();
  const auto days = static_cast<uint64_t>(std::chrono::sys_days(date).time_since_epoch().count());
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

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
  CONSTAT_ASSIGN(const uint64_t time_ms, ParseUtcTime(now));
  terminal.Note(fmt::format("Rehearsal: the time is taken to be {}.", now));
  return std::make_unique<SetClock>(time_ms);
}

}  // namespace constat::cli
