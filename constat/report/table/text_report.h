// The text report of an examination: what is printed on a terminal.
#pragma once

#include <string>

#include "constat/report/table/report.h"

namespace constat::report::examination {

// MakeText says first what was examined and what stands out, then how the table was read, the identities,
// each test in a few lines, the stations to look at first, and what this cannot show. colours: ANSI colours.
// Names from the table are made harmless for a terminal.
[[nodiscard]] std::string MakeText(const Report& report, bool colours);

}  // namespace constat::report::examination
