// The JSON report of an examination: every number, under the names of the specification.
#pragma once

#include <string>

#include "constat/report/table/report.h"

namespace constat::report::examination {

// MakeJson writes, in this order: constat, title, file, read, option, against, scale, totals, identities,
// tests (by key, each with its numbers; "refused" says why nothing may be read into them), marks, stations,
// calibration (if there is one: the numbers of CalibrationFinding), control (the same tests of an undisputed
// election, without lists of stations). A number that is not finite is null.
[[nodiscard]] std::string MakeJson(const Report& report);

}  // namespace constat::report::examination
