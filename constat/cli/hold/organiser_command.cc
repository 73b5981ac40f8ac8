// constat organiser sign, constat organiser open.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/figures.h"
#include "constat/text/hex.h"

namespace constat::cli {
namespace {

struct SignOptions {
  std::string file;
  std::string key;
  std::string out;
};

Result<ExitStatus> RunSign(const SignOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const record::Manifest manifest, parcel::ReadReferendumToml(options.file));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kOrganiser));
  CONSTAT_ASSIGN(Bytes body, party::MakeManifestBody(manifest, secret.SigningKey()));
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
};

Result<ExitStatus> RunOpen(const OpenOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kOrganiser));
  CONSTAT_ASSIGN(const verify::RecordView view, verify::OpenView(options.place, ReadingRecord(terminal)));
  SayReferendum(view.context(), options.place, terminal);
  CONSTAT_ASSIGN(Bytes body, party::MakeOpenBody(view.state(), secret.SigningKey()));
  CONSTAT_TRY(parcel::WriteEntryFile(
      options.out, {view.context().manifest_hash, {{record::EntryType::kOpen, std::move(body)}}}));
  terminal.Say("The roll that this fixes:");
  const record::Manifest& manifest = view.context().manifest;
  std::vector<uint64_t> counts;
  for (size_t r = 0; r < manifest.regions.size(); ++r)
    counts.push_back(view.state().roll().Registered(static_cast<uint16_t>(r)));
  terminal.Print(report::FormatVoters(manifest, counts));
  terminal.Say(fmt::format(
      "Wrote {}. Next: compare these numbers with the official roll, and only then send it to the board.",
      options.out));
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

  auto open_options = std::make_shared<OpenOptions>();
  Command open =
      tree.Add(group,
               {"open", "Confirm the trustees' key and the roll, so that voting can begin",
                "constat organiser open --record record --trust trust.toml --key organiser --out open.entry"},
               [open_options](Terminal& terminal) { return RunOpen(*open_options, terminal); });
  AddRecordOptions(open, open_options->place, PlaceKind::kRecord);
  open.Add("--key", open_options->key, "The organiser's secret file").Value("FILE").Required();
  open.Add("--out", open_options->out, "The entry file to write").Value("FILE").Required();
}

}  // namespace constat::cli
