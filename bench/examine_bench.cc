// constat_examine_bench: how long each test of published results takes on Russia 2020 (96,765 stations),
// beside what the machine could do: random numbers, steps of a recurrence, and normal densities a second.
//
// Every result is checked before its time is printed. Least of five rounds; wall time.
#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string_view>

#include "constat/base/parallel.h"
#include "constat/examine/examination.h"
#include "constat/forensics/integer_percentages.h"
#include "constat/forensics/klimek.h"
#include "constat/forensics/spikes.h"
#include "constat/report/table/html_report.h"
#include "constat/report/table/json_report.h"
#include "constat/stats/counter_random.h"
#include "constat/table/example.h"

namespace {

using constat::examine::Examination;
using constat::examine::Subject;

constexpr int kRounds = 5;

double Seconds(const std::function<void()>& work, int rounds = kRounds) {
  double least = 1e300;
  for (int i = 0; i < rounds; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  }
  return least;
}

void Require(bool right, const char* what) {
  if (right) return;
  fmt::print(stderr, "wrong result: {}\n", what);
  std::exit(1);
}

void Row(const std::string& what, double seconds, double target) {
  fmt::print("{:<58} {:>8.3f} s   target {:>5.1f} s\n", what, seconds, target);
}

// DrawsPerSecond is how fast the counter's random numbers come when nothing is done with them
// but a comparison.
double DrawsPerSecond() {
  constexpr uint64_t kDraws = 200'000'000;
  uint64_t hits = 0;
  const double seconds = Seconds(
      [&] {
        const constat::stats::CounterRandom random(1, 2);
        hits = 0;
        for (uint64_t i = 0; i < kDraws; ++i) hits += random.Draw(i) < (uint64_t{1} << 62) ? 1 : 0;
      },
      3);
  Require(std::abs(static_cast<double>(hits) / kDraws - 0.25) < 1e-3, "a quarter of the random numbers");
  return kDraws / seconds;
}

// StepsPerSecond is how fast a probability follows from its neighbour: three multiplications and a quarter of
// a division, one after the other.
double StepsPerSecond() {
  constexpr int kSteps = 40'000'000;
  double sum = 0;
  const double seconds = Seconds(
      [&] {
        sum = 0;
        double p = 1;
        for (int i = 0; i < kSteps; i += 4) {
          const double at = i % 4096;
          const double up = (5000 - at) * (4999 - at) * ((4998 - at) * (4997 - at));
          const double down = (at + 1) * (at + 2) * ((at + 3) * (at + 4));
          p = p * (up / down) * 1e-8 + 1;
          sum += p;
        }
      },
      3);
  Require(std::isfinite(sum) && sum > 0, "a sum of steps");
  return kSteps / seconds;
}

void Tests(const Subject& subject, unsigned threads) {
  constat::forensics::IntegerPercentages exact;
  const double alone = Seconds([&] { exact = TestIntegerPercentages(subject.stations, subject.option, {}); });
  const double both = Seconds(
      [&] { exact = TestIntegerPercentages(subject.stations, subject.option, {.threads = threads}); });
  Require(exact.overall.either.observed == 21062 &&
              std::abs(exact.overall.either.expected - 17457.136219238848) < 1e-4,
          "whole percentages");
  Row("whole percentages, exact, one thread", alone, 0.1);
  Row(fmt::format("whole percentages, exact, {} threads", threads), both, 0.1);
  // About 10 sqrt(n) steps for each of two columns of each station.
  double steps = 0;
  for (const auto& s : exact.stations)
    steps += 10 * (std::sqrt(static_cast<double>(subject.stations.registered[s.station])) +
                   std::sqrt(static_cast<double>(subject.stations.ballots[s.station])));
  const double step_bound = StepsPerSecond();
  fmt::print("    {:.0f} million steps a second a thread; a bare recurrence does {:.0f}\n",
             steps / alone / 1e6, step_bound / 1e6);

  constexpr size_t kReplicates = 10'000;
  constat::forensics::IntegerReplicates drawn;
  const double replicates = Seconds(
      [&] {
        drawn = ReplicateIntegerPercentages(exact, {kReplicates, 1, threads});
      },
      2);
  double mean = 0;
  for (const int32_t count : drawn.either) mean += count / static_cast<double>(kReplicates);
  Require(std::abs(mean - exact.overall.either.expected) < 5, "the replicates' mean");
  Row(fmt::format("10,000 replicates, {} threads", threads), replicates, 10);
  fmt::print("    {:.0f} million draws a second; bare random numbers come at {:.0f} a thread\n",
             kReplicates * static_cast<double>(exact.stations.size()) / replicates / 1e6,
             DrawsPerSecond() / 1e6);

  constat::forensics::Spikes spikes;
  const double spike_time = Seconds(
      [&] { spikes = FindSpikes(subject.stations, subject.option, {.resamples = 1000, .threads = threads}); },
      2);
  Require(!spikes.refusal && spikes.percent_quantile > 2.5, "spikes");
  Row(fmt::format("spikes, 1,000 resamples, {} threads", threads), spike_time, 10);
  fmt::print("    {:.0f} million draws a second (two for a station and resample)\n",
             2000 * static_cast<double>(spikes.filter.included) / spike_time / 1e6);
}

void Klimek(unsigned threads) {
  const auto spain = constat::table::ReadExample(**constat::table::FindExample("es2019nov"));
  Require(spain.has_value(), "reading Spain");
  constat::forensics::KlimekModel model;
  const double seconds = Seconds([&] { model = FitKlimekModel(spain->stations, 0, {.threads = threads}); });
  Require(!model.refusal && model.parameters->turnout_mode == 0.712, "the fingerprint's parameters of Spain");
  Row(fmt::format("fingerprint fitted (Spain, 59,607 stations), {} threads", threads), seconds, 1);
}

void Everything(const constat::table::Example& example, unsigned threads) {
  size_t size = 0;
  const double seconds = Seconds(
      [&] {
        const auto examined = [&](const constat::table::StationTable& table, size_t resamples) {
          constat::examine::Choice choice;
          choice.settings.threads = threads;
          choice.settings.resamples = resamples;
          return *constat::examine::MakeSubject(table, choice);
        };
        const auto table = *constat::table::ReadExample(example);
        const auto clean =
            *constat::table::ReadExample(**constat::table::FindExample(constat::table::kCleanControl));
        const Subject subject = examined(table, 1000);
        const Subject control = examined(clean, 200);  // as the command does
        const Examination result = Examine(subject);
        const Examination beside = Examine(control);
        using constat::report::examination::Examined;
        const constat::report::examination::Report report{.table = Examined{"Russia 2020", subject, result},
                                                          .control = Examined{"Spain 2019", control, beside},
                                                          .mapping = "",
                                                          .provenance = "",
                                                          .made = {.program = "bench"}};
        size = MakeHtml(report).size() + MakeJson(report).size();
      },
      2);
  Require(size > 500'000, "the reports");
  Row(fmt::format("everything, both reports and the control, {} threads", threads), seconds, 5);
}

}  // namespace

// ForPeers prints one thread's times of whole percentages for programs: exact, and 1,000 replicates.
int ForPeers(const Subject& subject) {
  constat::forensics::IntegerPercentages result;
  const double exact =
      Seconds([&] { result = TestIntegerPercentages(subject.stations, subject.option, {}); });
  constat::forensics::IntegerReplicates drawn;
  const double replicates = Seconds([&] { drawn = ReplicateIntegerPercentages(result, {1000, 42, 1}); }, 3);
  double mean = 0;
  for (const int32_t count : drawn.either) mean += count / 1000.0;
  fmt::print(
      "{{\"stations\": {}, \"observed\": {}, \"expected\": {:.6f}, \"replicated\": {:.6f}, \"exact_s\": "
      "{:.6f}, \"replicates_s\": {:.6f}}}\n",
      result.filter.included, result.overall.either.observed, result.overall.either.expected, mean, exact,
      replicates);
  return 0;
}

int main(int argc, char** argv) {
  const unsigned threads = constat::DefaultThreads();
  const constat::table::Example* const example = *constat::table::FindExample("ru2020");
  constat::table::StationTable table;
  const double read = Seconds([&] { table = *constat::table::ReadExample(*example); }, 3);
  Require(table.stations.size() == 96'765, "the number of stations");
  constat::examine::Choice choice;
  choice.settings.threads = threads;
  const Subject subject = *constat::examine::MakeSubject(table, choice);
  if (argc == 2 && std::string_view(argv[1]) == "--peers") return ForPeers(subject);
  fmt::print("Russia 2020, 96,765 stations; {} threads\n\n", threads);
  fmt::print("{:<58} {:>8.3f} s\n", "read and unpacked", read);
  Tests(subject, threads);
  Klimek(threads);
  Everything(*example, threads);
  return 0;
}
