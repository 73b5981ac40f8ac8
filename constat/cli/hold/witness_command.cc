// constat witness next, cosign.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/io/file.h"
#include "constat/parcel/note_file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/witness/file_witness.h"
#include "constat/record/local_time.h"
#include "constat/record/rehearsal.h"
#include "constat/text/number.h"
#include "constat/tlog/log_reader.h"

namespace constat::cli {
namespace {

struct CosignOptions {
  std::string record;
  std::string checkpoint;
  std::string trust;
  std::string key;
  std::string state;
  std::string out;  // a file; of next, a folder
  bool first = false;
  std::string now;
};

// WithAdvice says what a person can do about the witness's memory.
Error WithAdvice(Error error, const CosignOptions& options) {
  if (error.code == ErrorCode::kMemoryMissing) {
    error.detail += fmt::format(
        ", in the folder {}; is that name mistyped? If you cosigned this log before, do not use --first: "
        "look for the folder with your memory, because without it you could be made to confirm two "
        "different logs. "
        "If you never cosigned this log, give the same command again with --first at its end. If the folder "
        "is lost for good, first tell the board and the other witnesses, as the guide says",
        options.state);
  }
  if (error.code == ErrorCode::kUsage) error.detail += "; leave out --first";
  return WithClockAdvice(std::move(error), options.now);
}

// WriteCosigned writes the cosigned checkpoint, and returns where: into a new file, or, of next, into the
// folder under the witness's own name, in place of the one of the round before.
Result<std::string> WriteCosigned(const CosignOptions& options, bool next, const std::string& text,
                                  record::Keeper me) {
  if (!next) {
    CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
    return options.out;
  }
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  const std::filesystem::path path =
      std::filesystem::path(options.out) / fmt::format("cosigned-{}", me.index + 1);
  CONSTAT_TRY(io::WriteFile(path, AsBytes(text)));
  return path.string();
}

Result<ExitStatus> RunCosign(const CosignOptions& options, bool next, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key}, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kWitness));
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, parcel::ReadCheckpoint(options.checkpoint));
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record, tlog::OpenLogSource(options.record));
  CONSTAT_ASSIGN(const referendum::ContextPtr context, party::ReadLogContext(*record, checkpoint.checkpoint));
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), context->manifest.rehearsal));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust,
                 verify::ReadPlaceTrust({options.record, options.trust}));
  CONSTAT_TRY(verify::CheckPinned(*context, trust));
  CONSTAT_ASSIGN(
      party::FileWitness witness,
      party::FileWitness::Open({options.state, secret.party.name, {context->BoardKey()}, clock.get()},
                               secret.SigningKey()));
  using First = party::FileWitness::First;
  const Result<tlog::SignedCheckpoint> cosigned =
      witness.Cosign(checkpoint, *record, options.first ? First::kYes : First::kNo);
  if (!cosigned) return tl::unexpected(WithAdvice(cosigned.error(), options));
  CONSTAT_ASSIGN(const record::Keeper me, parcel::FindParty(context->manifest, secret.party));
  CONSTAT_ASSIGN(const std::string out,
                 WriteCosigned(options, next, tlog::FormatSignedCheckpoint(*cosigned), me));
  SayReferendum(*context, {options.record, options.trust}, terminal);
  const std::string name = CleanForTerminal(secret.party.name);
  terminal.Say(
      witness.HadMemory()
          ? fmt::format("The log extends everything {} cosigned before.", name)
          : fmt::format("First time here: {} has no memory of having cosigned this log before.", name));
  terminal.Say(fmt::format("Cosigned {} at {}.", text::PluralEntries(checkpoint.checkpoint.size),
                           record::FormatLocalTime(context->manifest, clock->NowMs() / 1000 * 1000)));
  terminal.Say(
      fmt::format("Wrote {}. Next: send it to {}; keep {}.", out, BoardOf(context->manifest), options.state));
  return ExitStatus::kOk;
}

void AddKeyAndState(Command command, CosignOptions& options) {
  command.Add("--trust", options.trust, "Trust file: refuse any other referendum").Value("FILE");
  command.Add("--key", options.key, "The witness's secret file").Value("FILE").Required();
  command
      .Add("--state", options.state,
           "A folder where the witness remembers what it cosigned; always the same one")
      .Value("DIR")
      .Required();
  command.AddFlag("--first", options.first,
                  "You never cosigned this log: begin to remember it now, though it has begun already");
  AddNowOption(command, options.now);
}

void AddWitnessNext(CommandTree& tree, Command group) {
  auto options = std::make_shared<CosignOptions>();
  auto folder = std::make_shared<std::string>();
  Command next = tree.Add(
      group,
      {"next", "Cosign what the board sent, if it extends what you cosigned before",
       "constat witness next from-board --trust trust.toml --key witness-1 --state seen --out outbox"},
      [options, folder](Terminal& terminal) {
        options->record = *folder + "/for-witnesses";
        options->checkpoint = *folder + "/to-cosign";
        return RunCosign(*options, true, terminal);
      });
  next.Add("FOLDER", *folder, "What the board sent: a folder with for-witnesses and to-cosign").Required();
  AddKeyAndState(next, *options);
  next.Get("--trust").Required();
  next.Add("--out", options->out, "The folder for what has to be sent to the board").Value("DIR").Required();
}

}  // namespace

void AddWitnessCommands(CommandTree& tree) {
  Command group = tree.AddGroup("witness", "Watch that the log only ever grows");
  AddWitnessNext(tree, group);
  auto options = std::make_shared<CosignOptions>();
  Command cosign = tree.Add(group,
                            {"cosign", "Cosign a checkpoint if it extends the last one cosigned",
                             "constat witness cosign --record record --checkpoint to-cosign --key "
                             "witness-1 --state seen --out cosigned-1"},
                            [options](Terminal& terminal) { return RunCosign(*options, false, terminal); });
  cosign.Add("--record", options->record, "The log's files, as the board has them")
      .Value("RECORD")
      .Required();
  cosign.Add("--checkpoint", options->checkpoint, "The checkpoint to cosign, as the board sent it")
      .Value("FILE")
      .Required();
  AddKeyAndState(cosign, *options);
  cosign.Add("--out", options->out, "The cosigned checkpoint to write").Value("FILE").Required();
}

}  // namespace constat::cli
