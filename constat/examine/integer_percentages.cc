// Whole percentages of turnout and share: forensics/integer_percentages.h.
#include "constat/forensics/integer_percentages.h"

#include <algorithm>
#include <cmath>

#include "constat/examine/hypotheses.h"
#include "constat/examine/registry.h"
#include "constat/forensics/columns.h"
#include "constat/forensics/contracted_windows.h"
#include "constat/forensics/percent_histogram.h"
#include "constat/stats/distribution.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

using forensics::IntegerCount;
using forensics::IntegerCounts;

constexpr int64_t kStationsForPercentages = 50;
constexpr size_t kMaxFlags = 2000;
constexpr double kNotable = 3e-5;  // of one percentage of 202

Tree Numbers(const IntegerCount& count) {
  Tree tree;
  tree.Put("observed", count.observed).Put("expected", count.expected).Put("variance", count.variance);
  tree.Put("sd", std::sqrt(count.variance)).Put("anomaly", count.Anomaly()).Put("z", count.Z());
  return tree;
}

void PutCounts(Tree& tree, const IntegerCounts& counts) {
  tree.Put("turnout", Numbers(counts.turnout));
  tree.Put("share", Numbers(counts.share));
  tree.Put("either", Numbers(counts.either));
}

Tree FilterNumbers(const forensics::IntegerFilter& filter) {
  Tree tree;
  tree.Put("included", filter.included).Put("impossible", filter.impossible);
  tree.Put("nothing_counted", filter.nothing_counted).Put("few_registered", filter.few_registered);
  tree.Put("high_turnout", filter.high_turnout).Put("high_share", filter.high_share);
  return tree;
}

// Tail is the probability of as many by chance, at most. Where few are expected a normal distribution is no
// bound: one station at a percentage that a thousandth of a station was expected at is no wonder among 202.
double Tail(const IntegerCount& count) {
  if (count.Anomaly() <= 0 || count.variance <= 0) return 1;
  return std::max(stats::NormalTail(count.Z()), stats::PoissonTail(count.observed, count.expected));
}

bool IsNotable(const IntegerCount& count) { return Tail(count) < kNotable; }

Tree PerInteger(const std::array<IntegerCount, 101>& at) {
  Tree::List list;
  for (size_t m = 0; m < at.size(); ++m) {
    Tree tree;
    tree.Put("percent", m).Put("observed", at[m].observed).Put("expected", at[m].expected);
    tree.Put("variance", at[m].variance).Put("z", at[m].Z());
    list.push_back(std::move(tree));
  }
  return list;
}

Tree PerRegion(const forensics::IntegerPercentages& result, const std::vector<std::string>& names) {
  Tree::List list;
  for (const forensics::RegionIntegers& region : result.regions) {
    Tree tree;
    tree.Put("region", names[region.region]).Put("stations", region.stations);
    PutCounts(tree, region.counts);
    list.push_back(std::move(tree));
  }
  return list;
}

Tree ReplicateNumbers(const std::vector<int32_t>& counts, int64_t observed) {
  double sum = 0;
  double squares = 0;
  int64_t above = 0;
  for (const int32_t count : counts) {
    sum += count;
    squares += static_cast<double>(count) * count;
    above += count >= observed ? 1 : 0;
  }
  const double n = static_cast<double>(counts.size());
  const double mean = sum / n;
  const double sd = n > 1 ? std::sqrt(std::max(0.0, (squares - n * mean * mean) / (n - 1))) : 0;
  Tree tree;
  tree.Put("mean", mean).Put("sd", sd).Put("anomaly", static_cast<double>(observed) - mean);
  tree.Put("z", sd > 0 ? (static_cast<double>(observed) - mean) / sd : 0.0).Put("at_least_observed", above);
  return tree;
}

void AddReplicates(const Subject& subject, const forensics::IntegerPercentages& result, Tree& numbers) {
  const Settings& settings = subject.settings;
  if (settings.replicates == 0) return;
  const forensics::IntegerReplicates drawn =
      ReplicateIntegerPercentages(result, {settings.replicates, settings.seed, settings.threads});
  Tree tree;
  tree.Put("replicates", settings.replicates).Put("seed", Tree(std::to_string(settings.seed)));
  tree.Put("turnout", ReplicateNumbers(drawn.turnout, result.overall.turnout.observed));
  tree.Put("share", ReplicateNumbers(drawn.share, result.overall.share.observed));
  tree.Put("either", ReplicateNumbers(drawn.either, result.overall.either.observed));
  numbers.Put("replicated", std::move(tree));
}

