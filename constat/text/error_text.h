// Error text: an Error as a person reads it: what is wrong, where, and what to do next.
#pragma once

#include <string>

#include "constat/base/result.h"

namespace constat::text {

// FormatError is one line, "<detail> (<code's name>). <what to do>", harmless to a terminal and without
// a line feed.
[[nodiscard]] std::string FormatError(const Error& error);

}  // namespace constat::text
