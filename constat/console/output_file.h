// OutputFile: where a command writes a report that was asked for.
#pragma once

#include <string>
#include <string_view>

#include "constat/base/result.h"
#include "constat/console/terminal.h"

namespace constat::console {

// WriteOutput writes text to path as a whole, or prints it where path is "-". ERRORS: kCannotWrite.
[[nodiscard]] Status WriteOutput(const std::string& path, std::string_view text, Terminal& terminal);

}  // namespace constat::console
