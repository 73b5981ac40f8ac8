// constat vote: a ballot, encrypted, then cast or challenged. Spec: BAL-11, BAL-14.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/cli/vote/voter_input.h"
#include "constat/console/open_secrets.h"
#include "constat/crypto/secret/rng.h"
#include "constat/io/file.h"
#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/party/voter/challenge.h"
#include "constat/party/voter/may_vote.h"
#include "constat/party/voter/own_numbers.h"
#include "constat/party/voter/voter.h"
#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/own_text.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;
using referendum::NumberedBallot;
using referendum::OwnVerdict;

struct VoteOptions {
  verify::RecordPlace place;
  std::string codes;
  std::string keep = "my-ballots.txt";
  std::vector<std::string> receipts;
  std::string out;
  bool challenge = false;
  std::string now;
};

// Booth is one voter at one record.
class Booth {
 public:
  Booth(const VoteOptions& options, Terminal& terminal, party::VoterSecret secret, verify::RecordView view)
      : options_(options), terminal_(terminal), secret_(std::move(secret)), view_(std::move(view)) {}

  // own are the notes of all ballots cast on this device; the clock is this device's.
  Result<ExitStatus> Vote(const std::vector<parcel::OwnBallot>& own, const Clock& clock) {
    CONSTAT_ASSIGN(const referendum::Slot slot, party::FindSlot(view_.state(), view_.own()));
    CONSTAT_ASSIGN(
        const std::vector<NumberedBallot> receipts,
        party::ReadOwnReceipts(options_.receipts, {&view_.policy(), &view_.state(), &view_.own()}));
    terminal_.Say(verify::DescribeMoment(view_));
    CONSTAT_TRY(SayEarlier(receipts));
    CONSTAT_TRY(party::CheckInTime(Manifest(), clock.NowMs()));
    const party::NextBallot next =
        party::PlanNextBallot(view_.own(), receipts, party::OwnNumbers(own, Hash(), secret_.credential()));
    terminal_.SayAll(party::DescribeUnanswered(next));
    party::DraftInput input;
    input.context = view_.context_ptr();
    input.joint_key = view_.state().ceremony().JointKey();
    input.region = slot.region;
    input.revision = next.revision;
    CONSTAT_ASSIGN(input.choices, AskChoices(Manifest(), terminal_));
    terminal_.Say("\nYou chose");
    for (const std::string& line : party::DescribeChoices(Manifest(), input.choices)) {
      terminal_.Say("  " + CleanForTerminal(line));
    }
    CONSTAT_ASSIGN(party::BallotDraft draft, party::BallotDraft::Make(input, secret_, rng_));
    const Bytes32 tracker = draft.tracker();
    terminal_.Say(
        fmt::format("\n"
                    "Your ballot is encrypted. Its tracker is\n"
                    "\n"
                    "  {}\n"
                    "\n"
                    "and your short name in this referendum is\n"
                    "\n"
                    "  {}\n",
                    record::FormatTracker(tracker), Name()));
    terminal_.Say("Write both down on paper, or anywhere but on this device, before you go on.");
    Decision decision = Decision::kChallenge;
    if (!options_.challenge) {
      CONSTAT_ASSIGN(decision, AskDecision(terminal_));
    }
    if (decision == Decision::kCast)
      return Cast(std::move(draft), {Hash(), secret_.credential(), input.revision, tracker});
    if (decision == Decision::kChallenge) return Challenge(std::move(draft), tracker);
    terminal_.Say("Stopped: nothing was cast, nothing was written.");
    return ExitStatus::kOk;
  }

 private:
  [[nodiscard]] const record::Manifest& Manifest() const { return view_.context().manifest; }
  [[nodiscard]] const Bytes32& Hash() const { return view_.context().manifest_hash; }

  [[nodiscard]] std::string Name() const {
    return record::FormatCredentialName(Hash(), secret_.credential());
  }

  // SayEarlier speaks of the ballots that the record and the receipts show.
  Status SayEarlier(const std::vector<NumberedBallot>& receipts) {
    const referendum::OwnEntries& own = view_.own();
    for (const referendum::OwnEntry& entry : own.entries()) {
      if (entry.verdict == OwnVerdict::kAccepted) continue;
      terminal_.Say(fmt::format("Entry {} of the record, a ballot with your credential: {}.", entry.entry,
                                report::FormatVerdict(entry)));
    }
    if (own.CountOf(OwnVerdict::kAccepted) < own.entries().size()) terminal_.Say(report::kRecordIsWrong);
    CONSTAT_TRY(party::CheckMayVote(Manifest(), own, receipts));
    terminal_.SayAll(party::DescribeEarlier(own, receipts));
    return {};
  }

