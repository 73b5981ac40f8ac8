#include "constat/referendum/roll.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "constat/base/check.h"
#include "constat/record/named.h"
#include "constat/text/hex.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "constat/zkp/batch.h"

namespace constat::referendum {

using crypto::Label;
using group::EncodedPoint;
using group::Scalar;
using record::EntryType;

zkp::Claim CredentialShareClaim(const Bytes32& manifest_hash, const ShareStatement& statement) {
  wire::Writer writer;
  writer.Fixed(manifest_hash).U16(statement.registrar).U16(statement.region).U32(statement.slot);
  writer.Fixed(statement.share);
  return {.label = Label::kCredentialShare, .statement = writer.Take()};
}

group::Scalar CredentialShareChallenge(const Bytes32& manifest_hash, const ShareStatement& statement,
                                       const EncodedPoint& commitment) {
  return CredentialShareClaim(manifest_hash, statement).Challenge({commitment});
}

crypto::Sha256Stream RollHashStart(const Bytes32& manifest_hash, uint16_t registrar) {
  crypto::Sha256Stream hash(Label::kRollHash);
  wire::Writer start;
  start.Fixed(manifest_hash).U16(registrar);
  hash.Update(start.bytes());
  return hash;
}

namespace {

constexpr size_t kChunkHeadSize = 2 + 2 + 4 + 32 + 2;  // registrar, region, first slot, order hash, count
constexpr size_t kSlotSize = 3 * 32;                   // share, commitment, response

// ParseChunk reads a chunk whose points are still only bytes: share and commitment of each slot go to points.
// record::DecodeRollChunk says what is wrong where this fails.
bool ParseChunk(ByteView body, CheckedRollChunk& out, std::vector<EncodedPoint>& points,
                std::vector<Scalar>& responses) {
  wire::Reader head(body);
  out.registrar = head.U16();
  out.region = head.U16();
  out.first_slot = head.U32();
  out.order_hash = head.Fixed32();
  const size_t count = head.Count16(1, record::kMaxSlotsPerChunk);
  if (!head.ok() || body.size() != kChunkHeadSize + count * kSlotSize + record::kSignatureSize) return false;
  out.shares.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    const uint8_t* const slot = body.data() + kChunkHeadSize + i * kSlotSize;
    const Result<Scalar> response = Scalar::Decode({slot + 64, 32});
    if (!response) return false;
    responses.push_back(*response);
    for (size_t k = 0; k < 2; ++k) std::copy_n(slot + 32 * k, 32, points.emplace_back().begin());
    out.shares.push_back(points[points.size() - 2]);
  }
  return true;
}

void CheckAuthor(const Context& context, ByteView body, CheckedRollChunk& out) {
  const record::Manifest& manifest = context.manifest;
  if (out.registrar >= manifest.registrars.size()) {
    out.author = Fail(ErrorCode::kUnknownAuthor, fmt::format("there is no registrar {}; this "
                                                             "referendum has {}",
                                                             out.registrar + 1, manifest.registrars.size()));
  } else if (out.region >= manifest.regions.size()) {
    out.author = Fail(ErrorCode::kBadNumber, fmt::format("there is no region {}; this referendum has {}",
                                                         out.region + 1, manifest.regions.size()));
  } else {
    out.signature = context.CheckRoleSignature(manifest.registrars[out.registrar].key, EntryType::kRollChunk,
                                               {record::Role::kRegistrar, out.registrar}, body);
  }
}

// CheckShares refuses the identity as a share, and one share in two slots, which is one code for two voters.
Status CheckShares(const record::Manifest& manifest, const CheckedRollChunk& chunk) {
  const auto slot = [&](size_t i) { return uint64_t{chunk.first_slot} + i; };
  for (size_t i = 0; i < chunk.shares.size(); ++i) {
    if (chunk.shares[i] != EncodedPoint{}) continue;
    return Fail(ErrorCode::kIdentityPoint,
                fmt::format("the registrar's part of the credential of slot {} in {} is the identity",
                            slot(i), record::FormatRegion(manifest, chunk.region)));
  }
  std::unordered_map<std::string_view, size_t> seen;
  for (size_t i = 0; i < chunk.shares.size(); ++i) {
    const auto [first, fresh] = seen.emplace(AsText(chunk.shares[i]), i);
    if (fresh) continue;
    return Fail(ErrorCode::kDuplicate,
                fmt::format("{} gives slots {} and {} of {} the same part, so two voters would have one code",
                            record::FormatRegistrar(manifest, chunk.registrar), slot(first->second), slot(i),
                            record::FormatRegion(manifest, chunk.region)));
  }
  return {};
}

// RequireSlots adds the proofs of a chunk, whose points begin at first and whose slots' items
// follow each other.
void RequireSlots(zkp::Batch& batch, const Context& context, const CheckedRollChunk& chunk,
                  zkp::PointId first, std::span<const EncodedPoint> points,
                  std::span<const Scalar> responses) {
  for (size_t i = 0; i < chunk.shares.size(); ++i) {
    const auto share = static_cast<zkp::PointId>(first + 2 * i);
    batch.BeginItem(share);
    const Scalar challenge = CredentialShareChallenge(
        context.manifest_hash,
        {chunk.registrar, chunk.region, static_cast<uint32_t>(chunk.first_slot + i), chunk.shares[i]},
        points[2 * i + 1]);
    // A + c P - z B = 0
    batch.Require({{Scalar::FromUint64(1), share + 1}, {challenge, share}, {responses[i], batch.Base(), -1}});
  }
}

}  // namespace

