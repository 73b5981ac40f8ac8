// constat status.
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/program.h"
#include "constat/record/rehearsal.h"
#include "constat/report/record/agenda_text.h"
#include "constat/text/number.h"
#include "constat/verify/standing/standing.h"

namespace constat::cli {
namespace {

struct StatusOptions {
  verify::RecordPlace place;
  bool json = false;
  bool whole = false;
  std::string now;
};

Result<verify::Standing> ReadStanding(const StatusOptions& options, const verify::KeptHeads& heads,
                                      uint64_t now_ms, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record, tlog::OpenLogSource(options.place.record));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, verify::ReadPlaceTrust(options.place));
  console::ProgressLine progress(terminal, "checking entries");
  return verify::FindStanding(*record, {.trust = trust ? &*trust : nullptr,
                                        .heads = &heads,
                                        .whole = options.whole,
                                        .now_ms = now_ms,
                                        .progress = [&](const verify::ProgressState& state) {
                                          progress.Show(state.entries_done, state.entries_total);
                                        }});
}

// SayOutcome tells what speaks against acting on the record; true if nothing does.
bool SayOutcome(const verify::Standing& standing, const StatusOptions& options,
                const verify::KeptHeads& heads, Terminal& terminal) {
  const std::string& record = options.place.record;
  if (standing.outcome == verify::StandingOutcome::kWrong) {
    terminal.Note(fmt::format(
        "{} is wrong, so nobody should act on it. constat verify {} says what is wrong.", record, record));
  }
  if (standing.outcome == verify::StandingOutcome::kForked) {
    terminal.Note(fmt::format(
        "{} is right in itself, but this computer checked another record of the same referendum before, "
        "with {}, and this one does not begin with them: the board signed two logs. Nobody should act "
        "on either. "
        "Keep this record and {}, which holds the other's checkpoint, and show both to the organiser and "
        "the witnesses. Only if it was you who tried something out, delete that file.",
        record, text::PluralEntries(standing.kept), heads.FileOf(standing.context->manifest_hash).string()));
  }
  if (standing.outcome != verify::StandingOutcome::kGood) return false;
  if (standing.kept != 0) {
    terminal.Note(fmt::format(
        "This computer checked {} of this referendum before, and {} has only {}: it is an older copy, or "
        "the board has taken entries back. Take a newer copy; if nobody has one, tell the witnesses.",
        text::PluralEntries(standing.kept), record, standing.judged));
  }
  return true;
}

Result<ExitStatus> RunStatus(const StatusOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  const verify::KeptHeads heads(console::CacheFolder(), console::ProgramSha256());
  const uint64_t now_ms = clock->NowMs();
  CONSTAT_ASSIGN(const verify::Standing standing, ReadStanding(options, heads, now_ms, terminal));
  if (!SayOutcome(standing, options, heads, terminal)) return ExitStatus::kWrong;
  const record::Manifest& manifest = standing.context->manifest;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), manifest.rehearsal));
  const referendum::Agenda agenda = referendum::MakeAgenda(manifest, standing.said, now_ms);
  const report::AgendaInput input{.manifest = manifest,
                                  .said = standing.said,
                                  .agenda = agenda,
                                  .now_ms = now_ms,
                                  .manifest_hash = standing.context->manifest_hash,
                                  .seen_ms = standing.seen_ms,
                                  .judged = standing.judged,
                                  .judged_ms = standing.judged_ms};
  if (options.json) {
    terminal.Print(report::FormatAgendaJson(input));
    return ExitStatus::kOk;
  }
  SayReferendum(*standing.context, options.place, terminal);
  terminal.Print(report::FormatAgenda(input));
  return ExitStatus::kOk;
}

}  // namespace

void AddStatusCommand(CommandTree& tree) {
  auto options = std::make_shared<StatusOptions>();
  Command status =
      tree.Add(tree.root(),
               {"status", "Check a record, and say who is waited for, until when, and what happens otherwise",
                "constat status record --trust trust.toml",
                "What this computer checked before it need not check again: it looks whether the record "
                "continues it, and says how many entries are newer. Exit status 1 if the record is wrong, "
                "or is not the one that was checked before."},
               [options](Terminal& terminal) { return RunStatus(*options, terminal); });
  status.Add("RECORD", options->place.record, "The referendum's record: a folder or an archive").Required();
  status
      .Add("--trust", options->place.trust,
           "Trust file: what you were told about the referendum by other ways than the record")
      .Value("FILE");
  status.AddFlag("--json", options->json, "As JSON");
  status.AddFlag("--whole", options->whole, "Check everything again, also what this computer checked before");
  AddNowOption(status, options->now);
}

}  // namespace constat::cli
