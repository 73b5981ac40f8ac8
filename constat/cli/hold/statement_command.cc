// constat statement: what any party says in the record.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/crypto/secret/rng.h"
#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/party/statement/statement.h"
#include "constat/text/carried.h"

namespace constat::cli {
namespace {

struct StatementOptions {
  verify::RecordPlace place;
  party::Words words;
  std::string file, key, out, now;
};

Result<ExitStatus> RunStatement(const StatementOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key}, terminal);
  CONSTAT_ASSIGN(const parcel::PartySecret secret, parcel::ReadSecretFile(options.key));
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(options.file, record::kMaxBodySize));
  CONSTAT_ASSIGN(verify::Verified record, CheckWholeRecord(options.place, terminal));
  party::Words words = options.words;
  CONSTAT_ASSIGN(words.text, text::DecodeCarried(bytes));
  if (words.text.find('\r') != std::string::npos) text::UndoStep(text::Undo::kLineEnds, words.text);
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(Bytes body, party::MakeStatement(record, words, secret, *clock, rng));
  const referendum::Context& context = *record.state.context();
  CONSTAT_TRY(parcel::WriteEntryFile(
      options.out, {context.manifest_hash, {{record::EntryType::kStatement, std::move(body)}}}));
  SayReferendum(context, options.place, terminal);
  terminal.Say(fmt::format("Checked the whole record: it is {}. Wrote {}: your statement, signed.",
                           verify::OutcomeName(record.verification.outcome()), options.out));
  terminal.Say(
      "Next: send it to the board, and publish it elsewhere too: nobody can take a signed statement back, "
      "and anybody can see whether the board left it out.");
  return ExitStatus::kOk;
}

}  // namespace

void AddStatementCommand(CommandTree& tree) {
  auto options = std::make_shared<StatementOptions>();
  Command command = tree.Add(
      tree.root(),
      {"statement", "Say something in the record, as any party: it is signed, public for ever, and unchecked",
       "constat statement words.txt --kind incident --about 7 --record record --trust trust.toml --key "
       "observer --out statement.entry",
       "The whole record is checked first. A party has 16 statements."},
      [options](Terminal& terminal) { return RunStatement(*options, terminal); });
  command.Add("FILE", options->file, "The words: a text file of at most 2,048 bytes and 40 lines").Required();
  command
      .Add("--kind", options->words.kind,
           "notice, incident, complaint, observation, confirms or does-not-confirm (the result)")
      .Value("KIND")
      .ShowDefault();
  command.Add("--about", options->words.about, "The entry that it is about").Value("N");
  command
      .Add("--language", options->words.language,
           "Of the words: one of the referendum's (the first if not given), or other")
      .Value("TAG");
  AddRecordOptions(command, options->place, PlaceKind::kRecord);
  command.Add("--key", options->key, "Your secret file").Value("FILE").Required();
  command.Add("--out", options->out, "The entry file to write").Value("FILE").Required();
  AddNowOption(command, options->now);
}

}  // namespace constat::cli
