// Style of the HTML report of an examination, beyond that of every report.
#pragma once

#include <string_view>

namespace constat::report::examination {

// ExaminationStyle is CSS; TableScript makes the table of stations sort and export itself, and is not needed
// to read it.
[[nodiscard]] std::string_view ExaminationStyle();
[[nodiscard]] std::string_view TableScript();

}  // namespace constat::report::examination
