// Geography: forensics/geography.h on residuals, forensics/twins.h.
#include "constat/forensics/geography.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "constat/examine/registry.h"
#include "constat/forensics/columns.h"
#include "constat/forensics/rates.h"
#include "constat/forensics/residuals.h"
#include "constat/forensics/twins.h"
#include "constat/stats/real.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

constexpr double kHot = 4;      // standard deviations of Gi*: one station of 30,000
constexpr size_t kCells = 120;  // across the longer side of the map

struct Box {
  double west = 0, east = 0, south = 0, north = 0;
};

// Shaped adds a margin, and on two sides as much as makes the map as high as kShape of its width,
// on the ground.
Box Shaped(Box box) {
  constexpr double kShape = 0.56;
  const double margin = 0.02 * std::max({box.east - box.west, box.north - box.south, 0.01});
  box = {box.west - margin, box.east + margin, box.south - margin, box.north + margin};
  const double narrow = std::max(0.05, stats::Cos((box.south + box.north) / 2 * std::numbers::pi / 180));
  const double width = (box.east - box.west) * narrow;
  const double height = box.north - box.south;
  const double wider = std::max(0.0, height / kShape - width) / narrow / 2;
  const double higher = std::max(0.0, width * kShape - height) / 2;
  return {box.west - wider, box.east + wider, box.south - higher, box.north + higher};
}

// BoxOf leaves out the outermost half percent on each side: embassies would make a map of the world.
std::optional<Box> BoxOf(const forensics::Stations& s, const std::vector<double>& values) {
  std::vector<double> longitude;
  std::vector<double> latitude;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || !std::isfinite(s.latitude[i])) continue;
    longitude.push_back(s.longitude[i]);
    latitude.push_back(s.latitude[i]);
  }
  if (longitude.empty()) return std::nullopt;
  const auto at = [](std::vector<double>& all, double part) {
    const auto k = all.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(all.size() - 1));
    std::nth_element(all.begin(), k, all.end());
    return *k;
  };
  const Box box{at(longitude, 0.005), at(longitude, 0.995), at(latitude, 0.005), at(latitude, 0.995)};
  return Shaped(box);
}

// MapPicture averages residuals, in percentage points, over the cells of a map.
std::optional<Picture> MapPicture(const Subject& subject, const std::vector<double>& residuals) {
  const forensics::Stations& s = subject.stations;
  const std::optional<Box> box = BoxOf(s, residuals);
  if (!box) return std::nullopt;
  const double width = box->east - box->west;
  const double height = box->north - box->south;
  Grid grid{.x = {"longitude, degrees", box->west, box->east},
            .y = {"latitude, degrees", box->south, box->north},
            .diverging = true,
            .limit = 15,
            .value_name = "points above or below what is expected from region and turnout"};
  const double cell = std::max(width, height) / static_cast<double>(kCells);
  grid.columns = std::max<size_t>(1, static_cast<size_t>(std::ceil(width / cell)));
  grid.rows = std::max<size_t>(1, static_cast<size_t>(std::ceil(height / cell)));
  std::vector<double> sums(grid.columns * grid.rows);
  std::vector<int64_t> counts(sums.size());
  for (size_t i = 0; i < residuals.size(); ++i) {
    if (!std::isfinite(residuals[i]) || !std::isfinite(s.latitude[i])) continue;
    const double x = (s.longitude[i] - box->west) / width * static_cast<double>(grid.columns);
    const double y = (s.latitude[i] - box->south) / height * static_cast<double>(grid.rows);
    if (x < 0 || y < 0 || x >= static_cast<double>(grid.columns) || y >= static_cast<double>(grid.rows))
      continue;
    const size_t at = static_cast<size_t>(y) * grid.columns + static_cast<size_t>(x);
    sums[at] += 100 * residuals[i];
    ++counts[at];
  }
  grid.cells.resize(sums.size());
  for (size_t at = 0; at < sums.size(); ++at)
    grid.cells[at] = counts[at] == 0 ? std::numeric_limits<double>::quiet_NaN()
                                     : sums[at] / static_cast<double>(counts[at]);
  return Picture{"map", "Map of residuals",
                 "Where the option has more or fewer votes than is expected from region and turnout. Where "
                 "neighbours have one colour, the reason is usually geography: rivers, languages, towns.",
                 std::move(grid)};
}

Tree MoranNumbers(const forensics::Geography& result) {
  Tree tree;
  tree.Put("n", result.n)
      .Put("I", result.moran.i)
      .Put("expected", result.moran.expected)
      .Put("sd", result.moran.sd);
  tree.Put("z", result.moran.z).Put("permutation_mean", result.moran.permutation_mean);
  tree.Put("permutation_sd", result.moran.permutation_sd).Put("p", result.moran.p);
  int64_t above = 0;
  int64_t below = 0;
  double most = 0;
  double least = 0;
  for (const forensics::StationPattern& station : result.stations) {
    above += station.gi > 2.576 ? 1 : 0;
    below += station.gi < -2.576 ? 1 : 0;
    most = std::max(most, station.gi);
    least = std::min(least, station.gi);
  }
  Tree gi;
  gi.Put("above_2.576", above).Put("below_2.576", below).Put("max", most).Put("min", least);
  return tree.Put("Gi*", std::move(gi));
}

