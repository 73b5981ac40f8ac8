// constat referendum new, constat referendum check.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/crypto/secret/rng.h"
#include "constat/io/file.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/toml_times.h"
#include "constat/parcel/voting_times.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/look_again.h"
#include "constat/report/record/plain_words.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;

struct NewOptions {
  std::string folder;
  std::string origin = "example.org/referendum";
  std::string opening;
  std::string closing;
  std::string zone = "UTC";
  bool rehearsal = false;
  std::string now;
};

Result<ExitStatus> RunNew(const NewOptions& options, Terminal& terminal) {
  parcel::TemplateInput input;
  input.origin = options.origin;
  input.zone = options.zone;
  input.zones = parcel::MachineZones();
  input.rehearsal = options.rehearsal;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), options.rehearsal));
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const parcel::VotingTimes times,
                 parcel::ReadVotingTimes(clock->NowMs(), options.opening, options.closing));
  input.opening_ms = times.opening_ms;
  input.closing_ms = times.closing_ms;
  crypto::SystemRng rng;
  rng.Fill(input.nonce);

  CONSTAT_ASSIGN(const std::string text, parcel::FormatTemplate(input));
  const fs::path folder(options.folder);
  const fs::path file = folder / "referendum.toml";
  CONSTAT_TRY(io::MakeDirectories(folder / "keys"));
  CONSTAT_TRY(io::WriteNewFile(file, AsBytes(text)));
  terminal.Say(
      fmt::format("Wrote {}: a referendum to be edited, with a number of its own that is never used again.",
                  file.string()));
  terminal.Say(
      fmt::format("Next: edit it; put each party's public key (the .pub files) into {}; then run\n"
                  "  constat referendum check {}",
                  (folder / "keys").string(), file.string()));
  return ExitStatus::kOk;
}

struct CheckOptions {
  std::string file;
  uint64_t voters = 0;
  std::string language;
  std::string now;
};

Result<ExitStatus> RunCheck(const CheckOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const parcel::ReferendumFile file, parcel::ReadReferendumFile(options.file));
  const record::Manifest& manifest = file.manifest;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), manifest.rehearsal));
  const Bytes32 hash = record::ManifestHash(record::EncodeManifest(manifest));
  terminal.Print(report::FormatPlainWords(manifest, options.language));
  terminal.Print(report::FormatSizes(manifest, options.voters));
  CONSTAT_TRY(party::CheckMeant(manifest, clock->NowMs()));
  terminal.Say(fmt::format("\n{} is well formed. The referendum's number would be\n  {}", options.file,
                           record::FormatReferendumNumber(hash)));
  terminal.Say(
      fmt::format("It changes with every change of the file. Next: have every party read it; then the "
                  "organiser runs\n  constat organiser sign {} --key organiser --out manifest.entry",
                  options.file));
  terminal.Print(
      report::FormatLookAgain(report::LookAgain(manifest, {.now_ms = clock->NowMs(),
                                                           .voters = options.voters,
                                                           .zone = parcel::ZoneOnThisMachine(manifest),
                                                           .lines = &file.lines})));
  return ExitStatus::kOk;
}

}  // namespace

void AddReferendumCommands(CommandTree& tree) {
  Command group = tree.AddGroup("referendum", "Write down what a referendum is");
  auto made = std::make_shared<NewOptions>();
  Command create = tree.Add(group,
                            {"new", "Begin a referendum: write a commented template into a folder",
                             "constat referendum new pier --origin pier.example.org/vote"},
                            [made](Terminal& terminal) { return RunNew(*made, terminal); });
  create.Add("DIR", made->folder, "The folder; made if it is missing").Required();
  create
      .Add("--origin", made->origin,
           "The log's name: a name you own, without scheme, such as vote.example.org/2026-pier")
      .Value("NAME");
  create
      .Add("--opening", made->opening,
           "When voting opens, such as 2026-05-01T06:00:00Z (default: in 14 days)")
      .Value("TIME");
  create.Add("--closing", made->closing, "When voting closes (default: 7 days after the opening)")
      .Value("TIME");
  create.Add("--zone", made->zone, "The time zone of the people who vote, such as Europe/Kyiv (default: UTC)")
      .Value("ZONE");
  create.AddFlag("--rehearsal", made->rehearsal,
                 "A rehearsal: it decides nothing, and its clocks may be set");
  AddNowOption(create, made->now);

  auto checked = std::make_shared<CheckOptions>();
  Command check =
      tree.Add(group,
               {"check", "Read a referendum.toml and say in plain words what will be asked and decided",
                "constat referendum check pier/referendum.toml --voters 20000"},
               [checked](Terminal& terminal) { return RunCheck(*checked, terminal); });
  check.Add("FILE", checked->file, "The referendum.toml").Required();
  check.Add("--language", checked->language, "Language of the texts, if there are several: en, de")
      .Value("TAG");
  check.Add("--voters", checked->voters, "Say also how large the record would be with so many voters")
      .Between(0, 1'000'000'000);
  AddNowOption(check, checked->now);
}

}  // namespace constat::cli
