// constat registrar issue, letters, test, replace.
#include <fmt/core.h>

#include <memory>
#include <vector>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/progress.h"
#include "constat/cli/record/record_place.h"
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

void SayAll(const std::vector<std::string>& paragraphs, Terminal& terminal) {
  for (const std::string& paragraph : paragraphs) terminal.Say(paragraph);
}

struct IssueOptions {
  verify::RecordPlace place;
  std::string key;
  std::string persons;
  std::string order;
  std::string out;
  unsigned threads = 0;
};

Result<ExitStatus> RunIssue(const IssueOptions& options, Terminal& terminal) {
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
    ProgressLine progress(terminal, "drawing voting codes");
    CONSTAT_TRY(party::IssueFiles(
        input, target, [&](uint64_t done, uint64_t total) { progress.Show(done, total); }, rng));
  }

  std::vector<uint64_t> counts(manifest.regions.size());
  for (const parcel::Person& person : persons) ++counts[person.region];
  terminal.Print(report::FormatVoters(manifest, counts));
  SayAll(party::DescribeIssue(target), terminal);
  return ExitStatus::kOk;
}

struct LettersOptions {
  verify::RecordPlace place;
  std::string sheet;
  std::string out;
  unsigned registrar = 1;
  report::LetterOptions letter;
};

// CheckRegistrar is the index of registrar number, counted from 1.
Result<uint16_t> CheckRegistrar(const record::Manifest& manifest, unsigned number) {
  if (number <= manifest.registrars.size()) return static_cast<uint16_t>(number - 1);
  return Fail(ErrorCode::kUsage,
              fmt::format("--registrar {}: the referendum has {}", number, manifest.registrars.size()));
}

// HeldRows are the rows of a sheet whose codes a record holds. A manifest alone, or a record without this
// registrar's roll, cannot tell.
Result<std::vector<parcel::Issued>> HeldRows(const verify::OpenedPlace& place, uint16_t registrar,
                                             const std::string& path, Terminal& terminal) {
  CONSTAT_ASSIGN(parcel::Sheet sheet, parcel::ReadSheet(path, place.context->manifest));
  if (!place.IsManifestFile()) {
    CONSTAT_ASSIGN(const verify::RecordView view,
                   verify::RecordView::Open(place, ReadingRecord(terminal), {}));
    const Result<party::OwnShares> shares = party::OwnShares::Read(view.source(), view.state(), registrar);
    if (shares) {
      CONSTAT_ASSIGN(party::SheetStanding standing, party::JudgeSheet(*shares, std::move(sheet), path));
      SayAll(party::DescribeStanding(standing), terminal);
      return std::move(standing.held);
    }
    if (shares.error().code != ErrorCode::kWrongOrder) return tl::unexpected(shares.error());
  }
  if (sheet.kind == parcel::SheetKind::kReplacements) {
    return Fail(ErrorCode::kWrongOrder, path + ": new codes get letters once the record holds them");
  }
  terminal.Note("The codes were not compared with the roll, which is not in this record yet.");
  return std::move(sheet.rows);
}

Result<ExitStatus> RunLetters(const LettersOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const record::Manifest& manifest = place.context->manifest;
  report::LetterOptions letter = options.letter;
  CONSTAT_ASSIGN(letter.registrar, CheckRegistrar(manifest, options.registrar));
  CONSTAT_ASSIGN(const report::LetterWriter writer,
                 report::LetterWriter::Make(manifest, place.context->manifest_hash, letter));
  CONSTAT_ASSIGN(const std::vector<parcel::Issued> rows,
                 HeldRows(place, letter.registrar, options.sheet, terminal));
  if (rows.empty())
    return Fail(ErrorCode::kIncomplete, options.sheet + ": no code of this sheet gets a letter");
  const party::LetterPages pages{writer.Begin(),
                                 [&](const std::string& code, const parcel::Person& person) {
                                   return writer.Letter({code, person.region, person.id, person.contact});
                                 },
                                 writer.End()};
  ProgressLine progress(terminal, "writing letters");
  CONSTAT_TRY(party::WriteLetters(options.out, rows, pages,
                                  [&](uint64_t done, uint64_t total) { progress.Show(done, total); }));
  progress.Finish();
  SayAll(party::DescribeLetters(options.out, rows.size(), options.sheet), terminal);
  return ExitStatus::kOk;
}

// RunTest compares a sheet with the record, without other registrars' codes. Spec: ROL-11.
Result<ExitStatus> RunTest(const LettersOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const uint16_t registrar, CheckRegistrar(place.context->manifest, options.registrar));
  CONSTAT_ASSIGN(const std::vector<parcel::Issued> rows, HeldRows(place, registrar, options.sheet, terminal));
  if (place.IsManifestFile())
    return Fail(ErrorCode::kUsage, "--record: the codes are compared with a record");
  terminal.Say(fmt::format("{} of this sheet: the record holds the registrar's part of each at its slot.",
                           text::Plural(rows.size(), "code")));
  return ExitStatus::kOk;
}

// CheckRecord verifies a whole record, which must not be wrong. It may be incomplete: people vote.
Result<verify::Verified> CheckRecord(const verify::OpenedPlace& place, unsigned threads, Terminal& terminal) {
  if (place.IsManifestFile()) return Fail(ErrorCode::kUsage, "--record: give the record, not the manifest");
  ProgressLine line(terminal, "checking entries");
  CONSTAT_ASSIGN(verify::Verified record,
                 verify::VerifyRecord(*place.source, {.trust = place.trust ? &*place.trust : nullptr,
                                                      .threads = threads,
                                                      .progress = [&](const verify::ProgressState& s) {
                                                        line.Show(s.entries_done, s.entries_total);
                                                      }}));
  line.Finish();
  if (record.verification.outcome() != verify::VerificationOutcome::kWrong) return record;
  return Fail(ErrorCode::kRecordNotVerified, "the record is wrong; constat verify says what");
}

struct ReplaceOptions {
  verify::RecordPlace place;
  std::string key;
  std::string persons;
  std::string slots;
  std::string out;
  std::string now;
  unsigned threads = 0;
};

Result<ExitStatus> RunReplace(const ReplaceOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const record::Manifest& manifest = place.context->manifest;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), manifest.rehearsal));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  const crypto::Ed25519Key key = secret.SigningKey();
  CONSTAT_ASSIGN(const std::vector<parcel::Person> persons, parcel::ReadPersons(manifest, options.persons));
  SayReferendum(*place.context, options.place, terminal);
  CONSTAT_ASSIGN(verify::Verified record, CheckRecord(place, options.threads, terminal));
  const party::ReplaceTarget target{options.out};
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(
      const party::Replaced done,
      party::ReplaceFiles({record.state, key, persons, options.slots, clock->NowMs()}, target, rng));
  for (const party::NotReplaced& refused : done.refused)
    terminal.Note(fmt::format("constat: {} gets no new code: {}", CleanForTerminal(refused.id),
                              CleanForTerminal(refused.error.detail)));
  if (done.made > 0) SayAll(party::DescribeReplaced(done, target, manifest), terminal);
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
  replace.Add("--threads", options->threads, "Threads to use (default: all)").Between(0, 1024);
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
