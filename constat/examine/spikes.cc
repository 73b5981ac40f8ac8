// Spikes in the distribution of shares: forensics/spikes.h.
#include "constat/forensics/spikes.h"

#include <algorithm>

#include "constat/examine/registry.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

constexpr size_t kNamed = 12;

// A table of a million rows gets fewer resamples: the quantile envelope does not depend on their number.
constexpr size_t kMaxResampled = 200'000'000;  // stations, all resamples together
constexpr size_t kMinResamples = 50;

size_t Resamples(const Subject& subject) {
  const size_t fit = kMaxResampled / std::max<size_t>(1, subject.stations.size());
  return std::min(subject.settings.resamples, std::max(kMinResamples, fit));
}

std::string Why(forensics::SpikeRefusal refusal) {
  switch (refusal) {
    case forensics::SpikeRefusal::kAreaTotals:
      return "the rows are totals of areas, not polling stations";
    case forensics::SpikeRefusal::kTooFewStations:
      return "the test needs 500 stations with votes for the option";
    case forensics::SpikeRefusal::kNoVariation:
      return "all shares are equal";
  }
  return "";
}

Tree MixtureNumbers(const stats::BetaBinomialMixture& mixture) {
  Tree::List list;
  for (const auto& component : mixture) {
    Tree tree;
    tree.Put("weight", component.weight).Put("alpha", component.alpha).Put("beta", component.beta);
    list.push_back(std::move(tree));
  }
  return list;
}

// TopSpikes are the shares outside the published envelope, the greatest excess first.
Tree TopSpikes(const forensics::Spikes& spikes) {
  std::vector<size_t> order;
  for (size_t i = 0; i < spikes.points.size(); ++i) {
    if (spikes.points[i].observed > spikes.points[i].largest) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return spikes.points[a].excess > spikes.points[b].excess; });
  Tree::List list;
  for (const size_t i : order) list.emplace_back(static_cast<double>(i) / 1000);
  return list;
}

Tree Numbers(const forensics::Spikes& spikes, size_t resamples) {
  Tree filter;
  filter.Put("included", spikes.filter.included).Put("impossible", spikes.filter.impossible);
  filter.Put("nothing_counted", spikes.filter.nothing_counted).Put("no_votes", spikes.filter.no_votes);
  filter.Put("large", spikes.filter.large);
  Tree tree;
  tree.Put("filter", std::move(filter));
  if (spikes.refusal) return tree;
  tree.Put("resamples", resamples)
      .Put("F", spikes.percent_largest)
      .Put("F_quantile", spikes.percent_quantile);
  tree.Put("top_spikes", TopSpikes(spikes));
  Tree::List found;
  for (const forensics::Spike& spike : spikes.spikes) {
    Tree one;
    one.Put("share", spike.share).Put("percent", spike.percent);
    found.push_back(std::move(one));
  }
  tree.Put("spikes", std::move(found));
  tree.Put("mixture_turnout", MixtureNumbers(spikes.turnout))
      .Put("mixture_share", MixtureNumbers(spikes.share));
  Tree::List points;
  for (const forensics::SpikePoint& point : spikes.points) {
    Tree one;
    one.Put("observed", point.observed).Put("expected", point.mean).Put("sd", point.deviation);
    one.Put("largest", point.largest).Put("quantile", point.quantile);
    points.push_back(std::move(one));
  }
  return tree.Put("points", std::move(points));
}

Picture DensityPicture(const forensics::Spikes& spikes) {
  Bars bars{.x = {"share, percent", -0.05, 100.05},
            .y_label = "density, stations",
            .height_name = "published",
            .expected_name = "the most that smooth rates and counting would leave"};
  for (const forensics::SpikePoint& point : spikes.points) {
    bars.heights.push_back(point.observed);
    bars.expected.push_back(point.quantile);
  }
  return {"density", "Density of shares, and the most that chance leaves",
          "Where the published density is above the line, more stations report that very share than smooth "
          "rates can give.",
          std::move(bars)};
}

TestFinding RunSpikes(const Subject& subject, TestFinding out) {
  const forensics::Spikes spikes =
      forensics::FindSpikes(subject.stations, subject.option,
                            {.resamples = static_cast<int64_t>(Resamples(subject)),
                             .seed = subject.settings.seed,
                             .threads = subject.settings.threads});
  out.numbers = Numbers(spikes, Resamples(subject));
  if (spikes.refusal) {
    out.refused = Why(*spikes.refusal);
    return out;
  }
  std::string named;
  for (size_t i = 0; i < std::min(kNamed, spikes.spikes.size()); ++i)
    named += (i == 0 ? "" : ", ") + text::Fixed(100 * spikes.spikes[i].share, 1) + " %";
  out.figures = {{"Percent of stations beyond the envelope", text::Fixed(spikes.percent_quantile, 3)},
                 {"Beyond the published envelope of " +
                      text::Count(static_cast<int64_t>(Resamples(subject))) + " resamples (F)",
                  text::Fixed(spikes.percent_largest, 3)},
                 {"Highest spikes, at a share of", named.empty() ? "none" : named}};
  constexpr double kNone = 0.01;  // percent of stations: a bin at a rare share holds one of 10,000 by chance
  out.shows = spikes.percent_quantile < kNone
                  ? "No share is reported by more stations than smooth rates and counting can give."
                  : text::Fixed(spikes.percent_quantile, 2) +
                        " % of the stations are in spikes, the highest at a share of " + named + ".";
  out.pictures.push_back(DensityPicture(spikes));
  return out;
}

}  // namespace

Test Spikes() {
  TestFinding about{.key = "spikes", .title = "Spikes in the shares", .section = Section::kModel};
  about.looks_for =
      "Shares that far more stations report than their neighbours do, such as exactly 75 %, beyond what "
      "smooth rates and counting can produce (resampled kernel density).";
  about.limits =
      "Rates are assumed to come from smooth distributions. The result is the percentage of stations above "
      "the envelope, which is the most that chance leaves. The envelope of the published method is the "
      "largest of all resamples and depends on how many there are, so this report reads the other one.";
  return {std::move(about), {.registered = true}, RunSpikes};
}

}  // namespace constat::examine