std::vector<CheckedRollChunk> CheckRollChunks(const Context& context, std::span<const ByteView> bodies) {
  std::vector<CheckedRollChunk> out(bodies.size());
  std::vector<EncodedPoint> points;  // of all chunks that parse
  std::vector<Scalar> responses;
  std::vector<size_t> starts;  // of each chunk among points
  for (size_t k = 0; k < bodies.size(); ++k) {
    starts.push_back(points.size());
    if (ParseChunk(bodies[k], out[k], points, responses)) continue;
    points.resize(starts.back());
    responses.resize(starts.back() / 2);
    out[k].shares.clear();
  }
  zkp::Batch batch(zkp::Batch::Keep::kSums);
  const zkp::Batch::Decoded decoded = batch.Decode(points);
  std::vector<size_t> items;  // the first item of each chunk, and the end
  auto bad = decoded.bad.begin();
  for (size_t k = 0; k < bodies.size(); ++k) {
    CheckedRollChunk& chunk = out[k];
    items.push_back(batch.items());
    const size_t n = chunk.shares.size();
    const auto end = std::lower_bound(bad, decoded.bad.end(), starts[k] + 2 * n);
    if (n == 0 || end != bad) {
      const Result<record::RollChunk> refused = record::DecodeRollChunk(bodies[k]);
      CONSTAT_CHECK(!refused.has_value());
      chunk.encoding = tl::unexpected(refused.error());
      bad = end;
      continue;
    }
    CheckAuthor(context, bodies[k], chunk);
    if (!chunk.author) continue;
    chunk.shares_fit = CheckShares(context.manifest, chunk);
    const auto first = static_cast<zkp::PointId>(decoded.first + starts[k]);
    RequireSlots(batch, context, chunk, first, std::span(points).subspan(starts[k]),
                 std::span(responses).subspan(starts[k] / 2));
    if (context.manifest.registrars.size() == 1) continue;
    for (size_t i = 0; i < n; ++i) {
      chunk.points.push_back(group::FromPrepared(batch.At(static_cast<zkp::PointId>(first + 2 * i))));
    }
  }
  items.push_back(batch.items());
  const std::vector<size_t> wrong = batch.FindFalse();
  for (size_t k = 0; k < bodies.size(); ++k) {
    const auto first = std::lower_bound(wrong.begin(), wrong.end(), items[k]);
    const auto end = std::lower_bound(first, wrong.end(), items[k + 1]);
    if (first == end) continue;
    out[k].proofs =
        Fail(ErrorCode::kBadProof,
             fmt::format("{} does not prove that it knows the secret of slot {} in {} ({} such slots)",
                         record::FormatRegistrar(context.manifest, out[k].registrar),
                         out[k].first_slot + (*first - items[k]),
                         record::FormatRegion(context.manifest, out[k].region), end - first));
  }
  return out;
}

