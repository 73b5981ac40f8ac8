// constat my-ballots: all ballots of one credential, which of them counts, and whether the voter made them.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/vote/ballot_search.h"
#include "constat/cli/vote/voter_input.h"
#include "constat/parcel/own_ballots.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::cli {
namespace {

using referendum::OwnEntry;
using referendum::OwnVerdict;

struct MyBallotsOptions {
  verify::RecordPlace place;
  std::string keep = "my-ballots.txt";
  std::string credential;
  std::string codes;
};

// FindCredential takes the one named, or else that of the notes, or else asks for the code.
Result<group::EncodedPoint> FindCredential(const MyBallotsOptions& options,
                                           const referendum::Context& context,
                                           const std::vector<parcel::OwnBallot>& own, Terminal& terminal) {
  if (!options.credential.empty()) {
    const Result<Bytes32> credential = text::ParseHex32(options.credential);
    if (!credential) return Fail(ErrorCode::kBadText, "--credential is not 64 hex digits");
    return *credential;
  }
  if (options.codes.empty() && !own.empty()) return own.back().credential;
  CONSTAT_ASSIGN(const party::VoterSecret secret, AskSecret(context, options.codes, terminal));
  return secret.credential();
}

bool IsNoted(const std::vector<parcel::OwnBallot>& own, const OwnEntry& entry) {
  return entry.ballot && std::any_of(own.begin(), own.end(), [&](const parcel::OwnBallot& o) {
           return o.tracker == entry.ballot->tracker;
         });
}

// Outcome is "COUNTS", "replaced", or why it is neither.
std::string Outcome(const referendum::OwnEntries& entries, size_t i) {
  if (entries.entries()[i].verdict != OwnVerdict::kAccepted) return VerdictText(entries.entries()[i]);
  if (i == entries.Counting()) return "COUNTS";
  if (i == entries.LastAccepted()) return "valid; whether it counts was not judged here";
  return "replaced";
}

void SayBallots(const referendum::OwnEntries& entries, const std::vector<parcel::OwnBallot>& own,
                Terminal& terminal) {
  for (size_t i = 0; i < entries.entries().size(); ++i) {
    const OwnEntry& entry = entries.entries()[i];
    terminal.Say(fmt::format("  {}  {}  entry {}  {}{}",
                             entry.ballot ? record::FormatTracker(entry.ballot->tracker)
                                          : std::string("(no whole ballot, no tracker)"),
                             text::FormatIsoTime(entry.time_ms), entry.entry, Outcome(entries, i),
                             IsNoted(own, entry) ? "" : "  not in your notes"));
  }
}

// Fate is what became of a noted ballot.
enum class Fate {
  kArrived,    // valid or not judged
  kRefused,    // only in entries that the rules refuse
  kOvertaken,  // not there, and another ballot of its revision is valid: it cannot come in any more
  kMissing,
};

Fate FateOf(const parcel::OwnBallot& noted, const referendum::OwnEntries& entries) {
  Fate out = Fate::kMissing;
  for (const OwnEntry& entry : entries.entries()) {
    if (!entry.ballot) continue;
    if (entry.ballot->tracker == noted.tracker) {
      if (entry.verdict != OwnVerdict::kRefused) return Fate::kArrived;
      out = Fate::kRefused;
    } else if (entry.verdict == OwnVerdict::kAccepted && entry.ballot->revision == noted.revision &&
               out == Fate::kMissing) {
      out = Fate::kOvertaken;
    }
  }
  return out;
}

// SayMissing lists the noted ballots that did not arrive and returns how many of them should have.
size_t SayMissing(const referendum::OwnEntries& entries, const std::vector<parcel::OwnBallot>& own,
                  Terminal& terminal) {
  size_t missing = 0;
  for (const parcel::OwnBallot& noted : own) {
    const Fate fate = FateOf(noted, entries);
    if (fate == Fate::kArrived || fate == Fate::kRefused) continue;
    if (fate == Fate::kMissing) ++missing;
    terminal.Say(fmt::format(
        "  {}  in your notes, but not in the record{}", record::FormatTracker(noted.tracker),
        fate == Fate::kOvertaken ? "; it cannot come in any more: another one with its number is valid"
                                 : ""));
  }
  return missing;
}

// SayWhatFollows returns whether something is wrong.
bool SayWhatFollows(const referendum::OwnEntries& entries, const std::vector<parcel::OwnBallot>& own,
                    size_t missing, Terminal& terminal) {
  bool wrong = false;
  const bool stolen = std::any_of(entries.entries().begin(), entries.entries().end(),
                                  [&](const OwnEntry& e) { return e.made_with_code && !IsNoted(own, e); });
  if (stolen) {
    wrong = true;
    terminal.Say(
        "Compare the marked trackers with what you wrote down. If you did not make a ballot, somebody else "
        "has your code: vote again if you still can, and tell the office that sent it.");
  }
  if (entries.CountOf(OwnVerdict::kAccepted) < entries.entries().size()) {
    wrong = true;
    terminal.Say(kRecordIsWrong);
  }
  if (std::any_of(own.begin(), own.end(),
                  [&](const parcel::OwnBallot& o) { return FateOf(o, entries) == Fate::kRefused; })) {
    terminal.Say(
        "A ballot you cast is in the record, but the rules refuse it there. Vote again if you still can, "
        "and keep its file and its receipt.");
  }
  if (missing > 0 && entries.close()) {
    wrong = true;
    terminal.Say(
        "A ballot you cast did not arrive. If you have a receipt for it, the record is wrong: "
        "show the receipt.");
  }
  return wrong;
}

Result<ExitStatus> RunMyBallots(const MyBallotsOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const referendum::ContextPtr& context = place.context;
  CONSTAT_ASSIGN(std::vector<parcel::OwnBallot> own, parcel::ReadOwnBallots(options.keep));
  std::erase_if(own, [&](const parcel::OwnBallot& o) { return o.manifest_hash != context->manifest_hash; });
  SayReferendum(*context, options.place, terminal);
  CONSTAT_ASSIGN(const group::EncodedPoint credential, FindCredential(options, *context, own, terminal));
  std::erase_if(own, [&](const parcel::OwnBallot& o) { return o.credential != credential; });
  CONSTAT_ASSIGN(const verify::RecordView view,
                 verify::RecordView::OpenFor(place, credential, ReadingRecord(terminal)));
  if (view.state().phase() < referendum::Phase::kOpen) {
    return Fail(ErrorCode::kWrongOrder, "the voting is not open yet");
  }
  if (!view.state().roll().Find(credential)) {
    return Fail(ErrorCode::kNotOnRoll, "no voter of this referendum has this code or credential");
  }

  const referendum::OwnEntries& entries = view.own();
  terminal.Say(entries.entries().empty() ? "No ballot was cast with this code."
                                         : "Ballots cast with this code:");
  SayBallots(entries, own, terminal);
  const size_t missing = SayMissing(entries, own, terminal);
  terminal.Say(entries.close()
                   ? fmt::format("The voting is closed by entry {} of this record.", *entries.close())
                   : std::string("Voting is not closed in this record: a later ballot would count instead."));
  terminal.Say(
      "The rules were applied to these ballots, their proofs included, and not to the other entries of the "
      "record: constat verify does that.");
  return SayWhatFollows(entries, own, missing, terminal) ? ExitStatus::kWrong : ExitStatus::kOk;
}

}  // namespace

void AddMyBallotsCommand(CommandTree& tree) {
  auto options = std::make_shared<MyBallotsOptions>();
  Command mine =
      tree.Add(tree.root(),
               {"my-ballots", "See every ballot cast with your code and which one counts",
                "constat my-ballots --record record --trust trust.toml",
                "Exit status 1 if there is one that you did not note, if the rules refuse one, or if one "
                "you cast did not arrive before the close."},
               [options](Terminal& terminal) { return RunMyBallots(*options, terminal); });
  AddRecordOptions(mine, options->place, PlaceKind::kRecord);
  mine.Add("--keep", options->keep, "Your own note of the ballots you cast (default my-ballots.txt)")
      .Value("FILE");
  mine.Add("--credential", options->credential,
           "The credential to look for, in hex, instead of the one noted")
      .Value("HEX");
  mine.Add("--codes", options->codes,
           "A file with your code, readable by you alone; - for standard input. Default: what the note "
           "says, or you are asked")
      .Value("FILE");
}

}  // namespace constat::cli
