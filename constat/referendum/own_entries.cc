#include "constat/referendum/own_entries.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/referendum/ballot_revision.h"

namespace constat::referendum {

using record::EntryType;
using record::EntryView;

namespace {

bool IsMadeWithCode(const CheckedBallot& checked) {
  return checked.encoding.has_value() && checked.slot.has_value() && checked.proofs_hold;
}

CheckedBallot Precheck(const Referendum& state, const EntryView& ballot) {
  CONSTAT_CHECK(state.phase() == Phase::kOpen && ballot.type == EntryType::kBallot);
  return state.CheckBallot(ballot.body);
}

Status CheckAlone(const Referendum& state, const EntryView& ballot, const CheckedBallot& checked) {
  CONSTAT_TRY(state.voting_time().CheckBallot(ballot.time_ms));
  CONSTAT_TRY(checked.encoding);
  if (!checked.slot) {
    return Fail(ErrorCode::kNotOnRoll, "the ballot is of a credential that is not on the roll");
  }
  CONSTAT_TRY(state.replacements().CheckCurrent(*checked.slot, checked.credential));
  CONSTAT_TRY(CheckRevisionAlone(state.context()->manifest, checked.revision));
  if (!checked.proofs_hold) return Fail(ErrorCode::kBadProof, "a proof of the ballot does not verify");
  return {};
}

// MayClose says whether a close could be accepted: all of TAL-1 but the number of ballots, which only those
// know who judge all of them.
bool MayClose(const Referendum& state, const EntryView& entry) {
  if (entry.time_ms < state.LastTimeMs()) return false;
  const Result<record::Close> close = record::DecodeClose(entry.body);
  return close &&
         CheckClose(*state.context(), entry.body, {entry.time_ms, close->ballots, state.tree().Head()});
}

// MovesTime says whether an entry of another kind may be accepted, so that none after it has an earlier time.
bool MovesTime(const Referendum& state, const EntryView& entry) {
  return (entry.type == EntryType::kStatement || entry.type == EntryType::kSoftware) &&
         state.CheckPlace(entry) && state.voting_time().CheckRounded(entry.time_ms);
}

}  // namespace

Status CheckBallotAlone(const Referendum& state, const EntryView& ballot) {
  return CheckAlone(state, ballot, Precheck(state, ballot));
}

void OwnEntries::Add(Referendum& state, ByteView bytes) {
  CONSTAT_CHECK(state.phase() == Phase::kOpen);
  const uint64_t index = state.tree().size();
  const tlog::Hash leaf = tlog::LeafHash(bytes);
  const Result<EntryView> entry = record::DecodeEntry(bytes);
  if (entry && entry->type == EntryType::kBallot) {
    const ByteView body = entry->body;
    if (body.size() >= credential_.size() && Equal(body.first(credential_.size()), credential_)) {
      AddOwn(state, {*entry, leaf});
      return;
    }
    const bool later = !latest_ || entry->time_ms > latest_->time_ms;
    if (later && state.voting_time().CheckBallot(entry->time_ms)) latest_ = Other{index, entry->time_ms};
  } else if (entry && entry->type == EntryType::kReplacementShare && !close_) {
    AddShare(state, {*entry, leaf});
    return;
  } else if (entry && entry->type == EntryType::kClose && !close_ && MayClose(state, *entry)) {
    close_ = index;
  } else if (entry && MovesTime(state, *entry)) {
    latest_ = !latest_ || entry->time_ms > latest_->time_ms ? Other{index, entry->time_ms} : *latest_;
  }
  state.Skip(leaf);
}

// DoubtOf says on what it depends whether a ballot with this time may be here at all; empty if on nothing.
std::string OwnEntries::DoubtOf(uint64_t time_ms) const {
  if (close_) return fmt::format("it depends on whether entry {}, the close before it, is valid", *close_);
  if (unjudged_) {
    return fmt::format("it depends on whether entry {}, the ballot with this code before it, is valid",
                       *unjudged_);
  }
  if (latest_ && time_ms < latest_->time_ms) {
    return fmt::format("it depends on whether entry {}, which is before it and has a later time, is valid",
                       latest_->entry);
  }
  return {};
}

void OwnEntries::AddOwn(Referendum& state, const LogEntry& at) {
  const EntryView& ballot = at.entry;
  CheckedBallot checked = Precheck(state, ballot);
  OwnEntry out{.entry = state.tree().size(),
               .time_ms = ballot.time_ms,
               .verdict = OwnVerdict::kNotJudged,
               .refusal = {},
               .doubt = DoubtOf(ballot.time_ms),
               .made_with_code = IsMadeWithCode(checked),
               .ballot = {},
               .body_hash = crypto::Sha256(ballot.body)};
  const Context& context = *state.context();
  if (const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, ballot.body)) {
    out.ballot = {parsed->ballot.revision,
                  record::Tracker(context.shape, parsed->ballot, context.manifest_hash)};
  }
  Status status = CheckAlone(state, ballot, checked);
  if (out.doubt.empty()) {
    // The rules themselves, in their own order, for the one code that every verifier gives.
    Prechecked prechecked;
    prechecked.ballot = std::move(checked);
    status = state.Apply(at, std::move(prechecked));
  }
  if (!status) {
    out.verdict = OwnVerdict::kRefused;
    out.refusal = status.error();
    out.doubt.clear();
  } else if (out.doubt.empty()) {
    out.verdict = OwnVerdict::kAccepted;
  } else if (!unjudged_) {
    unjudged_ = out.entry;
  }
  if (out.verdict != OwnVerdict::kAccepted) state.Skip(at.leaf);
  entries_.push_back(std::move(out));
}

// AddShare takes a share of a replacement, whoever it is for: what this credential is depends on the shares.
void OwnEntries::AddShare(Referendum& state, const LogEntry& at) {
  const uint64_t index = state.tree().size();
  if (!state.Apply(at)) {
    state.Skip(at.leaf);
    return;
  }
  const std::optional<Slot> slot = state.replacements().Find(credential_);
  if (!slot) return;
  if (!made_by_ && !state.roll().Find(credential_)) made_by_ = index;
  if (!replaced_by_ && !state.replacements().CheckCurrent(*slot, credential_)) replaced_by_ = index;
}

size_t OwnEntries::CountOf(OwnVerdict verdict) const {
  return static_cast<size_t>(std::count_if(entries_.begin(), entries_.end(),
                                           [&](const OwnEntry& e) { return e.verdict == verdict; }));
}

std::optional<size_t> OwnEntries::LastAccepted() const {
  for (size_t i = entries_.size(); i-- > 0;) {
    if (entries_[i].verdict == OwnVerdict::kAccepted) return i;
  }
  return std::nullopt;
}

std::optional<size_t> OwnEntries::Counting() const {
  if (unjudged_) return std::nullopt;
  return LastAccepted();
}

}  // namespace constat::referendum
