// Stations against their own region: forensics/neighbourhood.h.
#include "constat/forensics/neighbourhood.h"

#include "constat/examine/registry.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

constexpr double kSpan = 6;

Picture HistogramPicture(const forensics::Neighbourhood& result) {
  Grid grid{.x = {"turnout, standard deviations from the region's mean", -kSpan, kSpan},
            .y = {"share, standard deviations", -kSpan, kSpan},
            .columns = forensics::kNeighbourhoodBins,
            .rows = forensics::kNeighbourhoodBins,
            .value_name = "stations"};
  grid.cells.resize(grid.columns * grid.rows);
  for (size_t t = 0; t < grid.columns; ++t) {
    for (size_t s = 0; s < grid.rows; ++s)
      grid.cells[s * grid.columns + t] = result.small[t][s] + result.large[t][s];
  }
  return {"standardised", "Fingerprint within regions",
          "Each station against the mean of its region. An honest cloud is round; a tail to the upper right "
          "is stations that stand out from their own neighbours in both.",
          std::move(grid)};
}

Picture CurvePicture(const forensics::Neighbourhood& result) {
  Line turnout{"turnout", {}, {}};
  Line share{"share", {}, {}};
  double low = -0.5;
  double high = 0.5;
  for (const forensics::SizePoint& point : result.curve) {
    turnout.x.push_back(point.percent);
    share.x.push_back(point.percent);
    turnout.y.push_back(point.turnout.standardised);
    share.y.push_back(point.share.standardised);
    for (const double value : {turnout.y.back(), share.y.back()}) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  Lines lines{.x = {"percent of each region's stations counted as small", 5, 50},
              .y = {"small minus large, standard deviations", low, high},
              .lines = {std::move(turnout), std::move(share)},
              .same_scale = true};
  return {"small_stations", "Small stations against large ones",
          "By how much turnout and share are higher at the smallest stations of each region.",
          std::move(lines)};
}

Tree ContrastNumbers(const forensics::SizeContrast& contrast) {
  Tree tree;
  tree.Put("difference", contrast.difference).Put("standardised", contrast.standardised);
  tree.Put("t", contrast.t).Put("p", contrast.p);
  return tree;
}

Tree Numbers(const forensics::Neighbourhood& result) {
  Tree filter;
  filter.Put("included", result.filter.included).Put("regions", result.filter.regions);
  filter.Put("impossible", result.filter.impossible).Put("nothing_counted", result.filter.nothing_counted);
  filter.Put("few_registered", result.filter.few_registered)
      .Put("few_neighbours", result.filter.few_neighbours);
  filter.Put("no_variation", result.filter.no_variation);
  Tree tree;
  tree.Put("filter", std::move(filter)).Put("both_high", result.both_high.size());
  Tree::List curve;
  for (const forensics::SizePoint& point : result.curve) {
    Tree one;
    one.Put("percent", point.percent).Put("turnout", ContrastNumbers(point.turnout));
    one.Put("share", ContrastNumbers(point.share));
    curve.push_back(std::move(one));
  }
  if (result.contrast) {
    tree.Put("small_turnout", ContrastNumbers(result.contrast->turnout));
    tree.Put("small_share", ContrastNumbers(result.contrast->share));
  }
  return tree.Put("curve", std::move(curve));
}

TestFinding RunStandardisedFingerprint(const Subject& subject, TestFinding out) {
  const forensics::Neighbourhood result =
      forensics::CompareWithNeighbourhood(subject.stations, subject.option);
  out.numbers = Numbers(result);
  if (result.refusal) {
    out.refused = *result.refusal == forensics::NeighbourhoodRefusal::kNoRegions
                      ? "the table has no regions; --region COLUMN names one"
                      : "no region has 20 stations of at least 100 persons that differ in turnout and share";
    return out;
  }
  out.shows = text::Count(static_cast<int64_t>(result.both_high.size())) + " of " +
              text::Plural(result.filter.included, "station") +
              (result.both_high.size() == 1 ? " is" : " are") +
              " 3 standard deviations or more above the region in both turnout and share.";
  out.figures.push_back(
      {"Far above their region in both", text::Count(static_cast<int64_t>(result.both_high.size()))});
  if (result.contrast) {
    const forensics::SizePoint& contrast = *result.contrast;
    out.shows += " The smaller half of each region's stations has " +
                 text::Fixed(100 * contrast.turnout.difference, 1) + " points more turnout and " +
                 text::Fixed(100 * contrast.share.difference, 1) +
                 " points more votes for the option than the larger half.";
    out.figures.push_back({"Smaller half minus larger half, turnout, standard deviations",
                           text::Fixed(contrast.turnout.standardised, 2)});
    out.figures.push_back({"Smaller half minus larger half, share, standard deviations",
                           text::Fixed(contrast.share.standardised, 2)});
  }
  out.pictures.push_back(HistogramPicture(result));
  if (!result.curve.empty()) out.pictures.push_back(CurvePicture(result));
  for (const uint32_t station : result.both_high)
    out.flags.push_back({station, "turnout and share far above its region", 2});
  return out;
}

}  // namespace

Test StandardisedFingerprint() {
  TestFinding about{.key = "standardised_fingerprint",
                    .title = "Stations against their own region",
                    .section = Section::kDescriptive};
  about.looks_for =
      "Where voters are pressed or ballots are added, this often happens at small stations. Such stations "
      "would show more turnout and more votes for the option than the rest of their own region.";
  about.limits =
      "Small stations are often in villages, and villages differ from towns in honest elections. The "
      "smaller the regions, the more this test says.";
  return {std::move(about), {.registered = true, .stations = 100}, RunStandardisedFingerprint};
}

}  // namespace constat::examine
