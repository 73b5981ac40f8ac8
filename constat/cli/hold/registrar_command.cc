// constat registrar issue, letters, test, replace.
#include <fmt/core.h>

#include <memory>
#include <vector>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/registrar/advice.h"
#include "constat/party/registrar/letters_file.h"
#include "constat/record/rehearsal.h"
#include "constat/report/letters/letters.h"
#include "constat/report/record/figures.h"
#include "constat/text/number.h"
#include "constat/verify/verify.h"

namespace constat::cli {
namespace {

struct IssueOptions {
  verify::RecordPlace place;
  std::string key;
  std::string persons;
  std::string order;
  std::string out;
  unsigned threads = 0;
};

Result<ExitStatus> RunIssue(const IssueOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key, options.order}, terminal);
  CONSTAT_ASSIGN(const referendum::ContextPtr context, verify::OpenContext(options.place));
  const record::Manifest& manifest = context->manifest;
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  const crypto::Ed25519Key key = secret.SigningKey();
  CONSTAT_ASSIGN(const std::vector<parcel::Person> persons, parcel::ReadPersons(manifest, options.persons));
  crypto::SystemRng rng;
  party::IssueInput input{context, &key, &persons, nullptr, options.threads};
  CONSTAT_ASSIGN(const parcel::PersonOrder order, party::FindOrder(options.order, input, rng));
  input.order = &order;
  SayReferendum(*context, options.place, terminal);

  const party::IssueTarget target{.folder = options.out,
                                  .share_order = options.order.empty() && manifest.registrars.size() > 1};
  {
    console::ProgressLine progress(terminal, "drawing voting codes");
    CONSTAT_TRY(party::IssueFiles(
        input, target, [&](uint64_t done, uint64_t total) { progress.Show(done, total); }, rng));
  }

  std::vector<uint64_t> counts(manifest.regions.size());
  for (const parcel::Person& person : persons) ++counts[person.region];
  terminal.Print(report::FormatVoters(manifest, counts));
  terminal.SayAll(party::DescribeIssue(target));
  return ExitStatus::kOk;
}

struct LettersOptions {
  verify::RecordPlace place;
  std::string sheet;
  std::string out;
  unsigned registrar = 1;
  report::LetterOptions letter;
};

// Standing compares the sheet with the record, and says what became of it.
Result<party::SheetStanding> Standing(const verify::OpenedPlace& place, const LettersOptions& options,
                                      Terminal& terminal) {
  console::WarnOfOpenSecrets({options.sheet}, terminal);
  CONSTAT_ASSIGN(
      party::SheetStanding standing,
      party::ReadSheetStanding(place, options.registrar - 1, options.sheet, ReadingRecord(terminal)));
  terminal.SayAll(party::DescribeStanding(standing));
  return standing;
}

Result<ExitStatus> RunLetters(const LettersOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const party::SheetStanding standing, Standing(place, options, terminal));
  const std::vector<parcel::Issued>& rows = standing.held;
  report::LetterOptions letter = options.letter;
  letter.registrar = static_cast<uint16_t>(options.registrar - 1);
  CONSTAT_ASSIGN(const report::LetterWriter writer,
                 report::LetterWriter::Make(place.context->manifest, place.context->manifest_hash, letter));
  if (rows.empty())
    return Fail(ErrorCode::kIncomplete, options.sheet + ": no code of this sheet gets a letter");
  const party::LetterPages pages{writer.Begin(),
                                 [&](const std::string& code, const parcel::Person& person) {
                                   return writer.Letter({code, person.region, person.id, person.contact});
                                 },
                                 writer.End()};
  console::ProgressLine progress(terminal, "writing letters");
  CONSTAT_TRY(party::WriteLetters(options.out, rows, pages,
                                  [&](uint64_t done, uint64_t total) { progress.Show(done, total); }));
  progress.Finish();
  terminal.SayAll(party::DescribeLetters(options.out, rows.size(), options.sheet));
  return ExitStatus::kOk;
}

// RunTest compares a sheet with the record, without other registrars' codes. Spec: ROL-11.
Result<ExitStatus> RunTest(const LettersOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const party::SheetStanding standing, Standing(place, options, terminal));
  if (!standing.compared) return ExitStatus::kOpen;
  terminal.Say(fmt::format("{} of this sheet: the record holds the registrar's part of each at its slot.",
                           text::Plural(standing.held.size(), "code")));
  return ExitStatus::kOk;
}

struct ReplaceOptions {
  verify::RecordPlace place;
  std::string key;
  std::string persons;
  std::string slots;
  std::string out;
  std::string now;
};

