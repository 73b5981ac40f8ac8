#include "constat/cli/hold/next_command.h"

#include <fmt/core.h>

#include "constat/cli/clock_option.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/trustee/steps.h"
#include "constat/record/named.h"
#include "constat/record/rehearsal.h"
#include "constat/report/record/agenda_text.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/look_again.h"
#include "constat/report/record/look_again_voters.h"
#include "constat/report/record/text_report.h"
#include "constat/text/number.h"

namespace constat::cli {

using party::NextOutcome;
using referendum::Duty;

namespace {

void SayRoll(const referendum::Referendum& state, Terminal& terminal) {
  const record::Manifest& manifest = state.context()->manifest;
  std::vector<uint64_t> counts;
  for (size_t r = 0; r < manifest.regions.size(); ++r)
    counts.push_back(state.roll().Registered(static_cast<uint16_t>(r)));
  terminal.Say("The roll that this fixes:");
  terminal.Print(report::FormatVoters(manifest, counts));
}

void SayMade(const party::Next& next, const referendum::Referendum& state, uint64_t now_ms,
             Terminal& terminal) {
  const party::Made& made = *next.made;
  if (made.entries.empty()) {
    terminal.Say(made.what);
    return;
  }
  terminal.Say(fmt::format("Wrote {}: {}", next.where, made.what));
  if (next.duty == Duty::kOpen) SayRoll(state, terminal);
  terminal.Say(
      fmt::format("Next: {}send it to {}.", made.before_sending, BoardOf(state.context()->manifest)));
  terminal.SayAll(made.next);
  if (next.duty == Duty::kOpen)
    terminal.Print(report::FormatLookAgain(report::LookAgainAtRoll(state, now_ms)));
}

// SayNext tells what was done or why nothing was, and returns the exit status of the command `next`.
ExitStatus SayNext(const party::Next& next, const report::AgendaInput& agenda,
                   const referendum::Referendum& state, Terminal& terminal) {
  switch (next.outcome) {
    case NextOutcome::kMade:
      SayMade(next, state, agenda.now_ms, terminal);
      return next.made->accuses ? ExitStatus::kWrong : ExitStatus::kOk;
    case NextOutcome::kMadeBefore:
      terminal.Say(fmt::format(
          "{} was made before, and the rules still take it, but this record does not have it yet.\n"
          "Next: send it to {}, if it does not have it, and wait for the next published record.",
          next.where, BoardOf(agenda.manifest)));
      return ExitStatus::kOpen;
    case NextOutcome::kSaidAlready:
      terminal.Say(
          fmt::format("The record has it already, as entry {}: there is nothing to do.", next.entry));
      return ExitStatus::kOk;
    case NextOutcome::kWouldMake:
      terminal.Say(fmt::format("Now it is your turn to {}. Nothing was written, because of --dry-run.",
                               referendum::DutyText(*next.duty)));
      return ExitStatus::kOk;
    case NextOutcome::kWaits:
      terminal.Say("There is nothing for you to do now.");
      terminal.Print(report::FormatAgenda(agenda));
      return ExitStatus::kOpen;
    case NextOutcome::kNothingLeft:
      terminal.Print(report::FormatAgenda(agenda));
      return ExitStatus::kOk;
  }
  return ExitStatus::kCannot;
}

// Opened is a record that was checked, and the party that acts.
struct Opened {
  verify::Verified& record;
  const tlog::LogSource& source;
  const parcel::PartySecret& secret;
  uint64_t now_ms;
};

// WithTrustee calls step with what a trustee goes by.
template <typename Step>
auto WithTrustee(const Opened& opened, const NextOptions& options, Step step)
    -> decltype(step(std::declval<const party::StepInput&>())) {
  CONSTAT_ASSIGN(const party::Trustee trustee,
                 party::Trustee::Make(opened.record.state.context(), opened.secret.TrusteeScalar()));
  return step(party::StepInput{.record = opened.record,
                               .source = opened.source,
                               .trustee = trustee,
                               .memory = options.state,
                               .now_ms = opened.now_ms,
                               .clock_is_set = !options.now.empty()});
}

Result<party::Made> Make(const Opened& opened, const NextOptions& options, Duty duty) {
  crypto::SystemRng rng;
  if (opened.secret.party.role == parcel::Role::kOrganiser)
    return party::MakeOpenStep(opened.record.state, opened.secret.SigningKey());
  return WithTrustee(opened, options,
                     [&](const party::StepInput& input) { return party::MakeTrusteeStep(input, duty, rng); });
}

// SeeWhileWaiting is for a trustee of whom nothing is due.
Status SeeWhileWaiting(const Opened& opened, const NextOptions& options, Terminal& terminal) {
  if (opened.secret.party.role != parcel::Role::kTrustee || options.dry_run) return {};
  CONSTAT_ASSIGN(const bool seen, WithTrustee(opened, options, party::SeeWhileWaiting));
  if (seen) terminal.Say("It continues the record that you saw before.");
  return {};
}

party::FolderExchange ExchangeOf(const NextOptions& options, bool one_file) {
  return one_file ? party::FolderExchange::ToFile(options.place.record, options.out)
                  : party::FolderExchange::ToFolder(options.place.record, options.out);
}

}  // namespace

std::string BoardOf(const record::Manifest& manifest) {
  return CleanForTerminal(record::FormatNamed(manifest, {record::Role::kBoard, 0}));
}

ExitStatus SayWrong(const verify::Verification& record, const verify::RecordPlace& place,
                    Terminal& terminal) {
  terminal.Print(report::FormatTextReport(record, {.record = place.record}));
  terminal.Note(
      "constat: nothing was made, because the record is wrong; tell the other parties and the organiser, "
      "and keep this record.");
  return ExitStatus::kWrong;
}

Result<ExitStatus> RunNext(const NextOptions& options, parcel::Role role, std::optional<Duty> only,
                           Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  party::FolderExchange exchange = ExchangeOf(options, only.has_value());
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> source, exchange.OpenRecord());
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, verify::ReadPlaceTrust(options.place));
  console::ProgressLine progress(terminal, "checking entries");
  CONSTAT_ASSIGN(verify::Verified record,
                 verify::VerifyRecord(*source, {.trust = trust ? &*trust : nullptr,
                                                .threads = options.threads,
                                                .progress = [&](const verify::ProgressState& s) {
                                                  progress.Show(s.entries_done, s.entries_total);
                                                }}));
  progress.Finish();
  if (record.verification.outcome() == verify::VerificationOutcome::kWrong ||
      record.state.context() == nullptr)
    return SayWrong(record.verification, options.place, terminal);
  const referendum::ContextPtr context = record.state.context();
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), context->manifest.rehearsal));
  console::WarnOfOpenSecrets({options.key}, terminal);
  CONSTAT_ASSIGN(const parcel::PartySecret secret, parcel::ReadSecretFile(options.key, role));
  CONSTAT_ASSIGN(const record::Keeper me, parcel::FindParty(context->manifest, secret.party));
  SayReferendum(*context, options.place, terminal);
  const uint64_t now_ms = clock->NowMs();
  const party::NextInput input{record.state, *source, me, now_ms, only, options.dry_run};
  const Opened opened{record, *source, secret, now_ms};
  const Result<party::Next> taken =
      party::TakeNext(input, exchange, [&](Duty duty) { return Make(opened, options, duty); });
  if (!taken) return tl::unexpected(WithClockAdvice(taken.error(), options.now));
  const party::Next& next = *taken;
  if (next.outcome == NextOutcome::kSaidAlready && next.duty == Duty::kAccept)
    CONSTAT_TRY(party::CheckRemembers(options.state, next.entry));
  terminal.Say(fmt::format("Checked the whole record of {}: nothing is wrong.",
                           text::PluralEntries(next.said.entries)));
  if (next.outcome == NextOutcome::kWaits) CONSTAT_TRY(SeeWhileWaiting(opened, options, terminal));
  const ExitStatus status = SayNext(next,
                                    {context->manifest, next.said, next.agenda, now_ms,
                                     context->manifest_hash, record.verification.SeenMs()},
                                    record.state, terminal);
  return only && status == ExitStatus::kOpen ? ExitStatus::kOk : status;
}

