#include "constat/demo/verdict.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/report/record/json_report.h"

namespace constat::demo {

report::Published PublishedTable(const Electorate& electorate) {
  report::Published out;
  for (size_t r = 0; r < electorate.regions.size(); ++r) {
    const RegionVotes& region = electorate.regions[r];
    out.regions.push_back({.id = fmt::format("r{:02}", r + 1),
                           .label = region.name,
                           .registered = region.published_registered,
                           .counted = region.PublishedBallots(),
                           .votes = {region.published.begin(), region.published.end()}});
  }
  out.scale = (electorate.published_ballots + electorate.ballots / 2) / electorate.ballots;
  out.note =
      "Official counts of 1 December 1991 (French Wikipedia; electoralgeography.com). The last row is the "
      "rest of the country. Invalid ballots are replayed as blank ones.";
  return out;
}

Result<verify::Verification> VerifyAndReport(const World& world, const VerdictOptions& options) {
  const std::filesystem::path& out = world.options().out;
  CONSTAT_ASSIGN(const verify::Trust trust, verify::ReadTrust(out / "trust.toml"));
  const tlog::DirectorySource record(out / "record");
  CONSTAT_ASSIGN(verify::Verified verified,
                 verify::VerifyRecord(
                     record, {.trust = &trust, .threads = options.threads, .progress = options.progress}));
  report::HtmlReportOptions html;
  html.made.program = options.program;
  html.record = (out / "record").string();
  html.trust = (out / "trust.toml").string();
  html.published = PublishedTable(world.electorate());
  CONSTAT_TRY(
      io::WriteFile(out / "report.html", AsBytes(report::FormatHtmlReport(verified.verification, html))));
  CONSTAT_TRY(io::WriteFile(out / "report.json", AsBytes(report::FormatJsonReport(verified.verification))));
  return std::move(verified.verification);
}

bool NamesAttack(const verify::Verification& verification, const Cheat& cheat) {
  for (const verify::Finding& finding : verification.At(cheat.check).findings()) {
    if (finding.code == cheat.code) return true;
  }
  return false;
}

std::string FormatFound(const verify::Verification& verification, const Cheat& cheat) {
  if (NamesAttack(verification, cheat)) {
    return fmt::format("The attack was found: clause {}, {}.", verify::CheckName(cheat.check),
                       ErrorName(cheat.code));
  }
  return fmt::format("The attack \"{}\" was NOT found as expected. This is a defect of Constat.", cheat.name);
}

}  // namespace constat::demo
