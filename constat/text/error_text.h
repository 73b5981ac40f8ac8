// Error text: an Error as a person reads it: what is wrong, where, and what to do next.
#pragma once

#include <string>
#include <string_view>

#include "constat/base/result.h"

namespace constat::text {

// FormatError is one line, "<detail> (<code's name>). <what to do>", harmless to a terminal and without
// a line feed.
[[nodiscard]] std::string FormatError(const Error& error);

// HasAdvice says whether a detail says itself what to do: after a semicolon, or what to write. To any other,
// FormatError adds the advice of its code.
[[nodiscard]] bool HasAdvice(std::string_view detail);

}  // namespace constat::text