namespace {

void AddCommonOptions(Command command, NextOptions& options, parcel::Role role) {
  AddRecordOptions(command, options.place, PlaceKind::kRecord);
  command.Add("--key", options.key, fmt::format("The {}'s secret file", parcel::RoleName(role)))
      .Value("FILE")
      .Required();
  command.Add("--threads", options.threads, "Threads to use (default: all)").Between(0, 1024);
  AddNowOption(command, options.now);
}

void AddState(Command command, NextOptions& options) {
  command
      .Add("--state", options.state,
           "A folder where the trustee remembers what it has seen and released; always the same one")
      .Value("DIR")
      .Required();
}

}  // namespace

void AddNext(CommandTree& tree, Command group, parcel::Role role, const CommandText& text) {
  auto options = std::make_shared<NextOptions>();
  Command next = tree.Add(group, text, [options, role](Terminal& terminal) {
    return RunNext(*options, role, std::nullopt, terminal);
  });
  AddCommonOptions(next, *options, role);
  next.Get("--trust").Required();
  if (role == parcel::Role::kTrustee) AddState(next, *options);
  next.Add("--out", options->out, "The folder for what has to be sent to the board").Value("DIR").Required();
  next.AddFlag("--dry-run", options->dry_run, "Only say what would be done");
}

void AddStepOptions(Command step, NextOptions& options, parcel::Role role, Duty duty) {
  AddCommonOptions(step, options, role);
  if (duty == Duty::kShare) step.Get("--trust").Required();
  if (duty == Duty::kAccept || duty == Duty::kDrill || duty == Duty::kShare) AddState(step, options);
  step.Add("--out", options.out, "The entry file to write").Value("FILE").Required();
}

void AddOneStep(CommandTree& tree, Command group, parcel::Role role, Duty duty, const CommandText& text) {
  auto options = std::make_shared<NextOptions>();
  AddStepOptions(
      tree.Add(group, text,
               [options, role, duty](Terminal& terminal) { return RunNext(*options, role, duty, terminal); }),
      *options, role, duty);
}

}  // namespace constat::cli