Result<ExitStatus> RunReplace(const ReplaceOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key, options.slots}, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const record::Manifest& manifest = place.context->manifest;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), manifest.rehearsal));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  const crypto::Ed25519Key key = secret.SigningKey();
  CONSTAT_ASSIGN(const std::vector<parcel::Person> persons, parcel::ReadPersons(manifest, options.persons));
  SayReferendum(*place.context, options.place, terminal);
  CONSTAT_ASSIGN(verify::Verified record, CheckWholeRecord(options.place, terminal));
  if (record.verification.outcome() == verify::VerificationOutcome::kWrong)
    return Fail(ErrorCode::kRecordNotVerified, "the record is wrong; constat verify says what");
  const party::ReplaceTarget target{options.out};
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(
      const party::Replaced done,
      party::ReplaceFiles({record.state, key, persons, options.slots, clock->NowMs()}, target, rng));
  for (const std::string& line : party::DescribeRefused(done)) terminal.Note(CleanForTerminal(line));
  if (done.made > 0) terminal.SayAll(party::DescribeReplaced(done, target, manifest));
  return done.refused.empty() ? ExitStatus::kOk : ExitStatus::kWrong;
}

void AddIssue(CommandTree& tree, Command group) {
  auto options = std::make_shared<IssueOptions>();
  Command issue =
      tree.Add(group,
               {"issue", "Draw a voting code for each person, and make the public roll, which names nobody",
                "constat registrar issue --record record --trust trust.toml --key registrar --persons "
                "persons.csv --out roll"},
               [options](Terminal& terminal) { return RunIssue(*options, terminal); });
  AddRecordOptions(issue, options->place, PlaceKind::kRecordOrManifest);
  issue.Add("--key", options->key, "The registrar's secret file").Value("FILE").Required();
  issue
      .Add("--persons", options->persons,
           "The official roll: CSV with the columns id, region and perhaps contact")
      .Value("FILE")
      .Required();
  issue.Add("--order", options->order, "The first registrar's order.csv, for every other registrar")
      .Value("FILE");
  issue.Add("--out", options->out, "The folder to write credentials.csv and roll.entries into")
      .Value("DIR")
      .Required();
  issue.Add("--threads", options->threads, "Threads to use (default: all)").Between(0, 1024);
}

// AddSheet adds what letters and tests go by.
void AddSheet(Command command, LettersOptions& options) {
  AddRecordOptions(command, options.place, PlaceKind::kRecordOrManifest);
  command
      .Add("--sheet", options.sheet,
           "The credentials.csv of constat registrar issue, or replacements.csv of replace")
      .Value("FILE")
      .Required();
  command.Add("--registrar", options.registrar, "Which registrar's codes these are, from 1 (default 1)")
      .Between(1, 16);
}

void AddLetters(CommandTree& tree, Command group) {
  auto options = std::make_shared<LettersOptions>();
  Command letters = tree.Add(
      group,
      {"letters", "Make the letters that carry the voting codes, one page a voter, as HTML to print",
       "constat registrar letters --record record --trust trust.toml --sheet roll/credentials.csv "
       "--vote-at https://vote.example.org --contact \"Town hall, 01 234 56 78\" --out letters.html"},
      [options](Terminal& terminal) { return RunLetters(*options, terminal); });
  AddSheet(letters, *options);
  letters.Add("--vote-at", options->letter.vote_at, "Where to vote, such as an address on the web")
      .Value("WHERE")
      .Required();
  letters.Add("--check-at", options->letter.check_at, "Where to check a ballot and the record")
      .Value("WHERE");
  letters.Add("--contact", options->letter.contact, "Whom to ask").Value("WHOM").Required();
  letters.Add("--language", options->letter.language, "Language of the letters, such as en or de")
      .Value("TAG");
  letters.Add("--out", options->out, "The HTML file to write").Value("FILE").Required();
}

void AddTest(CommandTree& tree, Command group) {
  auto options = std::make_shared<LettersOptions>();
  Command test =
      tree.Add(group,
               {"test", "Compare the codes of a sheet with the record, without other registrars' codes",
                "constat registrar test --record record --trust trust.toml --sheet roll/credentials.csv"},
               [options](Terminal& terminal) { return RunTest(*options, terminal); });
  AddSheet(test, *options);
}

void AddReplace(CommandTree& tree, Command group) {
  auto options = std::make_shared<ReplaceOptions>();
  Command replace =
      tree.Add(group,
               {"replace", "Make new codes for persons whose letters were lost, those of a day together",
                "constat registrar replace --record record --trust trust.toml --key registrar --slots "
                "roll/slots.csv --persons lost.csv --out monday"},
               [options](Terminal& terminal) { return RunReplace(*options, terminal); });
  AddRecordOptions(replace, options->place, PlaceKind::kRecord);
  replace.Add("--key", options->key, "The registrar's secret file").Value("FILE").Required();
  replace
      .Add("--persons", options->persons,
           "Who said that the letter was lost: CSV with the columns id, region and perhaps contact")
      .Value("FILE")
      .Required();
  replace.Add("--slots", options->slots, "The slots.csv that constat registrar issue wrote")
      .Value("FILE")
      .Required();
  replace.Add("--out", options->out, "The folder to write replacements.csv and replacements.entries into")
      .Value("DIR")
      .Required();
  AddNowOption(replace, options->now);
}

}  // namespace

void AddRegistrarCommands(CommandTree& tree) {
  Command group = tree.AddGroup("registrar", "Give every voter a code, and publish a roll that names nobody");
  AddIssue(tree, group);
  AddLetters(tree, group);
  AddTest(tree, group);
  AddReplace(tree, group);
}

}  // namespace constat::cli
