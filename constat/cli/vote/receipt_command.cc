// constat receipt make, constat receipt verify, constat refusal verify. Spec: BAL-12, BAL-15, BAL-17.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/cli/vote/voter_input.h"
#include "constat/io/file.h"
#include "constat/parcel/note_file.h"
#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/own_text.h"
#include "constat/text/error_text.h"
#include "constat/text/hex.h"
#include "constat/verify/light/receipt.h"
#include "constat/verify/light/receipt_search.h"
#include "constat/verify/light/refusal.h"

namespace constat::cli {
namespace {

using referendum::OwnEntry;
using referendum::OwnVerdict;

struct MakeOptions {
  verify::RecordPlace place;
  verify::WantedName wanted;
  std::string out;
};

// SayVerdict returns whether the rules accept the ballot.
bool SayVerdict(const OwnEntry& entry, Terminal& terminal) {
  terminal.Say(report::FormatJudged(entry));
  return entry.verdict == OwnVerdict::kAccepted;
}

Result<ExitStatus> RunMake(const MakeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  SayReferendum(*place.context, options.place, terminal);
  CONSTAT_ASSIGN(const verify::WantedBallot wanted,
                 verify::FindWanted(options.wanted, place, ReadingRecord(terminal)));
  const std::string tracker = record::FormatTracker(wanted.tracker);
  CONSTAT_ASSIGN(const verify::RecordView view,
                 verify::RecordView::OpenFor(place, wanted.credential, ReadingRecord(terminal)));
  const OwnEntry* const entry = verify::ChooseReceiptEntry(view.own(), wanted.tracker, wanted.body_hash);
  if (entry == nullptr) return tl::unexpected(verify::NotInRecord(tracker));
  CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt,
                 tlog::MakeReceipt(view.source(), view.checkpoint(), entry->entry));
  CONSTAT_ASSIGN(const std::string text, tlog::FormatReadable(receipt));
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
  terminal.Say(
      fmt::format("Wrote {}: evidence that the ballot {} is entry {} of the record. It is the ballot of {}, "
                  "and the receipt shows no vote.",
                  options.out, tracker, entry->entry,
                  record::FormatCredentialName(place.context->manifest_hash, wanted.credential)));
  if (!SayVerdict(*entry, terminal)) return ExitStatus::kWrong;
  terminal.Say(
      fmt::format("Next: give it to the voter, who checks it with\n"
                  "  constat receipt verify {} --record manifest.entry --trust trust.toml --voter NAME\n"
                  "and the short name that the voter noted.",
                  options.out));
  return ExitStatus::kOk;
}

struct VerifyOptions {
  verify::RecordPlace place;
  std::string file;
  ReaderOptions reader;
};

// SayJudged judges the receipt's ballot where a whole record was given. Returns whether it is valid or
// nothing was judged. ERRORS: RecordView::OpenFor's; kReceiptNotIncluded.
Result<bool> SayJudged(const verify::OpenedPlace& place, const tlog::InclusionReceipt& receipt,
                       const verify::ReceiptBallot& ballot, Terminal& terminal) {
  if (place.IsManifestFile()) {
    terminal.Say(
        "Nothing was judged about the ballot itself, its proofs or its place: with a whole record "
        "at --record it is.");
    return true;
  }
  CONSTAT_ASSIGN(const verify::RecordView view,
                 verify::RecordView::OpenFor(place, ballot.credential, ReadingRecord(terminal)));
  terminal.Say(verify::DescribeMoment(view));
  const Result<const OwnEntry*> entry =
      verify::FindReceiptEntry(receipt, view.own(), view.checkpoint().checkpoint.size);
  if (!entry) return tl::unexpected(Prefix(place.name, entry.error()));
  if (view.own().replaced_by()) terminal.Say(report::FormatReplaced(*view.own().replaced_by()));
  if (*entry != nullptr) return SayVerdict(**entry, terminal);
  terminal.Say(
      "Nothing was judged about the ballot itself: the record at --record is older than the receipt.");
  return true;
}

Result<ExitStatus> RunVerifyReceipt(const VerifyOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt, parcel::ReadReceipt(options.file));
  SayReferendum(*place.context, options.place, terminal);
  CONSTAT_ASSIGN(const verify::Reader reader, AskReader(options.reader, *place.context, terminal));
  const Result<verify::CheckedReceipt> checked =
      verify::CheckReceipt(receipt, place.trust->policy, *place.context);
  if (!checked && verify::IsPromise(receipt, place.trust->policy, checked.error())) {
    CONSTAT_ASSIGN(const verify::CheckedReceipt promised, verify::ReadPromise(receipt, *place.context));
    const verify::Paper paper = PaperOf(verify::PaperKind::kPromise, promised, *place.context);
    if (!SayWhose(paper, reader, options.file, terminal)) return ExitStatus::kWrong;
    terminal.Print(verify::DescribePromise(promised, *place.context));
    return ExitStatus::kOpen;
  }
  if (!checked) {
    terminal.Say("THE RECEIPT IS NOT VALID.");
    terminal.Note("constat: " + text::FormatError(Prefix(options.file, checked.error())));
    return ExitStatus::kWrong;
  }
  terminal.Print(verify::DescribeReceipt(*checked, *place.context));
  const verify::Paper paper = PaperOf(verify::PaperKind::kReceipt, *checked, *place.context);
  if (!SayWhose(paper, reader, options.file, terminal)) return ExitStatus::kWrong;
  if (!checked->ballot) {
    terminal.Say("It says that this entry is in the log. It is the receipt of no ballot.");
    return ExitStatus::kOk;
  }
  const Result<bool> valid = SayJudged(place, receipt, *checked->ballot, terminal);
  if (!valid && valid.error().code == ErrorCode::kReceiptNotIncluded) {
    terminal.Note("constat: " + text::FormatError(valid.error()));
    return ExitStatus::kWrong;
  }
  CONSTAT_TRY(valid);
  if (!*valid) return ExitStatus::kWrong;
  terminal.Say(
      "It says that the ballot is in the log, not that it counts: a later one may replace it. Next: compare "
      "the tracker with your note, and keep the receipt until the result is verified.");
  return ExitStatus::kOk;
}