Roll::Roll(ContextPtr context)
    : context_(std::move(context)), credentials_(context_->manifest.regions.size()) {
  for (size_t m = 0; m < context_->manifest.registrars.size(); ++m) {
    registrars_.push_back({std::vector<uint32_t>(context_->manifest.regions.size()), 0,
                           RollHashStart(context_->manifest_hash, static_cast<uint16_t>(m)), false});
  }
  if (registrars_.size() > 1) shares_.resize(context_->manifest.regions.size());
}

Status Roll::CheckOrder(const CheckedRollChunk& chunk) const {
  const Registrar& registrar = registrars_[chunk.registrar];
  const uint32_t expected = registrar.counts[chunk.region];
  if (chunk.region < registrar.region || chunk.first_slot != expected) {
    return Fail(
        ErrorCode::kRollOrder,
        fmt::format("a part of the roll begins with slot {} of {}; the next one of {} there is slot {}",
                    chunk.first_slot, record::FormatRegion(context_->manifest, chunk.region),
                    record::FormatRegistrar(context_->manifest, chunk.registrar), expected));
  }
  if (chunk.registrar != 0 && !order_hash_) {
    return Fail(ErrorCode::kRollOrder,
                fmt::format("{} publishes before {}, who draws the order of the persons",
                            record::FormatRegistrar(context_->manifest, chunk.registrar),
                            record::FormatRegistrar(context_->manifest, 0)));
  }
  // The counts on the wire are u32, and a slot number is one.
  if (uint64_t{chunk.first_slot} + chunk.shares.size() > UINT32_MAX) {
    return Fail(ErrorCode::kRollOrder, fmt::format("more slots than can be counted in {}",
                                                   record::FormatRegion(context_->manifest, chunk.region)));
  }
  return {};
}

// CheckOrderHash wants all registrars to state one order. Spec: ROL-5, ROL-9.
Status Roll::CheckOrderHash(const CheckedRollChunk& chunk) const {
  const bool alone = registrars_.size() == 1;
  if ((chunk.order_hash == Bytes32{}) != alone) {
    return Fail(ErrorCode::kOrderDiffers,
                alone ? "the roll states an order of the persons for other registrars, but there is "
                        "only one registrar"
                      : record::FormatRegistrar(context_->manifest, chunk.registrar) +
                            " states no order of the persons");
  }
  if (order_hash_ && chunk.order_hash != *order_hash_) {
    return Fail(ErrorCode::kOrderDiffers,
                fmt::format("{} uses another order of the persons, or other persons, than {}",
                            record::FormatRegistrar(context_->manifest, chunk.registrar),
                            record::FormatRegistrar(context_->manifest, 0)));
  }
  return {};
}

// SumsWith adds the chunk's shares to what the slots hold; complete tells for which all shares
// are then there.
Result<std::vector<EncodedPoint>> Roll::SumsWith(const CheckedRollChunk& chunk,
                                                 std::vector<bool>& complete) const {
  const CredentialList& have = credentials_[chunk.region];
  std::vector<EncodedPoint> sums;
  for (size_t i = 0; i < chunk.shares.size(); ++i) {
    const size_t slot = chunk.first_slot + i;
    const size_t shares_before = slot < have.size() ? shares_[chunk.region][slot] : 0;
    complete.push_back(shares_before + 1 == registrars_.size());
    if (shares_before == 0) {
      sums.push_back(chunk.shares[i]);
    } else {
      CONSTAT_ASSIGN(const group::Point before, group::Point::Decode(have[slot]));
      sums.push_back((before + chunk.points[i]).Encode());
    }
  }
  return sums;
}

Status Roll::CheckNewCredentials(const CheckedRollChunk& chunk, std::span<const EncodedPoint> sums,
                                 const std::vector<bool>& complete) const {
  std::unordered_set<std::string_view> fresh;
  for (size_t i = 0; i < sums.size(); ++i) {
    if (!complete[i]) continue;
    const size_t slot = chunk.first_slot + i;
    if (sums[i] == EncodedPoint{}) {
      return Fail(ErrorCode::kIdentityPoint,
                  fmt::format("the credential of slot {} in {} is the identity", slot,
                              record::FormatRegion(context_->manifest, chunk.region)));
    }
    if (Find(sums[i]) || !fresh.insert(AsText(sums[i])).second) {
      return Fail(ErrorCode::kCredentialTwice,
                  fmt::format("the credential of slot {} in {} is on the roll already", slot,
                              record::FormatRegion(context_->manifest, chunk.region)));
    }
  }
  return {};
}