Hypothesis OneSided(const std::string& key, const std::string& what, const IntegerCount& count,
                    int64_t included) {
  Hypothesis out{.key = key, .what = what, .effect = {}, .statistic = count.Z()};
  out.p = count.variance > 0 ? stats::NormalTail(count.Z()) : 1;
  const double more = included > 0 ? count.Anomaly() / static_cast<double>(included) : 0;
  out.effect = text::Rounded(count.Anomaly()) + " stations beyond " + text::Rounded(count.expected) +
               ", or " + text::Percent(more) + " of all";
  return out;
}

Hypothesis ShareHypothesis(const IntegerCounts& counts, int64_t included) {
  return OneSided("integer_share", "Whole percentages, share", counts.share, included);
}

std::vector<double> AsDoubles(const std::array<double, forensics::kTenths>& bins) {
  return {bins.begin(), bins.end()};
}

Picture TenthsPicture(bool turnout, const forensics::PercentHistogram& h) {
  const std::string what = turnout ? "Turnout" : "Share";
  Bars bars{.x = {what + ", percent", -0.05, 100.05},
            .y_label = "stations",
            .heights = AsDoubles(turnout ? h.turnout : h.share),
            .expected = AsDoubles(turnout ? h.expected_turnout : h.expected_share),
            .height_name = "published",
            .expected_name = "what counting alone would leave"};
  return {turnout ? "turnout_tenths" : "share_tenths", what + " of each station, by tenths of a point",
          "Stations by " + std::string(turnout ? "turnout" : "share") +
              ". Spikes at whole numbers that the line does not follow are what this test counts.",
          std::move(bars)};
}

Picture ExcessPicture(bool turnout, const std::array<IntegerCount, 101>& at) {
  const std::string what = turnout ? "turnout" : "share";
  Bars bars{.x = {"whole percentage of " + what, -0.5, 100.5},
            .y_label = "z, standard deviations",
            .height_name = "beyond what was expected",
            .same_scale = true};
  // Above 98 % the filter cuts windows apart.
  for (size_t m = 0; m < at.size(); ++m) bars.heights.push_back(m <= 98 ? at[m].Z() : 0);
  return {what + "_excess", "Excess at each whole percentage of " + what,
          "For each whole percentage up to 98, by how much the number of stations exceeds what counting "
          "alone would leave. Values between -3 and 3 come by chance.",
          std::move(bars)};
}

std::string Largest(const std::array<IntegerCount, 101>& at) {
  std::vector<size_t> order(at.size());
  for (size_t m = 0; m < order.size(); ++m) order[m] = m;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return at[a].Z() > at[b].Z(); });
  std::string out;
  size_t named = 0;
  for (size_t i = 0; i < order.size() && named < 5; ++i) {
    const IntegerCount& count = at[order[i]];
    if (!IsNotable(count)) continue;
    ++named;
    out += (out.empty() ? "" : ", ") + std::to_string(order[i]) + " % (" + text::Count(count.observed) +
           " for "
           "" +
           text::Rounded(count.expected) + ")";
  }
  return out.empty() ? "none" : out;
}

Cells RegionTable(const Subject& subject, const forensics::IntegerPercentages& result) {
  std::vector<const forensics::RegionIntegers*> order;
  for (const forensics::RegionIntegers& region : result.regions) order.push_back(&region);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->counts.either.Z() > b->counts.either.Z(); });
  Cells cells{"Regions with the most, turnout or share whole",
              {"Region", "Stations", "Whole", "Expected", "z", "p, corrected for the number of regions"},
              {}};
  for (size_t i = 0; i < std::min<size_t>(order.size(), 15); ++i) {
    const IntegerCount& either = order[i]->counts.either;
    cells.rows.push_back(
        {subject.stations.region_names[order[i]->region], text::Count(order[i]->stations),
         text::Count(either.observed), text::Fixed(either.expected, 1), text::Fixed(either.Z(), 1),
         text::PValue(std::min(1.0, Tail(either) * static_cast<double>(result.regions.size())))});
  }
  return cells;
}

// Surplus is the part of the stations at a percentage that counting does not explain.
double Surplus(const IntegerCount& at) { return at.Anomaly() / static_cast<double>(at.observed); }

