#include "constat/cli/record/record_place.h"

#include <fmt/core.h>

#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/figures.h"

namespace constat::cli {

void AddRecordOptions(Command command, verify::RecordPlace& place, PlaceKind kind) {
  command
      .Add("--record", place.record,
           kind == PlaceKind::kRecord
               ? "The referendum's record: a folder or an archive"
               : "The referendum's record (a folder or an archive), or its manifest's entry file")
      .Value("RECORD")
      .Required();
  command
      .Add("--trust", place.trust,
           "Trust file: what you were told about the referendum by other ways than the record")
      .Value("FILE");
}

Result<verify::Verified> CheckWholeRecord(const verify::RecordPlace& place, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record, tlog::OpenLogSource(place.record));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, verify::ReadPlaceTrust(place));
  console::ProgressLine progress(terminal, "checking entries");
  return verify::VerifyRecord(
      *record, {.trust = trust ? &*trust : nullptr, .progress = [&](const verify::ProgressState& state) {
                  progress.Show(state.entries_done, state.entries_total);
                }});
}

void SayReferendum(const referendum::Context& context, const verify::RecordPlace& place, Terminal& terminal) {
  const report::Texts texts(context.manifest, "");
  terminal.Say(record::WithRehearsal(context.manifest.rehearsal,
                                     fmt::format("Referendum: {}", CleanForTerminal(texts.Title()))));
  terminal.Say(fmt::format("            {}", record::FormatReferendumNumber(context.manifest_hash)));
  if (!place.trust.empty()) return;
  terminal.Note("Without --trust, compare this number with the one you were given by another way.");
}

verify::ReadProgress ReadingRecord(Terminal& terminal) {
  return [&terminal, line = std::shared_ptr<console::ProgressLine>()](uint64_t done, uint64_t total) mutable {
    if (line == nullptr) line = std::make_shared<console::ProgressLine>(terminal, "reading the record");
    line->Show(done, total);
  };
}

}  // namespace constat::cli
