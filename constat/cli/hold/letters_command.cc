// constat registrar letters, test.
#include "constat/cli/hold/letters_command.h"

#include <fmt/core.h>

#include <cstdlib>
#include <memory>
#include <vector>

#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/party/registrar/advice.h"
#include "constat/party/registrar/letters_folder.h"
#include "constat/party/registrar/letters_pdf.h"
#include "constat/report/letters/letter_files.h"
#include "constat/text/number.h"
#include "constat/verify/verify.h"

namespace constat::cli {
namespace {

struct SheetOptions {
  verify::RecordPlace place;
  std::string sheet;
  unsigned registrar = 1;
};

struct LettersOptions {
  SheetOptions sheet;
  std::string out;
  unsigned part = 300;
  unsigned threads = 0;
  std::string form = "print";
  std::string paper = "a4";
  bool no_link = false;
  report::LetterDelivery delivery;
  report::LetterOptions letter;
};

// Standing compares the sheet with the record, and says what became of it.
Result<party::SheetStanding> Standing(const verify::OpenedPlace& place, const SheetOptions& options,
                                      Terminal& terminal) {
  console::WarnOfOpenSecrets({options.sheet}, terminal);
  CONSTAT_ASSIGN(
      party::SheetStanding standing,
      party::ReadSheetStanding(place, options.registrar - 1, options.sheet, ReadingRecord(terminal)));
  terminal.SayAll(party::DescribeStanding(standing));
  return standing;
}

Result<ExitStatus> RunLetters(const LettersOptions& options, Terminal& terminal) {
  report::LetterDelivery delivery = options.delivery;
  CONSTAT_ASSIGN(delivery.form, report::ParseLetterForm(options.form));
  CONSTAT_TRY(report::CheckDelivery(delivery));
  party::LettersTarget target{
      .folder = options.out, .part_size = options.part, .browser = {}, .threads = options.threads};
  const char* const search_path = std::getenv("PATH");
  if (delivery.pdf) {
    CONSTAT_ASSIGN(target.browser, party::FindBrowser(search_path == nullptr ? "" : search_path));
  }
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.sheet.place));
  CONSTAT_ASSIGN(party::SheetStanding standing, Standing(place, options.sheet, terminal));
  std::vector<parcel::Issued>& rows = standing.held;
  party::OrderByPerson(rows);
  report::LetterOptions letter = options.letter;
  letter.registrar = static_cast<uint16_t>(options.sheet.registrar - 1);
  letter.paper = options.paper == "letter" ? report::Paper::kUsLetter : report::Paper::kA4;
  letter.replacements = standing.kind == parcel::SheetKind::kReplacements;
  letter.mail_link = !options.no_link;
  const record::Manifest& manifest = place.context->manifest;
  CONSTAT_ASSIGN(const report::LetterWriter writer,
                 report::LetterWriter::Make(manifest, place.context->manifest_hash, letter));
  if (rows.empty())
    return Fail(ErrorCode::kIncomplete, options.sheet.sheet + ": no code of this sheet gets a letter");
  console::ProgressLine progress(terminal, "writing letters");
  CONSTAT_TRY(party::WriteLetters(
      target, rows,
      [&](size_t number, std::span<const parcel::Issued> part) {
        return report::MakeLetterFiles(writer, delivery, number, part);
      },
      [&](uint64_t done, uint64_t total) { progress.Show(done, total); }));
  progress.Finish();
  terminal.SayAll(party::DescribeLetters(options.out, rows.size(), options.sheet.sheet));
  terminal.SayAll(report::LookAgainAt(writer, delivery, rows, manifest.registrars.size()));
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
  command.Add("--registrar", options.registrar, "Which registrar's codes these are, from 1 (default 1)")
      .Between(1, 16);
}

void AddForm(Command letters, LettersOptions& options) {
  letters
      .Add("--form", options.form,
           "print: pages; merge: a table and QR codes for a mail merge; eml: e-mails, and pages for persons "
           "without an address (default print)")
      .OneOf({"print", "merge", "eml"});
  letters.AddFlag("--pdf", options.delivery.pdf, "Print the pages to PDF, by Chromium or Chrome");
  letters.Add("--paper", options.paper, "a4 (envelopes of DIN 5008) or letter (US, No. 10; default a4)")
      .OneOf({"a4", "letter"});
  letters.Add("--part", options.part, "How many letters a file holds (default 300)").Between(1, 1000);
  letters
      .Add("--return-address", options.letter.return_address,
           "One line above the voter's address (default: the registrar's name)")
      .Value("TEXT");
  letters.Add("--mail-from", options.delivery.mail_from, "Sender of the e-mails").Value("ADDRESS");
  letters.AddFlag("--no-link", options.no_link, "E-mails and tables without a link: the address is typed");
  letters.Add("--threads", options.threads, "Threads to use (default: all)").Between(0, 1024);
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
  letters
      .Add("--vote-at", options->letter.vote_at,
           "Where to vote: a page that is there and begins with https://, which the QR codes then open, or "
           "any other place (default: where the organiser says)")
      .Value("WHERE");
  letters.Add("--check-at", options->letter.check_at, "Where to check a ballot and the record")
      .Value("WHERE");
  letters.Add("--contact", options->letter.contact, "Whom to ask").Value("WHOM").Required();
  letters
      .Add("--language", options->letter.language,
           "Language of all letters, such as en or de (default: each voter's own)")
      .Value("TAG");
  AddForm(letters, *options);
  letters.Add("--out", options->out, "The folder to make").Value("DIR").Required();
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

void AddSheetCommands(CommandTree& tree, Command group) {
  AddLetters(tree, group);
  AddTest(tree, group);
}

}  // namespace constat::cli
