#include "constat/referendum/roll.h"

#include <fmt/format.h>

#include <cstring>
#include <unordered_set>

#include "constat/base/text.h"
#include "constat/crypto/public_randomness.h"
#include "constat/wire/writer.h"

namespace constat::referendum {

using crypto::Label;
using group::EncodedPoint;
using group::WirePoint;
using record::EntryType;

CredentialIndex::CredentialIndex() : multiplier_(0), cells_(1024) {
  std::array<uint8_t, 8> random;
  crypto::FillPublicRandom(random);
  std::memcpy(&multiplier_, random.data(), random.size());
  multiplier_ |= 1;
}

size_t CredentialIndex::Home(const EncodedPoint& credential) const {
  uint64_t word;
  std::memcpy(&word, credential.data(), sizeof(word));
  uint64_t second;
  std::memcpy(&second, credential.data() + 8, sizeof(second));
  const uint64_t mixed = (word ^ (second * multiplier_)) * multiplier_;
  return static_cast<size_t>((mixed ^ (mixed >> 32)) & (cells_.size() - 1));
}

template <typename CredentialOf>
void CredentialIndex::Grow(const CredentialOf& credential_of) {
  std::vector<uint64_t> old(2 * cells_.size());
  old.swap(cells_);
  for (const uint64_t cell : old) {
    if (cell == 0) continue;
    const Slot slot{static_cast<uint16_t>((cell - 1) >> 32), static_cast<uint32_t>(cell - 1)};
    size_t at = Home(credential_of(slot));
    while (cells_[at] != 0) at = (at + 1) & (cells_.size() - 1);
    cells_[at] = cell;
  }
}

template <typename CredentialOf>
bool CredentialIndex::Insert(const EncodedPoint& credential, Slot slot, const CredentialOf& credential_of) {
  if (4 * (size_ + 1) > 3 * cells_.size()) Grow(credential_of);
  size_t at = Home(credential);
  for (; cells_[at] != 0; at = (at + 1) & (cells_.size() - 1)) {
    const uint64_t cell = cells_[at] - 1;
    if (credential_of({static_cast<uint16_t>(cell >> 32), static_cast<uint32_t>(cell)}) == credential) return false;
  }
  cells_[at] = (static_cast<uint64_t>(slot.region) << 32 | slot.number) + 1;
  ++size_;
  return true;
}

template <typename CredentialOf>
std::optional<Slot> CredentialIndex::Find(const EncodedPoint& credential, const CredentialOf& credential_of) const {
  for (size_t at = Home(credential); cells_[at] != 0; at = (at + 1) & (cells_.size() - 1)) {
    const uint64_t cell = cells_[at] - 1;
    const Slot slot{static_cast<uint16_t>(cell >> 32), static_cast<uint32_t>(cell)};
    if (credential_of(slot) == credential) return slot;
  }
  return std::nullopt;
}

group::Scalar CredentialShareChallenge(const Bytes32& manifest_hash, const ShareStatement& statement,
                                       const EncodedPoint& commitment) {
  wire::Writer writer;
  writer.Fixed(manifest_hash).U16(statement.registrar).U16(statement.region).U32(statement.slot);
  writer.Fixed(statement.share).Fixed(commitment);
  return group::ChallengeScalar(Label::kCredentialShare, writer.bytes());
}

crypto::Sha256Stream RollHashStart(const Bytes32& manifest_hash, uint16_t registrar) {
  crypto::Sha256Stream hash(Label::kRollHash);
  wire::Writer start;
  start.Fixed(manifest_hash).U16(registrar);
  hash.Update(start.bytes());
  return hash;
}

CheckedRollChunk CheckRollChunk(const Context& context, ByteView body) {
  CheckedRollChunk out;
  out.chunk = record::DecodeRollChunk(body);
  if (!out.chunk) return out;
  const record::RollChunk& chunk = *out.chunk;
  const record::Manifest& manifest = context.manifest;
  if (chunk.registrar >= manifest.registrars.size()) {
    out.author = Fail(ErrorCode::kUnknownAuthor, fmt::format("there is no registrar {}", chunk.registrar));
    return out;
  }
  if (chunk.region >= manifest.regions.size()) {
    out.author = Fail(ErrorCode::kBadNumber, fmt::format("there is no region {}", chunk.region));
    return out;
  }
  out.signature = context.CheckRoleSignature(manifest.registrars[chunk.registrar].key, EntryType::kRollChunk,
                                             chunk.registrar, body);
  zkp::Batch batch;
  for (size_t i = 0; i < chunk.slots.size(); ++i) {
    const record::RollSlot& slot = chunk.slots[i];
    const auto number = static_cast<uint32_t>(chunk.first_slot + i);
    if (out.identity && slot.share.IsIdentity()) {
      out.identity = Fail(ErrorCode::kIdentityPoint, fmt::format("the credential share of slot {} is the identity", number));
    }
    batch.BeginItem();
    const zkp::PointId share = batch.Add(slot.share.point);
    zkp::RequireSchnorr(batch, share, slot.proof,
                        CredentialShareChallenge(context.manifest_hash,
                                                 {chunk.registrar, chunk.region, number, slot.share.encoded},
                                                 slot.proof.commitment.encoded));
  }
  const std::vector<size_t> bad = batch.FindFalse();
  if (!bad.empty()) {
    out.proofs = Fail(ErrorCode::kBadProof,
                      fmt::format("registrar {} does not prove that it knows the secret of slot {} ({} such slots)",
                                  chunk.registrar, chunk.first_slot + bad.front(), bad.size()));
  }
  return out;
}

Roll::Roll(ContextPtr context) : context_(std::move(context)), credentials_(context_->manifest.regions.size()) {
  for (size_t m = 0; m < context_->manifest.registrars.size(); ++m) {
    registrars_.push_back({std::vector<uint32_t>(credentials_.size()), 0,
                           RollHashStart(context_->manifest_hash, static_cast<uint16_t>(m)), false});
  }
  if (registrars_.size() > 1) shares_.resize(credentials_.size());
}

Status Roll::CheckOrder(const record::RollChunk& chunk) const {
  const Registrar& registrar = registrars_[chunk.registrar];
  const uint32_t expected = registrar.counts[chunk.region];
  if (chunk.region < registrar.region || chunk.first_slot != expected) {
    return Fail(ErrorCode::kRollOrder,
                fmt::format("a chunk begins with region {} slot {}; the next one of registrar {} there is slot {}",
                            chunk.region, chunk.first_slot, chunk.registrar, expected));
  }
  // The counts on the wire are u32, and a slot number is one.
  if (uint64_t{chunk.first_slot} + chunk.slots.size() > UINT32_MAX) {
    return Fail(ErrorCode::kRollOrder, "more slots in one region than can be counted");
  }
  return {};
}

// SumsWith adds the chunk's shares to what the slots hold; complete tells for which all shares are then there.
Result<std::vector<EncodedPoint>> Roll::SumsWith(const record::RollChunk& chunk, std::vector<bool>& complete) const {
  const std::vector<EncodedPoint>& have = credentials_[chunk.region];
  std::vector<EncodedPoint> sums;
  for (size_t i = 0; i < chunk.slots.size(); ++i) {
    const size_t slot = chunk.first_slot + i;
    const WirePoint& share = chunk.slots[i].share;
    const size_t shares_before = slot < have.size() ? shares_[chunk.region][slot] : 0;
    complete.push_back(shares_before + 1 == registrars_.size());
    if (shares_before == 0) {
      sums.push_back(share.encoded);
    } else {
      CONSTAT_ASSIGN(const group::Point before, group::Point::Decode(have[slot]));
      sums.push_back((before + share.point).Encode());
    }
  }
  return sums;
}

Status Roll::CheckNewCredentials(const record::RollChunk& chunk, std::span<const EncodedPoint> sums,
                                 const std::vector<bool>& complete) const {
  std::unordered_set<std::string_view> fresh;
  for (size_t i = 0; i < sums.size(); ++i) {
    if (!complete[i]) continue;
    const size_t slot = chunk.first_slot + i;
    if (sums[i] == EncodedPoint{}) {
      return Fail(ErrorCode::kIdentityPoint, fmt::format("the credential of region {} slot {} is the identity", chunk.region, slot));
    }
    if (Find(sums[i]) || !fresh.insert(AsText(sums[i])).second) {
      return Fail(ErrorCode::kCredentialTwice,
                  fmt::format("the credential of region {} slot {} is on the roll already", chunk.region, slot));
    }
  }
  return {};
}

Status Roll::ApplyChunk(CheckedRollChunk checked, ByteView body) {
  CONSTAT_TRY(checked.chunk);
  CONSTAT_TRY(checked.author);
  const record::RollChunk& chunk = *checked.chunk;
  Registrar& registrar = registrars_[chunk.registrar];
  if (registrar.ended) {
    return Fail(ErrorCode::kDuplicate, fmt::format("registrar {} has ended its roll already", chunk.registrar));
  }
  CONSTAT_TRY(CheckOrder(chunk));
  CONSTAT_TRY(checked.signature);
  CONSTAT_TRY(checked.identity);
  CONSTAT_TRY(checked.proofs);
  std::vector<bool> complete;
  CONSTAT_ASSIGN(const std::vector<EncodedPoint> sums, SumsWith(chunk, complete));
  CONSTAT_TRY(CheckNewCredentials(chunk, sums, complete));

  std::vector<EncodedPoint>& region = credentials_[chunk.region];
  for (size_t i = 0; i < sums.size(); ++i) {
    const auto slot = static_cast<uint32_t>(chunk.first_slot + i);
    if (slot == region.size()) {
      region.push_back(sums[i]);
      if (!shares_.empty()) shares_[chunk.region].push_back(1);
    } else {
      region[slot] = sums[i];
      ++shares_[chunk.region][slot];
    }
    if (complete[i]) {
      index_.Insert(sums[i], {chunk.region, slot},
                    [this](Slot s) -> const EncodedPoint& { return credentials_[s.region][s.number]; });
    }
  }
  registrar.counts[chunk.region] += static_cast<uint32_t>(chunk.slots.size());
  registrar.region = chunk.region;
  registrar.hash.Update(body);
  return {};
}

Status Roll::ApplyEnd(ByteView body) {
  CONSTAT_ASSIGN(const record::RollEnd end, record::DecodeRollEnd(context_->manifest, body));
  if (end.registrar >= registrars_.size()) {
    return Fail(ErrorCode::kUnknownAuthor, fmt::format("there is no registrar {}", end.registrar));
  }
  Registrar& registrar = registrars_[end.registrar];
  if (registrar.ended) {
    return Fail(ErrorCode::kDuplicate, fmt::format("registrar {} has ended its roll already", end.registrar));
  }
  for (size_t r = 0; r < end.counts.size(); ++r) {
    if (end.counts[r] != registrar.counts[r]) {
      return Fail(ErrorCode::kWrongCount, fmt::format("registrar {} states {} voters in region {}; its chunks hold {}",
                                                      end.registrar, end.counts[r], r, registrar.counts[r]));
    }
  }
  for (size_t m = 0; m < registrars_.size(); ++m) {
    if (registrars_[m].ended && registrars_[m].counts != registrar.counts) {
      return Fail(ErrorCode::kWrongCount,
                  fmt::format("registrars {} and {} count different numbers of voters", m, end.registrar));
    }
  }
  if (end.hash != registrar.hash.Digest()) {
    return Fail(ErrorCode::kWrongHash, fmt::format("registrar {} states another hash of its roll", end.registrar));
  }
  CONSTAT_TRY(context_->CheckRoleSignature(context_->manifest.registrars[end.registrar].key, EntryType::kRollEnd,
                                           end.registrar, body));
  registrar.ended = true;
  ++ended_;
  return {};
}

std::optional<Slot> Roll::Find(const EncodedPoint& credential) const {
  return index_.Find(credential, [this](Slot s) -> const EncodedPoint& { return credentials_[s.region][s.number]; });
}

}  // namespace constat::referendum
