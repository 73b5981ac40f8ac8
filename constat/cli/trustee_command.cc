// constat trustee deal, accept, decrypt.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/cli/entry_file.h"
#include "constat/cli/error_text.h"
#include "constat/cli/progress.h"
#include "constat/cli/record_view.h"
#include "constat/crypto/rng.h"
#include "constat/record/ceremony.h"
#include "constat/report/record/text_report.h"
#include "constat/roles/secret_file.h"
#include "constat/roles/trustee.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"
#include "constat/tlog/record_reader.h"
#include "constat/verify/verify.h"

namespace constat::cli {
namespace {

struct TrusteeOptions {
  RecordPlace place;
  std::string key;
  std::string state;
  std::string out;
  unsigned threads = 0;
  bool again = false;
  std::string origin;
  std::string now;
};

Result<roles::Trustee> OpenTrustee(const TrusteeOptions& options, referendum::ContextPtr context) {
  CONSTAT_ASSIGN(const roles::PartySecret secret, roles::ReadSecretFile(options.key, roles::Role::kTrustee));
  return roles::Trustee::Make(std::move(context), secret.TrusteeScalar());
}

// WithWayBack says what to do about a memory that is missing, damaged, or there already.
Error WithWayBack(Error error, const TrusteeOptions& options) {
  if (error.code == ErrorCode::kMemoryMissing) {
    error.detail += fmt::format(
        "; constat trustee accept wrote it: find the folder it was given, for --state {} may be mistyped. "
        "Only if the memory is lost for good, run constat trustee accept --again, which says what to "
        "tell the others",
        options.state);
  }
  if (error.code == ErrorCode::kBadText) {
    error.detail +=
        "; keep that file, and treat the memory as lost: constat trustee accept --again, with a new folder";
  }
  return error;
}

// AcceptanceIn finds the entry by which the trustee accepted. The record's entries up to `open` are judged:
// such an entry of this trustee is a good one.
Result<std::optional<uint64_t>> AcceptanceIn(const tlog::RecordSource& record, uint64_t size,
                                             uint16_t trustee) {
  std::optional<uint64_t> found;
  CONSTAT_TRY(tlog::ForEachEntry(record, size, {0, size}, [&](uint64_t index, ByteView bytes) -> Status {
    if (found || bytes.empty() || bytes[0] != static_cast<uint8_t>(record::EntryType::kTrusteeAccept))
      return {};
    CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
    CONSTAT_ASSIGN(const record::TrusteeAccept accept, record::DecodeTrusteeAccept(entry.body));
    if (accept.trustee == trustee) found = index;
    return {};
  }));
  return found;
}

Result<ExitStatus> RunDeal(const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(options.place));
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, context));
  SayReferendum(*context, options.place, terminal);
  crypto::SystemRng rng;
  CONSTAT_TRY(WriteEntryFile(
      options.out, {context->manifest_hash, {{record::EntryType::kTrusteeDeal, trustee.MakeDeal(rng)}}}));
  terminal.Say(
      fmt::format("Wrote {}: the deal of trustee {} of {}. It holds a share for each trustee, readable by "
                  "that trustee only.",
                  options.out, trustee.index(), context->manifest.trustees.size()));
  terminal.Say(
      "Next: send it to the board. When all trustees' deals are in the record, run constat trustee accept.");
  return ExitStatus::kOk;
}

// Verify checks the whole record; nothing if something in it is wrong, which the terminal is
// told. Spec: TAL-10.
Result<std::optional<verify::Verified>> Verify(const TrusteeOptions& options,
                                               const tlog::RecordSource& record, std::string_view not_done,
                                               Terminal& terminal) {
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, ReadPlaceTrust(options.place));
  ProgressLine progress(terminal, "checking entries");
  verify::VerifyOptions verify_options;
  verify_options.trust = &*trust;
  verify_options.threads = options.threads;
  verify_options.progress = [&](const verify::ProgressState& s) {
    progress.Show(s.entries_done, s.entries_total);
  };
  CONSTAT_ASSIGN(verify::Verified verified, verify::VerifyRecord(record, verify_options));
  progress.Finish();
  if (verified.verification.outcome() == verify::Outcome::kWrong) {
    report::TextReportOptions text;
    text.record = options.place.record;
    terminal.Print(report::FormatTextReport(verified.verification, text));
    terminal.Note(
        fmt::format("constat: nothing was {}, because the record is wrong; tell the other trustees and the "
                    "organiser, and keep this record.",
                    not_done));
    return std::optional<verify::Verified>();
  }
  return std::optional<verify::Verified>(std::move(verified));
}

