// Wrap: paragraphs for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace constat::text {

// Wrap breaks a paragraph at spaces, at 100 columns: margin before the first line, as many spaces before the
// others. Columns are counted in code points: letters of double width come out longer.
[[nodiscard]] std::string Wrap(std::string_view text, std::string margin);

}  // namespace constat::text
