#include "constat/record/rehearsal.h"

#include <fmt/core.h>

namespace constat::record {

Status CheckClock(bool is_set, bool rehearsal) {
  if (!is_set || rehearsal) return {};
  return Fail(ErrorCode::kUsage,
              "a clock was set with --now or CONSTAT_NOW, and this referendum is not a rehearsal: "
              "leave it out, and set the machine's clock right. A rehearsal has rehearsal = true "
              "in its referendum.toml");
}

std::string WithRehearsal(bool rehearsal, std::string_view text) {
  return rehearsal ? fmt::format("{}: {}", kRehearsal, text) : std::string(text);
}

}  // namespace constat::record
