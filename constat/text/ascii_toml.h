// AsciiToml: TOML as toml++ 3.3 can read it safely.
//
// toml++ 3.3 runs into undefined behaviour where a character from U+00A0 on is in what it takes for a number
// or a bare name, such as a Cyrillic text whose quotes were forgotten, where a section's name begins with a
// sign that may not begin one, at a } in place of a list's item, and where no digit follows the T between a
// date and a time. Here it gets none of these to see.
#pragma once

#include <string>
#include <string_view>

#include "constat/base/result.h"

namespace constat::text {

// AsciiToml rewrites a TOML document so that it means the same and is ASCII: signs in quotes as \UXXXXXXXX,
// texts in single quotes in double ones, no comments; each line stays the line it was. What is no TOML stays
// none. name: what messages call the text. ERRORS: kBadText, with the line.
[[nodiscard]] Result<std::string> AsciiToml(std::string_view text, const std::string& name);

}  // namespace constat::text
