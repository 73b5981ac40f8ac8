// constat trustee deal, accept, decrypt.
#include <fmt/format.h>

#include <memory>

#include "constat/base/text.h"
#include "constat/cli/commands.h"
#include "constat/cli/entry_file.h"
#include "constat/cli/error_text.h"
#include "constat/cli/progress.h"
#include "constat/cli/record_view.h"
#include "constat/crypto/rng.h"
#include "constat/report/text_report.h"
#include "constat/roles/secret_file.h"
#include "constat/roles/trustee.h"
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
};

Result<roles::Trustee> OpenTrustee(const TrusteeOptions& options, referendum::ContextPtr context) {
  CONSTAT_ASSIGN(const roles::PartySecret secret, roles::ReadSecretFile(options.key, roles::Role::kTrustee));
  return roles::Trustee::Make(std::move(context), secret.TrusteeScalar());
}

// SeeRecord lets the guard see this record: it must extend the last one this trustee saw. The root of the
// earlier size comes from the record's tiles, which nobody has checked, so a consistency proof ties it to the
// recomputed root.
Status SeeRecord(roles::ReleaseGuard& guard, const Bytes32& manifest_hash, const tlog::RecordSource& record,
                 const tlog::TreeHead& head) {
  const tlog::TileHashSource hashes(record, head.size);
  return guard.SeeCheckpoint(manifest_hash, head, [&](uint64_t size) -> Result<tlog::Hash> {
    CONSTAT_ASSIGN(const tlog::Hash root, tlog::RootOf(hashes, size));
    CONSTAT_ASSIGN(const tlog::Proof proof, tlog::ConsistencyProof(hashes, size, head.size));
    CONSTAT_TRY(tlog::VerifyConsistency({size, root}, head, proof));
    return root;
  });
}

Result<ExitStatus> RunDeal(const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(options.place));
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, context));
  SayReferendum(*context, options.place, terminal);
  crypto::SystemRng rng;
  CONSTAT_TRY(WriteEntryFile(
      options.out, {context->manifest_hash, {{record::EntryType::kTrusteeDeal, trustee.MakeDeal(rng)}}}));
  terminal.Say(fmt::format(
      "Wrote {}: the deal of trustee {} of {}. It holds a share for each trustee, readable by that "
      "trustee only.",
      options.out, trustee.index(), context->manifest.trustees.size()));
  terminal.Say(
      "Next: send it to the board. When all trustees' deals are in the record, run constat trustee accept.");
  return ExitStatus::kOk;
}

Result<ExitStatus> RunAccept(const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const RecordView view, RecordView::Open(options.place, terminal));
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, view.context_ptr()));
  SayReferendum(view.context(), options.place, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<roles::ReleaseGuard> guard, roles::OpenReleaseGuard(options.state));
  CONSTAT_TRY(
      SeeRecord(*guard, view.context().manifest_hash, view.source(), view.checkpoint().checkpoint.Tree()));
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(roles::Trustee::Judgement judgement, trustee.Judge(view.state().ceremony(), rng));
  CONSTAT_TRY(WriteEntryFile(options.out,
                             {view.context().manifest_hash, {{judgement.type, std::move(judgement.body)}}}));
  if (judgement.accused != 0) {
    terminal.Say(fmt::format(
        "Wrote {}: a COMPLAINT. The share that trustee {} ({}) dealt to you is wrong, and the file "
        "proves it to everybody.",
        options.out, judgement.accused,
        CleanForTerminal(view.context().manifest.trustees[judgement.accused - 1].name)));
    terminal.Say(
        "Next: send it to the board. The ceremony has then failed, and the organiser begins a new "
        "referendum.");
    return ExitStatus::kWrong;
  }
  terminal.Say(fmt::format("Checked the shares of all {} trustees: they are good. Wrote {}.",
                           view.context().manifest.trustees.size(), options.out));
  terminal.Say(
      "Next: send it to the board; keep your secret file and the state folder until the result is out.");
  return ExitStatus::kOk;
}

// Verify checks the whole record; nothing if something in it is wrong, which the terminal is told. Spec:
// TAL-10.
Result<std::optional<verify::Verified>> Verify(const TrusteeOptions& options,
                                               const tlog::RecordSource& record, Terminal& terminal) {
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
        "constat: nothing was decrypted, because the record is wrong; tell the other trustees and the "
        "organiser, and keep this record.");
    return std::optional<verify::Verified>();
  }
  return std::optional<verify::Verified>(std::move(verified));
}

