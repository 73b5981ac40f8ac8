#include "constat/referendum/replacements.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/referendum/voting_time.h"
#include "constat/text/hex.h"

namespace constat::referendum {

using group::EncodedPoint;
using group::Point;
using record::EntryType;
using record::ReplacementShare;

namespace {

uint64_t KeyOf(Slot slot) { return uint64_t{slot.region} << 32 | slot.number; }
Slot SlotOf(uint64_t key) { return {static_cast<uint16_t>(key >> 32), static_cast<uint32_t>(key)}; }

// CheckUntil: a share that somebody held back, or that would wait for ever, is of no use.
Status CheckUntil(uint64_t until_ms, uint64_t time_ms) {
  if (until_ms % kMinuteMs != 0) {
    return Fail(ErrorCode::kBadNumber,
                "the time until which the part of a new code waits is not a whole minute");
  }
  if (until_ms <= time_ms) {
    return Fail(ErrorCode::kBadNumber,
                "the part of a new code waited until now only: the registrar has to make another");
  }
  if (until_ms - time_ms > kLongestWaitMs) {
    return Fail(ErrorCode::kBadNumber, "the part of a new code would wait for longer than 72 hours");
  }
  return {};
}

}  // namespace

zkp::Claim ReplacementClaim(const Bytes32& manifest_hash, const ReplacementStatement& statement) {
  wire::Writer writer;
  writer.Fixed(manifest_hash).U16(statement.registrar);
  writer.U16(statement.slot.region).U32(statement.slot.number);
  writer.Fixed(statement.old).Fixed(statement.share);
  return {crypto::Label::kReplacementShare, writer.Take(), {}};
}

uint32_t ReplacementCap(const record::Manifest& manifest, uint32_t registered) {
  const uint64_t part = uint64_t{registered} * manifest.replace_permille / 1000;
  return static_cast<uint32_t>(
      std::min<uint64_t>(registered, std::max<uint64_t>(manifest.replace_least, part)));
}

void ReplacedSlots::Replace(Slot slot, const EncodedPoint& credential, std::span<const EncodedPoint> shares) {
  CONSTAT_CHECK(shares.size() == registrars_);
  const auto number = static_cast<uint32_t>(slots_.size());
  made_.Put({0, number}, credential);
  made_.Enter({0, number});
  slots_.push_back(slot);
  shares_.insert(shares_.end(), shares.begin(), shares.end());
  Latest& latest = latest_[KeyOf(slot)];
  latest = {number, latest.count + 1};
}

std::optional<Slot> ReplacedSlots::Find(const EncodedPoint& credential) const {
  if (const std::optional<Slot> number = made_.Find(credential)) return slots_[number->number];
  return std::nullopt;
}

const ReplacedSlots::Latest* ReplacedSlots::LatestOf(Slot slot) const {
  const auto latest = latest_.find(KeyOf(slot));
  return latest == latest_.end() ? nullptr : &latest->second;
}

const EncodedPoint* ReplacedSlots::Current(Slot slot) const {
  const Latest* const latest = LatestOf(slot);
  return latest == nullptr ? nullptr : &made_[0][latest->number];
}

bool ReplacedSlots::Holds(Slot slot, uint16_t registrar, const EncodedPoint& share) const {
  const Latest* const latest = LatestOf(slot);
  return latest != nullptr && shares_[latest->number * registrars_ + registrar] == share;
}

int ReplacedSlots::Times(Slot slot) const {
  const Latest* const latest = LatestOf(slot);
  return latest == nullptr ? 0 : latest->count;
}

Replacements::Replacements(ContextPtr context, const Roll& roll)
    : context_(std::move(context)),
      roll_(&roll),
      replaced_(context_->manifest.registrars.size()),
      completed_(context_->manifest.regions.size()) {}

Status Replacements::CheckTime(uint64_t time_ms) const {
  const record::Manifest& m = context_->manifest;
  if (time_ms >= m.replace_until_ms) {
    return Fail(ErrorCode::kOutsideVotingTime,
                m.replace_until_ms == 0 ? std::string("this referendum replaces no codes")
                                        : fmt::format("the time for replacing codes is over since {}",
                                                      record::FormatLocalTime(m, m.replace_until_ms)));
  }
  return {};
}

std::optional<Slot> Replacements::Find(const EncodedPoint& credential) const {
  if (const std::optional<Slot> slot = roll_->Find(credential)) return slot;
  return replaced_.Find(credential);
}

std::optional<Slot> Replacements::FindAhead(const EncodedPoint& credential) const {
  if (const std::optional<Slot> slot = roll_->Find(credential)) return slot;
  const Lock lock(of_replaced_);
  return replaced_.Find(credential);
}

Status Replacements::CheckCurrent(Slot slot, const EncodedPoint& credential) const {
  if (Current(slot) == credential) return {};
  return Fail(
      ErrorCode::kCredentialReplaced,
      fmt::format("the credential {} is void: another one has replaced it", text::FormatHex(credential)));
}

const EncodedPoint& Replacements::Current(Slot slot) const {
  const EncodedPoint* const replaced = replaced_.Current(slot);
  return replaced == nullptr ? roll_->Credential(slot) : *replaced;
}

// Find is the registrar's share for the slot that is pending at this time; null if there is none.
const Replacements::Waiting* Replacements::Find(Slot slot, uint16_t registrar, uint64_t time_ms) const {
  const auto shares = waiting_.find(KeyOf(slot));
  if (shares == waiting_.end() || shares->second[registrar].until_ms <= time_ms) return nullptr;
  return &shares->second[registrar];
}

Status Replacements::CheckOld(const ReplacementShare& share, const BallotBox& ballots) const {
  const std::string old = text::FormatHex(share.old.encoded);
  const std::optional<Slot> slot = Find(share.old.encoded);
  if (!slot) return Fail(ErrorCode::kNotOnRoll, fmt::format("the credential {} is not on the roll", old));
  CONSTAT_TRY(CheckCurrent(*slot, share.old.encoded));
  if (ballots.Last(*slot)) {
    return Fail(ErrorCode::kAlreadyVoted,
                fmt::format("the credential {} has voted, so its code was not lost", old));
  }
  return {};
}

Status Replacements::CheckCaps(const ReplacementShare& share, Slot slot, uint64_t time_ms) const {
  if (replaced_.Times(slot) >= kMostOfASlot) {
    return Fail(
        ErrorCode::kTooManyReplacements,
        fmt::format("the code of slot {} in {} was replaced {} times already, and no more are allowed",
                    slot.number, record::FormatRegion(context_->manifest, slot.region), kMostOfASlot));
  }
  const uint32_t cap = ReplacementCap(context_->manifest, roll_->Registered(slot.region));
  if (completed_[slot.region] >= cap) {
    return Fail(ErrorCode::kTooManyReplacements,
                fmt::format("{} codes of {} were replaced already, and no more are allowed", cap,
                            record::FormatRegion(context_->manifest, slot.region)));
  }
  uint64_t pending = 0;
  const auto counts = counts_.find({share.registrar, slot.region});
  if (counts != counts_.end()) {
    for (auto at = counts->second.upper_bound(time_ms); at != counts->second.end(); ++at)
      pending += at->second;
  }
  if (Find(slot, share.registrar, time_ms) != nullptr) --pending;  // whose place this one takes
  if (pending >= cap) {
    return Fail(ErrorCode::kTooManyReplacements,
                fmt::format("{} new codes of {} wait for other registrars in {} already, and no "
                            "more are allowed",
                            pending, record::FormatRegistrar(context_->manifest, share.registrar),
                            record::FormatRegion(context_->manifest, slot.region)));
  }
  return {};
}

Status Replacements::CheckProof(const ReplacementShare& share, Slot slot, ByteView body) const {
  CONSTAT_TRY(context_->CheckRoleSignature(context_->manifest.registrars[share.registrar].key,
                                           EntryType::kReplacementShare,
                                           {record::Role::kRegistrar, share.registrar}, body));
  if (share.share.encoded == EncodedPoint{}) {
    return Fail(ErrorCode::kIdentityPoint, "the registrar's part of the new credential is the identity");
  }
  const zkp::Claim claim = ReplacementClaim(context_->manifest_hash,
                                            {share.registrar, slot, share.old.encoded, share.share.encoded});
  const group::Scalar challenge = claim.Challenge({share.proof.commitment.encoded});
  if (zkp::VerifySchnorr(share.share.point, share.proof, challenge)) return {};
  return Fail(ErrorCode::kBadProof, record::FormatRegistrar(context_->manifest, share.registrar) +
                                        " does not prove that it knows the secret of its part of "
                                        "the new credential");
}

// NewCredential is the sum of all registrars' shares with this one; none while others are missing.
Result<std::optional<Replacements::Fresh>> Replacements::NewCredential(const ReplacementShare& share,
                                                                       Slot slot, uint64_t time_ms) const {
  Point sum = share.share.point;
  Fresh fresh;
  fresh.shares.resize(context_->manifest.registrars.size(), share.share.encoded);
  for (uint16_t m = 0; m < context_->manifest.registrars.size(); ++m) {
    if (m == share.registrar) continue;
    const Waiting* const other = Find(slot, m, time_ms);
    if (other == nullptr) return std::nullopt;
    CONSTAT_ASSIGN(const Point point, Point::Decode(other->share));
    sum += point;
    fresh.shares[m] = other->share;
  }
  fresh.credential = sum.Encode();
  if (fresh.credential == EncodedPoint{}) {
    return Fail(ErrorCode::kIdentityPoint, "the registrars' parts make the identity, and no credential");
  }
  if (Find(fresh.credential)) {
    return Fail(ErrorCode::kCredentialTwice,
                fmt::format("the credential {} is or was on the roll", text::FormatHex(fresh.credential)));
  }
  return fresh;
}

Status Replacements::Apply(ByteView body, uint64_t time_ms, const BallotBox& ballots) {
  CONSTAT_ASSIGN(const ReplacementShare share, record::DecodeReplacementShare(body));
  if (share.registrar >= context_->manifest.registrars.size()) {
    return Fail(ErrorCode::kUnknownAuthor,
                fmt::format("there is no registrar {}; this referendum has {}", share.registrar + 1,
                            context_->manifest.registrars.size()));
  }
  CONSTAT_TRY(CheckOld(share, ballots));
  const Slot slot = *Find(share.old.encoded);
  CONSTAT_TRY(CheckUntil(share.until_ms, time_ms));
  CONSTAT_TRY(CheckCaps(share, slot, time_ms));
  const Waiting* const earlier = Find(slot, share.registrar, time_ms);
  if (earlier != nullptr && share.until_ms <= earlier->until_ms) {
    return Fail(ErrorCode::kDuplicate, record::FormatRegistrar(context_->manifest, share.registrar) +
                                           " has a part for this code already that waits as long or longer");
  }
  CONSTAT_TRY(CheckProof(share, slot, body));
  CONSTAT_ASSIGN(const std::optional<Fresh> fresh, NewCredential(share, slot, time_ms));
  ForgetExpired(time_ms);
  if (fresh) {
    Complete(slot, *fresh);
  } else {
    Keep(share, slot);
  }
  return {};
}

void Replacements::Keep(const ReplacementShare& share, Slot slot) {
  Shares& shares = waiting_[KeyOf(slot)];
  shares.resize(context_->manifest.registrars.size());
  DropShare(slot, share.registrar, shares[share.registrar]);
  shares[share.registrar] = {share.until_ms, share.share.encoded};
  ++counts_[{share.registrar, slot.region}][share.until_ms];
  expiring_[share.until_ms].push_back(KeyOf(slot));
}

void Replacements::Complete(Slot slot, const Fresh& fresh) {
  Drop(slot);
  {
    const Lock lock(of_replaced_);
    replaced_.Replace(slot, fresh.credential, fresh.shares);
  }
  ++completed_[slot.region];
}

void Replacements::DropShare(Slot slot, uint16_t registrar, Waiting& waiting) {
  if (waiting.until_ms == 0) return;
  const auto counts = counts_.find({registrar, slot.region});
  const auto at = counts->second.find(waiting.until_ms);
  if (--at->second == 0) counts->second.erase(at);
  waiting = {};
}

void Replacements::Drop(Slot slot) {
  const auto shares = waiting_.find(KeyOf(slot));
  if (shares == waiting_.end()) return;
  for (size_t m = 0; m < shares->second.size(); ++m) {
    DropShare(slot, static_cast<uint16_t>(m), shares->second[m]);
  }
  waiting_.erase(shares);
}

void Replacements::ForgetExpired(uint64_t time_ms) {
  while (!expiring_.empty() && expiring_.begin()->first <= time_ms) {
    for (const SlotKey key : expiring_.begin()->second) {
      const auto shares = waiting_.find(key);
      if (shares == waiting_.end()) continue;
      bool any = false;
      for (size_t m = 0; m < shares->second.size(); ++m) {
        Waiting& waiting = shares->second[m];
        if (waiting.until_ms <= time_ms) DropShare(SlotOf(key), static_cast<uint16_t>(m), waiting);
        any |= waiting.until_ms != 0;
      }
      if (!any) waiting_.erase(shares);
    }
    expiring_.erase(expiring_.begin());
  }
}

}  // namespace constat::referendum
