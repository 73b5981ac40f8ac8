// constat witness cosign.
#include <fmt/core.h>

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
  std::string out;
  bool first = false;
  std::string now;
};

// WithAdvice says what a person can do about the witness's memory.
Error WithAdvice(Error error, const CosignOptions& options) {
  if (error.code == ErrorCode::kMemoryMissing) {
    error.detail += fmt::format(
        ", {}; if you cosigned this log before, stop, and find the folder: without it you could be made to "
        "sign two histories. If you never did, say so with --first",
        options.state);
  }
  if (error.code == ErrorCode::kUsage) error.detail += "; leave out --first";
  return error;
}

std::string EntryCount(uint64_t count) {
  return fmt::format("{} {}", text::FormatCount(count), count == 1 ? "entry" : "entries");
}

Result<ExitStatus> RunCosign(const CosignOptions& options, Terminal& terminal) {
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
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(tlog::FormatSignedCheckpoint(*cosigned))));
  SayReferendum(*context, {options.record, options.trust}, terminal);
  const std::string name = CleanForTerminal(secret.party.name);
  terminal.Say(
      witness.HadMemory()
          ? fmt::format("The log extends everything {} cosigned before.", name)
          : fmt::format("First time here: {} has no memory of having cosigned this log before.", name));
  terminal.Say(fmt::format("Cosigned {} at {}.", EntryCount(checkpoint.checkpoint.size),
                           record::FormatLocalTime(context->manifest, clock->NowMs() / 1000 * 1000)));
  terminal.Say(fmt::format("Wrote {}. Next: send it to the board; keep {}.", options.out, options.state));
  return ExitStatus::kOk;
}

}  // namespace

void AddWitnessCommands(CommandTree& tree) {
  Command group = tree.AddGroup("witness", "Watch that the log only ever grows");
  auto options = std::make_shared<CosignOptions>();
  Command cosign = tree.Add(group,
                            {"cosign", "Cosign a checkpoint if it extends the last one cosigned",
                             "constat witness cosign --record record --checkpoint to-cosign --key "
                             "witness-1 --state seen --out cosigned-1"},
                            [options](Terminal& terminal) { return RunCosign(*options, terminal); });
  cosign.Add("--record", options->record, "The log's files, as the board has them")
      .Value("RECORD")
      .Required();
  cosign.Add("--checkpoint", options->checkpoint, "The checkpoint to cosign, as the board sent it")
      .Value("FILE")
      .Required();
  cosign.Add("--trust", options->trust, "Trust file: refuse any other referendum").Value("FILE");
  cosign.Add("--key", options->key, "The witness's secret file").Value("FILE").Required();
  cosign
      .Add("--state", options->state,
           "A folder where the witness remembers what it cosigned; always the same one")
      .Value("DIR")
      .Required();
  cosign.AddFlag("--first", options->first,
                 "You never cosigned this log: begin to remember it now, though it has begun already");
  cosign.Add("--out", options->out, "The cosigned checkpoint to write").Value("FILE").Required();
  AddNowOption(cosign, options->now);
}

}  // namespace constat::cli
