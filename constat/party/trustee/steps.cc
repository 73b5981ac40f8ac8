#include "constat/party/trustee/steps.h"

#include <fmt/core.h>

#include "constat/party/trustee/drill.h"
#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::party {

Result<Step> MakeCommitStep(const StepInput& input, crypto::Rng& rng) {
  return Step{input.trustee.Commit(rng),
              fmt::format("the commitment of trustee {} of {} to its deal. It shows nothing of the deal.",
                          input.trustee.index(), input.view.context().manifest.trustees.size()),
              "send it to the board. When all trustees' commitments are in the record, run "
              "constat trustee deal."};
}

Result<Step> MakeDealStep(const StepInput& input, crypto::Rng&) {
  CONSTAT_ASSIGN(Bytes body, input.trustee.Deal(input.view.state().ceremony()));
  return Step{
      std::move(body),
      fmt::format("the deal of trustee {} of {}. It holds a share for each trustee, readable by "
                  "that trustee only.",
                  input.trustee.index(), input.view.context().manifest.trustees.size()),
      "send it to the board. When all trustees' deals are in the record, run constat trustee accept."};
}

Result<Step> MakeDrillStep(const StepInput& input, crypto::Rng& rng) {
  const verify::RecordView& view = input.view;
  CONSTAT_ASSIGN(
      Bytes body,
      Drill({.state = view.state(),
             .record = {view.context().manifest_hash, view.source(), view.checkpoint().checkpoint.Tree()},
             .trustee = input.trustee,
             .memory = input.memory},
            rng));
  return Step{std::move(body),
              fmt::format("proof that trustee {} still has a working key. It gives nothing of the key away.",
                          input.trustee.index()),
              fmt::format("send it to the board. {} of {} trustees have to show their keys before the "
                          "voting can be opened. Keep your secret file and the state folder until the "
                          "result is out.",
                          view.context().manifest.drills, view.context().manifest.trustees.size())};
}

std::vector<std::string> DescribeAcceptance(const Acceptance& acceptance, const record::Manifest& manifest,
                                            const std::string& entry, const std::string& memory) {
  std::vector<std::string> out;
  if (acceptance.is_new_memory) {
    out.push_back(fmt::format(
        "{} is new: your memory begins in it. If you ran this command before with another folder, do not "
        "send {}: run it again with that folder.",
        memory, entry));
  }
  const uint16_t accused = acceptance.judgement.accused;
  if (accused != 0) {
    out.push_back(
        fmt::format("Wrote {}: a COMPLAINT. The share that trustee {} ({}) dealt to you is wrong, and the "
                    "file proves it to everybody.",
                    entry, accused, text::CleanLine(manifest.trustees[accused - 1u].name)));
    out.emplace_back(
        "Next: send it to the board. The ceremony has then failed, and the organiser begins "
        "a new referendum.");
    return out;
  }
  out.push_back(fmt::format("Checked the shares of all {} trustees: they are good. Wrote {}.",
                            manifest.trustees.size(), entry));
  out.emplace_back(
      "Next: send it to the board; keep your secret file and the state folder until the result is out. When "
      "the roll is complete, run constat trustee drill.");
  return out;
}

std::string LostMemorySentence(const AcceptedAgain& accepted, uint64_t now_ms) {
  const verify::Verification& checked = accepted.verification;
  const record::Manifest& manifest = checked.context->manifest;
  return fmt::format(
      "I, {} (trustee {} of {}), lost my memory of the referendum {} ({}) and began it anew at {} from the "
      "record of {} entries with the root {}.",
      text::CleanLine(manifest.trustees[*accepted.trustee - 1u].name), *accepted.trustee,
      manifest.trustees.size(), text::CleanLine(manifest.origin),
      record::FormatReferendumNumber(checked.context->manifest_hash),
      record::FormatLocalTime(manifest, now_ms / 1000 * 1000), checked.tree.size,
      text::FormatHex(checked.tree.root));
}

}  // namespace constat::party
