// constat trustee next, commit, deal, accept, drill, decrypt.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/hold/next_command.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/trustee/steps.h"
#include "constat/report/record/text_report.h"

namespace constat::cli {
namespace {

using parcel::Role;
using referendum::Duty;

struct AcceptOptions : NextOptions {
  bool again = false;
  std::string origin;
};

// RunAcceptAgain begins a lost memory anew. Spec: TAL-10.
Result<ExitStatus> RunAcceptAgain(const AcceptOptions& options, Terminal& terminal) {
  if (options.place.trust.empty() || !options.out.empty()) {
    return Fail(ErrorCode::kUsage, "--again needs --trust, and writes no entry: leave out --out");
  }
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> record, tlog::OpenLogSource(options.place.record));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, verify::ReadPlaceTrust(options.place));
  console::ProgressLine line(terminal, "checking entries");
  const auto trustee = [&](const referendum::ContextPtr& context) -> Result<party::Trustee> {
    line.Finish();
    console::WarnOfOpenSecrets({options.key}, terminal);
    CONSTAT_ASSIGN(const parcel::PartySecret secret, parcel::ReadSecretFile(options.key, Role::kTrustee));
    CONSTAT_ASSIGN(party::Trustee out, party::Trustee::Make(context, secret.TrusteeScalar()));
    SayReferendum(*context, options.place, terminal);
    return out;
  };
  CONSTAT_ASSIGN(const party::AcceptedAgain accepted,
                 party::AcceptAgain({.record = *record,
                                     .trust = *trust,
                                     .memory = options.state,
                                     .word = options.origin,
                                     .trustee = trustee,
                                     .clock = *clock,
                                     .clock_is_set = !options.now.empty(),
                                     .threads = options.threads,
                                     .progress = [&](const verify::ProgressState& s) {
                                       line.Show(s.entries_done, s.entries_total);
                                     }}));
  if (!accepted.trustee) return SayWrong(accepted.verification, options.place, terminal);
  terminal.Say(
      fmt::format("Checked the whole record: nothing is wrong. {} remembers it from now on.", options.state));
  terminal.Say("Next: send this sentence to every other trustee, and compare what they see:");
  terminal.Say("  " + party::LostMemorySentence(accepted, clock->NowMs()));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunAccept(const AcceptOptions& options, Terminal& terminal) {
  if (options.again) return RunAcceptAgain(options, terminal);
  if (options.out.empty() || !options.origin.empty()) {
    return Fail(ErrorCode::kUsage, "give --out, the entry file to write; --origin is for --again only");
  }
  return RunNext(options, Role::kTrustee, Duty::kAccept, terminal);
}

void AddAccept(CommandTree& tree, Command group) {
  auto options = std::make_shared<AcceptOptions>();
  Command accept =
      tree.Add(group,
               {"accept", "Check the shares dealt to you, and accept them or complain",
                "constat trustee accept --record record --trust trust.toml --key trustee-1 --state "
                "memory --out accept-1.entry",
                "Exit status 1 if it is a complaint, or, with --again, if the record is wrong."},
               [options](Terminal& terminal) { return RunAccept(*options, terminal); });
  AddStepOptions(accept, *options, Role::kTrustee, Duty::kAccept);
  accept.Get("--out").Required(false);
  accept.AddFlag(
      "--again", options->again,
      "The folder of --state is lost: check the whole record with --trust and begin to remember anew");
  accept.Add("--origin", options->origin, "With --again, after the voting: the log's origin, typed out")
      .Value("TEXT");
}

}  // namespace

void AddTrusteeCommands(CommandTree& tree) {
  Command group =
      tree.AddGroup("trustee", "Share the key, and decrypt the sums together with the other trustees");
  AddNext(tree, group, Role::kTrustee,
          {"next", "Do what is due: commit, deal, accept, show your key, or give your part of the count",
           "constat trustee next --record record --trust trust.toml --key trustee-1 --state "
           "memory --out outbox",
           kNextStatus});
  AddOneStep(
      tree, group, Role::kTrustee, Duty::kCommit,
      {"commit", "Commit to your part of the key, before anybody shows one",
       "constat trustee commit --record record --trust trust.toml --key trustee-1 --out commit-1.entry"});
  AddOneStep(tree, group, Role::kTrustee, Duty::kDeal,
             {"deal", "Deal a share of your part of the key to every trustee, once all have committed",
              "constat trustee deal --record record --trust trust.toml --key trustee-1 --out deal-1.entry"});
  AddAccept(tree, group);
  AddOneStep(tree, group, Role::kTrustee, Duty::kDrill,
             {"drill", "Show, before the voting, that you still have a working key",
              "constat trustee drill --record record --trust trust.toml --key trustee-1 --state "
              "memory --out drill-1.entry"});
  AddOneStep(tree, group, Role::kTrustee, Duty::kShare,
             {"decrypt", "Check the whole record, then give your part of the decryption of its sums",
              "constat trustee decrypt --record record --trust trust.toml --key trustee-1 --state "
              "memory --out share-1.entry"});
}

}  // namespace constat::cli
