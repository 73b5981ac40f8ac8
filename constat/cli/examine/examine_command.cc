// constat examine.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "constat/base/parallel.h"
#include "constat/base/version.h"
#include "constat/cli/commands.h"
#include "constat/console/output_file.h"
#include "constat/console/progress.h"
#include "constat/examine/calibration.h"
#include "constat/examine/control.h"
#include "constat/examine/examination.h"
#include "constat/examine/placed_cluster.h"
#include "constat/io/file.h"
#include "constat/report/table/html_report.h"
#include "constat/report/table/json_report.h"
#include "constat/report/table/text_report.h"
#include "constat/table/example.h"
#include "constat/table/open_table.h"

namespace constat::cli {
namespace {

struct ExamineOptions {
  table::TableChoice table, earlier;
  std::string option, clean_cluster, report, json;
  std::vector<std::string> against;
  uint64_t seed = 1;
  unsigned threads = 0;
  size_t replicates = 0;
  size_t resamples = examine::Settings{}.resamples;
  size_t trials = examine::CalibrationSettings{}.trials;
  bool drop_defective = false;
  bool calibrate = false;
  bool suggest = false;
  bool alone = false;
  bool quiet = false;
};

// Opened opens a table and names on standard error what of it could not be read.
Result<table::OpenedTable> Opened(const table::TableChoice& choice, bool drop_defective, Terminal& terminal) {
  CONSTAT_ASSIGN(table::OpenedTable out, table::OpenTable(choice));
  const table::ReadReport& report = out.table.report;
  for (const std::string& line : table::FormatDefects(report)) terminal.Note(CleanForTerminal(line));
  if (!drop_defective) CONSTAT_TRY(table::CheckDefects(report, "--drop-defective"));
  CONSTAT_TRY(table::CheckNotEmpty(out));
  return out;
}

// NotEmpty refuses what a script passes when its variable is not set.
std::string NotEmpty(const std::string& text) { return text.empty() ? "nothing follows it" : ""; }

// Digits refuses a sign, which would be taken for a great number.
std::string Digits(const std::string& text) {
  return text.find_first_not_of("0123456789") == std::string::npos
             ? ""
             : "\"" + text + "\" is not a whole number in digits";
}

class ExamineRun {
 public:
  ExamineRun(const ExamineOptions& options, Terminal& terminal) : options_(options), terminal_(terminal) {}

  Result<ExitStatus> Run() {
    if (options_.table.path.empty() == options_.table.example.empty())
      return Fail(ErrorCode::kUsage,
                  "name a table, or an example with --example (es2019nov, gb2016, ru2020)");
    if (options_.suggest) {
      CONSTAT_ASSIGN(const std::string mapping, table::SuggestedMapping(options_.table));
      terminal_.Print(mapping);
      return ExitStatus::kOk;
    }
    if (options_.json == "-" && options_.report == "-")
      return Fail(ErrorCode::kUsage, "--json and --report cannot both go to standard output");
    CONSTAT_ASSIGN(const table::OpenedTable opened,
                   Opened(options_.table, options_.drop_defective, terminal_));
    std::optional<table::OpenedTable> earlier;
    if (!options_.earlier.path.empty()) {
      CONSTAT_ASSIGN(earlier, Opened(options_.earlier, false, terminal_));
    }
    CONSTAT_ASSIGN(examine::Choice choice, MakeChoice());
    CONSTAT_ASSIGN(examine::Subject subject, examine::MakeSubject(opened.table, choice));
    if (earlier) CONSTAT_TRY(examine::AddEarlier(subject, earlier->table));
    std::optional<examine::TestFinding> calibration;
    if (options_.calibrate) {
      CONSTAT_ASSIGN(calibration, Calibrated(subject));
    }
    const examine::Examination result = Examined(subject, "examining");
    return Report(opened, subject, result, std::move(calibration));
  }

 private:
  Result<examine::Choice> MakeChoice() const {
    examine::Choice choice;
    if (!options_.option.empty()) choice.option = options_.option;
    choice.against = options_.against;
    choice.settings = {.seed = options_.seed,
                       .threads = options_.threads != 0 ? options_.threads : DefaultThreads(),
                       .replicates = options_.replicates,
                       .resamples = options_.resamples};
    if (options_.clean_cluster.empty()) return choice;
    CONSTAT_ASSIGN(choice.settings.clean_cluster,
                   examine::ParsePlacedCluster(options_.clean_cluster, "--clean-cluster"));
    return choice;
  }

  examine::Examination Examined(const examine::Subject& subject, const std::string& what) {
    console::ProgressLine progress(terminal_, what);
    return examine::Examine(subject, [&](size_t done, size_t total) { progress.Show(done, total); });
  }

  Result<examine::TestFinding> Calibrated(const examine::Subject& subject) {
    console::ProgressLine progress(terminal_, "planting fabrication");
    const examine::CalibrationSettings settings{
        .seed = options_.seed, .trials = options_.trials, .threads = subject.settings.threads};
    CONSTAT_ASSIGN(const examine::Calibration calibration,
                   examine::Calibrate(subject, settings,
                                      [&](size_t done, size_t total) { progress.Show(done, total); }));
    return examine::CalibrationFinding(calibration);
  }

