#include "constat/examine/examination.h"

#include <algorithm>
#include <map>

#include "constat/examine/identities.h"
#include "constat/examine/registry.h"
#include "constat/forensics/columns.h"

namespace constat::examine {
namespace {

// A row that contradicts itself is worth more of a look than any statistic.
constexpr double kBrokenWeight = 10;

Result<size_t> FindOption(const forensics::Stations& stations, const std::string& name) {
  std::string known;
  for (size_t k = 0; k < stations.options.size(); ++k) {
    if (stations.options[k].name == name) return k;
    known += (k == 0 ? "\"" : ", \"") + stations.options[k].name + "\"";
  }
  return Fail(ErrorCode::kUsage, "the table has no option \"" + name + "\"; it has " + known);
}

void StandIn(forensics::Stations& stations) {
  if (!stations.ballots.empty() || !stations.counted.empty()) return;
  stations.counted.resize(stations.size());
  for (size_t i = 0; i < stations.size(); ++i) {
    int64_t sum = stations.invalid.empty() ? 0 : stations.invalid[i];
    for (const forensics::Option& option : stations.options) sum += option.votes[i];
    stations.counted[i] = sum;
  }
}

// FindAgainst finds the options that one is compared with.
Result<std::vector<size_t>> FindAgainst(const forensics::Stations& stations, size_t option,
                                        const std::vector<std::string>& names) {
  std::vector<size_t> out;
  for (const std::string& name : names) {
    CONSTAT_ASSIGN(const size_t k, FindOption(stations, name));
    if (k == option || std::find(out.begin(), out.end(), k) != out.end())
      return Fail(ErrorCode::kUsage,
                  "the option \"" + name +
                      "\" is named twice, or is the one that is compared; name each other option once");
    out.push_back(k);
  }
  return out;
}

// CompareOnly makes `counted` the votes for an option and those it is compared with.
void CompareOnly(forensics::Stations& stations, size_t option, const std::vector<size_t>& against) {
  if (against.empty()) return;
  if (stations.ballots.empty()) stations.ballots = stations.counted;
  stations.counted = stations.options[option].votes;
  for (const size_t k : against) {
    for (size_t i = 0; i < stations.size(); ++i) stations.counted[i] += stations.options[k].votes[i];
  }
}

Totals TotalsOf(const Subject& subject) {
  const forensics::Columns c = forensics::ColumnsAsKnown(subject.stations, subject.option);
  Totals totals;
  if (c.has_registered()) totals.registered = 0;
  for (size_t i = 0; i < c.size(); ++i) {
    if (c.counted[i] <= 0 || !forensics::HasAtLeast(c, i, 1) || !forensics::IsPossible(c, i)) continue;
    if (totals.registered) *totals.registered += c.registered[i];
    totals.ballots += c.ballots[i];
    totals.counted += c.counted[i];
    totals.votes += c.votes[i];
  }
  return totals;
}

using Flagged = std::map<uint32_t, FlaggedStation>;

void AddFlag(Flagged& flagged, const Flag& flag) {
  FlaggedStation& station = flagged[flag.station];
  station.station = flag.station;
  station.score += flag.weight;
  station.reasons.push_back(flag.why);
}

void ListStations(const forensics::Identities& identities, Examination& out) {
  Flagged flagged;
  for (const Identity& identity : AllIdentities()) {
    if (!identity.IsError()) continue;
    for (const uint32_t row : identities.*identity.rows)
      AddFlag(flagged, {row, identity.reason, kBrokenWeight});
  }
  for (const TestFinding& test : out.tests) {
    for (const Flag& flag : test.flags) AddFlag(flagged, flag);
  }
  out.flagged = flagged.size();
  for (auto& [index, station] : flagged) out.stations.push_back(std::move(station));
  std::stable_sort(out.stations.begin(), out.stations.end(),
                   [](const FlaggedStation& a, const FlaggedStation& b) { return a.score > b.score; });
  if (out.stations.size() > kMaxListed) out.stations.resize(kMaxListed);
}

}  // namespace

Result<Subject> MakeSubject(const table::StationTable& table, const Choice& choice) {
  if (table.stations.options.empty()) {
    return Fail(ErrorCode::kUsage,
                "the mapping names no option; add a section [options] with a line for each, such as "
                "Yes = [\"Yes votes\"]");
  }
  Subject subject{
      .original = table, .stations = table.stations, .option = 0, .scale = {}, .settings = choice.settings};
  StandIn(subject.stations);
  if (choice.option) {
    CONSTAT_ASSIGN(subject.option, FindOption(table.stations, *choice.option));
  } else {
    subject.option = LeadingOption(table.stations);
  }
  CONSTAT_ASSIGN(subject.against, FindAgainst(subject.stations, subject.option, choice.against));
  CompareOnly(subject.stations, subject.option, subject.against);
  subject.scale = ScaleOf(subject.stations, subject.option);
  return subject;
}

Status AddEarlier(Subject& subject, const table::StationTable& earlier) {
  if (earlier.stations.options.empty())
    return Fail(ErrorCode::kUsage,
                "the mapping of the earlier vote names no option; add a section [options] to it, with a "
                "line for each option");
  if (!earlier.stations.has_registered())
    return Fail(ErrorCode::kUsage,
                "the earlier vote has no registered voters; without turnout it cannot be compared");
  forensics::Stations stations = earlier.stations;
  StandIn(stations);
  const Result<size_t> same = FindOption(stations, subject.stations.options[subject.option].name);
  if (!same && !subject.against.empty()) return tl::unexpected(Prefix("the earlier vote", same.error()));
  const size_t option = same ? *same : LeadingOption(stations);
  std::vector<std::string> names;
  for (const size_t k : subject.against) names.push_back(subject.stations.options[k].name);
  const Result<std::vector<size_t>> against = FindAgainst(stations, option, names);
  if (!against) return tl::unexpected(Prefix("the earlier vote", against.error()));
  CompareOnly(stations, option, *against);
  subject.earlier = &earlier;
  subject.earlier_stations = std::move(stations);
  subject.earlier_option = option;
  return {};
}

Examination Examine(const Subject& subject, const TestsDone& done) {
  Examination out{.option = subject.stations.options[subject.option].name,
                  .scale = subject.scale,
                  .totals = TotalsOf(subject),
                  .identities = forensics::CheckIdentities(subject.original.stations),
                  .tests = {},
                  .stations = {}};
  const std::vector<Test> tests = AllTests();
  for (size_t i = 0; i < tests.size(); ++i) {
    if (done) done(i, tests.size());
    out.tests.push_back(tests[i](subject));
  }
  if (done) done(tests.size(), tests.size());
  HolmCorrect(out.tests);
  ListStations(out.identities, out);
  return out;
}

void HolmCorrect(std::vector<Hypothesis*> family) {
  std::stable_sort(family.begin(), family.end(),
                   [](const Hypothesis* a, const Hypothesis* b) { return a->p < b->p; });
  double least = 0;
  for (size_t i = 0; i < family.size(); ++i) {
    least = std::max(least, std::min(1.0, family[i]->p * static_cast<double>(family.size() - i)));
    family[i]->corrected = least;
  }
}

void HolmCorrect(std::vector<TestFinding>& tests) {
  std::vector<Hypothesis*> family;
  for (TestFinding& test : tests) {
    if (test.section != Section::kSilent) continue;
    for (Hypothesis& hypothesis : test.hypotheses) family.push_back(&hypothesis);
  }
  HolmCorrect(std::move(family));
}

std::vector<const Hypothesis*> Marks(const Examination& examination) {
  std::vector<const Hypothesis*> out;
  for (const TestFinding& test : examination.tests) {
    if (test.section != Section::kSilent || test.refused) continue;
    for (const Hypothesis& hypothesis : test.hypotheses) {
      if (StandsOut(hypothesis)) out.push_back(&hypothesis);
    }
  }
  return out;
}

}  // namespace constat::examine
