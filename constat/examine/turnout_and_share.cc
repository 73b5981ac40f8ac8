// Turnout and share together: forensics/association.h.
#include "constat/examine/registry.h"
#include "constat/forensics/association.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

constexpr int64_t kStationsForRelation = 50;

Tree Numbers(const forensics::Association& a) {
  Tree tree;
  tree.Put("n", a.n).Put("pearson", a.pearson).Put("spearman", a.spearman);
  tree.Put("pearson_weighted", a.pearson_weighted);
  tree.Put("slope_leader", a.slope_leader).Put("slope_others", a.slope_others);
  tree.Put("overall_share", a.overall_share).Put("overall_turnout", a.overall_turnout);
  tree.Put("vote_rate_skewness", a.vote_rate_skewness).Put("vote_rate_kurtosis", a.vote_rate_kurtosis);
  tree.Put("share_skewness", a.share_skewness).Put("share_kurtosis", a.share_kurtosis);
  tree.Put("turnout_skewness", a.turnout_skewness).Put("turnout_kurtosis", a.turnout_kurtosis);
  tree.Put("both_above_95", a.both_above_95).Put("full_turnout", a.full_turnout);
  return tree;
}

TestFinding RunTurnoutAndShare(const Subject& subject, TestFinding out) {
  out.refused = WhyTooCoarse(subject, kStationsForRelation);
  const forensics::Association all = forensics::DescribeAssociation(subject.stations, subject.option);
  out.numbers = Numbers(all);
  out.figures = {{"Correlation of turnout and share", text::Fixed(all.pearson, 3)},
                 {"Of each further ballot, the option gets", text::Percent(all.slope_leader)},
                 {"Of each further ballot, the others get", text::Percent(all.slope_others)},
                 {"Stations with turnout and share of at least 95 %", text::Count(all.both_above_95)},
                 {"Stations where everybody voted", text::Count(all.full_turnout)}};
  out.shows = "Over all stations the correlation is " + text::Fixed(all.pearson, 2) + ".";
  if (subject.stations.region_names.size() > 1) {
    const forensics::WithinRegions within =
        forensics::DescribeWithinRegions(subject.stations, subject.option);
    Tree tree;
    tree.Put("n", within.n).Put("regions", within.regions).Put("correlation", within.correlation);
    tree.Put("slope_leader", within.slope_leader).Put("slope_others", within.slope_others);
    out.numbers.Put("within_regions", std::move(tree));
    out.figures.push_back({"Correlation within regions", text::Fixed(within.correlation, 3)});
    out.figures.push_back(
        {"Within regions, of each further ballot the option gets", text::Percent(within.slope_leader)});
    out.shows = "Within regions the correlation of turnout and share is " +
                text::Fixed(within.correlation, 2) + " (over all stations " + text::Fixed(all.pearson, 2) +
                ").";
  }
  if (all.slope_others < 0) {
    out.shows +=
        " The others have fewer votes per person where more people voted: each further ballot takes votes "
        "from them. A change of turnout alone does not do that.";
  }
  return out;
}

}  // namespace

Test TurnoutAndShare() {
  TestFinding about{
      .key = "turnout_and_share", .title = "Share and turnout together", .section = Section::kDescriptive};
  about.looks_for =
      "Stuffed ballots raise both the turnout and the share of the option they are stuffed for.";
  about.limits =
      "Differences between towns and villages do the same: in elections that nobody disputes the "
      "correlation is up to 0.58. The correlation within regions says more than that over the whole "
      "country, and neither is evidence by itself.";
  about.record = kTurnoutAndShareRecord;
  return {std::move(about), {.registered = true}, RunTurnoutAndShare};
}

}  // namespace constat::examine
