// constat registrar issue, constat registrar letters.
#include <fmt/core.h>

#include <memory>
#include <vector>

#include "constat/cli/commands.h"
#include "constat/cli/progress.h"
#include "constat/cli/record/record_place.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/registrar/issue_files.h"
#include "constat/party/registrar/letters_file.h"
#include "constat/report/letters/letters.h"
#include "constat/report/record/figures.h"
#include "constat/text/number.h"

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
  terminal.Say(fmt::format(
      "Wrote {}: who has which voting code. SECRET: whoever reads it can vote for everybody in it.",
      target.sheet().string()));
  if (target.share_order) {
    terminal.Say(fmt::format(
        "Wrote {}: the order of the roll. SECRET: give it to the other registrars only, who run this "
        "command with --order.",
        target.order().string()));
  }
  terminal.Say(fmt::format("Wrote {}: the public roll. It names nobody.", target.roll().string()));
  terminal.Say(
      fmt::format("Next: send {} to the board; then make the letters with constat registrar letters.",
                  target.roll().string()));
  return ExitStatus::kOk;
}

struct LettersOptions {
  verify::RecordPlace place;
  std::string sheet;
  std::string out;
  unsigned registrar = 1;
  report::LetterOptions letter;
};

Result<ExitStatus> RunLetters(const LettersOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, verify::OpenContext(options.place));
  const record::Manifest& manifest = context->manifest;
  if (options.registrar > manifest.registrars.size()) {
    return Fail(ErrorCode::kUsage, fmt::format("--registrar {}: the referendum has {}", options.registrar,
                                               manifest.registrars.size()));
  }
  report::LetterOptions letter = options.letter;
  letter.registrar = static_cast<uint16_t>(options.registrar - 1);
  CONSTAT_ASSIGN(const report::LetterWriter writer,
                 report::LetterWriter::Make(manifest, context->manifest_hash, letter));
  CONSTAT_ASSIGN(const std::vector<parcel::Issued> sheet, parcel::ReadSheet(options.sheet, manifest));
  const party::LetterPages pages{writer.Begin(),
                                 [&](const std::string& code, const parcel::Person& person) {
                                   return writer.Letter({code, person.region, person.id, person.contact});
                                 },
                                 writer.End()};
  ProgressLine progress(terminal, "writing letters");
  CONSTAT_TRY(party::WriteLetters(options.out, sheet, pages,
                                  [&](uint64_t done, uint64_t total) { progress.Show(done, total); }));
  progress.Finish();
  terminal.Say(fmt::format("Wrote {}: {} letters, one a page. SECRET: every page holds a voting code.",
                           options.out, text::FormatCount(sheet.size())));
  terminal.Say(fmt::format(
      "Next: print it on a machine without network, send the letters, then destroy {} and what the printer "
      "keeps. docs/guide/registrar.md says when to destroy {}.",
      options.out, options.sheet));
  return ExitStatus::kOk;
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

void AddLetters(CommandTree& tree, Command group) {
  auto options = std::make_shared<LettersOptions>();
  Command letters = tree.Add(
      group,
      {"letters", "Make the letters that carry the voting codes, one page a voter, as HTML to print",
       "constat registrar letters --record record --trust trust.toml --sheet roll/credentials.csv "
       "--vote-at https://vote.example.org --contact \"Town hall, 01 234 56 78\" --out letters.html"},
      [options](Terminal& terminal) { return RunLetters(*options, terminal); });
  AddRecordOptions(letters, options->place, PlaceKind::kRecordOrManifest);
  letters.Add("--sheet", options->sheet, "The credentials.csv that constat registrar issue wrote")
      .Value("FILE")
      .Required();
  letters.Add("--registrar", options->registrar, "Which registrar's codes these are, from 1 (default 1)")
      .Between(1, 16);
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

}  // namespace

void AddRegistrarCommands(CommandTree& tree) {
  Command group = tree.AddGroup("registrar", "Give every voter a code, and publish a roll that names nobody");
  AddIssue(tree, group);
  AddLetters(tree, group);
}

}  // namespace constat::cli
