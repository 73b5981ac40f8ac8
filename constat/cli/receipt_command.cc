// constat receipt make, constat receipt verify. Spec: BAL-12.
#include <fmt/format.h>

#include <memory>

#include "constat/base/file.h"
#include "constat/cli/ballot_search.h"
#include "constat/cli/commands.h"
#include "constat/cli/entry_file.h"
#include "constat/cli/error_text.h"
#include "constat/report/number.h"
#include "constat/roles/receipt.h"

namespace constat::cli {
namespace {

struct MakeOptions {
  RecordPlace place;
  std::string ballot;
  std::string tracker;
  std::string out;
};

// WantedTracker is the tracker of the ballot that the receipt is wanted for.
Result<std::string> WantedTracker(const MakeOptions& options, const referendum::Context& context) {
  if (options.ballot.empty() == options.tracker.empty()) {
    return Fail(ErrorCode::kUsage, "say which ballot: with --ballot or with --tracker");
  }
  if (!options.tracker.empty()) return ParseTracker(options.tracker);
  CONSTAT_ASSIGN(const EntryFile file, ReadEntryFile(options.ballot));
  CONSTAT_TRY(CheckSameReferendum(file, context.manifest_hash, options.ballot));
  if (file.entries.size() != 1 || file.entries.front().type != record::EntryType::kBallot) {
    return Fail(ErrorCode::kUsage, options.ballot + " does not hold one ballot");
  }
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, file.entries.front().body);
  if (!parsed) return tl::unexpected(Prefix(options.ballot, parsed.error()));
  return record::FormatTracker(record::Tracker(context.shape, parsed->ballot, context.manifest_hash));
}

Result<ExitStatus> RunMake(const MakeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(options.place));
  CONSTAT_ASSIGN(const std::string wanted, WantedTracker(options, *context));
  std::optional<uint64_t> index;
  const auto visit = [&](const LaterEntry& at) -> Status {
    if (at.entry.type != record::EntryType::kBallot) return {};
    const Result<record::ParsedBallot> parsed = record::ParseBallot(context->shape, at.entry.body);
    if (!parsed) return {};  // refused by every verifier
    const Bytes32 tracker = record::Tracker(context->shape, parsed->ballot, context->manifest_hash);
    if (record::FormatTracker(tracker) == wanted) index = at.index;
    return {};
  };
  CONSTAT_ASSIGN(const RecordView view, RecordView::Open(options.place, terminal, visit));
  if (!index) {
    return Fail(
        ErrorCode::kReceiptNotIncluded,
        fmt::format(
            "no ballot with the tracker {} is in the published record; it may have been appended but not "
            "published yet",
            wanted));
  }
  CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt,
                 roles::MakeReceipt(view.source(), view.checkpoint(), *index));
  CONSTAT_TRY(WriteNewFile(options.out, AsBytes(tlog::FormatReceipt(receipt))));
  terminal.Say(
      fmt::format("Wrote {}: evidence that the ballot {} is entry {} of the record. It shows no vote.",
                  options.out, wanted, *index));
  terminal.Say(
      fmt::format("Next: give it to the voter, who checks it with\n"
                  "  constat receipt verify {} --record manifest.entry --trust trust.toml",
                  options.out));
  return ExitStatus::kOk;
}

struct VerifyOptions {
  RecordPlace place;
  std::string file;
};

Result<ExitStatus> RunVerifyReceipt(const VerifyOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(options.place));
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, ReadPlaceTrust(options.place));
  CONSTAT_ASSIGN(const Bytes bytes, ReadFile(options.file, 4 * tlog::kMaxProofExtraSize));
  const Result<tlog::InclusionReceipt> receipt = tlog::ParseReceipt(AsText(bytes));
  if (!receipt) return tl::unexpected(Prefix(options.file, receipt.error()));
  SayReferendum(*context, options.place, terminal);
  const Result<roles::CheckedReceipt> checked = roles::CheckReceipt(*receipt, trust->policy, *context);
  if (!checked) {
    terminal.Say("THE RECEIPT IS NOT VALID.");
    terminal.Note("constat: " + FormatError(Prefix(options.file, checked.error())));
    return ExitStatus::kWrong;
  }
  terminal.Say(fmt::format("The receipt is valid: entry {} of the log, {}, {}.", checked->index,
                           record::EntryTypeName(checked->type), report::FormatTime(checked->time_ms)));
  if (checked->ballot) {
    terminal.Say(fmt::format("  tracker     {}", record::FormatTracker(checked->ballot->tracker)));
  }
  for (const tlog::Cosignature& seen : checked->cosignatures) {
    terminal.Say(fmt::format("  witness     {}, {}", CleanForTerminal(seen.witness.name),
                             report::FormatTime(seen.time_s * 1000)));
  }
  terminal.Say(
      "It says that the ballot is in the record, not that it counts: a later one may replace it. Next: "
      "compare the "
      "tracker with your note, and keep the receipt until the result is verified.");
  return ExitStatus::kOk;
}

}  // namespace

void AddReceiptCommands(CommandTree& tree) {
  CLI::App& group = tree.AddGroup("receipt", "Evidence that a ballot is in the record");
  auto made = std::make_shared<MakeOptions>();
  CLI::App& make =
      tree.Add(group,
               {"make", "Make the receipt of a ballot from the published record",
                "constat receipt make --record record --ballot ballot.entry --out receipt.tlog-proof"},
               [made](Terminal& terminal) { return RunMake(*made, terminal); });
  AddRecordOptions(make, made->place, PlaceKind::kRecord);
  make.add_option("--ballot", made->ballot, "The ballot, as it was sent to the board")->type_name("FILE");
  make.add_option("--tracker", made->tracker, "Its tracker, instead")->type_name("TRACKER");
  make.add_option("--out", made->out, "The receipt to write")->type_name("FILE")->required();

  auto checked = std::make_shared<VerifyOptions>();
  CLI::App& verify =
      tree.Add(group,
               {"verify", "Check a receipt; no network and no record needed",
                "constat receipt verify receipt.tlog-proof --record manifest.entry --trust trust.toml",
                "Exit status 1 if it is not valid."},
               [checked](Terminal& terminal) { return RunVerifyReceipt(*checked, terminal); });
  verify.add_option("FILE", checked->file, "The receipt")->required();
  AddRecordOptions(verify, checked->place, PlaceKind::kRecordOrManifest);
  verify.get_option("--trust")->required();
}

}  // namespace constat::cli
