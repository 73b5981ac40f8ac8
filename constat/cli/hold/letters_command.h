// Commands of a registrar's sheet: letters, test.
#pragma once

#include "constat/cli/command.h"

namespace constat::cli {

// AddSheetCommands adds them to the registrar's group.
void AddSheetCommands(CommandTree& tree, Command group);

}  // namespace constat::cli
