// constat registrar issue, constat registrar letters.
#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "constat/cli/commands.h"
#include "constat/cli/progress.h"
#include "constat/cli/record/record_place.h"
#include "constat/crypto/secret/secret.h"
#include "constat/io/file.h"
#include "constat/io/whole_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/registrar/registrar.h"
#include "constat/record/roll.h"
#include "constat/report/letters/letters.h"
#include "constat/text/number.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;

struct IssueOptions {
  verify::RecordPlace place;
  std::string key;
  std::string persons;
  std::string order;
  std::string out;
  unsigned threads = 0;
};

Result<parcel::PersonOrder> FindOrder(const IssueOptions& options, const record::Manifest& manifest,
                                      const std::vector<parcel::Person>& persons) {
  if (options.order.empty()) {
    crypto::SystemRng rng;
    return party::DrawOrder(manifest, persons, rng);
  }
  CONSTAT_TRY(io::CheckOwnerOnly(options.order));
  CONSTAT_ASSIGN(const Bytes text, io::ReadFile(options.order, parcel::kMaxOrderFile));
  Result<parcel::PersonOrder> order = parcel::ParseOrder(manifest, persons, AsText(text));
  if (!order) return tl::unexpected(Prefix(options.order, order.error()));
  return order;
}

// IssuePaths are where an office's secret sheet and public roll go.
struct IssuePaths {
  fs::path sheet;
  fs::path roll;
};

// IssueRoll returns the roll's file of entries. It writes the sheet, durably, before anything else: a code
// that is lost cannot be made again; and only once the roll is known to be readable, or the sheet's codes
// would be worthless.
Result<Bytes> IssueRoll(const party::IssueInput& input, const IssuePaths& paths, Terminal& terminal) {
  CONSTAT_ASSIGN(parcel::SheetWriter sheet, parcel::SheetWriter::Open(paths.sheet, input.context->manifest));
  ProgressLine progress(terminal, "drawing voting codes");
  parcel::EntryFile roll{input.context->manifest_hash, {}};
  uint64_t drawn = 0;
  party::IssueSinks sinks;
  sinks.sheet = [&](const parcel::SheetRow& row) {
    ++drawn;
    return sheet.Write(row);
  };
  sinks.entry = [&](record::EntryType type, Bytes body) -> Status {
    progress.Show(drawn, input.persons->size());
    roll.entries.push_back({type, std::move(body)});
    return {};
  };
  crypto::SystemRng rng;
  CONSTAT_TRY(party::Issue(input, rng, sinks));
  CONSTAT_ASSIGN(Bytes readable, FormatReadable(paths.roll, roll));
  CONSTAT_TRY(sheet.Finish());
  return readable;
}

void SayCounts(const record::Manifest& manifest, const std::vector<parcel::Person>& persons,
               Terminal& terminal) {
  std::vector<uint64_t> counts(manifest.regions.size());
  for (const parcel::Person& person : persons) ++counts[person.region];
  for (size_t r = 0; r < counts.size(); ++r) {
    terminal.Say(fmt::format("  {:>12}  {}", text::FormatCount(counts[r]),
                             CleanForTerminal(manifest.regions[r].name[0])));
  }
  terminal.Say(fmt::format("  {:>12}  voters in all", text::FormatCount(persons.size())));
}

Status CheckNothingThere(std::initializer_list<fs::path> paths) {
  std::error_code ignored;
  for (const fs::path& path : paths) {
    if (fs::exists(path, ignored)) {
      return Fail(ErrorCode::kRefusesOverwrite,
                  path.string() +
                      " exists already; a second roll would make its codes worthless. Move it away only if "
                      "its roll was never published");
    }
  }
  return {};
}

// RemoveIssued takes away what this run wrote: CheckNothingThere found none of these files before. One that
// is refused for having come in between is somebody else's, as all of them may be then.
void RemoveIssued(const std::vector<fs::path>& paths, const Error& reason) {
  if (reason.code == ErrorCode::kRefusesOverwrite) return;
  std::error_code ignored;
  for (const fs::path& path : paths) fs::remove(path, ignored);
}

Result<ExitStatus> RunIssue(const IssueOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, verify::OpenContext(options.place));
  const record::Manifest& manifest = context->manifest;
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  const crypto::Ed25519Key key = secret.SigningKey();
  CONSTAT_ASSIGN(const std::vector<parcel::Person> persons, parcel::ReadPersons(manifest, options.persons));
  CONSTAT_ASSIGN(const parcel::PersonOrder order, FindOrder(options, manifest, persons));
  SayReferendum(*context, options.place, terminal);

  const fs::path folder(options.out);
  const fs::path sheet = folder / "credentials.csv";
  const fs::path roll_path = folder / "roll.entries";
  const fs::path order_path = folder / "order.csv";
  const bool share_order = options.order.empty() && manifest.registrars.size() > 1;
  CONSTAT_TRY(CheckNothingThere({sheet, roll_path}));
  if (share_order) CONSTAT_TRY(CheckNothingThere({order_path}));
  CONSTAT_TRY(io::MakeDirectories(folder));
  std::string order_text;
  if (share_order) {
    CONSTAT_ASSIGN(order_text, parcel::FormatOrder(manifest, persons, order));
  }
  CONSTAT_ASSIGN(const Bytes roll, IssueRoll({context, &key, &persons, &order, options.threads},
                                             {.sheet = sheet, .roll = roll_path}, terminal));
  Status written;
  if (share_order) written = io::WriteNewFile(order_path, AsBytes(order_text), io::FileAccess::kSecret);
  if (written) written = io::WriteNewFile(roll_path, roll);
  if (!written) {
    // Codes of a sheet without its roll are worthless, but look like others in letters.
    std::vector<fs::path> issued{roll_path, sheet};
    if (share_order) issued.push_back(order_path);  // else a file of that name is not of this run
    RemoveIssued(issued, written.error());
    return tl::unexpected(written.error());
  }

  SayCounts(manifest, persons, terminal);
  terminal.Say(fmt::format(
      "Wrote {}: who has which voting code. SECRET: whoever reads it can vote for everybody in it.",
      sheet.string()));
  if (share_order) {
    terminal.Say(fmt::format(
        "Wrote {}: the order of the roll. SECRET: give it to the other registrars only, who run this "
        "command with --order.",
        order_path.string()));
  }
  terminal.Say(fmt::format("Wrote {}: the public roll. It names nobody.", roll_path.string()));
  terminal.Say(
      fmt::format("Next: send {} to the board; then make the letters with constat registrar letters.",
                  roll_path.string()));
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
  CONSTAT_ASSIGN(io::WholeFile file, io::WholeFile::Open(options.out, io::FileAccess::kSecret));
  ProgressLine progress(terminal, "writing letters");
  CONSTAT_TRY(file.Write(AsBytes(writer.Begin())));
  for (size_t i = 0; i < sheet.size(); ++i) {
    const parcel::Issued& issued = sheet[i];
    std::string code = issued.code.Format();
    Result<std::string> page =
        writer.Letter({code, issued.person.region, issued.person.id, issued.person.contact});
    crypto::WipeMemory(code.data(), code.size());
    if (!page) return tl::unexpected(page.error());
    CONSTAT_TRY(file.Write(AsBytes(*page)));
    crypto::WipeMemory(page->data(), page->size());
    progress.Show(i + 1, sheet.size());
  }
  CONSTAT_TRY(file.Write(AsBytes(writer.End())));
  CONSTAT_TRY(file.Finish());
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
