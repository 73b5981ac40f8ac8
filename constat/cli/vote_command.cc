// constat vote: a ballot, encrypted, then cast or challenged. Spec: BAL-11.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "constat/base/file.h"
#include "constat/cli/ballot_search.h"
#include "constat/cli/challenge_file.h"
#include "constat/cli/commands.h"
#include "constat/cli/entry_file.h"
#include "constat/cli/own_ballots.h"
#include "constat/cli/voter_input.h"
#include "constat/crypto/rng.h"
#include "constat/report/number.h"
#include "constat/roles/challenge.h"
#include "constat/roles/voter.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;

struct VoteOptions {
  RecordPlace place;
  std::string codes;
  std::string keep = "my-ballots.txt";
  std::string out;
  bool challenge = false;
};

// Booth is one voter at one record.
class Booth {
 public:
  Booth(const VoteOptions& options, Terminal& terminal, roles::VoterSecret secret, BallotList list,
        std::vector<OwnBallot> own)
      : options_(options),
        terminal_(terminal),
        secret_(std::move(secret)),
        list_(std::move(list)),
        own_(std::move(own)) {}

  Result<ExitStatus> Vote() {
    CONSTAT_ASSIGN(const referendum::Slot slot, FindSlot());
    CONSTAT_TRY(SayEarlier());
    roles::DraftInput input;
    input.context = list_.view.context_ptr();
    input.joint_key = list_.view.state().ceremony().JointKey();
    input.credential = secret_.credential();
    input.region = slot.region;
    input.revision = NextRevision();
    CONSTAT_ASSIGN(input.choices, AskChoices(Manifest(), terminal_));
    terminal_.Say("\nYou chose");
    for (const std::string& line : roles::DescribeChoices(Manifest(), input.choices)) {
      terminal_.Say("  " + CleanForTerminal(line));
    }
    CONSTAT_ASSIGN(roles::BallotDraft draft, roles::BallotDraft::Make(input, rng_));
    const Bytes32 tracker = draft.tracker();
    terminal_.Say(
        fmt::format("\nYour ballot is encrypted. Its tracker is\n\n  {}\n", record::FormatTracker(tracker)));
    terminal_.Say("Write it down on paper, or anywhere but on this device, before you go on.");
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
  [[nodiscard]] const record::Manifest& Manifest() const { return list_.view.context().manifest; }
  [[nodiscard]] const Bytes32& Hash() const { return list_.view.context().manifest_hash; }

  // NextRevision is above the record's last, and above that of a ballot that was cast and is not published
  // yet.
  [[nodiscard]] uint64_t NextRevision() const {
    const uint64_t last = list_.ballots.empty() ? 0 : list_.ballots.back().revision;
    uint64_t out = last;
    for (const OwnBallot& own : own_) {
      if (own.manifest_hash == Hash() && own.credential == secret_.credential())
        out = std::max(out, own.revision);
    }
    return std::min(out, last + referendum::kMaxRevisionStep - 1) + 1;
  }

  Result<referendum::Slot> FindSlot() {
    const referendum::Referendum& state = list_.view.state();
    if (state.phase() != referendum::Phase::kOpen || list_.view.closed()) {
      return Fail(ErrorCode::kWrongOrder, list_.view.closed()
                                              ? "the voting is closed"
                                              : "the voting is not open yet: the roll is not complete");
    }
    const std::optional<referendum::Slot> slot = state.roll().Find(secret_.credential());
    if (!slot) {
      return Fail(ErrorCode::kNotOnRoll,
                  "no voter of this referendum has this code; check that it is for this referendum, and that "
                  "codes of "
                  "several offices stand in their order");
    }
    return *slot;
  }

  Status SayEarlier() {
    const size_t count = list_.ballots.size();
    if (count == 0) return {};
    if (!Manifest().revoting) {
      return Fail(
          ErrorCode::kAlreadyVoted,
          fmt::format(
              "a ballot was cast with this code already (entry {}), and this referendum does not allow "
              "voting again; if it was not you, tell the office that sent the code",
              list_.ballots.back().entry));
    }
    if (count >= Manifest().max_ballots) {
      return Fail(ErrorCode::kTooManyBallots,
                  fmt::format("{} ballots were cast with this code; no more are allowed", count));
    }
    terminal_.Say(fmt::format(
        "With this code {} cast before; the one you cast now will count instead.",
        report::Plural(count, "ballot", report::kTerminalNumbers) + (count == 1 ? " was" : " were")));
    return {};
  }

  Result<ExitStatus> Cast(roles::BallotDraft draft, const OwnBallot& own) {
    CONSTAT_ASSIGN(Bytes body, std::move(draft).Cast(secret_, rng_));
    // The note first: no ballot may leave that the voter could not recognise later.
    CONSTAT_TRY(AddOwnBallot(options_.keep, own));
    CONSTAT_TRY(WriteEntryFile(options_.out, {Hash(), {{record::EntryType::kBallot, std::move(body)}}}));
    terminal_.Say(fmt::format("Wrote {}: your ballot, encrypted and signed. Noted its tracker in {}.",
                              options_.out, options_.keep));
    terminal_.Say(
        "Next: send it to the board and ask for the receipt. After the close, see which ballot counts:\n"
        "  constat my-ballots --record RECORD --trust TRUST");
    return ExitStatus::kOk;
  }

  Result<ExitStatus> Challenge(roles::BallotDraft draft, const Bytes32& tracker) {
    CONSTAT_ASSIGN(const record::Challenge challenge, std::move(draft).Challenge());
    CONSTAT_TRY(WriteNewFile(options_.out, AsBytes(FormatChallengeFile(challenge)), FileAccess::kSecret));
    terminal_.Say(
        fmt::format("Wrote {}: what was encrypted and how. This ballot can never be cast.", options_.out));
    terminal_.Say(
        fmt::format("Next: take the file to another device and run there\n"
                    "  constat challenge check {} --record RECORD --tracker {}\n"
                    "with the tracker you wrote down. Then vote: each time, cast or challenge.",
                    options_.out, record::FormatTracker(tracker)));
    return ExitStatus::kOk;
  }

  const VoteOptions& options_;
  Terminal& terminal_;
  roles::VoterSecret secret_;
  BallotList list_;
  std::vector<OwnBallot> own_;
  crypto::SystemRng rng_;
};

Result<ExitStatus> RunVote(const VoteOptions& options, Terminal& terminal) {
  std::error_code ignored;
  if (fs::exists(options.out, ignored)) {
    return Fail(ErrorCode::kRefusesOverwrite, options.out + " exists already and is not overwritten");
  }
  CONSTAT_ASSIGN(std::vector<OwnBallot> own, ReadOwnBallots(options.keep));
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(options.place));
  SayReferendum(*context, options.place, terminal);
  CONSTAT_ASSIGN(roles::VoterSecret secret, AskSecret(*context, options.codes, terminal));
  CONSTAT_ASSIGN(BallotList list, BallotsOf(options.place, secret.credential(), terminal));
  return Booth(options, terminal, std::move(secret), std::move(list), std::move(own)).Vote();
}

}  // namespace

void AddVoteCommand(CommandTree& tree) {
  auto options = std::make_shared<VoteOptions>();
  CLI::App& vote =
      tree.Add(tree.root(),
               {"vote",
                "Vote: type your code and your choice, note the tracker, then cast the ballot or challenge "
                "the device",
                "constat vote --record record --trust trust.toml --out ballot.entry"},
               [options](Terminal& terminal) { return RunVote(*options, terminal); });
  AddRecordOptions(vote, options->place, PlaceKind::kRecord);
  vote.add_option("--codes", options->codes,
                  "A file with your code (one line for each office that sent one), readable by you alone; - "
                  "for standard "
                  "input. Default: you are asked")
      ->type_name("FILE");
  vote.add_option("--keep", options->keep, "Your own note of the ballots you cast (default my-ballots.txt)")
      ->type_name("FILE");
  vote.add_option("--out", options->out, "The file to write: the ballot for the board, or the challenge")
      ->type_name("FILE")
      ->required();
  vote.add_flag("--challenge", options->challenge,
                "Challenge without being asked. For rehearsals: a device that knows beforehand can be honest "
                "this once");
}

}  // namespace constat::cli
