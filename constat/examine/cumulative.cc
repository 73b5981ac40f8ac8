// Cumulative curves and the number of peaks: forensics/cumulative_curves.h, forensics/unimodality.h.
#include <algorithm>

#include "constat/examine/registry.h"
#include "constat/forensics/cumulative_curves.h"
#include "constat/forensics/unimodality.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

constexpr int64_t kStationsForCurve = 50;

Tree CurveNumbers(const std::vector<forensics::CumulativePoint>& curve) {
  Tree::List list;
  for (const forensics::CumulativePoint& point : curve) {
    Tree tree;
    tree.Put("limit", point.limit).Put("stations", point.stations).Put("ballots", point.ballots);
    list.push_back(tree.Put("turnout", point.turnout).Put("share", point.share));
  }
  return list;
}

Line CurveLine(const std::string& name, const std::vector<forensics::CumulativePoint>& curve) {
  Line line{name, {}, {}};
  for (const forensics::CumulativePoint& point : curve) {
    line.x.push_back(100 * point.ballots);
    line.y.push_back(100 * point.share);
  }
  return line;
}

Tree DipNumbers(const stats::DipTest& test) {
  Tree tree;
  return tree.Put("n", test.n).Put("dip", test.dip).Put("p", test.p);
}

TestFinding RunCumulativeCurves(const Subject& subject, TestFinding out) {
  const auto by_turnout =
      forensics::CumulativeCurve(subject.stations, subject.option, forensics::CurveOrder::kTurnout);
  const auto by_size =
      forensics::CumulativeCurve(subject.stations, subject.option, forensics::CurveOrder::kSize);
  const forensics::Unimodality peaks = forensics::TestUnimodality(
      subject.stations, subject.option,
      {.replicates = 499, .seed = subject.settings.seed, .threads = subject.settings.threads});
  out.numbers.Put("by_turnout", CurveNumbers(by_turnout)).Put("by_size", CurveNumbers(by_size));
  Tree dip;
  out.numbers.Put("dip", dip.Put("turnout", DipNumbers(peaks.turnout)).Put("share", DipNumbers(peaks.share)));
  if (by_turnout.empty()) {
    out.refused = "no station can be put in order";
    return out;
  }
  const auto [low, high] = std::minmax_element(
      by_turnout.begin(), by_turnout.end(), [](const auto& a, const auto& b) { return a.share < b.share; });
  out.shows =
      "In the order of rising turnout the share would have moved between " + text::Percent(low->share) +
      " and "
      "" +
      text::Percent(high->share) + ", and would have ended at " + text::Percent(by_turnout.back().share) +
      ". Test of one peak against several: p = " + text::PValue(peaks.turnout.p) +
      " for turnout, p = " + text::PValue(peaks.share.p) + " for the share.";
  out.figures = {{"One peak in turnout, p", text::PValue(peaks.turnout.p)},
                 {"One peak in the share, p", text::PValue(peaks.share.p)}};
  Lines lines{
      .x = {"percent of the ballots counted", 0, 100},
      .y = {"share so far, percent", 0, 100},
      .lines = {CurveLine("by rising turnout", by_turnout), CurveLine("by rising size of station", by_size)}};
  out.pictures.push_back(
      {"curves", "The share, as it would have grown",
       "The share of the option over the ballots counted so far, in two orders of the stations.",
       std::move(lines)});
  return out;
}

}  // namespace

Test CumulativeCurves() {
  TestFinding about{
      .key = "cumulative", .title = "The result as it would have grown", .section = Section::kDescriptive};
  about.looks_for =
      "The option's share as the ballots were counted, if stations had reported in the order of turnout, or "
      "of size; and whether turnout and share have one peak or several.";
  about.limits =
      "A curve that keeps rising is often shown as proof of fraud. It is the rule in honest elections too: "
      "large stations are towns, small ones villages. Two peaks may be two kinds of place.";
  return {std::move(about), {.registered = true, .stations = kStationsForCurve}, RunCumulativeCurves};
}

}  // namespace constat::examine
