// The demo's verdict: its record verified like anybody's, with the reports beside it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "constat/demo/world.h"
#include "constat/report/record/html_report.h"

namespace constat::demo {

// PublishedTable is the country's official counts, to set beside the result.
[[nodiscard]] report::Published PublishedTable(const Electorate& electorate);

// VerdictOptions: program is its name and version; progress is told of the verification.
struct VerdictOptions {
  std::string program;
  unsigned threads = 0;  // 0: as many as the machine has
  std::function<void(const verify::ProgressState&)> progress = {};
};

// VerifyAndReport verifies the record in the world's folder with the trust file there, and writes report.html
// and report.json. REQUIRES: the world has run. ERRORS: verify::ReadTrust's, VerifyRecord's; kCannotWrite.
[[nodiscard]] Result<verify::Verification> VerifyAndReport(const World& world, const VerdictOptions& options);

// NamesAttack says whether the verifier found what the attack does.
[[nodiscard]] bool NamesAttack(const verify::Verification& verification, const Cheat& cheat);
// DescribeFound says so to people. FormatWhatNext says what lies in the folder and what to try next with the
// program, as it can be called from here; it begins with an empty line, and lines end in a line feed.
[[nodiscard]] std::string DescribeFound(const verify::Verification& verification, const Cheat& cheat);
[[nodiscard]] std::string FormatWhatNext(const std::filesystem::path& out, std::string_view program,
                                         bool attacked);

}  // namespace constat::demo
