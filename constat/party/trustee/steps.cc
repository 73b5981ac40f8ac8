#include "constat/party/trustee/steps.h"

#include <fmt/core.h>

#include "constat/party/trustee/decryption.h"
#include "constat/party/trustee/drill.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/record/shown_hash.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::party {

using record::EntryType;
using referendum::Duty;

namespace {

RecordHead HeadOf(const StepInput& input) {
  const verify::Verification& record = input.record.verification;
  return {record.context->manifest_hash, input.source, record.tree};
}

Made Commit(const StepInput& input, crypto::Rng& rng) {
  return {
      .entries = {{EntryType::kTrusteeCommit, input.trustee.Commit(rng)}},
      .what = fmt::format("the commitment of trustee {} of {} to its part of the key. It shows "
                          "nothing of it.",
                          input.trustee.index(), input.record.verification.context->manifest.trustees.size()),
      .next = {"When all trustees have committed, and that is published, run constat trustee next again."}};
}

Result<Made> Deal(const StepInput& input) {
  CONSTAT_ASSIGN(Bytes body, input.trustee.Deal(input.record.state.ceremony()));
  return Made{
      .entries = {{EntryType::kTrusteeDeal, std::move(body)}},
      .what = fmt::format("the deal of trustee {} of {}. It holds a share for each trustee, readable by "
                          "that trustee only.",
                          input.trustee.index(), input.record.verification.context->manifest.trustees.size()),
      .next = {"When all trustees have dealt, and that is published, run constat trustee next again."}};
}

Result<Made> JudgeDeals(const StepInput& input, crypto::Rng& rng) {
  CONSTAT_ASSIGN(Acceptance acceptance, Accept({.state = input.record.state,
                                                .record = HeadOf(input),
                                                .trustee = input.trustee,
                                                .memory = input.memory,
                                                .now_ms = input.now_ms,
                                                .clock_is_set = input.clock_is_set},
                                               rng));
  return DescribeAcceptance(std::move(acceptance), input.record.verification.context->manifest,
                            input.memory.string());
}

Result<Made> ShowKey(const StepInput& input, crypto::Rng& rng) {
  CONSTAT_ASSIGN(Bytes body, Drill({.state = input.record.state,
                                    .record = HeadOf(input),
                                    .trustee = input.trustee,
                                    .memory = input.memory},
                                   rng));
  const record::Manifest& manifest = input.record.verification.context->manifest;
  return Made{
      .entries = {{EntryType::kTrusteeDrill, std::move(body)}},
      .what = fmt::format("proof that trustee {} still has a working key. It gives nothing of the key away.",
                          input.trustee.index()),
      .next = {fmt::format("{} of {} trustees have to show their keys before the voting can be opened. Keep "
                           "your secret file and the folder {} until the result is out.",
                           manifest.drills, manifest.trustees.size(), input.memory.string())}};
}

Result<Made> Share(const StepInput& input, crypto::Rng& rng) {
  CONSTAT_ASSIGN(const std::vector<Bytes> shares,
                 DecryptVerified(input.record, input.source, {input.trustee, input.memory}, rng));
  if (shares.empty())
    return Made{.what = "No group of regions has enough ballots to be decrypted: there is nothing to do."};
  Made out{.what = "this trustee's part of the decryption of the sums, not of any ballot."};
  for (const Bytes& share : shares) out.entries.push_back({EntryType::kDecryptionShare, share});
  const record::Manifest& manifest = input.record.verification.context->manifest;
  out.next = {
      fmt::format("{} of {} trustees are needed. When the result is published and verified, destroy "
                  "your secret file.",
                  manifest.threshold, manifest.trustees.size())};
  return out;
}

}  // namespace

Result<Made> MakeTrusteeStep(const StepInput& input, Duty duty, crypto::Rng& rng) {
  switch (duty) {
    case Duty::kCommit:
      return Commit(input, rng);
    case Duty::kDeal:
      return Deal(input);
    case Duty::kAccept:
      return JudgeDeals(input, rng);
    case Duty::kDrill:
      return ShowKey(input, rng);
    case Duty::kShare:
      return Share(input, rng);
    default:
      return Fail(ErrorCode::kUsage, "this is nothing that a trustee does");
  }
}

Result<bool> SeeWhileWaiting(const StepInput& input) {
  const verify::Verification& record = input.record.verification;
  if (!input.record.state.ceremony().HasAccepted(input.trustee.index())) return false;
  CONSTAT_TRY(OpenAndSee(input.memory, input.trustee.key(),
                         {record.context->manifest_hash, input.source, record.tree}));
  return true;
}

Made DescribeAcceptance(Acceptance acceptance, const record::Manifest& manifest, const std::string& memory) {
  Made out;
  Trustee::Judgement& judgement = acceptance.judgement;
  const uint16_t accused = judgement.accused;
  out.entries.push_back({judgement.type, std::move(judgement.body)});
  if (acceptance.is_new_memory) {
    out.next.push_back(fmt::format(
        "{} is new: your memory begins in it. If you accepted before with another folder, do not send this "
        "file: delete it, and give that folder.",
        memory));
  }
  if (accused != 0) {
    out.accuses = true;
    out.what = fmt::format(
        "a COMPLAINT. The share that {} dealt to you is wrong, and the file proves it to everybody.",
        text::CleanLine(record::FormatTrustee(manifest, accused)));
    out.next.emplace_back("The referendum then has failed, and the organiser begins a new one.");
    return out;
  }
  out.what = fmt::format("your acceptance. Checked the shares of all {} trustees: they are good.",
                         manifest.trustees.size());
  out.next.push_back(
      fmt::format("Keep your secret file and the folder {} until the result is out: without that "
                  "folder your program decrypts nothing. When the roll is published, run constat "
                  "trustee next again.",
                  memory));
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