// RawRates are turnout or share; NaN where a station takes no part.
std::vector<double> RawRates(const Subject& subject, bool turnout) {
  const forensics::Rates rates =
      forensics::MakeRates(forensics::ColumnsOf(subject.stations, subject.option), 100);
  std::vector<double> out(subject.stations.size(), std::numeric_limits<double>::quiet_NaN());
  for (size_t i = 0; i < rates.size(); ++i)
    out[rates.station[i]] = turnout ? rates.turnout[i] : rates.share[i];
  return out;
}

void AddTwins(const Subject& subject, TestFinding& out) {
  const forensics::Twins twins = forensics::CompareTwins(subject.stations, subject.option);
  if (twins.refusal) return;
  Tree tree;
  tree.Put("groups", twins.groups).Put("stations", twins.stations).Put("pairs", twins.pairs.size());
  tree.Put("mean_turnout_range", twins.mean_turnout_range).Put("mean_share_range", twins.mean_share_range);
  tree.Put("turnout_dispersion", twins.turnout_dispersion).Put("share_dispersion", twins.share_dispersion);
  int64_t odd = 0;
  for (const forensics::TwinPair& pair : twins.pairs) {
    const bool share = pair.share.holm < 0.01;
    const bool turnout = pair.turnout.holm < 0.01;
    if (!share && !turnout) continue;
    ++odd;
    const std::string why = std::string("differs from the station at the same address in ") +
                            (share && turnout ? "turnout and share"
                             : share          ? "share"
                                              : "turnout");
    out.flags.push_back({pair.first, why, 2});
    out.flags.push_back({pair.second, why, 2});
  }
  tree.Put("odd_pairs", odd);
  out.numbers.Put("twins", std::move(tree));
  out.figures.push_back(
      {"Pairs of stations at one address", text::Count(static_cast<int64_t>(twins.pairs.size()))});
  out.figures.push_back({"Pairs that differ oddly", text::Count(odd)});
}

TestFinding RunGeography(const Subject& subject, TestFinding out) {
  const forensics::Stations& s = subject.stations;
  const forensics::Coordinates places{s.latitude, s.longitude};
  const forensics::GeographyOptions options{
      .permutations = 199, .seed = subject.settings.seed, .threads = subject.settings.threads};
  const std::vector<double> residuals = forensics::RegionResiduals(s, subject.option);
  const forensics::Geography left = forensics::TestGeography(places, residuals, options);
  out.numbers.Put("share", MoranNumbers(forensics::TestGeography(places, RawRates(subject, false), options)));
  out.numbers.Put("turnout",
                  MoranNumbers(forensics::TestGeography(places, RawRates(subject, true), options)));
  out.numbers.Put("residuals", MoranNumbers(left));
  AddTwins(subject, out);
  if (left.refusal) {
    out.refused = *left.refusal == forensics::GeographyRefusal::kNoVariation
                      ? "what is left after region and turnout does not vary"
                      : "too few stations have coordinates";
    return out;
  }
  int64_t hot = 0;
  for (const forensics::StationPattern& station : left.stations) {
    if (station.gi < kHot) continue;
    ++hot;
    out.flags.push_back(
        {station.station,
         "among neighbours with far more votes for the option than is expected from region and turnout", 1});
  }
  out.figures.insert(out.figures.begin(),
                     {{"Moran's I of what is left after region and turnout", text::Fixed(left.moran.i, 3)},
                      {"Stations among unusually high values", text::Count(hot)}});
  out.shows = "After region and turnout are taken away, neighbours are alike by " +
              text::Fixed(left.moran.i, 2) + " (Moran's I: 0 for none, 1 for the same); " +
              text::Plural(hot, "station") + (hot == 1 ? " lies" : " lie") + " among unusually high values.";
  if (auto map = MapPicture(subject, residuals)) out.pictures.push_back(*std::move(map));
  return out;
}

}  // namespace

Test Geography() {
  TestFinding about{.key = "geography", .title = "Neighbours on the map", .section = Section::kDescriptive};
  about.looks_for =
      "Stations next to each other should differ little once region and turnout are taken away, and "
      "stations at one address hardly at all.";
  about.limits =
      "A map shows first of all where different people live: shares as they are published are always "
      "similar among neighbours. So the test looks only at what is left after region and turnout. Even then "
      "towns end at rivers, not at borders of regions.";
  return {std::move(about), {.registered = true, .coordinates = true, .stations = 50}, RunGeography};
}

}  // namespace constat::examine
