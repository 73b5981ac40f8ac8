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
  // No date, hash or machine: a demo is the same bytes wherever it runs with its seed.
  html.made.program = options.program;
  html.published = PublishedTable(world.electorate());
  CONSTAT_TRY(
      io::WriteFile(out / "report.html", AsBytes(report::FormatHtmlReport(verified.verification, html))));
  CONSTAT_TRY(io::WriteFile(out / "report.json",
                            AsBytes(report::FormatJsonReport(verified.verification, html.made))));
  return std::move(verified.verification);
}

bool NamesAttack(const verify::Verification& verification, const Cheat& cheat) {
  for (const verify::Finding& finding : verification.At(cheat.check).findings()) {
    if (finding.code == cheat.code) return true;
  }
  return false;
}

std::string DescribeFound(const verify::Verification& verification, const Cheat& cheat) {
  return NamesAttack(verification, cheat)
             ? fmt::format("The attack was found: clause {}, {}.", verify::CheckName(cheat.check),
                           ErrorName(cheat.code))
             : fmt::format("The attack \"{}\" was NOT found as expected. This is a defect of Constat.",
                           cheat.name);
}

std::string FormatWhatNext(const std::filesystem::path& out, std::string_view program, bool attacked) {
  std::string text = fmt::format(
      "\n"
      "The record:  {0}/record\n"
      "The report:  {0}/report.html   (open it in a browser)\n"
      "What to try next:\n"
      "  {1} verify {0}/record --trust {0}/trust.toml\n"
      "  {1} show {0}/record --entry 0\n",
      out.string(), program);
  if (!attacked) {
    text += fmt::format(
        "  {0} demo --attack list          ways to cheat\n"
        "  {0} demo --attack wrong-result  one of them, and how it is found\n",
        program);
  }
  return text;
}

}  // namespace constat::demo
