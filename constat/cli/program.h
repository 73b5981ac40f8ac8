// The program constat: every command.
#pragma once

namespace constat::cli {

// RunConstat is main.
[[nodiscard]] int RunConstat(int argc, const char* const* argv);

}  // namespace constat::cli
