// constat my-ballots: all ballots of one credential, which of them counts, and whether the voter made them.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/cli/vote/voter_input.h"
#include "constat/console/open_secrets.h"
#include "constat/party/voter/noted_voters.h"
#include "constat/party/voter/own_fate.h"
#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/own_text.h"
#include "constat/text/hex.h"

namespace constat::cli {
namespace {

using referendum::OwnEntry;

struct MyBallotsOptions {
  verify::RecordPlace place;
  std::string keep = "my-ballots.txt";
  std::string credential;
  ReaderOptions reader;
};

// FindCredential takes the one named, or else that of the notes, or else asks for the code.
Result<group::EncodedPoint> FindCredential(const MyBallotsOptions& options,
                                           const referendum::Context& context, const party::Notes& notes,
                                           Terminal& terminal) {
  const bool named = !options.reader.codes.empty() || !options.reader.voter.empty();
  if (!options.credential.empty() && named)
    return Fail(ErrorCode::kUsage, "give --credential, --voter or --codes, one of them");
  if (!options.credential.empty()) {
    const Result<Bytes32> credential = text::ParseHex32(options.credential);
    if (!credential) return Fail(ErrorCode::kBadText, "--credential is not 64 digits of 0-9 and a-f");
    return *credential;
  }
  CONSTAT_ASSIGN(const verify::Reader reader, AskReader(options.reader, context, terminal));
  CONSTAT_ASSIGN(const std::optional<group::EncodedPoint> noted, party::FindNotedVoter(notes, reader));
  if (noted && std::holds_alternative<std::monostate>(reader))
    terminal.Say(
        fmt::format("Your code was not asked: {} says whose ballots to look for, and --codes would compare.",
                    options.keep));
  if (noted) return *noted;
  CONSTAT_ASSIGN(const party::VoterSecret secret, AskSecret(context, {}, terminal));
  return secret.credential();
}

// Outcome is "COUNTS", "replaced", or why it is neither.
std::string Outcome(const referendum::OwnEntries& entries, size_t i) {
  switch (party::StandingOf(entries, i)) {
    case party::Standing::kCounts:
      return "COUNTS";
    case party::Standing::kReplaced:
      return "replaced";
    case party::Standing::kValid:
      return "valid; whether it counts was not judged here";
    case party::Standing::kNotAccepted:
      return report::FormatVerdict(entries.entries()[i]);
  }
  return {};
}

void SayBallots(const record::Manifest& manifest, const referendum::OwnEntries& entries,
                const std::vector<parcel::OwnBallot>& own, Terminal& terminal) {
  for (size_t i = 0; i < entries.entries().size(); ++i) {
    const OwnEntry& entry = entries.entries()[i];
    terminal.Say(fmt::format("  {}  {}  entry {}  {}{}",
                             entry.ballot ? record::FormatTracker(entry.ballot->tracker)
                                          : std::string("(no whole ballot, no tracker)"),
                             record::FormatLocalTime(manifest, entry.time_ms), entry.entry,
                             Outcome(entries, i), party::IsNoted(own, entry) ? "" : "  not in your notes"));
  }
}

Result<ExitStatus> RunMyBallots(const MyBallotsOptions& options, Terminal& terminal) {
  console::WarnOfOpenSecrets({options.keep}, terminal);
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  const referendum::ContextPtr& context = place.context;
  CONSTAT_ASSIGN(const std::vector<parcel::OwnBallot> kept, parcel::ReadOwnBallots(options.keep));
  const party::Notes notes{options.keep, context->manifest_hash, kept};
  SayReferendum(*context, options.place, terminal);
  CONSTAT_ASSIGN(const group::EncodedPoint credential, FindCredential(options, *context, notes, terminal));
  const std::vector<parcel::OwnBallot> own = party::NotesOf(notes, credential);
  CONSTAT_ASSIGN(const verify::RecordView view,
                 verify::RecordView::OpenFor(place, credential, ReadingRecord(terminal)));
  if (view.state().phase() < referendum::Phase::kOpen) {
    return Fail(ErrorCode::kWrongOrder, "the voting is not open yet");
  }
  if (!view.state().replacements().Find(credential)) {
    return Fail(ErrorCode::kNotOnRoll, "no voter of this referendum has this code or credential");
  }

  const referendum::OwnEntries& entries = view.own();
  const std::string name = record::FormatCredentialName(context->manifest_hash, credential);
  terminal.Say(verify::DescribeMoment(view));
  terminal.SayAll(party::DescribeNotes(notes, credential));
  terminal.Say(entries.entries().empty() ? fmt::format("No ballot was cast with the code of {}.", name)
                                         : fmt::format("Ballots cast with the code of {}:", name));
  if (entries.replaced_by()) terminal.Say(report::FormatReplaced(*entries.replaced_by()));
  SayBallots(context->manifest, entries, own, terminal);
  for (const std::string& missing : party::DescribeMissing(entries, own)) terminal.Say("  " + missing);
  terminal.Say(entries.close()
                   ? fmt::format("The voting is closed by entry {} of this record.", *entries.close())
                   : std::string("Voting is not closed in this record: a later ballot would count instead."));
  terminal.Say(
      "The rules were applied to these ballots, their proofs included, and not to the other entries of the "
      "record: constat verify does that.");
  const party::OwnFindings findings = party::FindingsOf(entries, own);
  for (const std::string& advice : party::Advise(findings)) terminal.Say(advice);
  if (findings.record_wrong) terminal.Say(report::kRecordIsWrong);
  return findings.IsWrong() ? ExitStatus::kWrong : ExitStatus::kOk;
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
  mine.Add("--codes", options->reader.codes,
           "A file with your code, readable by you alone; - for standard input. Default: what the note "
           "says, or you are asked")
      .Value("FILE");
  mine.Add("--voter", options->reader.voter,
           "The name of the voter, where the note has ballots of several: vote showed it beside the tracker")
      .Value("NAME");
}

}  // namespace constat::cli
