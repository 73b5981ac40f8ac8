// constat trustee commit, deal, accept, drill, decrypt.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/trustee/accept.h"
#include "constat/party/trustee/decryption.h"
#include "constat/party/trustee/steps.h"
#include "constat/report/record/text_report.h"
#include "constat/tlog/log_reader.h"

namespace constat::cli {
namespace {

struct TrusteeOptions {
  verify::RecordPlace place;
  std::string key;
  std::string state;
  std::string out;
  unsigned threads = 0;
  bool again = false;
  std::string origin;
  std::string now;
};

Result<party::Trustee> OpenTrustee(const TrusteeOptions& options, referendum::ContextPtr context,
                                   Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key}, terminal);
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kTrustee));
  return party::Trustee::Make(std::move(context), secret.TrusteeScalar());
}

// StepCommand is a command that makes one entry of a record.
struct StepCommand {
  CommandText text;
  record::EntryType type;
  Result<party::Step> (*make)(const party::StepInput&, crypto::Rng&);
};

Result<ExitStatus> RunStep(const StepCommand& step, const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::RecordView view, verify::OpenView(options.place, ReadingRecord(terminal)));
  CONSTAT_ASSIGN(const party::Trustee trustee, OpenTrustee(options, view.context_ptr(), terminal));
  SayReferendum(view.context(), options.place, terminal);
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(party::Step made, step.make({view, trustee, options.state}, rng));
  CONSTAT_TRY(parcel::WriteEntryFile(options.out,
                                     {view.context().manifest_hash, {{step.type, std::move(made.body)}}}));
  terminal.Say(fmt::format("Wrote {}: {}", options.out, made.wrote));
  terminal.Say("Next: " + made.next);
  return ExitStatus::kOk;
}

// Checking is what a person sees while a whole record is verified, and then of whose key is asked for.
class Checking {
 public:
  Checking(const TrusteeOptions& options, Terminal& terminal)
      : options_(options), terminal_(terminal), line_(terminal, "checking entries") {}

  [[nodiscard]] std::function<void(const verify::ProgressState&)> Progress() {
    return [this](const verify::ProgressState& s) { line_.Show(s.entries_done, s.entries_total); };
  }
  [[nodiscard]] std::function<Result<party::Trustee>(referendum::ContextPtr)> Trustee() {
    return [this](const referendum::ContextPtr& context) -> Result<party::Trustee> {
      line_.Finish();
      CONSTAT_ASSIGN(party::Trustee trustee, OpenTrustee(options_, context, terminal_));
      SayReferendum(*context, options_.place, terminal_);
      return trustee;
    };
  }
  // SayWrong tells what is wrong with the record, and what was therefore not done.
  [[nodiscard]] ExitStatus SayWrong(const verify::Verification& record, std::string_view not_done) {
    line_.Finish();
    terminal_.Print(report::FormatTextReport(record, {.record = options_.place.record}));
    terminal_.Note(
        fmt::format("constat: nothing was {}, because the record is wrong; tell the other trustees and the "
                    "organiser, and keep this record.",
                    not_done));
    return ExitStatus::kWrong;
  }

 private:
  const TrusteeOptions& options_;
  Terminal& terminal_;
  console::ProgressLine line_;
};

// RunAcceptAgain begins a lost memory anew. Spec: TAL-10.
Result<ExitStatus> RunAcceptAgain(const TrusteeOptions& options, Terminal& terminal) {
  if (options.place.trust.empty() || !options.out.empty()) {
    return Fail(ErrorCode::kUsage, "--again needs --trust, and writes no entry: leave out --out");
  }
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record, tlog::OpenLogSource(options.place.record));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, verify::ReadPlaceTrust(options.place));
  Checking checking(options, terminal);
  CONSTAT_ASSIGN(const party::AcceptedAgain accepted,
                 party::AcceptAgain({.record = *record,
                                     .trust = *trust,
                                     .memory = options.state,
                                     .word = options.origin,
                                     .trustee = checking.Trustee(),
                                     .clock = *clock,
                                     .clock_is_set = !options.now.empty(),
                                     .threads = options.threads,
                                     .progress = checking.Progress()}));
  const verify::Verification& checked = accepted.verification;
  if (!accepted.trustee) return checking.SayWrong(checked, "accepted again");
  terminal.Say(
      fmt::format("Checked the whole record: nothing is wrong. {} remembers it from now on.", options.state));
  terminal.Say("Next: send this sentence to every other trustee, and compare what they see:");
  terminal.Say("  " + party::LostMemorySentence(accepted, clock->NowMs()));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunAccept(const TrusteeOptions& options, Terminal& terminal) {
  if (options.again) return RunAcceptAgain(options, terminal);
  if (options.out.empty() || !options.origin.empty()) {
    return Fail(ErrorCode::kUsage, "give --out, the entry file to write; --origin is for --again only");
  }
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const verify::RecordView view, verify::OpenView(options.place, ReadingRecord(terminal)));
  CONSTAT_ASSIGN(const party::Trustee trustee, OpenTrustee(options, view.context_ptr(), terminal));
  SayReferendum(view.context(), options.place, terminal);
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(party::Acceptance acceptance,
                 party::Accept({view, trustee, options.state, clock->NowMs(), !options.now.empty()}, rng));
  party::Trustee::Judgement& judgement = acceptance.judgement;
  CONSTAT_TRY(parcel::WriteEntryFile(
      options.out, {view.context().manifest_hash, {{judgement.type, std::move(judgement.body)}}}));
  terminal.SayAll(party::DescribeAcceptance(acceptance, view.context().manifest, options.out, options.state));
  return judgement.accused != 0 ? ExitStatus::kWrong : ExitStatus::kOk;
}

