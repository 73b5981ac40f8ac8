#include "constat/console/program.h"

#include <fmt/core.h>
#include <sys/utsname.h>

#include <cstdlib>

#include "constat/base/parallel.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/text/hex.h"

namespace constat::console {

std::string ProgramSha256() {
  // The kernel's own link to it: the name by which it was called may be another file by now.
  const Result<Bytes> program = io::ReadFile("/proc/self/exe");
  return program ? text::FormatHex(crypto::Sha256(*program)) : "";
}

std::string DescribeMachine() {
  utsname machine{};
  const char* const kind = uname(&machine) == 0 ? machine.machine : "unknown machine";
  const unsigned threads = DefaultThreads();
  return fmt::format("{}, {} {}", kind, threads, threads == 1 ? "thread" : "threads");
}

std::filesystem::path CacheFolder() {
  const auto folder = [](const char* variable) {
    const char* const value = std::getenv(variable);
    const std::filesystem::path path = value == nullptr ? "" : value;
    return path.is_absolute() ? path : std::filesystem::path();
  };
  if (const auto cache = folder("XDG_CACHE_HOME"); !cache.empty()) return cache / "constat";
  const auto home = folder("HOME");
  return home.empty() ? home : home / ".cache" / "constat";
}

}  // namespace constat::console
