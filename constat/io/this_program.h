// ThisProgram: how the running program can be called from the current folder, for what it says to do next.
#pragma once

#include <string>

namespace constat::io {

// ThisProgram is a path or a name that a shell understands; "constat" where the system does not say.
[[nodiscard]] std::string ThisProgram();

}  // namespace constat::io
