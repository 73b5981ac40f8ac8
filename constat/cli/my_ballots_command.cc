// constat my-ballots: all ballots of one credential, which of them counts, and whether the voter made them.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "constat/base/text.h"
#include "constat/cli/ballot_search.h"
#include "constat/cli/commands.h"
#include "constat/cli/own_ballots.h"
#include "constat/cli/voter_input.h"
#include "constat/report/number.h"

namespace constat::cli {
namespace {

struct MyBallotsOptions {
  RecordPlace place;
  std::string keep = "my-ballots.txt";
  std::string credential;
  std::string codes;
};

// FindCredential takes the one named, or else that of the notes, or else asks for the code.
Result<group::EncodedPoint> FindCredential(const MyBallotsOptions& options,
                                           const referendum::Context& context,
                                           const std::vector<OwnBallot>& own, Terminal& terminal) {
  if (!options.credential.empty()) {
    const Result<Bytes32> credential = ParseHex32(options.credential);
    if (!credential) return Fail(ErrorCode::kBadText, "--credential is not 64 hex digits");
    return *credential;
  }
  if (options.codes.empty() && !own.empty()) return own.back().credential;
  CONSTAT_ASSIGN(const roles::VoterSecret secret, AskSecret(context, options.codes, terminal));
  return secret.credential();
}

bool IsOwn(const std::vector<OwnBallot>& own, const FoundBallot& ballot) {
  return std::any_of(own.begin(), own.end(), [&](const OwnBallot& o) { return o.tracker == ballot.tracker; });
}

// SayBallots lists them and returns how many the voter did not make.
size_t SayBallots(const std::vector<FoundBallot>& ballots, const std::vector<OwnBallot>& own,
                  Terminal& terminal) {
  size_t foreign = 0;
  for (size_t i = 0; i < ballots.size(); ++i) {
    const FoundBallot& ballot = ballots[i];
    const bool mine = IsOwn(own, ballot);
    if (!mine) ++foreign;
    terminal.Say(fmt::format("  {}  {}  entry {}  {}{}", record::FormatTracker(ballot.tracker),
                             report::FormatIsoTime(ballot.time_ms), ballot.entry,
                             i + 1 == ballots.size() ? "COUNTS" : "replaced",
                             mine ? "" : "  not in your notes"));
  }
  return foreign;
}

Result<ExitStatus> RunMyBallots(const MyBallotsOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(options.place));
  CONSTAT_ASSIGN(std::vector<OwnBallot> own, ReadOwnBallots(options.keep));
  std::erase_if(own, [&](const OwnBallot& o) { return o.manifest_hash != context->manifest_hash; });
  SayReferendum(*context, options.place, terminal);
  CONSTAT_ASSIGN(const group::EncodedPoint credential, FindCredential(options, *context, own, terminal));
  std::erase_if(own, [&](const OwnBallot& o) { return o.credential != credential; });
  CONSTAT_ASSIGN(const BallotList list, BallotsOf(options.place, credential, terminal));
  if (list.view.state().phase() < referendum::Phase::kOpen) {
    return Fail(ErrorCode::kWrongOrder, "the voting is not open yet");
  }
  if (!list.view.state().roll().Find(credential)) {
    return Fail(ErrorCode::kNotOnRoll, "no voter of this referendum has this code or credential");
  }

  terminal.Say(list.ballots.empty() ? "No ballot was cast with this code." : "Ballots cast with this code:");
  const size_t foreign = SayBallots(list.ballots, own, terminal);
  const auto arrived = [&](const OwnBallot& o) {
    return std::any_of(list.ballots.begin(), list.ballots.end(),
                       [&](const FoundBallot& b) { return IsOwn({o}, b); });
  };
  size_t missing = 0;
  for (const OwnBallot& o : own) {
    if (arrived(o)) continue;
    ++missing;
    terminal.Say(fmt::format("  {}  in your notes, but not in the record", record::FormatTracker(o.tracker)));
  }
  if (!list.view.closed())
    terminal.Say("Voting is not closed in this record: a later ballot would count instead.");
  if (foreign > 0) {
    terminal.Say(
        "Compare the marked trackers with what you wrote down. If you did not make a ballot, somebody else "
        "has "
        "your code: vote again if you still can, and tell the office that sent it.");
    return ExitStatus::kWrong;
  }
  if (missing > 0 && list.view.closed()) {
    terminal.Say(
        "A ballot you cast did not arrive. If you have a receipt for it, the record is wrong: show the "
        "receipt.");
    return ExitStatus::kWrong;
  }
  return ExitStatus::kOk;
}

}  // namespace

void AddMyBallotsCommand(CommandTree& tree) {
  auto options = std::make_shared<MyBallotsOptions>();
  CLI::App& mine =
      tree.Add(tree.root(),
               {"my-ballots", "See every ballot cast with your code and which one counts",
                "constat my-ballots --record record --trust trust.toml",
                "Exit status 1 if there is one that you did not note, or if one you cast did not arrive."},
               [options](Terminal& terminal) { return RunMyBallots(*options, terminal); });
  AddRecordOptions(mine, options->place, PlaceKind::kRecord);
  mine.add_option("--keep", options->keep, "Your own note of the ballots you cast (default my-ballots.txt)")
      ->type_name("FILE");
  mine.add_option("--credential", options->credential,
                  "The credential to look for, in hex, instead of the one noted")
      ->type_name("HEX");
  mine.add_option("--codes", options->codes,
                  "A file with your code, readable by you alone; - for standard input. Default: what the "
                  "note says, or you "
                  "are asked")
      ->type_name("FILE");
}

}  // namespace constat::cli