// FlagStations names the stations that sit on a percentage with a great excess, and more so if
// both are whole.
void FlagStations(const Subject& subject, const forensics::IntegerPercentages& result, TestFinding& out) {
  const forensics::Columns c = forensics::ColumnsAsKnown(subject.stations, subject.option);
  for (const forensics::IntegerStation& s : result.stations) {
    const size_t i = s.station;
    const int turnout = c.has_registered() ? forensics::NearestPercent(c.ballots[i], c.registered[i]) : 0;
    const int share = forensics::NearestPercent(c.votes[i], c.counted[i]);
    const bool t = s.turnout_whole && IsNotable(result.turnout_at[turnout]);
    const bool w = s.share_whole && IsNotable(result.share_at[share]);
    if (!t && !w) continue;
    std::string why = t ? "turnout " + std::to_string(turnout) + " %" : "";
    if (w) why += (t ? " and " : "") + std::string("share ") + std::to_string(share) + " %";
    const double excess =
        (t ? Surplus(result.turnout_at[turnout]) : 0) + (w ? Surplus(result.share_at[share]) : 0);
    out.flags.push_back({s.station, why + (t && w ? ", both whole" : ", whole"), 2 * excess});
  }
  std::stable_sort(out.flags.begin(), out.flags.end(),
                   [](const Flag& a, const Flag& b) { return a.weight > b.weight; });
  if (out.flags.size() > kMaxFlags) out.flags.resize(kMaxFlags);
}

void Describe(const forensics::IntegerPercentages& result, TestFinding& out) {
  const IntegerCount& either = result.overall.either;
  const int64_t left_out =
      result.filter.few_registered + result.filter.high_turnout + result.filter.high_share;
  out.shows = text::Count(either.observed) + " of " + text::Plural(result.filter.included, "station") +
              (either.observed == 1 ? " has" : " have") +
              " a turnout or share within 0.05 points of a whole percentage; counting alone would leave " +
              text::Rounded(either.expected) + ", give or take " + text::Rounded(std::sqrt(either.variance)) +
              " (z = " + text::Fixed(either.Z(), 1) + "). For turnout alone z is " +
              text::Fixed(result.overall.turnout.Z(), 1) + ", for the share alone " +
              text::Fixed(result.overall.share.Z(), 1) + ". " + text::Plural(left_out, "station") +
              (left_out == 1 ? " takes" : " take") + " no part: fewer than 100 registered, or above 99 %.";
  out.figures = {{"Stations with a whole percentage", text::Count(either.observed)},
                 {"Expected from counting", text::Fixed(either.expected, 1)},
                 {"More than expected", text::Fixed(either.Anomaly(), 1)},
                 {"z", text::Fixed(either.Z(), 2)},
                 {"z, turnout alone", text::Fixed(result.overall.turnout.Z(), 2)},
                 {"z, share alone", text::Fixed(result.overall.share.Z(), 2)},
                 {"Most frequent beyond expectation, turnout", Largest(result.turnout_at)},
                 {"Most frequent beyond expectation, share", Largest(result.share_at)},
                 {"Left out: fewer than 100 registered, or above 99 %", text::Count(left_out)}};
}

}  // namespace

std::vector<Hypothesis> IntegerHypotheses(const IntegerCounts& counts, int64_t included) {
  return {OneSided("integer_either", "Whole percentages, turnout or share", counts.either, included),
          OneSided("integer_turnout", "Whole percentages, turnout", counts.turnout, included),
          ShareHypothesis(counts, included)};
}

