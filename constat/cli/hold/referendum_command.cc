// constat referendum new, constat referendum check.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/crypto/secret/rng.h"
#include "constat/io/file.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"
#include "constat/report/plain_words.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"
#include "constat/text/utc_time.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kHourMs = 3'600'000;
constexpr uint64_t kDefaultLead = 14 * 24;   // hours from now to the opening
constexpr uint64_t kDefaultLength = 7 * 24;  // hours from the opening to the closing

struct NewOptions {
  std::string folder;
  std::string origin = "example.org/referendum";
  std::string opening;
  std::string closing;
  std::string now;
};

Result<ExitStatus> RunNew(const NewOptions& options, Terminal& terminal) {
  parcel::TemplateInput input;
  input.origin = options.origin;
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  input.opening_ms = (clock->NowMs() / kHourMs + 1 + kDefaultLead) * kHourMs;
  if (!options.opening.empty()) {
    CONSTAT_ASSIGN(input.opening_ms, text::ParseUtcTime(options.opening));
  }
  input.closing_ms = input.opening_ms + kDefaultLength * kHourMs;
  if (!options.closing.empty()) {
    CONSTAT_ASSIGN(input.closing_ms, text::ParseUtcTime(options.closing));
  }
  if (input.opening_ms >= input.closing_ms) {
    return Fail(ErrorCode::kUsage, "voting would close before it opens; exchange --opening and --closing");
  }
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
};

// DealBodySize is the same for every trustee: the manifest fixes it.
size_t DealBodySize(const record::Manifest& manifest) {
  record::TrusteeDeal deal;
  deal.commitments.resize(manifest.threshold);
  deal.shares.resize(manifest.trustees.size());
  return record::EncodeTrusteeDeal(deal).size();
}

void SaySizes(const record::Manifest& manifest, uint64_t voters, Terminal& terminal) {
  constexpr size_t kInLog = record::kEntryOverhead + 2 + 32;  // length and hash in the tiles
  const size_t ballot = record::BallotShape::Of(manifest).size_bytes + kInLog;
  const size_t slot = 96 * manifest.registrars.size();
  terminal.Say("\nSizes");
  terminal.Say(fmt::format("  manifest        {:>12} bytes",
                           text::FormatCount(record::EncodeManifest(manifest).size() + 64 + kInLog)));
  terminal.Say(
      fmt::format("  a trustee's deal{:>12} bytes", text::FormatCount(DealBodySize(manifest) + kInLog)));
  terminal.Say(fmt::format("  a voter         {:>12} bytes on the public roll", text::FormatCount(slot)));
  terminal.Say(fmt::format("  a ballot        {:>12} bytes", text::FormatCount(ballot)));
  if (voters == 0) return;
  terminal.Say(fmt::format(
      "  the record      {:>12} bytes if all {} voters vote once, at most {} if all vote {} times",
      text::FormatCount(voters * (slot + ballot)), text::FormatCount(voters),
      text::FormatCount(voters * (slot + manifest.max_ballots * ballot)), manifest.max_ballots));
}

Result<ExitStatus> RunCheck(const CheckOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const record::Manifest manifest, parcel::ReadReferendumToml(options.file));
  const Bytes32 hash = record::ManifestHash(record::EncodeManifest(manifest));
  terminal.Print(report::FormatPlainWords(manifest, options.language));
  SaySizes(manifest, options.voters, terminal);
  terminal.Say(fmt::format("\n{} is well formed. The referendum's number would be\n  {}", options.file,
                           text::FormatHex(hash)));
  terminal.Say(
      fmt::format("It changes with every change of the file. Next: have every party read it; then the "
                  "organiser runs\n  constat organiser sign {} --key organiser --out manifest.entry",
                  options.file));
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
}

}  // namespace constat::cli
