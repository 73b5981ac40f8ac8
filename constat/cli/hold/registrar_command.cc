// constat registrar next, issue, replace.
#include <fmt/core.h>

#include <memory>
#include <vector>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/hold/letters_command.h"
#include "constat/cli/hold/next_command.h"
#include "constat/cli/record/record_place.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/registrar/advice.h"
#include "constat/record/rehearsal.h"
#include "constat/report/record/agenda_text.h"
#include "constat/report/record/look_again_voters.h"
#include "constat/verify/verify.h"

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

// Issue draws the codes and writes the roll of the registrar whose key it is.
Result<ExitStatus> Issue(const referendum::ContextPtr& context, const crypto::Ed25519Key& key,
                         const IssueOptions& options, Terminal& terminal) {
  const record::Manifest& manifest = context->manifest;
  CONSTAT_ASSIGN(const std::vector<parcel::Person> persons, parcel::ReadPersons(manifest, options.persons));
  crypto::SystemRng rng;
  party::IssueInput input{context, &key, &persons, nullptr, options.threads};
  CONSTAT_ASSIGN(const parcel::PersonOrder order, party::FindOrder(options.order, input, rng));
  input.order = &order;
  const party::IssueTarget target{.folder = options.out,
                                  .share_order = options.order.empty() && manifest.registrars.size() > 1};
  {
    console::ProgressLine progress(terminal, "drawing voting codes");
    CONSTAT_TRY(party::IssueFiles(
        input, target, [&](uint64_t done, uint64_t total) { progress.Show(done, total); }, rng));
  }

  terminal.SayAll(party::DescribeIssue(target));
  terminal.Print(report::FormatLookAgainAtPersons(manifest, persons));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunIssue(const IssueOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key, options.order}, terminal);
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  const crypto::Ed25519Key key = secret.SigningKey();
  CONSTAT_TRY(party::CheckNotIssued(place, key, ReadingRecord(terminal)));
  SayReferendum(*place.context, options.place, terminal);
  return Issue(place.context, key, options, terminal);
}

struct RegistrarNextOptions : IssueOptions {
  LetterChoices letters;
  bool dry_run = false;
  std::string now;
};

// RunNext issues the roll, and makes the letters, when they are due.
Result<ExitStatus> RunNext(const RegistrarNextOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key, options.order}, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(verify::Verified record, CheckWholeRecord(options.place, terminal));
  const referendum::ContextPtr context = record.state.context();
  if (record.verification.outcome() == verify::VerificationOutcome::kWrong || context == nullptr)
    return SayWrong(record.verification, options.place, terminal);
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), context->manifest.rehearsal));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  CONSTAT_ASSIGN(const record::Keeper me, parcel::FindParty(context->manifest, secret.party));
  SayReferendum(*context, options.place, terminal);
  const uint64_t now_ms = clock->NowMs();
  const referendum::Milestones said = referendum::MilestonesOf(record.state);
  const referendum::Agenda agenda = referendum::MakeAgenda(context->manifest, said, now_ms);
  const party::IssueTarget target{.folder = options.out, .share_order = false};
  switch (party::NextOf(agenda, said, me, now_ms, target)) {
    case party::RegistrarNext::kIssue:
      if (!options.dry_run) return Issue(context, secret.SigningKey(), options, terminal);
      terminal.Say("Now it is your turn to issue the codes. Nothing was written, because of --dry-run.");
      return ExitStatus::kOk;
    case party::RegistrarNext::kSend:
      CONSTAT_TRY(party::CheckIssued(target, *context, me));
      terminal.Say(fmt::format("Next: send {} to {}: the record does not have it yet.",
                               target.roll().string(), BoardOf(context->manifest)));
      return ExitStatus::kOpen;
    case party::RegistrarNext::kLetters: {
      const DueLetters due{.place = options.place,
                           .target = target,
                           .registrar = me.index,
                           .choices = options.letters,
                           .threads = options.threads,
                           .dry_run = options.dry_run,
                           .now_ms = now_ms};
      CONSTAT_ASSIGN(const bool done, MakeDueLetters(due, terminal));
      if (done) return ExitStatus::kOk;
      break;
    }
    case party::RegistrarNext::kWaits:
      break;
  }
  terminal.Print(report::FormatAgenda({context->manifest, said, agenda, now_ms}));
  return agenda.waiting.empty() ? ExitStatus::kOk : ExitStatus::kOpen;
}