namespace {

// Ask is what is asked of this table: of the share alone where there is no turnout.
std::vector<Hypothesis> Ask(const Subject& subject, const IntegerCounts& counts, int64_t included) {
  if (subject.stations.has_registered()) return IntegerHypotheses(counts, included);
  return {ShareHypothesis(counts, included)};
}

// AllowForClosePlaces raises the p-values to those of ContractedCounts, where they are greater: a mark must
// not come from drawing again what counting has scattered once already.
void AllowForClosePlaces(const Subject& subject, const forensics::IntegerPercentages& result,
                         TestFinding& out) {
  constexpr double kWorthTheTime = 0.01;
  const bool any = std::any_of(out.hypotheses.begin(), out.hypotheses.end(),
                               [](const Hypothesis& h) { return h.p < kWorthTheTime; });
  if (!any) return;
  const IntegerCounts contracted = forensics::ContractedCounts(subject.stations, subject.option, result);
  const std::vector<Hypothesis> others = Ask(subject, contracted, result.filter.included);
  for (size_t i = 0; i < others.size(); ++i) out.hypotheses[i].p = std::max(out.hypotheses[i].p, others[i].p);
  if (!subject.stations.has_registered()) return;
  Tree tree;
  PutCounts(tree, contracted);
  out.numbers.Put("contracted", std::move(tree));
}

// DescribeShare says of the share what Describe says of both.
void DescribeShare(const forensics::IntegerPercentages& result, TestFinding& out) {
  const IntegerCount& share = result.overall.share;
  out.shows = text::Count(share.observed) + " of " + text::Plural(result.filter.included, "station") +
              (share.observed == 1 ? " has" : " have") +
              " a share within 0.05 points of a whole percentage; counting alone would leave " +
              text::Rounded(share.expected) + ", give or take " + text::Rounded(std::sqrt(share.variance)) +
              " (z = " + text::Fixed(share.Z(), 1) +
              "). The table has no registered voters, so there is no turnout.";
  out.figures = {{"Stations with a whole percentage", text::Count(share.observed)},
                 {"Expected from counting", text::Fixed(share.expected, 1)},
                 {"More than expected", text::Fixed(share.Anomaly(), 1)},
                 {"z", text::Fixed(share.Z(), 2)},
                 {"Most frequent beyond expectation, share", Largest(result.share_at)}};
  out.limits =
      "It does not see numbers made up without round percentages. Stations with fewer than 34 ballots, or a "
      "share above 99 %, are left out.";
  out.numbers.Put("share", Numbers(share));
  Tree per_integer;
  out.numbers.Put("per_integer", std::move(per_integer.Put("share", PerInteger(result.share_at))));
}

// DescribeBoth puts the numbers of turnout and share, and Describe's words.
void DescribeBoth(const Subject& subject, const forensics::IntegerPercentages& result, TestFinding& out) {
  out.numbers.Put("filter", FilterNumbers(result.filter));
  PutCounts(out.numbers, result.overall);
  AddReplicates(subject, result, out.numbers);
  Tree per_integer;
  per_integer.Put("turnout", PerInteger(result.turnout_at)).Put("share", PerInteger(result.share_at));
  out.numbers.Put("per_integer", std::move(per_integer));
  if (!result.regions.empty())
    out.numbers.Put("per_region", PerRegion(result, subject.stations.region_names));
  Describe(result, out);
}

TestFinding RunIntegerPercentages(const Subject& subject, TestFinding out) {
  const bool has_turnout = subject.stations.has_registered();
  const forensics::IntegerPercentages result = forensics::TestIntegerPercentages(
      subject.stations, subject.option, {.threads = subject.settings.threads});
  if (has_turnout) {
    DescribeBoth(subject, result, out);
  } else {
    DescribeShare(result, out);
  }
  out.refused = WhyTooCoarse(subject, kStationsForPercentages);
  if (!out.refused && result.filter.included < kStationsForPercentages)
    out.refused = "the test's filter leaves " + text::Plural(result.filter.included, "station") +
                  "; it needs " + text::Count(kStationsForPercentages);
  if (out.refused) return out;
  out.hypotheses = Ask(subject, result.overall, result.filter.included);
  AllowForClosePlaces(subject, result, out);
  const forensics::PercentHistogram tenths =
      forensics::MakePercentHistogram(subject.stations, subject.option, 100, subject.settings.threads);
  if (has_turnout) out.pictures.push_back(TenthsPicture(true, tenths));
  out.pictures.push_back(TenthsPicture(false, tenths));
  if (has_turnout) out.pictures.push_back(ExcessPicture(true, result.turnout_at));
  out.pictures.push_back(ExcessPicture(false, result.share_at));
  if (has_turnout && result.regions.size() > 1) out.tables.push_back(RegionTable(subject, result));
  FlagStations(subject, result, out);
  return out;
}

}  // namespace

Test IntegerPercentages() {
  TestFinding about{.key = "integer_percentages", .title = "Whole percentages", .section = Section::kSilent};
  about.looks_for =
      "People who make up a percentage and work the counts out from it leave too many stations at whole "
      "percentages such as 75 %.";
  about.limits =
      "It does not see numbers made up without round percentages. Stations above 99 % or with fewer than "
      "100 registered are left out, among them the most extreme.";
  about.record = kWholePercentagesRecord;
  return {std::move(about), {.moderate_counts = true}, RunIntegerPercentages};
}

}  // namespace constat::examine