// CheckWord: once the votes may have been decrypted, a memory is not begun anew by a word that lies ready in
// a script or in the shell's history: the trustee types which log it is.
Status CheckWord(const TrusteeOptions& options, const verify::Verification& record, uint64_t now_ms) {
  const record::Manifest& manifest = record.context->manifest;
  const bool closed =
      record.phase == referendum::Phase::kTallying || record.phase == referendum::Phase::kFinal;
  if ((!closed && now_ms < manifest.closing_ms) || options.origin == manifest.origin) return {};
  return Fail(ErrorCode::kMemoryMissing,
              fmt::format("the voting has {}, so you may have given a decryption already; if you did, "
                          "and this record is another one than that, the difference of both is "
                          "somebody's vote. "
                          "Compare the record with the other trustees first: {} entries, root {}. Then type "
                          "its origin: --origin {}",
                          closed ? "been closed" : "ended by your clock", record.tree.size,
                          text::FormatHex(record.tree.root), CleanForTerminal(manifest.origin)));
}

// RunAcceptAgain begins a lost memory anew. Spec: TAL-10.
Result<ExitStatus> RunAcceptAgain(const TrusteeOptions& options, Terminal& terminal) {
  if (options.place.trust.empty() || !options.out.empty()) {
    return Fail(ErrorCode::kUsage, "--again needs --trust, and writes no entry: leave out --out");
  }
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::RecordSource> record,
                 tlog::OpenRecordSource(options.place.record));
  CONSTAT_ASSIGN(const std::optional<verify::Verified> verified,
                 Verify(options, *record, "accepted again", terminal));
  if (!verified) return ExitStatus::kWrong;
  const verify::Verification& checked = verified->verification;
  const referendum::Context& context = *checked.context;
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, checked.context));
  SayReferendum(context, options.place, terminal);
  if (!verified->state.ceremony().HasAccepted(trustee.index())) {
    return Fail(ErrorCode::kWrongOrder,
                "you have not accepted in this record yet; run constat trustee accept without --again");
  }
  CONSTAT_TRY(CheckWord(options, checked, clock->NowMs()));
  CONSTAT_ASSIGN(const std::unique_ptr<roles::ReleaseGuard> guard,
                 roles::OpenReleaseGuard(options.state, trustee.key(), roles::GuardFolder::kMake));
  const Status begun = guard->Begin(context.manifest_hash, checked.tree);
  if (!begun) return tl::unexpected(WithWayBack(begun.error(), options));
  terminal.Say(
      fmt::format("Checked the whole record: nothing is wrong. {} remembers it from now on.", options.state));
  terminal.Say("Next: send this sentence to every other trustee, and compare what they see:");
  terminal.Say(
      fmt::format("  I, {} (trustee {} of {}), lost my memory of the referendum {} ({}) and began it anew "
                  "at {} from the record of {} entries with the root {}.",
                  CleanForTerminal(context.manifest.trustees[trustee.index() - 1u].name), trustee.index(),
                  context.manifest.trustees.size(), CleanForTerminal(context.manifest.origin),
                  text::FormatHex(context.manifest_hash), text::FormatTime(clock->NowMs() / 1000 * 1000),
                  checked.tree.size, text::FormatHex(checked.tree.root)));
  return ExitStatus::kOk;
}

