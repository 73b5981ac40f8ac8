#include "constat/examine/calibration.h"

#include <algorithm>
#include <optional>
#include <span>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/examine/examination.h"
#include "constat/examine/hypotheses.h"
#include "constat/forensics/association.h"
#include "constat/forensics/columns.h"
#include "constat/forensics/integer_percentages.h"
#include "constat/forensics/planting.h"
#include "constat/forensics/shpilkin.h"
#include "constat/stats/counter_random.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

using forensics::IntegerStation;
using forensics::PlantKind;
using forensics::Stations;

constexpr double kAnomalousAbove = 0.05;
constexpr double kCorrelationAbove = 0.3;

struct Kind {
  PlantKind kind;
  double strength;
  const char* key;
  const char* what;
};

constexpr Kind kKinds[] = {
    {PlantKind::kRoundShareUp, 0.05, "shares_rounded", "Shares rounded up to a multiple of 5 %"},
    {PlantKind::kRoundTurnoutUp, 0.05, "turnout_rounded", "Turnout rounded up to a multiple of 5 %"},
    {PlantKind::kStuff, 0.3, "ballots_stuffed", "Ballots stuffed for 30 % of those who stayed away"},
    {PlantKind::kSwap, 0.3, "votes_swapped", "30 % of all other ballots swapped for the option"}};

// Version is the table, clean or with one kind planted at every station: the four counts, and what the test
// of whole percentages makes of each station (nothing: the filter leaves it out).
struct Version {
  Stations stations;
  std::vector<std::optional<IntegerStation>> whole;
};

Version MakeVersion(Stations stations, unsigned threads) {
  Version out{std::move(stations), {}};
  out.whole.resize(out.stations.size());
  const forensics::IntegerPercentages test =
      forensics::TestIntegerPercentages(out.stations, 0, {.threads = threads});
  for (const IntegerStation& station : test.stations) out.whole[station.station] = station;
  return out;
}

// FourCounts is the table with the option alone: all other ballots counted are one lot, whatever they say.
Stations FourCounts(const Subject& subject) {
  const forensics::Columns c = forensics::ColumnsOf(subject.stations, subject.option);
  Stations out;
  out.registered.assign(c.registered.begin(), c.registered.end());
  out.ballots.assign(c.ballots.begin(), c.ballots.end());
  out.counted.assign(c.counted.begin(), c.counted.end());
  out.options = {{subject.stations.options[subject.option].name, {c.votes.begin(), c.votes.end()}}};
  return out;
}

// Sample is a part of a table, put together from a clean and a planted version.
struct Sample {
  Stations stations;
  std::vector<IntegerStation> whole;
  int64_t changed = 0;

  explicit Sample(size_t most) {
    for (auto* column : {&stations.registered, &stations.ballots, &stations.counted}) column->reserve(most);
    stations.options.emplace_back().votes.reserve(most);
    whole.reserve(most);
  }

  void Add(const Version& version, size_t i) {
    stations.registered.push_back(version.stations.registered[i]);
    stations.ballots.push_back(version.stations.ballots[i]);
    stations.counted.push_back(version.stations.counted[i]);
    stations.options[0].votes.push_back(version.stations.options[0].votes[i]);
    if (version.whole[i]) whole.push_back(*version.whole[i]);
  }
};

std::vector<Hypothesis> Hypotheses(const Sample& sample) {
  std::vector<Hypothesis> out =
      IntegerHypotheses(forensics::CountStations(sample.whole), static_cast<int64_t>(sample.whole.size()));
  out.push_back(RegisteredDigitsHypothesis(sample.stations.registered));
  std::vector<Hypothesis*> family;
  for (Hypothesis& hypothesis : out) family.push_back(&hypothesis);
  HolmCorrect(std::move(family));
  return out;
}

bool ManyAnomalousVotes(const Stations& stations) {
  const forensics::TurnoutBins bins = forensics::BinByTurnout(stations, 0);
  const auto estimate = EstimateAnomalousVotes(bins, forensics::WindowA(forensics::CleanMode(bins)));
  double votes = 0;
  for (const int64_t of_bin : bins.leader) votes += static_cast<double>(of_bin);
  return estimate && estimate->votes > kAnomalousAbove * votes;
}

// Answers are the curves of one sample, with 0 or 1 for every count.
struct Answer {
  std::string key, what;
  bool has_p, detected, uncorrected;
};

std::vector<Answer> Ask(const Sample& sample) {
  std::vector<Answer> out = {{"any_mark", "Any of the marks", true, false, false}};
  for (const Hypothesis& h : Hypotheses(sample)) {
    out.push_back({h.key, h.what, true, StandsOut(h), h.p < kStandsOutBelow});
    out.front().detected |= out.back().detected;
    out.front().uncorrected |= out.back().uncorrected;
  }
  const bool anomalous = ManyAnomalousVotes(sample.stations);
  out.push_back({"anomalous_votes_above_5_percent", "Votes that come with turnout: above 5 %", false,
                 anomalous, anomalous});
  const bool correlated = forensics::DescribeAssociation(sample.stations, 0).pearson > kCorrelationAbove;
  out.push_back(
      {"correlation_above_0_3", "Turnout and share: correlation above 0.3", false, correlated, correlated});
  return out;
}

// Observation is what came of one trial with one kind at one share.
struct Observation {
  std::vector<Answer> answers;
  double changed = 0;  // share of stations
};

