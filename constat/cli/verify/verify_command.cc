#include "constat/cli/verify/verify_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "constat/base/clock.h"
#include "constat/base/version.h"
#include "constat/console/output_file.h"
#include "constat/console/program.h"
#include "constat/console/progress.h"
#include "constat/console/reader_language.h"
#include "constat/group/msm/backend.h"
#include "constat/io/file.h"
#include "constat/report/record/html_report.h"
#include "constat/report/record/json_report.h"
#include "constat/report/record/report_languages.h"
#include "constat/report/record/summary.h"
#include "constat/report/record/text_report.h"
#include "constat/text/number.h"
#include "constat/verify/verify.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;

// MadeNow is by what, when and where this run's reports are made.
report::page::Made MadeNow() {
  return {std::string(ProgramVersion()), console::ProgramSha256(),
          text::FormatIsoTime(SystemClock().NowMs() / 1000 * 1000), console::DescribeMachine()};
}

// CheckArguments finds what can be said without reading a record.
Status CheckArguments(const VerifyCommandOptions& options) {
  if (options.json == "-" && options.report == "-") {
    return Fail(ErrorCode::kUsage, "--json and --report cannot both go to standard output");
  }
  if (options.summary && (options.quiet || options.json == "-" || options.report == "-"))
    return Fail(ErrorCode::kUsage,
                "--summary is printed: leave --quiet out, give --json and --report a file");
  return {};
}

class VerifyRun {
 public:
  VerifyRun(const VerifyCommandOptions& options, Terminal& terminal)
      : options_(options), terminal_(terminal) {
    text_.colours = terminal.colours();
    text_.record = options.record;
  }

  Result<ExitStatus> Run() {
    CONSTAT_TRY(CheckArguments(options_));
    CONSTAT_ASSIGN(text_.language, console::ReaderLanguage(options_.language, report::ReportLanguages()));
    if (!options_.backend.empty()) CONSTAT_TRY(group::msm::SelectBackend(options_.backend));
    std::optional<verify::Trust> trust;
    if (!options_.trust.empty()) {
      Result<verify::Trust> read = verify::ReadTrustUnnamed(options_.trust);
      if (!read) {
        CONSTAT_TRY(WriteUnreadable(read.error()));
        return tl::unexpected(Prefix(options_.trust, WithAdvice(std::move(read).error())));
      }
      trust = *std::move(read);
    }
    Result<verify::Verified> verified = Verify(trust ? &*trust : nullptr);
    if (!verified) return Unreadable(verified.error());
    return Report(verified->verification);
  }

 private:
  Result<verify::Verified> Verify(const verify::Trust* trust) {
    CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record,
                   tlog::OpenLogSource(io::NamedFile{options_.record, "the record"}));
    console::ProgressLine progress(terminal_, "checking entries");
    verify::VerifyOptions verify_options;
    verify_options.trust = trust;
    verify_options.threads = options_.threads;
    verify_options.rehearsal = options_.rehearsal;
    verify_options.progress = [&](const verify::ProgressState& state) {
      progress.Show(state.entries_done, state.entries_total);
    };
    return verify::VerifyRecord(*record, verify_options);
  }

  // WithAdvice adds what whoever exchanged two arguments must know.
  [[nodiscard]] Error WithAdvice(Error error) const {
    std::error_code ignored;
    if (fs::is_directory(options_.trust, ignored))
      error.detail +=
          "; it is a folder: --trust takes the trust file, and the record is given without an option";
    return verify::WithTrustAdvice(std::move(error));
  }

  // WriteUnreadable writes the report for programs, if it was asked for. error says nothing of this machine's
  // folders (VER-5), of which the person is told apart.
  Status WriteUnreadable(const Error& error) {
    if (options_.json.empty()) return {};
    return console::WriteOutput(options_.json, report::FormatJsonUnreadable(error, MadeNow()), terminal_);
  }

  Result<ExitStatus> Unreadable(const Error& error) {
    CONSTAT_TRY(WriteUnreadable(error));
    if (!ShowText()) return tl::unexpected(Prefix(options_.record, error));
    text_.colours = text_.colours && terminal_.err_is_terminal();
    terminal_.NotePart(report::FormatTextUnreadable(error, text_));
    return ExitStatus::kCannot;
  }

  Result<ExitStatus> Report(const verify::Verification& verification) {
    if (!options_.json.empty()) {
      CONSTAT_TRY(console::WriteOutput(
          options_.json, report::FormatJsonReport(verification, MadeNow(), text_.language), terminal_));
    }
    if (!options_.report.empty()) {
      report::HtmlReportOptions html;
      html.made = MadeNow();
      html.language = text_.language;
      CONSTAT_TRY(
          console::WriteOutput(options_.report, report::FormatHtmlReport(verification, html), terminal_));
    }
    if (ShowText())
      terminal_.Print(options_.summary ? report::FormatSummary(verification, MadeNow(), text_.language)
                                       : report::FormatTextReport(verification, text_));
    if (!options_.report.empty() && options_.report != "-") {
      terminal_.Note(fmt::format("Wrote the report for people to {}.", options_.report));
    }
    return static_cast<ExitStatus>(verification.ExitStatus());
  }

  [[nodiscard]] bool ShowText() const {
    return !options_.quiet && options_.json != "-" && options_.report != "-";
  }

  const VerifyCommandOptions& options_;
  Terminal& terminal_;
  report::TextReportOptions text_;
};

