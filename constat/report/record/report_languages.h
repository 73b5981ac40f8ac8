// Report languages: in which languages a record's report, its summary and the text on a terminal are written.
#pragma once

#include <string_view>
#include <vector>

namespace constat::report {

// ReportLanguages are the tags of the languages that there are texts in, English first.
[[nodiscard]] std::vector<std::string_view> ReportLanguages();

}  // namespace constat::report