// Half decides for a station and trial: the top bit says whether it takes part, the next 53 when
// it is planted.
class Half {
 public:
  Half(uint64_t seed, size_t trial) : random_(seed, trial) {}
  [[nodiscard]] bool Contains(size_t station) const { return (random_.Draw(station) >> 63) != 0; }
  [[nodiscard]] bool IsPlanted(size_t station, double share) const {
    return 0x1p-53 * static_cast<double>((random_.Draw(station) << 1) >> 11) < share;
  }

 private:
  stats::CounterRandom random_;
};

bool SameCounts(const Stations& a, const Stations& b, size_t i) {
  return a.ballots[i] == b.ballots[i] && a.counted[i] == b.counted[i] &&
         a.options[0].votes[i] == b.options[0].votes[i];
}

Observation Observe(const Version& clean, const Version& planted, const Half& half, double share) {
  const size_t n = clean.stations.size();
  Sample sample(n / 2 + n / 8);
  int64_t changed = 0;
  for (size_t i = 0; i < n; ++i) {
    if (!half.Contains(i)) continue;
    const bool is_planted = half.IsPlanted(i, share);
    sample.Add(is_planted ? planted : clean, i);
    changed += is_planted && !SameCounts(clean.stations, planted.stations, i) ? 1 : 0;
  }
  const auto size = static_cast<double>(std::max<size_t>(1, sample.stations.size()));
  return {Ask(sample), static_cast<double>(changed) / size};
}

// Trial is one half: what came of it for every kind and share. Without fabrication all kinds are the same.
using Trial = std::vector<std::array<Observation, kPlantedShares.size()>>;

Trial RunTrial(const Version& clean, std::span<const Version> planted, const Half& half) {
  Trial out(planted.size());
  const Observation none = Observe(clean, clean, half, 0);
  for (size_t kind = 0; kind < planted.size(); ++kind) {
    for (size_t k = 0; k < kPlantedShares.size(); ++k)
      out[kind][k] = kPlantedShares[k] == 0 ? none : Observe(clean, planted[kind], half, kPlantedShares[k]);
  }
  return out;
}

PlantedKind AddUp(const Kind& kind, size_t index, const std::vector<Trial>& trials) {
  PlantedKind out{.key = kind.key, .what = kind.what, .strength = kind.strength};
  for (const Answer& answer : trials.front()[index][0].answers)
    out.curves.push_back({answer.key, answer.what, answer.has_p});
  for (const Trial& trial : trials) {
    for (size_t k = 0; k < kPlantedShares.size(); ++k) {
      const Observation& observation = trial[index][k];
      out.changed[k] += observation.changed / static_cast<double>(trials.size());
      for (size_t c = 0; c < out.curves.size(); ++c) {
        out.curves[c].at[k].detected += observation.answers[c].detected ? 1 : 0;
        out.curves[c].at[k].uncorrected += observation.answers[c].uncorrected ? 1 : 0;
      }
    }
  }
  return out;
}

Status CheckClean(const Subject& subject, const Version& clean) {
  if (const auto why = WhyTooCoarse(subject, kCalibrationNeeds))
    return Fail(ErrorCode::kUsage, "nothing can be calibrated on this table: " + *why);
  Sample all(clean.stations.size());
  for (size_t i = 0; i < clean.stations.size(); ++i) all.Add(clean, i);
  if (static_cast<int64_t>(all.whole.size()) < kCalibrationNeeds) {
    return Fail(ErrorCode::kUsage, "nothing can be calibrated on this table: only " +
                                       text::Plural(static_cast<int64_t>(all.whole.size()), "station") +
                                       " pass the filter of whole percentages; it takes " +
                                       text::Count(kCalibrationNeeds));
  }
  for (const Hypothesis& hypothesis : Hypotheses(all)) {
    if (!StandsOut(hypothesis)) continue;
    return Fail(ErrorCode::kUsage, "this table is not clean (" + hypothesis.what + ": " + hypothesis.effect +
                                       "); calibrate on one that is, such as --example es2019nov");
  }
  return {};
}

}  // namespace

Result<Calibration> Calibrate(const Subject& clean, const CalibrationSettings& settings,
                              const CalibrationProgress& progress) {
  CONSTAT_CHECK(settings.trials >= 1);
  if (!clean.stations.has_registered())
    return Fail(ErrorCode::kUsage,
                "nothing can be calibrated on a table without registered voters; take one with them, such "
                "as --example es2019nov");
  if (const auto why = WhyTooLong(clean))
    return Fail(ErrorCode::kUsage, "nothing can be calibrated on this table: " + *why);
  const Version original = MakeVersion(FourCounts(clean), settings.threads);
  CONSTAT_TRY(CheckClean(clean, original));
  std::vector<Version> planted;
  for (const Kind& kind : kKinds) {
    CONSTAT_ASSIGN(forensics::Planted everywhere,
                   forensics::Plant(original.stations, {.kind = kind.kind,
                                                        .share_of_stations = 1,
                                                        .strength = kind.strength,
                                                        .option = 0,
                                                        .seed = settings.seed}));
    planted.push_back(MakeVersion(std::move(everywhere.stations), settings.threads));
  }
  std::vector<Trial> trials(settings.trials);
  Mutex mutex;
  size_t done = 0;
  ParallelFor(trials.size(), settings.threads, [&](size_t t) {
    trials[t] = RunTrial(original, planted, Half(settings.seed, t));
    const Lock lock(mutex);
    ++done;
    if (progress) progress(done, trials.size());
  });
  Calibration out{.settings = settings, .stations = static_cast<int64_t>(original.stations.size())};
  for (size_t kind = 0; kind < std::size(kKinds); ++kind)
    out.kinds.push_back(AddUp(kKinds[kind], kind, trials));
  return out;
}

}  // namespace constat::examine
