#include "constat/verify/answers.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "constat/base/check.h"
#include "constat/record/named.h"
#include "constat/verify/findings.h"

namespace constat::verify {

using record::EntryType;
using referendum::RefusalVerdict;

bool Answers::BodyKey::operator<(const BodyKey& other) const {
  if (type != other.type) return type < other.type;
  return std::lexicographical_compare(body.begin(), body.end(), other.body.begin(), other.body.end());
}

Result<record::EntryView> CheckPromise(const tlog::InclusionReceipt& promise, const tlog::VerifierKey& log) {
  CONSTAT_TRY(tlog::VerifyLogSignature(promise.checkpoint, log));
  CONSTAT_TRY(tlog::VerifyInclusion(tlog::LeafHash(promise.extra), promise.index,
                                    promise.checkpoint.checkpoint.Tree(), promise.proof));
  return record::DecodeEntry(promise.extra);
}

Answers::Answers(const Trust& trust) {
  for (const NamedRefusal& named : trust.refusals) {
    by_size_.push_back(refusals_.size());
    refusals_.push_back({&named, {}, {}});
    places_[{static_cast<uint8_t>(named.file.refusal.type), named.file.body}];
  }
  std::stable_sort(by_size_.begin(), by_size_.end(), [this](size_t a, size_t b) {
    return refusals_[a].named->file.refusal.tree.size < refusals_[b].named->file.refusal.tree.size;
  });
  for (const NamedReceipt& named : trust.promises) {
    MadePromise& promise = promises_.emplace_back(MadePromise{&named, {}});
    const Result<record::EntryView> entry = CheckPromise(named.receipt, trust.policy.logs().front().key);
    if (!entry) continue;
    promise.entry = *entry;
    places_[{static_cast<uint8_t>(entry->type), entry->body}];
  }
}

std::vector<uint64_t> Answers::TreeSizes() const {
  std::vector<uint64_t> out;
  for (const AskedRefusal& asked : refusals_) out.push_back(asked.named->file.refusal.tree.size);
  for (const MadePromise& promise : promises_)
    out.push_back(promise.named->receipt.checkpoint.checkpoint.size);
  return out;
}

void Answers::Before(uint64_t index, const referendum::Referendum& state) {
  for (; asked_ < by_size_.size(); ++asked_) {
    AskedRefusal& asked = refusals_[by_size_[asked_]];
    if (asked.named->file.refusal.tree.size != index) return;
    asked.rules = referendum::AskRules(state, asked.named->file);
    waiting_.push_back(by_size_[asked_]);
  }
}

void Answers::See(const record::EntryView& entry, uint64_t index, bool accepted) {
  if (!places_.empty()) {
    const auto at = places_.find({static_cast<uint8_t>(entry.type), entry.body});
    if (at != places_.end()) {
      if (!at->second.first) at->second.first = index;
      if (accepted && !at->second.accepted) at->second.accepted = index;
    }
  }
  if (!accepted) return;
  if (entry.type == EntryType::kClose) close_ = index;
  for (const size_t i : waiting_) refusals_[i].next_time_ms = entry.time_ms;
  waiting_.clear();
}

Result<Answers::FoundPromise> Answers::JudgePromise(const MadePromise& promise,
                                                    const AnsweredRecord& record) const {
  const tlog::InclusionReceipt& receipt = promise.named->receipt;
  const tlog::TreeHead tree = receipt.checkpoint.checkpoint.Tree();
  const auto note = [&](NoteKind kind, std::string text) {
    return FoundPromise(Note{kind, promise.named->name, 1, promise.named->name + ": " + std::move(text)});
  };
  if (!promise.entry) {
    return note(NoteKind::kPromiseForged, "this promise is not signed by the board, so it binds nobody");
  }
  if (record.is_altered) {
    return note(NoteKind::kPromiseNotJudged,
                "this record is not what the board signed, or has no usable manifest, so the promise was "
                "not judged; take another copy");
  }
  const bool closed = promise.entry->type == EntryType::kBallot && close_.has_value();
  if (record.tree.size < tree.size && !closed) {
    return note(NoteKind::kPromiseNotJudged,
                fmt::format("this promise is for a log of {} entries, and this record has {}, so it was not "
                            "judged; take a newer copy",
                            tree.size, record.tree.size));
  }
  const std::optional<uint64_t> accepted =
      places_.at({static_cast<uint8_t>(promise.entry->type), promise.entry->body}).accepted;
  if (!accepted) {
    return Fail(ErrorCode::kReceiptNotIncluded,
                fmt::format("the board promised that {} is in the log, and it is not there",
                            record::EntryTypeWords(promise.entry->type)));
  }
  constexpr std::string_view kWhy = "the board lost its newest entries, or signed two different logs";
  if (*accepted != receipt.index) {
    return note(NoteKind::kPromiseMoved, fmt::format("it was promised as entry {}, and it is entry {}: {}",
                                                     receipt.index, *accepted, kWhy));
  }
  if (tree.size <= record.tree.size && record.root_at(tree.size) != tree.root) {
    return note(NoteKind::kPromiseForked,
                fmt::format("the promise was kept, in another log than this record: {}", kWhy));
  }
  return FoundPromise();
}

void Answers::JudgePromises(const AnsweredRecord& record, Verification& out) const {
  Check& check = out.At(CheckId::kReceipts);
  for (const MadePromise& promise : promises_) {
    const Result<FoundPromise> found = JudgePromise(promise, record);
    if (!found) AddOfFile(check, promise.named->name, found.error(), HeldPaper::Kind::kPromise);
    if (!found) continue;
    if (*found) out.notes.push_back(**found);
    if (*found &&
        ((*found)->kind == NoteKind::kPromiseForged || (*found)->kind == NoteKind::kPromiseNotJudged))
      continue;
    check.Judge();
    ++out.promises_kept;
    const record::EntryView& entry = *promise.entry;
    out.held.push_back({HeldPaper::Kind::kPromise, promise.named->name,
                        places_.at({static_cast<uint8_t>(entry.type), entry.body}).accepted,
                        BallotOf(out.context.get(), entry.type, entry.body)});
  }
}

namespace {

// NoteOf is what is said of a refusal that is neither right nor wrong.
struct RefusalNote {
  NoteKind kind;
  std::string_view text;
};

std::optional<RefusalNote> NoteOf(RefusalVerdict verdict) {
  switch (verdict) {
    case RefusalVerdict::kRight:
      return std::nullopt;
    case RefusalVerdict::kLate:
      return RefusalNote{
          NoteKind::kLate,
          "the board says itself that this ballot came in time and is missing from the record"};
    case RefusalVerdict::kElsewhere:
      return RefusalNote{NoteKind::kRefusalElsewhere,
                         "this refusal is of another referendum; it was not judged"};
    case RefusalVerdict::kForged:
      return RefusalNote{NoteKind::kRefusalForged,
                         "this refusal is not signed by the board; it was not judged"};
    case RefusalVerdict::kAltered:
      return RefusalNote{
          NoteKind::kRefusalNotJudged,
          "this record is not what the board signed, so the refusal was not judged; take another copy"};
    case RefusalVerdict::kNotJudged:
      return RefusalNote{NoteKind::kRefusalNotJudged,
                         "the record is too short for this refusal, which was not judged"};
  }
  CONSTAT_CHECK(false);
}

}  // namespace

void Answers::JudgeRefusals(const AnsweredRecord& record, Verification& out) const {
  Check& check = out.At(CheckId::kRefusals);
  for (const AskedRefusal& asked : refusals_) {
    const auto& [name, file] = *asked.named;
    referendum::RefusalFacts facts{.root = {},
                                   .rules = asked.rules,
                                   .next_time_ms = asked.next_time_ms,
                                   .body_entry = {},
                                   .close = close_,
                                   .voting_time = record.voting_time,
                                   .is_altered = record.is_altered};
    const uint64_t size = file.refusal.tree.size;
    if (size <= record.tree.size) facts.root = record.root_at(size);
    facts.body_entry = places_.at({static_cast<uint8_t>(file.refusal.type), file.body}).first;
    const Result<RefusalVerdict> verdict = referendum::JudgeRefusal(out.context.get(), file, facts);
    if (!verdict) {
      AddOfFile(check, name, verdict.error(), HeldPaper::Kind::kRefusal);
      continue;
    }
    if (*verdict == RefusalVerdict::kRight || *verdict == RefusalVerdict::kLate) check.Judge();
    if (*verdict == RefusalVerdict::kRight) {
      ++out.refusals_rightly;
      const auto type = static_cast<EntryType>(file.refusal.type);
      out.held.push_back(
          {HeldPaper::Kind::kRefusal, name, std::nullopt, BallotOf(out.context.get(), type, file.body)});
    }
    if (const auto note = NoteOf(*verdict)) {
      out.notes.push_back({note->kind, name, 1, fmt::format("{}: {}", name, note->text)});
    }
  }
}

}  // namespace constat::verify
