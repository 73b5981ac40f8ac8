#include "constat/referendum/ballot_box.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/referendum/ballot_revision.h"
#include "constat/text/hex.h"

namespace constat::referendum {

using group::Point;

BallotBox::BallotBox(ContextPtr context, const Roll& roll)
    : context_(std::move(context)), roll_(&roll), regions_(context_->manifest.regions.size()) {}

// BoxOf is the region's box, made at its first ballot: a manifest of a few kilobytes can name regions and
// options whose sums would take hundreds of megabytes.
BallotBox::RegionBox& BallotBox::BoxOf(uint16_t region) {
  std::unique_ptr<RegionBox>& box = regions_[region];
  if (!box) {
    box = std::make_unique<RegionBox>();
    box->votes.resize(roll_->Registered(region));
    box->sums.resize(2 * context_->shape.ciphertexts);
  }
  return *box;
}

const BallotBox::Vote& BallotBox::VoteOf(Slot slot) const {
  static const Vote kNone;
  const std::unique_ptr<RegionBox>& box = regions_[slot.region];
  return box ? box->votes[slot.number] : kNone;
}

Status BallotBox::Judge(const CheckedBallot& checked) const {
  CONSTAT_TRY(checked.encoding);
  if (!checked.slot) {
    return Fail(ErrorCode::kNotOnRoll,
                fmt::format("the credential {} is not on the roll", text::FormatHex(checked.credential)));
  }
  const Vote& last = VoteOf(*checked.slot);
  CONSTAT_TRY(CheckRevision(context_->manifest, {last.revision, last.ballots}, checked.revision));
  if (!checked.proofs_hold) {
    return Fail(ErrorCode::kBadProof,
                "a proof of the ballot does not verify: it holds something other than one allowed choice, "
                "or was not made by the holder of its credential, or was changed");
  }
  return {};
}

Status BallotBox::Apply(const CheckedBallot& checked, const Where& where) {
  CONSTAT_TRY(Judge(checked));
  RegionBox& region = BoxOf(checked.slot->region);
  Vote& vote = region.votes[checked.slot->number];
  if (vote.ballots > 0) {
    pending_.push_back({vote.entry, vote.leaf, checked.slot->region});
  } else {
    ++region.counted;
  }
  for (size_t i = 0; i < region.sums.size(); ++i) {
    region.sums[i] = group::AddPrepared(region.sums[i], checked.ciphertexts[i]);
  }
  vote = {where.leaf, where.entry, static_cast<uint32_t>(checked.revision),
          static_cast<uint16_t>(vote.ballots + 1)};
  ++region.ballots;
  ++ballots_;
  return {};
}

void BallotBox::SortPending() {
  std::sort(pending_.begin(), pending_.end(),
            [](const Superseded& a, const Superseded& b) { return a.entry < b.entry; });
}

Status BallotBox::Retract(ByteView entry_bytes) {
  CONSTAT_CHECK(!pending_.empty());
  const Superseded& superseded = pending_.front();
  if (tlog::LeafHash(entry_bytes) != superseded.leaf) {
    return Fail(
        ErrorCode::kWrongHash,
        fmt::format("entry {} changed while the record was read; copy the record, and verify the copy",
                    superseded.entry));
  }
  // The leaf is that of an accepted ballot, so everything decodes.
  const Result<record::EntryView> entry = record::DecodeEntry(entry_bytes);
  CONSTAT_CHECK(entry.has_value());
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context_->shape, entry->body);
  CONSTAT_CHECK(parsed.has_value());
  const std::vector<Point> points = DecodeCiphertexts(context_->shape, parsed->ballot);
  std::vector<Point>& sums = regions_[superseded.region]->sums;
  for (size_t i = 0; i < sums.size(); ++i) sums[i] -= points[i];
  pending_.pop_front();
  return {};
}

const std::vector<Point>& BallotBox::SumsIn(uint16_t region) const {
  CONSTAT_CHECK(pending_.empty() && CountedIn(region) > 0);
  return regions_[region]->sums;
}

std::optional<LastVote> BallotBox::Last(Slot slot) const {
  const Vote& vote = VoteOf(slot);
  if (vote.ballots == 0) return std::nullopt;
  return LastVote{vote.entry, vote.revision, vote.ballots};
}

}  // namespace constat::referendum
