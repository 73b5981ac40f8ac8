#include "constat/demo/folder.h"

#include <fmt/core.h>

#include "constat/io/file.h"

namespace constat::demo {
namespace {

constexpr std::string_view kMarker = "this-folder-is-a-demo";
constexpr uint64_t kBallots = 3000;

}  // namespace

Status PrepareFolder(const std::filesystem::path& out) {
  std::error_code failure;
  const bool exists = std::filesystem::exists(out, failure);
  if (exists && std::filesystem::is_directory(out, failure) && !std::filesystem::is_empty(out, failure)) {
    if (!std::filesystem::exists(out / kMarker)) {
      return Fail(
          ErrorCode::kRefusesOverwrite,
          fmt::format("the folder {} is not empty and is not an earlier demo's; choose another with --out",
                      out.string()));
    }
    std::filesystem::remove_all(out, failure);
    if (failure)
      return Fail(ErrorCode::kCannotWrite,
                  fmt::format("cannot empty the folder {}: {}", out.string(), failure.message()));
  }
  CONSTAT_TRY(io::MakeDirectories(out));
  return io::WriteFile(out / kMarker,
                       AsBytes("Made by `constat demo`, which replaces this folder when it runs again.\n"));
}

uint64_t BallotsOf(uint64_t asked, const Cheat* cheat) {
  if (asked != 0) return asked;
  return cheat != nullptr ? cheat->ballots : kBallots;
}

}  // namespace constat::demo
