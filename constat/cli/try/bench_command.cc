// constat bench: what this machine does, in one run, side by side. Every output is verified.
#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "constat/cli/commands.h"
#include "constat/load/bench.h"

namespace constat::cli {
namespace {

struct BenchOptions {
  std::string what = "verify";
  size_t ballots = load::BenchSettings{}.ballots;
  unsigned threads = 0;
  unsigned repeat = load::BenchSettings{}.repeat;
  bool json = false;
};

Result<ExitStatus> RunBench(const BenchOptions& options, Terminal& terminal) {
  load::BenchSettings settings;
  settings.ballots = options.ballots;
  settings.repeat = options.repeat;
  if (options.threads != 0) settings.threads = options.threads;
  std::vector<load::Measurement> rows;
  load::Bench bench(settings, [&](const load::Measurement& row) {
    if (!options.json) terminal.Say(load::FormatMeasurement(row));
    rows.push_back(row);
  });
  if (options.what == "verify") {
    if (!options.json) terminal.Note(fmt::format("making {} ballots, twice", options.ballots));
  }
  CONSTAT_TRY(bench.Run(options.what));
  if (options.json) terminal.Print(load::FormatMeasurementsJson(rows));
  return ExitStatus::kOk;
}

}  // namespace

void AddBenchCommand(CommandTree& tree) {
  auto options = std::make_shared<BenchOptions>();
  Command command =
      tree.Add(tree.root(),
               {"bench", "Measure how fast this machine verifies, encrypts, adds up and hashes",
                "constat bench verify --json", "Every result is checked; the fastest of some runs counts."},
               [options](Terminal& terminal) { return RunBench(*options, terminal); });
  command.Add("WHAT", options->what, "verify, encrypt, msm or log")
      .OneOf({"verify", "encrypt", "msm", "log"})
      .ShowDefault();
  command.AddFlag("--json", options->json, "Print an array of objects, for programs");
  command.Add("--ballots", options->ballots, "Ballots to verify").Between(64, 10'000'000).ShowDefault();
  command.Add("--threads", options->threads, "The most threads to measure with (default: all)")
      .Between(0, 1024);
  command.Add("--repeat", options->repeat, "Runs of each").Between(1, 100).ShowDefault();
}

}  // namespace constat::cli
