// Comparison with an earlier vote of the same places: forensics/comparison.h.
#include "constat/forensics/comparison.h"

#include <algorithm>
#include <cmath>

#include "constat/examine/registry.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

// Keys are region and name: numbers of stations begin anew in each region.
std::vector<std::string> Keys(const table::StationTable& table) {
  std::vector<std::string> keys(table.names.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (table.names[i].empty()) continue;
    if (!table.stations.region.empty())
      keys[i] = table.stations.region_names[table.stations.region[i]] + " / ";
    keys[i] += table.names[i];
  }
  return keys;
}

Picture ChangePicture(const forensics::Comparison& result) {
  constexpr size_t kSide = 101;
  Grid grid{.x = {"change of turnout, points", -50.5, 50.5},
            .y = {"change of share, points", -50.5, 50.5},
            .columns = kSide,
            .rows = kSide,
            .value_name = "places"};
  for (size_t share = 0; share < kSide; ++share) {
    for (size_t turnout = 0; turnout < kSide; ++turnout) grid.cells.push_back(result.joint[turnout][share]);
  }
  return {"changes", "Change of turnout and share since the earlier vote",
          "Places by the change of their turnout and of the option's share. At places far to the upper "
          "right both grew.",
          std::move(grid)};
}

Tree RateNumbers(const forensics::RateComparison& rate) {
  Tree tree;
  tree.Put("correlation", rate.correlation).Put("slope", rate.slope).Put("intercept", rate.intercept);
  tree.Put("scatter", rate.scatter).Put("median_change", rate.median_change);
  return tree;
}

Tree MatchNumbers(const forensics::MatchCounts& counts) {
  Tree tree;
  tree.Put("matched", counts.matched).Put("unmatched", counts.unmatched).Put("duplicate", counts.duplicate);
  tree.Put("left_out", counts.left_out).Put("blank", counts.blank);
  return tree;
}

void AddRegions(const forensics::KeyedVote& now, const forensics::KeyedVote& before, TestFinding& out) {
  if (now.stations->region_names.size() < 2 || before.stations->region_names.size() < 2) return;
  const forensics::RegionComparison regions = forensics::CompareRegions(now, before);
  Tree tree;
  tree.Put("matched", regions.regions.size()).Put("turnout_correlation", regions.turnout_correlation);
  tree.Put("share_correlation", regions.share_correlation)
      .Put("change_correlation", regions.change_correlation);
  out.numbers.Put("regions", std::move(tree));
  std::vector<forensics::RegionChange> order = regions.regions;
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.turnout_now - a.turnout_before > b.turnout_now - b.turnout_before;
  });
  Cells cells{"Regions where turnout grew most",
              {"Region", "Turnout then", "Turnout now", "Share then", "Share now"},
              {}};
  for (size_t i = 0; i < std::min<size_t>(15, order.size()); ++i)
    cells.rows.push_back({now.stations->region_names[order[i].now], text::Percent(order[i].turnout_before),
                          text::Percent(order[i].turnout_now), text::Percent(order[i].share_before),
                          text::Percent(order[i].share_now)});
  if (!cells.rows.empty()) out.tables.push_back(std::move(cells));
}

void AddPlaces(const forensics::Comparison& result, TestFinding& out) {
  out.shows =
      text::Plural(result.now.matched, "place") + (result.now.matched == 1 ? " was" : " were") +
      " found in both votes. Turnout changed by " + text::Fixed(100 * result.turnout.median_change, 1) +
      " points at the middle place, the share by " + text::Fixed(100 * result.share.median_change, 1) + "; " +
      text::Plural(static_cast<int64_t>(result.extreme.size()), "place") +
      " changed as hardly any other did.";
  out.figures = {
      {"Places in both votes", text::Count(result.now.matched)},
      {"Correlation of turnout, then and now", text::Fixed(result.turnout.correlation, 3)},
      {"Correlation of the share, then and now", text::Fixed(result.share.correlation, 3)},
      {"Correlation of the two changes", text::Fixed(result.change_correlation, 3)},
      {"Places that changed as hardly any other", text::Count(static_cast<int64_t>(result.extreme.size()))}};
  out.pictures.push_back(ChangePicture(result));
  for (const uint32_t at : result.extreme) {
    const forensics::PlaceChange& place = result.places[at];
    if (place.turnout_z < 0 && place.share_z < 0) continue;
    out.flags.push_back({place.now,
                         "since the earlier vote turnout " + text::Fixed(100 * place.turnout_change, 1) +
                             " and share " + text::Fixed(100 * place.share_change, 1) + " points",
                         1.5});
  }
}

TestFinding RunEarlierVote(const Subject& subject, TestFinding out) {
  const std::vector<std::string> now_keys = Keys(subject.original);
  const std::vector<std::string> before_keys = Keys(*subject.earlier);
  const std::vector<std::string_view> now_views(now_keys.begin(), now_keys.end());
  const std::vector<std::string_view> before_views(before_keys.begin(), before_keys.end());
  const forensics::KeyedVote now{&subject.stations, subject.option, now_views};
  const forensics::KeyedVote before{&subject.earlier_stations, subject.earlier_option, before_views};
  const forensics::Comparison result = forensics::ComparePlaces(now, before);
  const std::string& option_then = subject.earlier_stations.options[subject.earlier_option].name;
  out.numbers.Put("option_then", option_then);
  out.numbers.Put("now", MatchNumbers(result.now)).Put("before", MatchNumbers(result.before));
  AddRegions(now, before, out);
  if (!result.refusal) {
    out.numbers.Put("turnout", RateNumbers(result.turnout)).Put("share", RateNumbers(result.share));
    out.numbers.Put("change_correlation", result.change_correlation).Put("extreme", result.extreme.size());
    AddPlaces(result, out);
  } else if (out.tables.empty()) {
    out.refused = "fewer than 30 places were found in both tables by region and station";
  } else {
    out.shows = "Too few stations were found in both tables; the regions are compared below.";
  }
  if (option_then != subject.stations.options[subject.option].name)
    out.shows += " The earlier vote has no option of that name; its share is that of “" + option_then + "”.";
  out.figures.push_back({"Option in the earlier vote", option_then});
  return out;
}

}  // namespace

Test EarlierVote() {
  TestFinding about{.key = "comparison", .title = "Beside an earlier vote", .section = Section::kDescriptive};
  about.looks_for =
      "A place that always votes in the same way is nothing new. A place that changes as no other place "
      "does is worth a look.";
  about.limits =
      "It does not see changes that came everywhere, nor fabrication in both votes. Where stations got new "
      "numbers, wrong places are compared.";
  return {std::move(about), {.registered = true, .earlier_vote = true}, RunEarlierVote};
}

}  // namespace constat::examine