  Result<ExitStatus> Report(const table::OpenedTable& opened, const examine::Subject& subject,
                            const examine::Examination& result,
                            std::optional<examine::TestFinding> calibration) {
    report::examination::Report report{.table = {opened.title, subject, result},
                                       .control = std::nullopt,
                                       .mapping = opened.guessed_mapping,
                                       .provenance = opened.provenance,
                                       .made = {.program = std::string(ProgramVersion())},
                                       .calibration = std::move(calibration)};
    if (options_.alone || options_.table.example == table::kCleanControl) return Write(report);
    CONSTAT_ASSIGN(const table::Example* const example, table::FindExample(table::kCleanControl));
    CONSTAT_ASSIGN(const table::StationTable clean, table::ReadExample(*example));
    CONSTAT_ASSIGN(const examine::Subject clean_subject,
                   examine::MakeSubject(clean, examine::ControlChoice(subject.settings)));
    const examine::Examination clean_result =
        Examined(clean_subject, "examining an undisputed election beside it");
    report.control.emplace(
        report::examination::Examined{std::string(example->title), clean_subject, clean_result});
    return Write(report);
  }

  Result<ExitStatus> Write(const report::examination::Report& report) {
    if (!options_.json.empty()) CONSTAT_TRY(console::WriteOutput(options_.json, MakeJson(report), terminal_));
    if (!options_.report.empty())
      CONSTAT_TRY(console::WriteOutput(options_.report, MakeHtml(report), terminal_));
    if (!options_.quiet && options_.json != "-" && options_.report != "-")
      terminal_.Print(MakeText(report, terminal_.colours()));
    if (!options_.report.empty() && options_.report != "-")
      terminal_.Note(fmt::format("Wrote the report for people to {}.", options_.report));
    return ExitStatus::kOk;
  }

  const ExamineOptions& options_;
  Terminal& terminal_;
};

// TakeTable finds a table that was typed after the names of --against, which takes as many as follow it.
void TakeTable(ExamineOptions& options) {
  std::error_code ignored;
  if (!options.table.path.empty() || !options.table.example.empty() || options.against.size() < 2) return;
  if (!std::filesystem::exists(options.against.back(), ignored)) return;
  options.table.path = options.against.back();
  options.against.pop_back();
}

void AddTableOptions(Command command, ExamineOptions& options) {
  command.Add("TABLE", options.table.path,
              "The table: CSV or TSV, one row a polling station; plain, .gz or .zst");
  command
      .Add("--example", options.table.example,
           "A published table that is part of the program: es2019nov, gb2016, ru2020")
      .Check(NotEmpty)
      .Value("NAME");
  command
      .Add("--map", options.table.map, "Mapping: which columns mean what (default: guessed from the headers)")
      .Check(NotEmpty)
      .Value("FILE");
  command.AddFlag("--suggest", options.suggest,
                  "Print a mapping for this table, to check and edit, and stop");
  command.AddFlag("--drop-defective", options.drop_defective,
                  "Leave out rows that cannot be read; they are named");
  command.Add("--region", options.table.region, "The column with regions, in place of the mapping's")
      .Check(NotEmpty)
      .Value("COLUMN");
  command
      .Add("--option", options.option, "The option whose votes are looked at (default: that with most votes)")
      .Check(NotEmpty)
      .Value("NAME");
  command
      .Add("--against", options.against,
           "Compare with these options only: the share is of the votes for it and for them")
      .Check(NotEmpty)
      .Value("NAME");
  command.Add("--compare", options.earlier.path, "Table of an earlier vote of the same places")
      .Check(NotEmpty)
      .Value("FILE");
  command.Add("--compare-map", options.earlier.map, "Its mapping (default: guessed)")
      .Check(NotEmpty)
      .Value("FILE");
}

void AddOutputOptions(Command command, ExamineOptions& options) {
  command.Add("--report", options.report, "Write the report for people to this HTML file")
      .Check(NotEmpty)
      .Value("FILE");
  command.Add("--json", options.json, "Write every number to this file (- for here)")
      .Check(NotEmpty)
      .Value("FILE");
  command
      .Add("--replicates", options.replicates,
           "Also simulate whole percentages this many times, as published")
      .Between(0, 1'000'000)
      .Value("N");
  command
      .Add("--resamples", options.resamples, "Resamples of the spikes test, fewer for more than 200,000 rows")
      .Between(10, 100'000)
      .ShowDefault()
      .Value("N");
  const Option calibrate = command.AddFlag(
      "--calibrate", options.calibrate,
      "Plant known fabrication into this table, taken to be clean, and say how often the tests see it");
  command.Add("--trials", options.trials, "Trials of each kind and amount, with --calibrate")
      .Between(1, 10'000)
      .ShowDefault()
      .Needs(calibrate)
      .Value("N");
  command.Add("--seed", options.seed, "Seed of all random numbers; the same seed gives the same report")
      .Check(Digits)
      .ShowDefault()
      .Value("S");
  command.Add("--threads", options.threads, "Threads to use (default: all)").Between(0, 1024);
  command
      .Add("--clean-cluster", options.clean_cluster,
           "Where you see the honest stations: turnout and share in percent, such as 43,64")
      .Check(NotEmpty)
      .Value("T,S");
  command.AddFlag("--alone", options.alone, "Do not examine an undisputed election beside it");
  command.AddFlag("-q,--quiet", options.quiet, "Print no report");
}

}  // namespace

void AddExamineCommand(CommandTree& tree) {
  auto options = std::make_shared<ExamineOptions>();
  Command command =
      tree.Add(tree.root(),
               {"examine",
                "Examine a vote that left only a table of results, for the statistical marks of fabrication",
                "constat examine --example ru2020 --report report.html\n"
                "constat examine results.csv --suggest > map.toml\n"
                "constat examine results.csv --map map.toml --option Yes --report report.html\n"
                "constat examine --example es2019nov --calibrate --report calibration.html",
                "It says which marks the numbers bear and what they do not show; it never says how probable "
                "fraud is. Exit status: 0 examined, 2 could not be."},
               [options](Terminal& terminal) {
                 TakeTable(*options);
                 return ExamineRun(*options, terminal).Run();
               });
  AddTableOptions(command, *options);
  AddOutputOptions(command, *options);
}

}  // namespace constat::cli