struct ReplaceOptions {
  verify::RecordPlace place;
  std::string key;
  std::string persons;
  std::string slots;
  std::string out;
  std::string now;
};

Result<ExitStatus> RunReplace(const ReplaceOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.key, options.slots}, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const record::Manifest& manifest = place.context->manifest;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), manifest.rehearsal));
  CONSTAT_ASSIGN(const parcel::PartySecret secret,
                 parcel::ReadSecretFile(options.key, parcel::Role::kRegistrar));
  const crypto::Ed25519Key key = secret.SigningKey();
  CONSTAT_ASSIGN(const std::vector<parcel::Person> persons, parcel::ReadPersons(manifest, options.persons));
  SayReferendum(*place.context, options.place, terminal);
  CONSTAT_ASSIGN(verify::Verified record, CheckWholeRecord(options.place, terminal));
  if (record.verification.outcome() == verify::VerificationOutcome::kWrong)
    return Fail(ErrorCode::kRecordNotVerified, "the record is wrong; constat verify says what");
  const party::ReplaceTarget target{options.out};
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(
      const party::Replaced done,
      party::ReplaceFiles({record.state, key, persons, options.slots, clock->NowMs()}, target, rng));
  for (const std::string& line : party::DescribeRefused(done)) terminal.Note(CleanForTerminal(line));
  if (done.made > 0) terminal.SayAll(party::DescribeReplaced(done, target, manifest));
  return done.refused.empty() ? ExitStatus::kOk : ExitStatus::kWrong;
}

// AddIssueOptions adds what codes are issued with.
void AddIssueOptions(Command issue, IssueOptions& options) {
  issue.Add("--key", options.key, "The registrar's secret file").Value("FILE").Required();
  issue
      .Add("--persons", options.persons,
           "The official roll: CSV with the columns id, region and perhaps contact")
      .Value("FILE")
      .Required();
  issue.Add("--order", options.order, "The first registrar's order.csv, for every other registrar")
      .Value("FILE");
  issue.Add("--out", options.out, "The folder to write credentials.csv and roll.entries into")
      .Value("DIR")
      .Required();
  issue.Add("--threads", options.threads, "Threads to use (default: all)").Between(0, 1024);
}

void AddRegistrarNext(CommandTree& tree, Command group) {
  auto options = std::make_shared<RegistrarNextOptions>();
  Command next =
      tree.Add(group,
               {"next",
                "Do what is due: issue the codes once the trustees have made their key, then "
                "make the letters",
                "constat registrar next --record record --trust trust.toml --key registrar --persons "
                "persons.csv --out roll --vote-at https://vote.example.org/bridge/vote",
                kNextStatus},
               [options](Terminal& terminal) { return RunNext(*options, terminal); });
  AddRecordOptions(next, options->place, PlaceKind::kRecord);
  next.Get("--trust").Required();
  AddIssueOptions(next, *options);
  AddLetterChoices(next, options->letters);
  next.AddFlag("--dry-run", options->dry_run, "Only say what would be done");
  AddNowOption(next, options->now);
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
  AddIssueOptions(issue, *options);
}

void AddReplace(CommandTree& tree, Command group) {
  auto options = std::make_shared<ReplaceOptions>();
  Command replace =
      tree.Add(group,
               {"replace", "Make new codes for persons whose letters were lost, those of a day together",
                "constat registrar replace --record record --trust trust.toml --key registrar --slots "
                "roll/slots.csv --persons lost.csv --out monday"},
               [options](Terminal& terminal) { return RunReplace(*options, terminal); });
  AddRecordOptions(replace, options->place, PlaceKind::kRecord);
  replace.Add("--key", options->key, "The registrar's secret file").Value("FILE").Required();
  replace
      .Add("--persons", options->persons,
           "Who said that the letter was lost: CSV with the columns id, region and perhaps contact")
      .Value("FILE")
      .Required();
  replace.Add("--slots", options->slots, "The slots.csv that constat registrar issue wrote")
      .Value("FILE")
      .Required();
  replace.Add("--out", options->out, "The folder to write replacements.csv and replacements.entries into")
      .Value("DIR")
      .Required();
  AddNowOption(replace, options->now);
}

}  // namespace

void AddRegistrarCommands(CommandTree& tree) {
  Command group = tree.AddGroup("registrar", "Give every voter a code, and publish a roll that names nobody");
  AddRegistrarNext(tree, group);
  AddIssue(tree, group);
  AddSheetCommands(tree, group);
  AddReplace(tree, group);
}

}  // namespace constat::cli