// CheckMayAccept: plain accept is no way around a lost memory. Spec: TAL-10.
Status CheckMayAccept(const TrusteeOptions& options, const RecordView& view, uint16_t trustee,
                      uint64_t now_ms) {
  const tlog::Checkpoint& checkpoint = view.checkpoint().checkpoint;
  CONSTAT_ASSIGN(const std::optional<uint64_t> accepted,
                 AcceptanceIn(view.source(), checkpoint.size, trustee));
  if (accepted) {
    return Fail(
        ErrorCode::kDuplicate,
        fmt::format("you accepted in entry {} already; there is nothing to do. If the memory in {} is lost, "
                    "run constat trustee accept --again",
                    *accepted, options.state));
  }
  if (now_ms < view.context().manifest.closing_ms) return {};
  return Fail(
      ErrorCode::kWrongOrder,
      fmt::format("this record lacks your acceptance, but the voting has ended by your clock, at {}; if you "
                  "accepted before, this is an old or false record: keep it, and tell the other trustees",
                  text::FormatTime(view.context().manifest.closing_ms)));
}

Result<ExitStatus> RunAccept(const TrusteeOptions& options, Terminal& terminal) {
  if (options.again) return RunAcceptAgain(options, terminal);
  if (options.out.empty() || !options.origin.empty()) {
    return Fail(ErrorCode::kUsage, "give --out, the entry file to write; --origin is for --again only");
  }
  CONSTAT_ASSIGN(const std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  CONSTAT_ASSIGN(const RecordView view, RecordView::Open(options.place, terminal));
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, view.context_ptr()));
  SayReferendum(view.context(), options.place, terminal);
  CONSTAT_TRY(CheckMayAccept(options, view, trustee.index(), clock->NowMs()));
  std::error_code ignored;
  const bool is_new = !std::filesystem::exists(options.state, ignored);
  CONSTAT_ASSIGN(const std::unique_ptr<roles::ReleaseGuard> guard,
                 roles::OpenReleaseGuard(options.state, trustee.key(), roles::GuardFolder::kMake));
  const Status seen = roles::BeginOrSeeRecord(
      *guard, {view.context().manifest_hash, view.source(), view.checkpoint().checkpoint.Tree()});
  if (!seen) return tl::unexpected(WithWayBack(seen.error(), options));
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(roles::Trustee::Judgement judgement, trustee.Judge(view.state().ceremony(), rng));
  CONSTAT_TRY(WriteEntryFile(options.out,
                             {view.context().manifest_hash, {{judgement.type, std::move(judgement.body)}}}));
  if (is_new) {
    terminal.Say(fmt::format(
        "{} is new: your memory begins in it. If you ran this command before with another folder, do not "
        "send {}: run it again with that folder.",
        options.state, options.out));
  }
  if (judgement.accused != 0) {
    terminal.Say(fmt::format(
        "Wrote {}: a COMPLAINT. The share that trustee {} ({}) dealt to you is wrong, and the file proves "
        "it to everybody.",
        options.out, judgement.accused,
        CleanForTerminal(view.context().manifest.trustees[judgement.accused - 1].name)));
    terminal.Say(
        "Next: send it to the board. The ceremony has then failed, and the organiser begins "
        "a new referendum.");
    return ExitStatus::kWrong;
  }
  terminal.Say(fmt::format("Checked the shares of all {} trustees: they are good. Wrote {}.",
                           view.context().manifest.trustees.size(), options.out));
  terminal.Say(
      "Next: send it to the board; keep your secret file and the state folder until the result is out.");
  return ExitStatus::kOk;
}