Result<ExitStatus> RunVerifyRefusal(const VerifyOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const verify::OpenedPlace place, verify::OpenPlace(options.place));
  CONSTAT_ASSIGN(const record::RefusalFile refusal, verify::ReadRefusalFile(options.file));
  SayReferendum(*place.context, options.place, terminal);
  CONSTAT_ASSIGN(const verify::Reader reader, AskReader(options.reader, *place.context, terminal));
  const Result<std::string> described = verify::DescribeRefusal(refusal, *place.context);
  if (!described) {
    terminal.Say("THE REFUSAL IS NOT THE BOARD'S.");
    terminal.Note("constat: " + text::FormatError(Prefix(options.file, described.error())));
    return ExitStatus::kWrong;
  }
  if (!SayWhose(verify::PaperOf(refusal, *place.context), reader, options.file, terminal))
    return ExitStatus::kWrong;
  terminal.Say(*described);
  return ExitStatus::kOk;
}

}  // namespace

void AddReceiptCommands(CommandTree& tree) {
  Command group = tree.AddGroup("receipt", "Evidence that a ballot is in the record");
  auto made = std::make_shared<MakeOptions>();
  Command make =
      tree.Add(group,
               {"make", "Make the receipt of a ballot from the published record",
                "constat receipt make --record record --ballot ballot.entry --out receipt.tlog-proof",
                "Exit status 1 if the rules refuse the ballot: the receipt is made all the same."},
               [made](Terminal& terminal) { return RunMake(*made, terminal); });
  AddRecordOptions(make, made->place, PlaceKind::kRecord);
  make.Add("--ballot", made->wanted.ballot, "The ballot, as it was sent to the board").Value("FILE");
  make.Add("--tracker", made->wanted.tracker, "Its tracker, instead, or the first 8 characters of it or more")
      .Value("TRACKER");
  make.Add("--out", made->out, "The receipt to write").Value("FILE").Required();

  auto checked = std::make_shared<VerifyOptions>();
  Command verify =
      tree.Add(group,
               {"verify", "Check a receipt; no network needed, and of the record only the manifest",
                "constat receipt verify receipt.tlog-proof --record manifest.entry --trust trust.toml",
                "Exit status 3 if it is a promise of the board that no quorum confirms yet, 1 if it is not "
                "valid, if it is not of the voter at --codes or --voter, or if a whole record at --record "
                "shows that it is not in it or that the rules refuse the ballot."},
               [checked](Terminal& terminal) { return RunVerifyReceipt(*checked, terminal); });
  verify.Add("FILE", checked->file, "The receipt").Required();
  AddRecordOptions(verify, checked->place, PlaceKind::kRecordOrManifest);
  AddReaderOptions(verify, checked->reader);
  verify.Get("--trust").Required();

  auto refused = std::make_shared<VerifyOptions>();
  Command refusal =
      tree.Add(tree.AddGroup("refusal", "Evidence that the board turned a ballot away"),
               {"verify",
                "Check that a refusal is the board's, and say what it refused; of the record "
                "only the manifest",
                "constat refusal verify ballot.entry.refusal --record manifest.entry --trust trust.toml",
                "Exit status 1 if it is not the board's, or not of the voter at --codes or --voter."},
               [refused](Terminal& terminal) { return RunVerifyRefusal(*refused, terminal); });
  refusal.Add("FILE", refused->file, "The refusal").Required();
  AddRecordOptions(refusal, refused->place, PlaceKind::kRecordOrManifest);
  AddReaderOptions(refusal, refused->reader);
  refusal.Get("--trust").Required();
}

}  // namespace constat::cli