Result<ExitStatus> RunDecrypt(const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record, tlog::OpenLogSource(options.place.record));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, verify::ReadPlaceTrust(options.place));
  crypto::SystemRng rng;
  Checking checking(options, terminal);
  CONSTAT_ASSIGN(const party::Decryption decryption, party::Decrypt({.record = *record,
                                                                     .trust = *trust,
                                                                     .memory = options.state,
                                                                     .trustee = checking.Trustee(),
                                                                     .threads = options.threads,
                                                                     .progress = checking.Progress()},
                                                                    rng));
  if (!decryption.shares) return checking.SayWrong(decryption.verification, "decrypted");
  const referendum::Context& context = *decryption.verification.context;
  parcel::EntryFile file{context.manifest_hash, {}};
  for (const Bytes& share : *decryption.shares)
    file.entries.push_back({record::EntryType::kDecryptionShare, share});
  if (file.entries.empty()) {
    terminal.Say(
        "Checked the whole record. No group of regions has enough ballots to be decrypted: nothing to do.");
    return ExitStatus::kOk;
  }
  CONSTAT_TRY(parcel::WriteEntryFile(options.out, file));
  terminal.Say(fmt::format(
      "Checked the whole record: nothing is wrong. Wrote {}: this trustee's part of the decryption of the "
      "sums, not of any ballot.",
      options.out));
  terminal.Say(
      fmt::format("Next: send it to the board. {} of {} trustees are needed. After the result, destroy "
                  "your secret file.",
                  context.manifest.threshold, context.manifest.trustees.size()));
  return ExitStatus::kOk;
}

Option AddKeyAndOut(Command command, TrusteeOptions& options) {
  command.Add("--key", options.key, "The trustee's secret file").Value("FILE").Required();
  return command.Add("--out", options.out, "The entry file to write").Value("FILE").Required();
}

void AddState(Command command, TrusteeOptions& options) {
  command
      .Add("--state", options.state,
           "A folder where the trustee remembers what it has seen and released; always the same one")
      .Value("DIR")
      .Required();
}

void AddStep(CommandTree& tree, Command group, const StepCommand& step) {
  auto options = std::make_shared<TrusteeOptions>();
  Command command = tree.Add(
      group, step.text, [step, options](Terminal& terminal) { return RunStep(step, *options, terminal); });
  AddRecordOptions(command, options->place, PlaceKind::kRecord);
  AddKeyAndOut(command, *options);
  if (step.type == record::EntryType::kTrusteeDrill) AddState(command, *options);
}

}  // namespace

void AddTrusteeCommands(CommandTree& tree) {
  Command group =
      tree.AddGroup("trustee", "Share the key, and decrypt the sums together with the other trustees");
  AddStep(tree, group,
          {{"commit", "Commit to your part of the key, before anybody shows one",
            "constat trustee commit --record record --trust trust.toml --key trustee-1 --out commit-1.entry"},
           record::EntryType::kTrusteeCommit,
           party::MakeCommitStep});
  AddStep(tree, group,
          {{"deal", "Deal a share of your part of the key to every trustee, once all have committed",
            "constat trustee deal --record record --trust trust.toml --key trustee-1 --out deal-1.entry"},
           record::EntryType::kTrusteeDeal,
           party::MakeDealStep});

  auto accepted = std::make_shared<TrusteeOptions>();
  Command accept =
      tree.Add(group,
               {"accept", "Check the shares dealt to you, and accept them or complain",
                "constat trustee accept --record record --trust trust.toml --key trustee-1 --state "
                "memory --out accept-1.entry",
                "Exit status 1 if it is a complaint, or, with --again, if the record is wrong."},
               [accepted](Terminal& terminal) { return RunAccept(*accepted, terminal); });
  AddRecordOptions(accept, accepted->place, PlaceKind::kRecord);
  AddKeyAndOut(accept, *accepted).Required(false);
  AddState(accept, *accepted);
  accept.AddFlag(
      "--again", accepted->again,
      "The folder of --state is lost: check the whole record with --trust and begin to remember anew");
  accept.Add("--origin", accepted->origin, "With --again, after the voting: the log's origin, typed out")
      .Value("TEXT");
  AddNowOption(accept, accepted->now);

  AddStep(tree, group,
          {{"drill", "Show, before the voting, that you still have a working key",
            "constat trustee drill --record record --trust trust.toml --key trustee-1 --state "
            "memory --out drill-1.entry"},
           record::EntryType::kTrusteeDrill,
           party::MakeDrillStep});

  auto decrypted = std::make_shared<TrusteeOptions>();
  Command decrypt =
      tree.Add(group,
               {"decrypt", "Check the whole record, then give your part of the decryption of its sums",
                "constat trustee decrypt --record record --trust trust.toml --key trustee-1 --state "
                "memory --out share-1.entry"},
               [decrypted](Terminal& terminal) { return RunDecrypt(*decrypted, terminal); });
  AddRecordOptions(decrypt, decrypted->place, PlaceKind::kRecord);
  decrypt.Get("--trust").Required();
  AddKeyAndOut(decrypt, *decrypted);
  AddState(decrypt, *decrypted);
  decrypt.Add("--threads", decrypted->threads, "Threads to use (default: all)").Between(0, 1024);
}

}  // namespace constat::cli
