// Version: which program this is.
#pragma once

#include <string_view>

namespace constat {

// ProgramVersion is "constat 0.1.0", from the build.
[[nodiscard]] std::string_view ProgramVersion();

}  // namespace constat