Result<ExitStatus> RunDecrypt(const TrusteeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const std::unique_ptr<tlog::RecordSource> record,
                 tlog::OpenRecordSource(options.place.record));
  CONSTAT_ASSIGN(std::optional<verify::Verified> verified, Verify(options, *record, terminal));
  if (!verified) return ExitStatus::kWrong;
  if (verified->verification.phase != referendum::Phase::kTallying) {
    return Fail(
        ErrorCode::kWrongOrder,
        fmt::format(
            "the referendum is in the phase \"{}\"; sums are decrypted after the close and before the "
            "result",
            referendum::PhaseName(verified->verification.phase)));
  }
  const referendum::ContextPtr context = verified->state.context();
  CONSTAT_ASSIGN(const roles::Trustee trustee, OpenTrustee(options, context));
  SayReferendum(*context, options.place, terminal);
  CONSTAT_ASSIGN(const std::unique_ptr<roles::ReleaseGuard> guard, roles::OpenReleaseGuard(options.state));
  CONSTAT_TRY(SeeRecord(*guard, context->manifest_hash, *record, verified->verification.tree));
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(std::vector<Bytes> shares, trustee.MakeShares(verified->state, *guard, rng));
  EntryFile file{context->manifest_hash, {}};
  for (Bytes& share : shares) file.entries.push_back({record::EntryType::kDecryptionShare, std::move(share)});
  if (file.entries.empty()) {
    terminal.Say(
        "Checked the whole record. No group of regions has enough ballots to be decrypted: nothing to do.");
    return ExitStatus::kOk;
  }
  CONSTAT_TRY(WriteEntryFile(options.out, file));
  terminal.Say(fmt::format(
      "Checked the whole record: nothing is wrong. Wrote {}: this trustee's part of the decryption "
      "of the sums, not of any ballot.",
      options.out));
  terminal.Say(
      fmt::format("Next: send it to the board. {} of {} trustees are needed. After the result, destroy your "
                  "secret file.",
                  context->manifest.threshold, context->manifest.trustees.size()));
  return ExitStatus::kOk;
}

void AddKeyAndOut(CLI::App& command, TrusteeOptions& options) {
  command.add_option("--key", options.key, "The trustee's secret file")->type_name("FILE")->required();
  command.add_option("--out", options.out, "The entry file to write")->type_name("FILE")->required();
}

void AddState(CLI::App& command, TrusteeOptions& options) {
  command
      .add_option("--state", options.state,
                  "A folder where the trustee remembers what it has seen and released; always the same one")
      ->type_name("DIR")
      ->required();
}

}  // namespace

void AddTrusteeCommands(CommandTree& tree) {
  CLI::App& group =
      tree.AddGroup("trustee", "Share the key, and decrypt the sums together with the other trustees");
  auto dealt = std::make_shared<TrusteeOptions>();
  CLI::App& deal =
      tree.Add(group,
               {"deal", "Deal a share of your part of the key to every trustee",
                "constat trustee deal --record record --trust trust.toml --key trustee-1 --out deal-1.entry"},
               [dealt](Terminal& terminal) { return RunDeal(*dealt, terminal); });
  AddRecordOptions(deal, dealt->place, PlaceKind::kRecordOrManifest);
  AddKeyAndOut(deal, *dealt);

  auto accepted = std::make_shared<TrusteeOptions>();
  CLI::App& accept =
      tree.Add(group,
               {"accept", "Check the shares dealt to you, and accept them or complain",
                "constat trustee accept --record record --trust trust.toml --key trustee-1 --state memory "
                "--out accept-1.entry",
                "Exit status 1 if it is a complaint."},
               [accepted](Terminal& terminal) { return RunAccept(*accepted, terminal); });
  AddRecordOptions(accept, accepted->place, PlaceKind::kRecord);
  AddKeyAndOut(accept, *accepted);
  AddState(accept, *accepted);

  auto decrypted = std::make_shared<TrusteeOptions>();
  CLI::App& decrypt =
      tree.Add(group,
               {"decrypt", "Check the whole record, then give your part of the decryption of its sums",
                "constat trustee decrypt --record record --trust trust.toml --key trustee-1 --state memory "
                "--out share-1.entry"},
               [decrypted](Terminal& terminal) { return RunDecrypt(*decrypted, terminal); });
  AddRecordOptions(decrypt, decrypted->place, PlaceKind::kRecord);
  decrypt.get_option("--trust")->required();
  AddKeyAndOut(decrypt, *decrypted);
  AddState(decrypt, *decrypted);
  decrypt.add_option("--threads", decrypted->threads, "Threads to use (default: all)")
      ->check(CLI::Range(0U, 1024U));
}

}  // namespace constat::cli
