// The command `constat demo`.
#pragma once

#include "constat/cli/command.h"

namespace constat::cli::demo {

// AddDemoCommand registers `constat demo`: holds a whole referendum in one folder, verifies its record, and
// says what to look at.
void AddDemoCommand(CommandTree& tree);

}  // namespace constat::cli::demo
