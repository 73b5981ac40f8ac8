// Rehearsals: referendums whose parties may set the clock, and of which whatever is shown says
// so. Spec: MAN-7.
#pragma once

#include <string_view>

#include "constat/record/manifest.h"

namespace constat::record {

// kRehearsal begins whatever is shown of a rehearsal; kRehearsalLine is the first line of its trust file.
inline constexpr std::string_view kRehearsal = "REHEARSAL";
inline constexpr std::string_view kRehearsalLine = "# REHEARSAL\n";

// CheckClock refuses a clock that was given to a program where the referendum is in earnest: is_set says
// whether one was. ERRORS: kUsage.
[[nodiscard]] Status CheckClock(bool is_set, bool rehearsal);

// WithRehearsal is the text behind "REHEARSAL: " where the referendum is one.
[[nodiscard]] std::string WithRehearsal(bool rehearsal, std::string_view text);

}  // namespace constat::record
