// Votes that come with turnout: forensics/shpilkin.h.
#include <algorithm>

#include "constat/examine/registry.h"
#include "constat/forensics/shpilkin.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

constexpr int64_t kStationsForAnomaly = 200;

struct Variant {
  const char* key;
  const char* what;
  forensics::CleanWindow window;
};

Tree EstimateNumbers(const forensics::AnomalousVotes& estimate) {
  Tree tree;
  tree.Put("ratio", estimate.ratio).Put("anomalous_votes", estimate.votes);
  tree.Put("clean_share", estimate.clean_share).Put("clean_turnout", estimate.clean_turnout);
  return tree;
}

Lines DistributionLines(const Subject& subject, const forensics::TurnoutBins& bins, int mode) {
  Lines lines{.x = {"turnout, percent", 0, 101},
              .y = {"votes, thousands", 0, 1},
              .lines = {},
              .marker = mode + 0.5,
              .marker_name = "most votes of the others"};
  Line leader{subject.stations.options[subject.option].name, {}, {}};
  Line others{"all others, invalid papers included", {}, {}};
  double most = 0;
  for (size_t b = 0; b < bins.leader.size(); ++b) {
    const double at = static_cast<double>(b) + 0.5;
    leader.x.push_back(at);
    others.x.push_back(at);
    leader.y.push_back(static_cast<double>(bins.leader[b]) / 1000);
    others.y.push_back(static_cast<double>(bins.others[b]) / 1000);
    most = std::max({most, leader.y.back(), others.y.back()});
  }
  lines.y.to = most * 1.05;
  lines.lines = {std::move(leader), std::move(others)};
  return lines;
}

// PutCurve puts the estimate over the mode into numbers and a picture.
void PutCurve(const forensics::TurnoutBins& bins, int mode, double leader_votes, TestFinding& out) {
  const std::vector<forensics::CurvePoint> curve = forensics::AnomalousVotesCurve(bins);
  if (curve.empty()) return;
  Line line{"percent of the leader's votes", {}, {}};
  Tree::List list;
  double low = 0;
  double high = 1;
  for (const forensics::CurvePoint& point : curve) {
    const double percent = leader_votes > 0 ? 100 * point.estimate.votes / leader_votes : 0;
    line.x.push_back(point.mode);
    line.y.push_back(percent);
    low = std::max(-100.0, std::min(low, percent));
    high = std::min(100.0, std::max(high, percent));
    Tree tree = EstimateNumbers(point.estimate);
    tree.Put("mode", point.mode);
    list.push_back(std::move(tree));
  }
  out.numbers.Put("curve", std::move(list));
  Lines lines{.x = {"turnout taken as honest up to, percent", 20, 90},
              .y = {"percent of the leader's votes", low, high},
              .lines = {std::move(line)},
              .marker = mode,
              .marker_name = "most votes of the others",
              .same_scale = true};
  out.pictures.push_back(
      {"curve", "The estimate, for every turnout that may be taken as honest",
       "How the estimate changes with the turnout up to which the votes are taken as honest. Where the "
       "curve is steep, no single number means anything.",
       std::move(lines)});
}

void AddCluster(const Subject& subject, double leader_votes, TestFinding& out) {
  if (!subject.settings.clean_cluster) return;
  const forensics::PlacedCluster cluster = *subject.settings.clean_cluster;
  const forensics::PlacedEstimate placed = EstimateFromCluster(subject.stations, subject.option, cluster);
  Tree tree;
  tree.Put("turnout", cluster.turnout).Put("share", cluster.share).Put("ratio", placed.ratio);
  tree.Put("anomalous_above", placed.above).Put("anomalous_all", placed.all);
  out.numbers.Put("clean_cluster", std::move(tree));
  out.figures.push_back({"With the honest stations placed at turnout " + text::Fixed(cluster.turnout, 1) +
                             " %, share " + text::Fixed(cluster.share, 1) + " %",
                         text::Rounded(placed.above) + " votes, " +
                             text::Percent(leader_votes > 0 ? placed.above / leader_votes : 0) +
                             " of the leader's"});
}

// Sentence says how many votes the estimates lie between.
std::string Sentence(double low, double high, double leader_votes) {
  const double all = std::max(1.0, leader_votes);
  if (high <= 0) {
    return "Under this assumption no votes came with turnout alone: the option has fewer votes where "
           "turnout is high (the estimates are " +
           text::Rounded(low) + " to " + text::Rounded(high) + ").";
  }
  return "Under this assumption between " + text::Rounded(low) + " and " + text::Rounded(high) +
         " votes of " + text::Rounded(leader_votes) + " came with turnout alone (" +
         text::Percent(low / all) + " to " + text::Percent(high / all) + ").";
}

TestFinding RunAnomalousVotes(const Subject& subject, TestFinding out) {
  out.refused = WhyTooCoarse(subject, kStationsForAnomaly);
  const forensics::TurnoutBins bins = forensics::BinByTurnout(subject.stations, subject.option);
  const int mode = forensics::CleanMode(bins);
  double leader_votes = 0;
  for (const int64_t votes : bins.leader) leader_votes += static_cast<double>(votes);
  out.numbers.Put("mode_bin_others", mode).Put("leader_votes", leader_votes);
  double low = 0;
  double high = 0;
  bool any = false;
  for (const Variant& variant :
       {Variant{"A", "up to the mode", forensics::WindowA(mode)},
        Variant{"B", "five points up to the mode", forensics::WindowB(mode)},
        Variant{"C", "two points on each side of the mode", forensics::WindowC(mode)}}) {
    const auto estimate = forensics::EstimateAnomalousVotes(bins, variant.window);
    out.numbers.Put(variant.key, estimate ? EstimateNumbers(*estimate) : Tree());
    if (!estimate) continue;
    low = any ? std::min(low, estimate->votes) : estimate->votes;
    high = any ? std::max(high, estimate->votes) : estimate->votes;
    any = true;
    out.figures.push_back({std::string("Honest votes taken from ") + variant.what,
                           text::Rounded(estimate->votes) + " votes, " +
                               text::Percent(leader_votes > 0 ? estimate->votes / leader_votes : 0) +
                               " of the leader's"});
  }
  AddCluster(subject, leader_votes, out);
  if (!any && !out.refused) out.refused = "the others have no votes in the part taken as honest";
  if (out.refused) return out;
  out.shows = Sentence(low, high, leader_votes);
  out.pictures.push_back(
      {"turnout_distribution", "Votes by turnout",
       "Votes of the option and of all others at stations of each turnout. Honest votes make two humps of "
       "one shape; a tail of one of them towards full turnout is what the model counts.",
       DistributionLines(subject, bins, mode)});
  PutCurve(bins, mode, leader_votes, out);
  return out;
}

}  // namespace

Test AnomalousVotes() {
  TestFinding about{
      .key = "anomalous_votes", .title = "Votes that come with turnout", .section = Section::kModel};
  about.looks_for =
      "If ballots are stuffed for one option, that option has too many votes where turnout is high. The "
      "model takes stations as honest up to the turnout at which all others have most votes. Above that "
      "turnout it counts the votes that the option has beyond the proportion of these honest stations.";
  about.limits =
      "The proportion is assumed not to depend on turnout; town and country differ without any fraud. On "
      "elections that nobody disputes the estimate can reach a quarter of the winner's votes. Where there "
      "are more fabricated votes than honest ones the automatic choice is wrong: look at the whole curve, "
      "or say yourself where the honest stations are (--clean-cluster).";
  about.record = kAnomalousVotesRecord;
  return {std::move(about), {.registered = true}, RunAnomalousVotes};
}

}  // namespace constat::examine
