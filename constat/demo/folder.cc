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

std::string FormatNext(const std::filesystem::path& out, const std::string& program, const Cheat* cheat) {
  std::string text = fmt::format(
      "\n"
      "The record:  {0}\n"
      "The report:  {1}   (open it in a browser)\n"
      "What to try next:\n"
      "  {3} verify {2}/record --trust {2}/trust.toml\n"
      "  {3} show {2}/record --entry 0\n",
      (out / "record").string(), (out / "report.html").string(), out.string(), program);
  if (cheat != nullptr) return text;
  return text + fmt::format(
                    "  {0} demo --attack list          ways to cheat\n"
                    "  {0} demo --attack wrong-result  one of them, and how it is found\n",
                    program);
}

}  // namespace constat::demo