Result<ExitStatus> RunDecrypt(const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::RecordSource> record,
                 tlog::OpenRecordSource(options.place.record));
  CONSTAT_ASSIGN(std::optional<verify::Verified> verified, Verify(options, *record, "decrypted", terminal));
  if (!verified) return ExitStatus::kWrong;
  if (verified->verification.phase != referendum::Phase::kTallying) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("the referendum is in the phase \"{}\"; sums are decrypted after the close and "
                            "before the result",
                            referendum::PhaseName(verified->verification.phase)));
  }
  const referendum::ContextPtr context = verified->state.context();
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, context));
  SayReferendum(*context, options.place, terminal);
  const Result<std::unique_ptr<roles::ReleaseGuard>> guard =
      roles::OpenReleaseGuard(options.state, trustee.key(), roles::GuardFolder::kMustExist);
  if (!guard) return tl::unexpected(WithWayBack(guard.error(), options));
  const Status seen =
      roles::SeeRecord(**guard, {context->manifest_hash, *record, verified->verification.tree});
  if (!seen) return tl::unexpected(WithWayBack(seen.error(), options));
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(std::vector<Bytes> shares, trustee.MakeShares(verified->state, **guard, rng));
  EntryFile file{context->manifest_hash, {}};
  for (Bytes& share : shares) file.entries.push_back({record::EntryType::kDecryptionShare, std::move(share)});
  if (file.entries.empty()) {
    terminal.Say(
        "Checked the whole record. No group of regions has enough ballots to be decrypted: nothing to do.");
    return ExitStatus::kOk;
  }
  CONSTAT_TRY(WriteEntryFile(options.out, file));
  terminal.Say(fmt::format(
      "Checked the whole record: nothing is wrong. Wrote {}: this trustee's part of the decryption of the "
      "sums, not of any ballot.",
      options.out));
  terminal.Say(
      fmt::format("Next: send it to the board. {} of {} trustees are needed. After the result, destroy "
                  "your secret file.",
                  context->manifest.threshold, context->manifest.trustees.size()));
  return ExitStatus::kOk;
}

Option AddKeyAndOut(Command command, TrusteeOptions& options) {
  command.Add("--key", options.key, "The trustee's secret file").Value("FILE").Required();
  return command.Add("--out", options.out, "The entry file to write").Value("FILE").Required();
}

void AddState(Command command, TrusteeOptions& options) {
  command
      .Add("--state", options.state,
           "A folder where the trustee remembers what it has seen and released; always the same one")
      .Value("DIR")
      .Required();
}

}  // namespace

void AddTrusteeCommands(CommandTree& tree) {
  Command group =
      tree.AddGroup("trustee", "Share the key, and decrypt the sums together with the other trustees");
  auto dealt = std::make_shared<TrusteeOptions>();
  Command deal =
      tree.Add(group,
               {"deal", "Deal a share of your part of the key to every trustee",
                "constat trustee deal --record record --trust trust.toml --key trustee-1 --out deal-1.entry"},
               [dealt](Terminal& terminal) { return RunDeal(*dealt, terminal); });
  AddRecordOptions(deal, dealt->place, PlaceKind::kRecordOrManifest);
  AddKeyAndOut(deal, *dealt);

  auto accepted = std::make_shared<TrusteeOptions>();
  Command accept =
      tree.Add(group,
               {"accept", "Check the shares dealt to you, and accept them or complain",
                "constat trustee accept --record record --trust trust.toml --key trustee-1 --state "
                "memory --out accept-1.entry",
                "Exit status 1 if it is a complaint, or, with --again, if the record is wrong."},
               [accepted](Terminal& terminal) { return RunAccept(*accepted, terminal); });
  AddRecordOptions(accept, accepted->place, PlaceKind::kRecord);
  AddKeyAndOut(accept, *accepted).Required(false);
  AddState(accept, *accepted);
  accept.AddFlag(
      "--again", accepted->again,
      "The folder of --state is lost: check the whole record with --trust and begin to remember anew");
  accept.Add("--origin", accepted->origin, "With --again, after the voting: the log's origin, typed out")
      .Value("TEXT");
  AddNowOption(accept, accepted->now);

  auto decrypted = std::make_shared<TrusteeOptions>();
  Command decrypt =
      tree.Add(group,
               {"decrypt", "Check the whole record, then give your part of the decryption of its sums",
                "constat trustee decrypt --record record --trust trust.toml --key trustee-1 --state "
                "memory --out share-1.entry"},
               [decrypted](Terminal& terminal) { return RunDecrypt(*decrypted, terminal); });
  AddRecordOptions(decrypt, decrypted->place, PlaceKind::kRecord);
  decrypt.Get("--trust").Required();
  AddKeyAndOut(decrypt, *decrypted);
  AddState(decrypt, *decrypted);
  decrypt.Add("--threads", decrypted->threads, "Threads to use (default: all)").Between(0, 1024);
}

}  // namespace constat::cli
