// constat status.
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/record/rehearsal.h"
#include "constat/report/record/agenda_text.h"

namespace constat::cli {
namespace {

struct StatusOptions {
  verify::RecordPlace place;
  bool json = false;
  std::string now;
};

Result<ExitStatus> RunStatus(const StatusOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(verify::Verified record, CheckWholeRecord(options.place, terminal));
  const referendum::ContextPtr context = record.state.context();
  if (record.verification.outcome() == verify::VerificationOutcome::kWrong || context == nullptr) {
    terminal.Note(
        fmt::format("{} is wrong, so nobody should act on it. constat verify {} says what is wrong.",
                    options.place.record, options.place.record));
    return ExitStatus::kWrong;
  }
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), context->manifest.rehearsal));
  const uint64_t now_ms = clock->NowMs();
  const referendum::Milestones said = referendum::MilestonesOf(record.state);
  const referendum::Agenda agenda = referendum::MakeAgenda(context->manifest, said, now_ms);
  const report::AgendaInput input{context->manifest,           said, agenda, now_ms, context->manifest_hash,
                                  record.verification.SeenMs()};
  if (options.json) {
    terminal.Print(report::FormatAgendaJson(input));
    return ExitStatus::kOk;
  }
  SayReferendum(*context, options.place, terminal);
  terminal.Print(report::FormatAgenda(input));
  return ExitStatus::kOk;
}

}  // namespace

void AddStatusCommand(CommandTree& tree) {
  auto options = std::make_shared<StatusOptions>();
  Command status =
      tree.Add(tree.root(),
               {"status", "Check a record, and say who is waited for, until when, and what happens otherwise",
                "constat status record --trust trust.toml", "Exit status 1 if the record is wrong."},
               [options](Terminal& terminal) { return RunStatus(*options, terminal); });
  status.Add("RECORD", options->place.record, "The referendum's record: a folder or an archive").Required();
  status
      .Add("--trust", options->place.trust,
           "Trust file: what you were told about the referendum by other ways than the record")
      .Value("FILE");
  status.AddFlag("--json", options->json, "As JSON");
  AddNowOption(status, options->now);
}

}  // namespace constat::cli
