// Open secrets: the warning about secret files on a memory stick, where nobody can be kept from reading them.
#pragma once

#include <string>
#include <vector>

#include "constat/console/terminal.h"

namespace constat::console {

// WarnOfOpenSecrets says in one sentence which of the files lie where a file system keeps no modes
// (io::LiesOpen); nothing if none does. Empty names and files that are not there do not count.
void WarnOfOpenSecrets(const std::vector<std::string>& files, Terminal& terminal);

// OpenSecretsWarning is the sentence; open are the files. Empty for none.
[[nodiscard]] std::string OpenSecretsWarning(const std::vector<std::string>& open);

}  // namespace constat::console
