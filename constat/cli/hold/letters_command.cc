// constat registrar letters, test.
#include "constat/cli/hold/letters_command.h"

#include <fmt/core.h>

#include <cstdlib>
#include <memory>
#include <vector>

#include "constat/cli/clock_option.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/io/whole_folder.h"
#include "constat/party/registrar/advice.h"
#include "constat/party/registrar/letters_folder.h"
#include "constat/party/registrar/letters_pdf.h"
#include "constat/record/rehearsal.h"
#include "constat/report/letters/letter_files.h"
#include "constat/text/error_text.h"
#include "constat/text/number.h"
#include "constat/verify/verify.h"

namespace constat::cli {
namespace {

struct SheetOptions {
  verify::RecordPlace place;
  std::string sheet;
  unsigned registrar = 0;  // from 1; 0: as the sheet says
};

// LettersOptions are those of letters, and what they mean where the sheet is known otherwise.
struct LettersOptions {
  SheetOptions sheet;
  LetterChoices choices;
  std::string out;
  unsigned threads = 0;
  std::string now{};
};

// Standing compares the sheet with the record, and says what became of it.
Result<party::SheetStanding> Standing(const verify::OpenedPlace& place, const SheetOptions& options,
                                      Terminal& terminal) {
  console::WarnOfOpenSecrets({options.sheet}, terminal);
  std::optional<size_t> registrar;
  if (options.registrar != 0) registrar = options.registrar - 1;
  CONSTAT_ASSIGN(party::SheetStanding standing,
                 party::ReadSheetStanding(place, registrar, options.sheet, ReadingRecord(terminal)));
  terminal.SayAll(party::DescribeStanding(standing));
  return standing;
}

// Making is what options say of how letters are made, before the record is read.
struct Making {
  const LettersOptions& options;
  report::LetterDelivery delivery;
  party::LettersTarget target;
};
Result<Making> ReadOptions(const LettersOptions& options, uint64_t now_ms) {
  const LetterChoices& choices = options.choices;
  Making making{.options = options,
                .delivery = choices.delivery,
                .target = {.folder = options.out, .part_size = choices.part, .threads = options.threads}};
  CONSTAT_ASSIGN(making.delivery.form, report::ParseLetterForm(choices.form));
  CONSTAT_TRY(report::CheckDelivery(making.delivery));
  making.delivery.date_ms = now_ms;
  const char* const search_path = std::getenv("PATH");
  if (making.delivery.pdf) {
    CONSTAT_ASSIGN(making.target.browser, party::FindBrowser(search_path == nullptr ? "" : search_path));
  }
  return making;
}

// Make makes the letters of a sheet that was compared with the record.
Status Make(Making making, const verify::OpenedPlace& place, party::SheetStanding standing,
            Terminal& terminal) {
  const auto& [sheet, choices, out, threads, now] = making.options;
  report::LetterOptions letter = choices.letter;
  letter.registrar = standing.registrar;
  letter.paper = choices.paper == "letter" ? report::Paper::kUsLetter : report::Paper::kA4;
  letter.replacements = standing.kind == parcel::SheetKind::kReplacements;
  letter.mail_link = !choices.no_link;
  const record::Manifest& manifest = place.context->manifest;
  CONSTAT_ASSIGN(const report::LetterWriter writer,
                 report::LetterWriter::Make(manifest, place.context->manifest_hash, letter));
  std::vector<parcel::Issued>& rows = standing.held;
  if (rows.empty())
    return Fail(ErrorCode::kIncomplete, sheet.sheet + ": no code of this sheet gets a letter");
  party::OrderByPerson(rows);
  making.target.sheet = standing.hash;
  CONSTAT_ASSIGN(const std::vector<std::filesystem::path> removed, io::RemoveUnfinished(out));
  terminal.SayAll(party::DescribeRemoved(removed));
  console::ProgressLine progress(terminal, "writing letters");
  CONSTAT_TRY(party::WriteLetters(
      making.target, rows,
      [&](size_t number, std::span<const parcel::Issued> part) {
        return report::MakeLetterFiles(writer, making.delivery, number, part);
      },
      [&](uint64_t done, uint64_t total) { progress.Show(done, total); }));
  progress.Finish();
  if (standing.compared && !letter.replacements) {
    const Status kept = party::RememberLetters(party::LettersPlace::Of(out, sheet.sheet));
    if (!kept) terminal.Note(CleanForTerminal(text::FormatError(kept.error())));
  }
  terminal.SayAll(party::DescribeLetters(out, rows.size(), sheet.sheet));
  terminal.SayAll(report::LookAgainAt(writer, making.delivery, rows, manifest.registrars.size()));
  return {};
}

Result<ExitStatus> RunLetters(const LettersOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const Making making, ReadOptions(options, clock->NowMs()));
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.sheet.place));
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), place.context->manifest.rehearsal));
  CONSTAT_ASSIGN(party::SheetStanding standing, Standing(place, options.sheet, terminal));
  CONSTAT_TRY(Make(making, place, std::move(standing), terminal));
  return ExitStatus::kOk;
}