  Result<ExitStatus> Cast(party::BallotDraft draft, const parcel::OwnBallot& own) {
    CONSTAT_ASSIGN(Bytes body, std::move(draft).Cast(secret_, rng_));
    // The note first: no ballot may leave that the voter could not recognise later.
    CONSTAT_TRY(parcel::AddOwnBallot(options_.keep, own));
    CONSTAT_TRY(
        parcel::WriteEntryFile(options_.out, {Hash(), {{record::EntryType::kBallot, std::move(body)}}}));
    terminal_.Say(
        fmt::format("Wrote {}: your ballot, encrypted and signed. It is of {}. Noted its tracker in {}.",
                    options_.out, Name(), options_.keep));
    terminal_.Say(
        "Next: send it to the board and ask for the receipt: until you have that, your vote is not "
        "in. If no receipt comes, send the same file again, by another way. After the close, see "
        "which ballot counts:\n"
        "  constat my-ballots --record RECORD --trust TRUST");
    return ExitStatus::kOk;
  }

  Result<ExitStatus> Challenge(party::BallotDraft draft, const Bytes32& tracker) {
    CONSTAT_ASSIGN(const record::Challenge challenge, std::move(draft).Challenge());
    CONSTAT_ASSIGN(const std::string text, parcel::FormatChallengeFile(Manifest(), challenge));
    CONSTAT_TRY(io::WriteNewFile(options_.out, AsBytes(text), io::FileAccess::kSecret));
    terminal_.Say(fmt::format("Wrote {}: what was encrypted and how, for {}. This ballot can never be cast.",
                              options_.out, Name()));
    terminal_.Say(fmt::format(
        "Next: take the file to another device and run there\n"
        "  constat challenge check {} --record RECORD --tracker {} --voter {}\n"
        "with the tracker and the name you wrote down. Then vote: each time, cast or challenge.",
        options_.out, text::QuoteShell(record::FormatTracker(tracker)), text::QuoteShell(Name())));
    return ExitStatus::kOk;
  }

  const VoteOptions& options_;
  Terminal& terminal_;
  party::VoterSecret secret_;
  verify::RecordView view_;
  crypto::SystemRng rng_;
};

Result<ExitStatus> RunVote(const VoteOptions& options, Terminal& terminal) {
  std::error_code ignored;
  if (fs::exists(options.out, ignored)) {
    return Fail(ErrorCode::kRefusesOverwrite, options.out + " exists already and is not overwritten");
  }
  console::WarnOfOpenSecrets({options.codes, options.keep}, terminal);
  CONSTAT_ASSIGN(const std::vector<parcel::OwnBallot> own, parcel::ReadOwnBallots(options.keep));
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const referendum::ContextPtr& context = place.context;
  CONSTAT_TRY(record::CheckClock(!options.now.empty(), context->manifest.rehearsal));
  SayReferendum(*context, options.place, terminal);
  CONSTAT_ASSIGN(party::VoterSecret secret, AskSecret(*context, options.codes, terminal));
  CONSTAT_ASSIGN(verify::RecordView view,
                 verify::RecordView::OpenFor(place, secret.credential(), ReadingRecord(terminal)));
  return Booth(options, terminal, std::move(secret), std::move(view)).Vote(own, *clock);
}

}  // namespace

void AddVoteCommand(CommandTree& tree) {
  auto options = std::make_shared<VoteOptions>();
  Command vote = tree.Add(tree.root(),
                          {"vote",
                           "Vote: type your code and your choice, note the tracker, then cast the ballot or "
                           "challenge the device",
                           "constat vote --record record --trust trust.toml --out ballot.entry"},
                          [options](Terminal& terminal) { return RunVote(*options, terminal); });
  AddRecordOptions(vote, options->place, PlaceKind::kRecord);
  vote.Add("--codes", options->codes,
           "A file with your code (one line for each office that sent one), readable by you alone; - for "
           "standard input. Default: you are asked")
      .Value("FILE");
  vote.Add("--keep", options->keep, "Your own note of the ballots you cast (default my-ballots.txt)")
      .Value("FILE");
  vote.Add("--receipt", options->receipts,
           "A receipt of your last ballot, where the record is older than it; may be repeated")
      .Value("FILE")
      .OneEach();
  AddNowOption(vote, options->now);
  vote.Add("--out", options->out, "The file to write: the ballot for the board, or the challenge")
      .Value("FILE")
      .Required();
  vote.AddFlag("--challenge", options->challenge,
               "Challenge without being asked. For rehearsals: a device that knows beforehand can be "
               "honest this once");
}

}  // namespace constat::cli
