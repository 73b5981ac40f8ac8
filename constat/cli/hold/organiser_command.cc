// constat organiser sign, open, pages.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/hold/next_command.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/text/hex.h"

namespace constat::cli {
namespace {

struct SignOptions {
  std::string file;
  std::string key;
  std::string out;
  std::string now;
};

Result<ExitStatus> RunSign(const SignOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key}, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const record::Manifest manifest, parcel::ReadReferendumToml(options.file));
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), manifest.rehearsal));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kOrganiser));
  CONSTAT_ASSIGN(Bytes body, party::MakeManifestBody(manifest, secret.SigningKey()));
  CONSTAT_TRY(party::CheckMeant(manifest, clock->NowMs()));
  const Bytes32 hash = record::ManifestHash(record::EncodeManifest(manifest));
  CONSTAT_TRY(parcel::WriteEntryFile(options.out, {hash, {{record::EntryType::kManifest, std::move(body)}}}));
  terminal.Say(fmt::format("Wrote {}: the signed manifest. The referendum's number is\n  {}", options.out,
                           record::FormatReferendumNumber(hash)));
  terminal.Say(
      fmt::format("Next: publish that number where voters will see it, make the trust file\n"
                  "  constat trust make {} --out trust.toml\n"
                  "and send {} to the board, which begins the log with it.",
                  options.out, options.out));
  return ExitStatus::kOk;
}

struct OpenOptions {
  verify::RecordPlace place;
  std::string key;
  std::string out;
  std::string now;
};

void AddKeyAndPlace(Command command, OpenOptions& options) {
  AddRecordOptions(command, options.place, PlaceKind::kRecord);
  command.Add("--key", options.key, "The organiser's secret file").Value("FILE").Required();
  command.Add("--out", options.out, "The entry file to write").Value("FILE").Required();
  AddNowOption(command, options.now);
}

struct PagesOptions : OpenOptions {
  std::string file;
};

Result<ExitStatus> RunPages(const PagesOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key}, terminal);
  CONSTAT_ASSIGN(const record::Software pages, parcel::ReadSoftwareToml(options.file));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kOrganiser));
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const verify::Verified record, CheckWholeRecord(options.place, terminal));
  CONSTAT_ASSIGN(Bytes body, party::MakePagesBody(record.state, pages, secret.SigningKey(), clock->NowMs()));
  const referendum::Context& context = *record.state.context();
  CONSTAT_TRY(parcel::WriteEntryFile(
      options.out, {context.manifest_hash, {{record::EntryType::kSoftware, std::move(body)}}}));
  SayReferendum(context, options.place, terminal);
  terminal.Say(
      fmt::format("Wrote {}: the whole list of {} files. Next: send it to the board, which signs it too "
                  "(constat board pages), and serves the pages from ten minutes after that.",
                  options.out, pages.files.size()));
  return ExitStatus::kOk;
}

}  // namespace

void AddOrganiserCommands(CommandTree& tree) {
  Command group = tree.AddGroup("organiser", "Sign what the referendum is, and open the voting");
  auto signed_options = std::make_shared<SignOptions>();
  Command sign =
      tree.Add(group,
               {"sign", "Sign a referendum.toml as the manifest: from here on nothing of it can change",
                "constat organiser sign pier/referendum.toml --key organiser --out manifest.entry"},
               [signed_options](Terminal& terminal) { return RunSign(*signed_options, terminal); });
  sign.Add("FILE", signed_options->file, "The referendum.toml").Required();
  sign.Add("--key", signed_options->key, "The organiser's secret file").Value("FILE").Required();
  sign.Add("--out", signed_options->out, "The entry file to write").Value("FILE").Required();
  AddNowOption(sign, signed_options->now);

  AddNext(tree, group, parcel::Role::kOrganiser,
          {"next",
           "Do what is due: once the roll is complete and enough trustees showed their keys, "
           "open the voting",
           "constat organiser next --record record --trust trust.toml --key organiser --out outbox",
           kNextStatus});
  AddOneStep(tree, group, parcel::Role::kOrganiser, referendum::Duty::kOpen,
             {"open", "Confirm the trustees' key and the roll, so that voting can begin",
              "constat organiser open --record record --trust trust.toml --key organiser --out open.entry"});

  auto pages_options = std::make_shared<PagesOptions>();
  Command pages =
      tree.Add(group,
               {"pages", "Sign another list of the pages for voters, where a fault was found",
                "constat organiser pages pages.toml --record record --trust trust.toml --key "
                "organiser --out pages.entry"},
               [pages_options](Terminal& terminal) { return RunPages(*pages_options, terminal); });
  pages.Add("FILE", pages_options->file, "[software] and [[software.file]] as in a referendum.toml")
      .Required();
  AddKeyAndPlace(pages, *pages_options);
}

}  // namespace constat::cli
