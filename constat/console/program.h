// Program: which program runs here, and on what machine, as a report says it of itself; and where it
// may keep things.
#pragma once

#include <filesystem>
#include <string>

namespace constat::console {

// ProgramSha256 is the SHA-256, in hex, of the file that this program was started from; empty where it
// cannot be read.
[[nodiscard]] std::string ProgramSha256();

// DescribeMachine is such as "x86_64, 8 threads": the processor's kind and how much it runs at once.
[[nodiscard]] std::string DescribeMachine();

// CacheFolder is where this program keeps what it can do without, of this person alone: constat/ in
// XDG_CACHE_HOME or else in .cache of HOME. Empty where neither is an absolute path.
// SOURCE: XDG Base Directory Specification 0.8.
[[nodiscard]] std::filesystem::path CacheFolder();

}  // namespace constat::console
