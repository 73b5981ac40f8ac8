// Program: which program runs here, and on what machine, as a report says it of itself.
#pragma once

#include <string>

namespace constat::console {

// ProgramSha256 is the SHA-256, in hex, of the file that this program was started from; empty where it
// cannot be read.
[[nodiscard]] std::string ProgramSha256();

// DescribeMachine is such as "x86_64, 8 threads": the processor's kind and how much it runs at once.
[[nodiscard]] std::string DescribeMachine();

}  // namespace constat::console
