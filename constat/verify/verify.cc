#include "constat/verify/verify.h"

#include <fmt/core.h>

#include "constat/base/log.h"
#include "constat/record/shown_hash.h"
#include "constat/tlog/record_names.h"
#include "constat/verify/findings.h"
#include "constat/verify/fold.h"
#include "constat/verify/notes.h"

namespace constat::verify {
namespace {

// CheckOlder says whether a checkpoint is a prefix of the record. Spec: VER-3, VER-11.
Status CheckOlder(const Fold& fold, uint64_t record_size, const tlog::Checkpoint& older) {
  if (older.size > record_size) {
    return Fail(ErrorCode::kLogRewound,
                fmt::format("this was signed when the log had {} entries, and the record has only {}; "
                            "unless the record is an older copy, the board has taken entries back: take a "
                            "newer copy, and keep both",
                            older.size, record_size));
  }
  if (fold.RootAt(older.size) != older.root) {
    return Fail(
        ErrorCode::kBadConsistency,
        fmt::format(
            "the first {} entries of the record are not those that the board signed here; either the record "
            "was altered, or the board signed two different logs: keep both",
            older.size));
  }
  return {};
}

void CheckBoardSignature(Verification& out, const tlog::SignedCheckpoint& checkpoint) {
  Check& check = out.At(CheckId::kBoardSignature);
  check.Judge();
  const referendum::Context& context = *out.context;
  if (checkpoint.checkpoint.origin != context.manifest.origin) {
    check.Add(std::nullopt,
              {ErrorCode::kWrongOrigin, fmt::format("the checkpoint is of the log \"{}\", and the manifest "
                                                    "names the log \"{}\"",
                                                    checkpoint.checkpoint.origin, context.manifest.origin)});
    return;
  }
  const Status signature = tlog::VerifyLogSignature(checkpoint, context.BoardKey());
  if (!signature) check.Add(std::nullopt, signature.error());
}

void CheckWitnesses(Verification& out, const tlog::SignedCheckpoint& checkpoint) {
  Check& check = out.At(CheckId::kWitnesses);
  check.Judge();
  const tlog::WitnessLines seen = tlog::VerifyCosignatures(checkpoint, out.context->WitnessKeys());
  for (const tlog::Cosignature& c : seen.cosignatures) out.witnesses.push_back({c.witness.name, c.time_s});
  const size_t count = tlog::CountWitnesses(seen.cosignatures);
  if (count < out.context->manifest.quorum) {
    check.Add(std::nullopt,
              {ErrorCode::kNoQuorum,
               fmt::format("{} of the {} witnesses who are needed signed the record (missing: {}){}", count,
                           out.context->manifest.quorum, out.context->WithoutCosignature(seen.cosignatures),
                           seen.SpoiltText())});
  }
}

void CheckPins(Fold& fold, const tlog::SignedCheckpoint& checkpoint, const Trust& trust) {
  Verification& out = fold.verification();
  Check& check = out.At(CheckId::kPins);
  check.Judge();
  out.pinned = true;
  if (!out.context || out.context->manifest_hash != trust.manifest_hash) {
    check.Add(std::nullopt,
              {ErrorCode::kWrongReferendum,
               fmt::format("the trust file is for the referendum {}; the record is of {}",
                           record::FormatReferendumNumber(trust.manifest_hash),
                           out.context ? record::FormatReferendumNumber(out.context->manifest_hash)
                                       : "no referendum that can be read")});
  }
  const auto met = trust.policy.Check(checkpoint);
  if (!met) check.Add(std::nullopt, Prefix("the trust file's list of witnesses", met.error()));
  for (const NamedCheckpoint& older : trust.checkpoints) {
    Status status = tlog::VerifyLogSignature(older.checkpoint, trust.policy.logs().front().key);
    if (status) status = CheckOlder(fold, checkpoint.checkpoint.size, older.checkpoint.checkpoint);
    if (!status) AddOfFile(check, older.name, status.error());
  }
}

Status CheckReceipt(const Fold& fold, uint64_t record_size, const tlog::InclusionReceipt& receipt,
                    const tlog::Policy& policy) {
  CONSTAT_TRY(tlog::VerifyReceipt(receipt, receipt.extra, policy));
  if (receipt.index >= record_size) {
    return Fail(ErrorCode::kReceiptNotIncluded,
                fmt::format("this receipt is of entry {}, and the record has {} entries; unless it is "
                            "an older copy, the board has taken entries back: take a newer copy, and "
                            "keep the receipt",
                            receipt.index, record_size));
  }
  if (fold.LeafAt(receipt.index) != tlog::LeafHash(receipt.extra)) {
    return Fail(ErrorCode::kReceiptNotIncluded,
                fmt::format("the ballot of this receipt is not entry {} of the record, where the board said "
                            "it was; keep the receipt and the record",
                            receipt.index));
  }
  return CheckOlder(fold, record_size, receipt.checkpoint.checkpoint);
}

void CheckReceipts(Fold& fold, uint64_t record_size, const Trust& trust) {
  Verification& out = fold.verification();
  Check& check = out.At(CheckId::kReceipts);
  for (const NamedReceipt& named : trust.receipts) {
    check.Judge();
    const Status status = CheckReceipt(fold, record_size, named.receipt, trust.policy);
    ++out.receipts_checked;
    if (!status) {
      AddOfFile(check, named.name, status.error(), HeldPaper::Kind::kReceipt);
      continue;
    }
    HeldPaper held{.kind = HeldPaper::Kind::kReceipt, .file = named.name, .entry = named.receipt.index};
    if (const Result<record::EntryView> entry = record::DecodeEntry(named.receipt.extra))
      held.ballot = BallotOf(out.context.get(), entry->type, entry->body);
    out.held.push_back(std::move(held));
  }
}

// Annotate puts the notes of entries, of which the close alone has any, among the others; what is said of the
// board's answers comes after them. Spec: VER-8.
void Annotate(Fold& fold, const tlog::SignedCheckpoint& checkpoint, const Trust* trust,
              const Answers* answers) {
  Verification& out = fold.verification();
  std::vector<Note> notes;
  std::vector<tlog::VerifierKey> witnesses;
  if (out.context) witnesses = out.context->WitnessKeys();
  const std::vector<tlog::VerifierKey> pinned =
      trust == nullptr ? std::vector<tlog::VerifierKey>() : trust->policy.WitnessKeys();
  witnesses.insert(witnesses.end(), pinned.begin(), pinned.end());
  NoteSpoiltLines(notes, std::string(tlog::kCheckpointPath), checkpoint, witnesses);
  notes.insert(notes.end(), out.notes.begin(), out.notes.end());
  if (trust != nullptr) {
    for (const NamedReceipt& named : trust->receipts) {
      NoteSpoiltLines(notes, named.name, named.receipt.checkpoint, pinned);
    }
  }
  NoteAfterResult(notes, fold.after_result());
  out.notes = std::move(notes);
  if (answers != nullptr) {
    const referendum::Referendum& state = fold.state();
    const AnsweredRecord record{
        out.tree, [&](uint64_t size) { return fold.RootAt(size); },
        state.phase() >= referendum::Phase::kOpen ? &state.voting_time() : nullptr,
        !out.context || out.At(CheckId::kLog).count() + out.At(CheckId::kBoardSignature).count() != 0};
    answers->JudgePromises(record, out);
    answers->JudgeRefusals(record, out);
  }
  const std::vector<Note> others = fold.others().Notes();
  out.notes.insert(out.notes.end(), others.begin(), others.end());
}

void Summarise(Fold& fold) {
  Verification& out = fold.verification();
  referendum::Referendum& state = fold.state();
  out.phase = state.phase();
  if (!out.context) return;
  for (uint16_t j = 1; j <= out.context->manifest.trustees.size(); ++j) {
    if (state.ceremony().HasDrilled(j)) out.drilled_trustees.push_back(j);
  }
  out.replaced.resize(out.context->manifest.regions.size());
  if (state.phase() >= referendum::Phase::kOpen) {
    out.voting_begin_ms = state.voting_time().BeginMs();
    for (size_t r = 0; r < out.context->manifest.regions.size(); ++r) {
      const auto region = static_cast<uint16_t>(r);
      out.turnout.push_back({state.roll().Registered(region), state.ballots().CountedIn(region),
                             state.ballots().BallotsIn(region)});
      out.replaced[r] = state.replacements().CompletedIn(region);
    }
    out.ballots = state.ballots().Ballots();
  }
  if (state.phase() >= referendum::Phase::kTallying) out.sharing_trustees = state.tally().Complete();
  if (state.result() != nullptr) out.result = *state.result();
  if (state.phase() >= referendum::Phase::kTallying) out.recomputed = state.tally().expected();
  out.published = fold.published().Read(out.context->manifest);
}

void Watch(Fold& fold, uint64_t record_size, const Trust& trust, Answers& answers) {
  auto watch_size = [&](uint64_t size) {
    if (size <= record_size) fold.WatchSize(size);
  };
  for (const NamedCheckpoint& older : trust.checkpoints) watch_size(older.checkpoint.checkpoint.size);
  for (const NamedReceipt& named : trust.receipts) {
    watch_size(named.receipt.checkpoint.checkpoint.size);
    if (named.receipt.index < record_size) fold.WatchEntry(named.receipt.index);
  }
  for (const uint64_t size : answers.TreeSizes()) watch_size(size);
  fold.Follow(&answers);
}

// ReadRecordsCheckpoint says of a folder without one what is said of an archive. Spec: VER-5.
Result<tlog::SignedCheckpoint> ReadRecordsCheckpoint(const tlog::LogSource& record) {
  Result<tlog::SignedCheckpoint> checkpoint = tlog::ReadCheckpoint(record);
  if (checkpoint || checkpoint.error().code != ErrorCode::kMissingFile) return checkpoint;
  return Fail(ErrorCode::kMissingFile, fmt::format("the record: {}", tlog::kNoCheckpoint));
}

}  // namespace

Result<Verified> VerifyRecord(const tlog::LogSource& record, const VerifyOptions& options) {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, ReadRecordsCheckpoint(record));
  const uint64_t size = checkpoint.checkpoint.size;
  Log(LogLevel::kInfo, "verify.begin", {{"entries", size}, {"trust", options.trust != nullptr}});
  const LogStep whole(LogLevel::kInfo, "verify.end");
  Fold fold(record, size, options);
  std::optional<Answers> answers;
  if (options.trust != nullptr) Watch(fold, size, *options.trust, answers.emplace(*options.trust));
  CONSTAT_TRY(fold.Run());

  Verification& out = fold.verification();
  out.context = fold.state().context();
  if (out.tree.root != checkpoint.checkpoint.root) {
    out.At(CheckId::kLog)
        .Add(std::nullopt, {ErrorCode::kWrongRoot,
                            "the entries are not those that the board's signature in this record (the "
                            "checkpoint) is for; take another copy"});
  }
  out.rehearsal_expected = options.rehearsal;
  if (out.context) {
    CheckBoardSignature(out, checkpoint);
    CheckWitnesses(out, checkpoint);
  }
  if (options.trust != nullptr) {
    const LogStep step(LogLevel::kDebug, "verify.trust");
    CheckPins(fold, checkpoint, *options.trust);
    CheckReceipts(fold, size, *options.trust);
  }
  Annotate(fold, checkpoint, options.trust, answers ? &*answers : nullptr);
  Summarise(fold);
  return Verified{std::move(out), std::move(fold.state())};
}

}  // namespace constat::verify
