#include "constat/report/record/collusion_words.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/text/clean.h"
#include "constat/text/wrap.h"

namespace constat::report {
namespace {

using record::Plot;

std::string_view Could(Plot plot) {
  switch (plot) {
    case Plot::kVoteForOthers:
      return "vote in the place of others";
    case Plot::kReadBallots:
      return "read every ballot";
    case Plot::kTwoHistories:
      return "show different people different records of the vote";
    case Plot::kSingleBallots:
      return "have single ballots decrypted by honest trustees";
    case Plot::kNoClose:
      return "stop the closing, so that there is no result";
    case Plot::kNoCount:
      return "stop the count, so that there is no result";
  }
  CONSTAT_CHECK(false);
}

// Some is "1 of 3 witnesses" or "all 2 registrars".
std::string Some(size_t needed, size_t all, std::string_view what) {
  if (all == 1) return fmt::format("the {}", what);
  return needed == all ? fmt::format("all {} {}{}", all, what, what == "witness" ? "es" : "s")
                       : fmt::format("{} of {} {}{}", needed, all, what, what == "witness" ? "es" : "s");
}

std::string Keys(const record::Manifest& m, const record::Needed& needed) {
  std::string out;
  const auto add = [&](const std::string& who) { out += (out.empty() ? "the keys of " : " and ") + who; };
  if (needed.registrars > 0) add(Some(needed.registrars, m.registrars.size(), "registrar"));
  if (needed.board > 0) add("the board");
  if (needed.witnesses > 0) add(Some(needed.witnesses, m.witnesses.size(), "witness"));
  if (needed.trustees > 0) add(Some(needed.trustees, m.trustees.size(), "trustee"));
  return out;
}

}  // namespace

std::vector<CollusionWords> DescribeCollusion(const record::Manifest& manifest) {
  std::vector<CollusionWords> out;
  for (size_t p = 0; p < record::kPlots; ++p) {
    const auto plot = static_cast<Plot>(p);
    CollusionWords& words = out.emplace_back();
    words.could = Could(plot);
    words.keys = Keys(manifest, record::NeededKeys(manifest, plot));
    for (const record::Keeper& keeper : record::FewestKeepers(manifest, plot))
      words.names.push_back(record::KeeperName(manifest, keeper));
  }
  return out;
}

std::string FormatCollusion(const record::Manifest& manifest) {
  std::string out;
  for (const CollusionWords& plot : DescribeCollusion(manifest)) {
    std::string names;
    for (const std::string_view name : plot.names)
      names += (names.empty() ? "" : ", ") + text::CleanLine(name);
    out += text::Wrap(fmt::format("to {}: {}; so at least {}", plot.could, plot.keys, names), "  - ");
  }
  return out;
}

}  // namespace constat::report