Status Roll::ApplyChunk(const CheckedRollChunk& chunk, ByteView body) {
  CONSTAT_TRY(chunk.encoding);
  CONSTAT_TRY(chunk.author);
  Registrar& registrar = registrars_[chunk.registrar];
  if (registrar.ended) {
    return Fail(ErrorCode::kDuplicate,
                record::FormatRegistrar(context_->manifest, chunk.registrar) + " has ended its roll already");
  }
  CONSTAT_TRY(CheckOrder(chunk));
  CONSTAT_TRY(CheckOrderHash(chunk));
  CONSTAT_TRY(chunk.signature);
  CONSTAT_TRY(chunk.shares_fit);
  CONSTAT_TRY(chunk.proofs);
  std::vector<bool> complete;
  CONSTAT_ASSIGN(const std::vector<EncodedPoint> sums, SumsWith(chunk, complete));
  CONSTAT_TRY(CheckNewCredentials(chunk, sums, complete));

  for (size_t i = 0; i < sums.size(); ++i) {
    const Slot slot{chunk.region, static_cast<uint32_t>(chunk.first_slot + i)};
    if (!shares_.empty()) {
      if (slot.number == credentials_[chunk.region].size()) shares_[chunk.region].push_back(0);
      ++shares_[chunk.region][slot.number];
    }
    credentials_.Put(slot, sums[i]);
    if (complete[i]) credentials_.Enter(slot);
  }
  registrar.counts[chunk.region] += static_cast<uint32_t>(chunk.shares.size());
  registrar.region = chunk.region;
  order_hash_ = chunk.order_hash;
  registrar.hash.Update(body);
  return {};
}

Status Roll::ApplyEnd(ByteView body) {
  CONSTAT_ASSIGN(const record::RollEnd end, record::DecodeRollEnd(context_->manifest, body));
  if (end.registrar >= registrars_.size()) {
    return Fail(ErrorCode::kUnknownAuthor, fmt::format("there is no registrar {}; this referendum has {}",
                                                       end.registrar + 1, registrars_.size()));
  }
  Registrar& registrar = registrars_[end.registrar];
  if (registrar.ended) {
    return Fail(ErrorCode::kDuplicate,
                record::FormatRegistrar(context_->manifest, end.registrar) + " has ended its roll already");
  }
  for (size_t r = 0; r < end.counts.size(); ++r) {
    if (end.counts[r] != registrar.counts[r]) {
      return Fail(ErrorCode::kWrongCount,
                  fmt::format("{} states {} voters in {}; its roll there has {}",
                              record::FormatRegistrar(context_->manifest, end.registrar), end.counts[r],
                              record::FormatRegion(context_->manifest, r), registrar.counts[r]));
    }
  }
  for (size_t m = 0; m < registrars_.size(); ++m) {
    if (registrars_[m].ended && registrars_[m].counts != registrar.counts) {
      return Fail(ErrorCode::kWrongCount,
                  fmt::format("{} and {} count different numbers of voters",
                              record::FormatRegistrar(context_->manifest, m),
                              record::FormatRegistrar(context_->manifest, end.registrar)));
    }
  }
  if (std::all_of(end.counts.begin(), end.counts.end(), [](uint32_t n) { return n == 0; })) {
    return Fail(ErrorCode::kWrongCount,
                record::FormatRegistrar(context_->manifest, end.registrar) + " ends a roll of nobody");
  }
  if (end.hash != registrar.hash.Digest()) {
    return Fail(ErrorCode::kWrongHash, record::FormatRegistrar(context_->manifest, end.registrar) +
                                           " states another hash of its roll than it has in the log");
  }
  CONSTAT_TRY(context_->CheckRoleSignature(context_->manifest.registrars[end.registrar].key,
                                           EntryType::kRollEnd, {record::Role::kRegistrar, end.registrar},
                                           body));
  registrar.ended = true;
  ++ended_;
  return {};
}

}  // namespace constat::referendum
