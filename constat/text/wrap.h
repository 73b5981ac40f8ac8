// Wrap: paragraphs for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace constat::text {

// Wrap breaks a paragraph at spaces, at 100 columns: margin before the first line, as many spaces before the
// others. Columns are counted in code points: letters of double width come out longer.
[[nodiscard]] std::string Wrap(std::string_view text, std::string margin);

// HangingLayout: width in bytes; every line but the first begins with indent spaces; used is how much of the
// first line is there already.
struct HangingLayout {
  size_t width = 80;
  size_t indent = 0;
  size_t used = 0;
};

// WrapHanging breaks text at spaces and keeps its line feeds; it ends in one.
[[nodiscard]] std::string WrapHanging(std::string_view text, const HangingLayout& layout);

}  // namespace constat::text
