// constat challenge check: what did the challenged device encrypt? Spec: BAL-11.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/cli/vote/voter_input.h"
#include "constat/io/file.h"
#include "constat/parcel/challenge_file.h"
#include "constat/party/voter/challenge.h"
#include "constat/record/shown_hash.h"
#include "constat/text/error_text.h"
#include "constat/verify/light/receipt_search.h"

namespace constat::cli {
namespace {

struct CheckOptions {
  verify::RecordPlace place;
  std::string file;
  std::string tracker;
  ReaderOptions reader;
};

Result<ExitStatus> RunCheck(const CheckOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const record::TypedTracker noted, verify::ReadTyped(options.tracker, true));
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(options.file, parcel::kMaxChallengeFile));
  CONSTAT_ASSIGN(const verify::RecordView view, verify::OpenView(options.place, ReadingRecord(terminal)));
  SayReferendum(view.context(), options.place, terminal);
  CONSTAT_ASSIGN(const record::Challenge challenge,
                 parcel::ReadChallenge(view.context().manifest, bytes, options.file));
  CONSTAT_ASSIGN(const verify::Reader reader, AskReader(options.reader, view.context(), terminal));
  if (!view.state().ceremony().AllDealt())
    return Fail(ErrorCode::kWrongOrder, "the trustees' key is not in this record yet; take a newer copy");
  CONSTAT_ASSIGN(const party::RecomputedBallot ballot,
                 party::CheckChallenge(view.context(), view.state().ceremony().JointKey(), challenge));
  if (!SayWhose(party::PaperOf(challenge), reader, options.file, terminal)) return ExitStatus::kWrong;
  if (const Status on_roll = party::CheckOnRoll(view.state(), challenge); !on_roll) {
    terminal.Note("constat: " + text::FormatError(Prefix(options.file, on_roll.error())));
    return ExitStatus::kWrong;
  }
  const std::string tracker = record::FormatTracker(ballot.tracker);
  if (!noted.Finds(ballot.tracker)) {
    CONSTAT_TRY(noted.CheckNotShort());
    terminal.Say(
        fmt::format("THE DEVICE DID NOT TELL THE TRUTH.\n  you noted                   {}\n"
                    "  what it says it encrypted   {}",
                    noted.Format(), tracker));
    terminal.Say(
        "Check your note once more. If it is right, do not vote with that device; keep the file and the "
        "note, and tell the organiser.");
    return ExitStatus::kWrong;
  }
  terminal.Say(fmt::format("The tracker {} is that of a ballot for", tracker));
  for (const std::string& line : party::DescribeChoices(view.context().manifest, challenge.choices)) {
    terminal.Say("  " + CleanForTerminal(line));
  }
  terminal.Say(
      fmt::format("If you are {} and that is what you had chosen, the device was honest this time. Next: go "
                  "on voting with it; challenge it again whenever you like.",
                  record::FormatCredentialName(challenge.manifest_hash, challenge.credential)));
  return ExitStatus::kOk;
}

}  // namespace

void AddChallengeCommands(CommandTree& tree) {
  Command group = tree.AddGroup("challenge", "Find out on a second device whether the first one was honest");
  auto options = std::make_shared<CheckOptions>();
  Command check =
      tree.Add(group,
               {"check", "Recompute a challenged ballot and show what it says",
                "constat challenge check challenge.txt --record record --trust trust.toml --tracker 't "
                "9f3kq 2m7xc 0d4wn 8vj5h 1a6ze'",
                "Exit status 1 if it is not the ballot with your tracker: the device lied; or if it is not "
                "of the voter at --codes or --voter."},
               [options](Terminal& terminal) { return RunCheck(*options, terminal); });
  check.Add("FILE", options->file, "The challenge that the first device wrote").Required();
  AddRecordOptions(check, options->place, PlaceKind::kRecord);
  check.Add("--tracker", options->tracker, "The tracker you wrote down before you challenged")
      .Value("TRACKER")
      .Required();
  AddReaderOptions(check, options->reader);
}

}  // namespace constat::cli
