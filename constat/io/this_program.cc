#include "constat/io/this_program.h"

#include <filesystem>

namespace constat::io {

std::string ThisProgram() {
  std::error_code failure;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
  const std::filesystem::path near = std::filesystem::proximate(program, failure);
  if (failure || near.empty()) return "constat";
  if (*near.begin() == "..") return program.string();
  return near.begin() == std::prev(near.end()) ? "./" + near.string() : near.string();
}

}  // namespace constat::io