constexpr std::string_view kSummary = "Check a whole record: is the result what the voters' ballots say?";
constexpr std::string_view kMore =
    "Exit status: 0 verified, 1 wrong, 2 could not be checked, 3 nothing wrong, but no result yet, no trust "
    "file, or a rehearsal.";

void AddOptions(Command command, VerifyCommandOptions& options) {
  command.Add("RECORD", options.record, "The record: a folder, or a .tar, .tar.gz or .tar.zst of one")
      .Required();
  command
      .Add("--trust", options.trust,
           "Trust file: what you were told about the referendum by other ways than the record. Without it "
           "the best answer is \"consistent\"")
      .Value("FILE");
  command.Add("--json", options.json, "Write the report for programs to this file (- for here)")
      .Value("FILE");
  command.Add("--report", options.report, "Write the report for people to this HTML file").Value("FILE");
  command.AddFlag("--summary", options.summary, "Print ten lines that can be quoted in place of the report");
  command
      .Add("--language", options.language,
           fmt::format("Language of the reports: {} (default: that of your system, or else the first)",
                       fmt::join(report::ReportLanguages(), ", ")))
      .Value("TAG");
  command.Add("--threads", options.threads, "Threads to use (default: all)").Between(0, 1024);
  command
      .Add("--backend", options.backend,
           "Arithmetic to use: portable, avx2, avx512ifma (default: the fastest this machine has)")
      .Value("NAME");
  command.AddFlag("--rehearsal", options.rehearsal,
                  "Expect a rehearsal: without this its best exit status is 3");
  command.AddFlag("-q,--quiet", options.quiet, "Print no report; the exit status tells");
}

}  // namespace

Result<ExitStatus> RunVerify(const VerifyCommandOptions& options, Terminal& terminal) {
  return VerifyRun(options, terminal).Run();
}

void AddVerifyCommand(CommandTree& tree) {
  auto options = std::make_shared<VerifyCommandOptions>();
  Command command =
      tree.Add(tree.root(),
               {"verify", std::string(kSummary),
                "constat verify record --trust trust.toml --report report.html", std::string(kMore)},
               [options](Terminal& terminal) { return RunVerify(*options, terminal); });
  AddOptions(command, *options);
}

void MakeVerifyRoot(CommandTree& tree) {
  auto options = std::make_shared<VerifyCommandOptions>();
  Command command = tree.UseRoot("constat-verify record --trust trust.toml --report report.html",
                                 [options](Terminal& terminal) { return RunVerify(*options, terminal); });
  AddOptions(command, *options);
}

}  // namespace constat::cli