// RunTest compares a sheet with the record, without other registrars' codes. Spec: ROL-11.
Result<ExitStatus> RunTest(const SheetOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const party::SheetStanding standing, Standing(place, options, terminal));
  if (!standing.compared) return ExitStatus::kOpen;
  terminal.Say(fmt::format("{} of this sheet: the record holds the registrar's part of each at its slot.",
                           text::Plural(standing.held.size(), "code")));
  return ExitStatus::kOk;
}

void AddSheet(Command command, SheetOptions& options) {
  AddRecordOptions(command, options.place, PlaceKind::kRecordOrManifest);
  command
      .Add("--sheet", options.sheet,
           "The credentials.csv of constat registrar issue, or replacements.csv of replace")
      .Value("FILE")
      .Required();
  command
      .Add("--registrar", options.registrar,
           "Which registrar's codes these are, from 1, where an older sheet does not say it")
      .Between(1, 16);
}

void AddLetters(CommandTree& tree, Command group) {
  auto options = std::make_shared<LettersOptions>();
  Command letters = tree.Add(
      group,
      {"letters", "Make the letters that carry the voting codes: pages to print, a mail merge, or e-mails",
       "constat registrar letters --record record --trust trust.toml --sheet roll/credentials.csv "
       "--vote-at https://vote.example.org/bridge/vote --contact \"Town hall, 01 234 56 78\" --out letters"},
      [options](Terminal& terminal) { return RunLetters(*options, terminal); });
  AddSheet(letters, options->sheet);
  AddLetterChoices(letters, options->choices);
  letters.Add("--threads", options->threads, "Threads to use (default: all)").Between(0, 1024);
  letters.Add("--out", options->out, "The folder to make").Value("DIR").Required();
  AddNowOption(letters, options->now);
}

void AddTest(CommandTree& tree, Command group) {
  auto options = std::make_shared<SheetOptions>();
  Command test =
      tree.Add(group,
               {"test", "Compare the codes of a sheet with the record, without other registrars' codes",
                "constat registrar test --record record --trust trust.toml --sheet roll/credentials.csv"},
               [options](Terminal& terminal) { return RunTest(*options, terminal); });
  AddSheet(test, *options);
}

}  // namespace

Result<bool> MakeDueLetters(const DueLetters& due, Terminal& terminal) {
  const party::LettersPlace letters = due.target.letters();
  const LettersOptions options{
      .sheet = {due.place, due.target.sheet().string(), static_cast<unsigned>(due.registrar + 1)},
      .choices = due.choices,
      .out = letters.folder.string(),
      .threads = due.threads};
  CONSTAT_ASSIGN(const Making making, ReadOptions(options, due.now_ms));
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(due.place));
  CONSTAT_ASSIGN(party::SheetStanding standing, Standing(place, options.sheet, terminal));
  CONSTAT_ASSIGN(const party::LettersStanding found, party::FindLetters(letters, standing.hash));
  if (found != party::LettersStanding::kNone) {
    if (found == party::LettersStanding::kMade) CONSTAT_TRY(party::RememberLetters(letters));
    terminal.SayAll(party::DescribeLettersMade(found, letters, standing.held.size()));
    return false;
  }
  if (due.dry_run) {
    terminal.SayAll(party::DescribeLettersDue(letters, standing.held.size()));
    return true;
  }
  CONSTAT_TRY(party::CheckPlaceToVote(options.choices.letter.vote_at));
  CONSTAT_TRY(Make(making, place, std::move(standing), terminal));
  return true;
}

void AddLetterChoices(Command command, LetterChoices& choices) {
  command
      .Add("--vote-at", choices.letter.vote_at,
           "Where to vote: a page that is there and begins with https://, which the QR codes then open, or "
           "any other place")
      .Value("WHERE");
  command.Add("--check-at", choices.letter.check_at, "Where to check a ballot and the record").Value("WHERE");
  command.Add("--contact", choices.letter.contact, "Whom to ask (default: the contact of the referendum)")
      .Value("WHOM");
  command
      .Add("--language", choices.letter.language,
           "Language of all letters, such as en or de (default: each voter's own)")
      .Value("TAG");
  command
      .Add("--form", choices.form,
           "print: pages; merge: a table and QR codes for a mail merge; eml: e-mails, and pages for persons "
           "without an address (default print)")
      .OneOf({"print", "merge", "eml"});
  command.AddFlag("--pdf", choices.delivery.pdf, "Print the pages to PDF, by Chromium or Chrome");
  command.Add("--paper", choices.paper, "a4 (envelopes of DIN 5008) or letter (US, No. 10; default a4)")
      .OneOf({"a4", "letter"});
  command.Add("--part", choices.part, "How many letters a file holds (default 300)").Between(1, 1000);
  command
      .Add("--return-address", choices.letter.return_address,
           "One line above the voter's address (default: the registrar's name)")
      .Value("TEXT");
  command.Add("--mail-from", choices.delivery.mail_from, "Sender of the e-mails").Value("ADDRESS");
  command.AddFlag("--no-link", choices.no_link, "E-mails and tables without a link: the address is typed");
}

void AddSheetCommands(CommandTree& tree, Command group) {
  AddLetters(tree, group);
  AddTest(tree, group);
}

}  // namespace constat::cli
