#include "constat/report/record/collusion_words.h"

#include "constat/base/check.h"
#include "constat/text/wrap.h"

namespace constat::report {
namespace {

using record::Plot;

std::string_view Could(const ReportTexts& t, Plot plot) {
  switch (plot) {
    case Plot::kVoteForOthers:
      return t.plot_vote_for_others;
    case Plot::kReadBallots:
      return t.plot_read_ballots;
    case Plot::kTwoHistories:
      return t.plot_two_histories;
    case Plot::kSingleBallots:
      return t.plot_single_ballots;
    case Plot::kNoClose:
      return t.plot_no_close;
    case Plot::kNoCount:
      return t.plot_no_count;
  }
  CONSTAT_CHECK(false);
}

std::string Keys(const Words& words, const record::Needed& needed) {
  const ReportTexts& t = words.t;
  const record::Manifest& m = words.manifest();
  std::string out;
  const auto add = [&](const std::string& who) {
    out = out.empty() ? who : Say(t.and_keys({.first = out, .second = who}));
  };
  if (needed.registrars > 0)
    add(Say(t.some_registrars({.all = m.registrars.size(), .needed = needed.registrars})));
  if (needed.board > 0) add(Say(t.some_board));
  if (needed.witnesses > 0)
    add(Say(t.some_witnesses({.all = m.witnesses.size(), .needed = needed.witnesses})));
  if (needed.trustees > 0) add(Say(t.some_trustees({.all = m.trustees.size(), .needed = needed.trustees})));
  return out;
}

}  // namespace

std::vector<CollusionWords> DescribeCollusion(const Words& words) {
  std::vector<CollusionWords> out;
  for (size_t p = 0; p < record::kPlots; ++p) {
    const auto plot = static_cast<Plot>(p);
    CollusionWords& plotted = out.emplace_back();
    plotted.could = Could(words.t, plot);
    plotted.keys = Keys(words, record::NeededKeys(words.manifest(), plot));
    for (const record::Keeper& keeper : record::FewestKeepers(words.manifest(), plot))
      plotted.names.push_back(record::KeeperName(words.manifest(), keeper));
  }
  return out;
}

std::string FormatCollusion(const Words& words) {
  std::string out;
  for (const CollusionWords& plot : DescribeCollusion(words)) {
    std::vector<std::string> names;
    for (const std::string_view name : plot.names) names.push_back(words.Name(name));
    out += text::Wrap(
        Say(words.t.collusion_line({.could = plot.could, .keys = plot.keys, .names = words.Commas(names)})),
        "  - ");
  }
  return out;
}

}  // namespace constat::report
