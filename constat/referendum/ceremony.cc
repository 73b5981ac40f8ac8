#include "constat/referendum/ceremony.h"

#include <fmt/core.h>

#include "constat/crypto/hash.h"
#include "constat/elgamal/ceremony.h"
#include "constat/record/named.h"
#include "constat/wire/writer.h"

namespace constat::referendum {

using crypto::Label;
using group::Point;
using group::WirePoint;
using record::EntryType;

zkp::Claim TrusteeSignatureClaim(const Context& context, EntryType type, uint16_t trustee,
                                 ByteView unsigned_body) {
  wire::Writer statement;
  statement.Fixed(context.manifest_hash).U8(static_cast<uint8_t>(type)).U16(trustee);
  statement.Fixed(context.manifest.trustees[trustee - 1u].key.encoded);
  return {.label = Label::kTrusteeSignature,
          .statement = statement.Take(),
          .rest = {unsigned_body.begin(), unsigned_body.end()}};
}

group::Scalar TrusteeSignatureChallenge(const Context& context, EntryType type, uint16_t trustee,
                                        const group::EncodedPoint& commitment, ByteView unsigned_body) {
  return TrusteeSignatureClaim(context, type, trustee, unsigned_body).Challenge({commitment});
}

zkp::Claim DrillClaim(const Bytes32& manifest_hash, const DrillStatement& statement) {
  wire::Writer writer;
  writer.Fixed(manifest_hash).Fixed(statement.deals_hash).U16(statement.trustee);
  writer.Fixed(statement.verification_key).U64(statement.complete_roll.size);
  writer.Fixed(statement.complete_roll.root);
  return {.label = Label::kTrusteeDrill, .statement = writer.Take()};
}

Bytes32 DealHash(const Bytes32& manifest_hash, ByteView body) {
  crypto::Sha256Stream hash(Label::kDealHash);
  hash.Update(manifest_hash);
  hash.Update(body);
  return hash.Digest();
}

Ceremony::Ceremony(ContextPtr context)
    : context_(std::move(context)),
      commits_(context_->manifest.trustees.size()),
      deals_(context_->manifest.trustees.size()),
      accepted_(context_->manifest.trustees.size()),
      drilled_(context_->manifest.trustees.size()) {}

Status Ceremony::CheckTrustee(uint16_t trustee) const {
  if (trustee < 1 || trustee > deals_.size()) {
    return Fail(ErrorCode::kUnknownAuthor,
                fmt::format("there is no trustee {}; this referendum has {}", trustee, deals_.size()));
  }
  return {};
}

Status Ceremony::CheckSignature(EntryType type, uint16_t trustee, const zkp::SchnorrProof& signature,
                                ByteView body) const {
  const ByteView text = body.first(body.size() - record::kSchnorrSize);
  const group::Scalar challenge =
      TrusteeSignatureChallenge(*context_, type, trustee, signature.commitment.encoded, text);
  if (!zkp::VerifySchnorr(context_->manifest.trustees[trustee - 1u].key.point, signature, challenge)) {
    return Fail(ErrorCode::kBadSignature,
                "the signature is not by " + record::FormatTrustee(context_->manifest, trustee));
  }
  return {};
}

Status Ceremony::CheckDeal(const Deal& dealt, ByteView body) const {
  const record::TrusteeDeal& deal = dealt.deal;
  const uint16_t i = deal.dealer;
  CONSTAT_TRY(CheckTrustee(i));
  if (deals_[i - 1u])
    return Fail(ErrorCode::kDuplicate, record::FormatTrustee(context_->manifest, i) + " has dealt already");
  if (commits_[i - 1u] != dealt.hash) {
    return Fail(ErrorCode::kWrongHash,
                fmt::format("{} committed to another deal; the one it committed to may still come",
                            record::FormatTrustee(context_->manifest, i)));
  }
  for (const WirePoint& c : deal.commitments) {
    if (c.IsIdentity())
      return Fail(ErrorCode::kIdentityPoint, "the deal holds the identity as a commitment: " +
                                                 record::FormatTrustee(context_->manifest, i));
  }
  for (const record::DealtShare& share : deal.shares) {
    if (share.ephemeral.IsIdentity()) {
      return Fail(ErrorCode::kIdentityPoint, "the deal holds the identity as an ephemeral point: " +
                                                 record::FormatTrustee(context_->manifest, i));
    }
  }
  CONSTAT_TRY(CheckSignature(EntryType::kTrusteeDeal, i, deal.signature, body));
  const group::Scalar c = elgamal::DealPossessionChallenge(context_->manifest_hash, i, deal.commitments,
                                                           deal.possession.commitment.encoded);
  if (!zkp::VerifySchnorr(deal.commitments.front().point, deal.possession, c)) {
    return Fail(ErrorCode::kBadProof, fmt::format("{} does not prove that it knows the secret of its part "
                                                  "of the key",
                                                  record::FormatTrustee(context_->manifest, i)));
  }
  for (size_t j = 1; j <= deal.shares.size(); ++j) {
    const record::DealtShare& share = deal.shares[j - 1];
    const group::Scalar e =
        elgamal::DealEphemeralChallenge({context_->manifest_hash, i, static_cast<uint16_t>(j)},
                                        share.ephemeral.encoded, share.possession.commitment.encoded);
    if (!zkp::VerifySchnorr(share.ephemeral.point, share.possession, e)) {
      return Fail(ErrorCode::kBadProof, fmt::format("{} does not prove that it made the share for {} itself",
                                                    record::FormatTrustee(context_->manifest, i),
                                                    record::FormatTrustee(context_->manifest, j)));
    }
  }
  return {};
}

// KeysWith computes K and all V_j as they are once last is in. Spec: CER-5.
Result<Ceremony::Keys> Ceremony::KeysWith(const record::TrusteeDeal& last) const {
  const auto n = static_cast<uint16_t>(deals_.size());
  // The commitments of the sum of all polynomials; evaluating it once per j replaces n evaluations.
  std::vector<Point> sum(context_->manifest.threshold);
  for (size_t i = 0; i < n; ++i) {
    const record::TrusteeDeal& deal = i + 1u == last.dealer ? last : deals_[i]->deal;
    for (size_t k = 0; k < sum.size(); ++k) sum[k] += deal.commitments[k].point;
  }
  std::vector<WirePoint> commitments;
  for (const Point& p : sum) commitments.push_back(WirePoint::From(p));
  Keys keys{.joint = commitments.front(), .verification = {}};
  if (keys.joint.IsIdentity())
    return Fail(ErrorCode::kIdentityPoint,
                "the key that the trustees' deals make together is the identity, and no key");
  for (uint16_t j = 1; j <= n; ++j) {
    keys.verification.push_back(WirePoint::From(elgamal::EvaluateCommitments(commitments, j)));
    if (keys.verification.back().IsIdentity()) {
      return Fail(ErrorCode::kIdentityPoint,
                  fmt::format("the part of the key of {} is the identity, and no key",
                              record::FormatTrustee(context_->manifest, j)));
    }
  }
  return keys;
}

Status Ceremony::ApplyCommit(ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeCommit commit, record::DecodeTrusteeCommit(body));
  const uint16_t i = commit.dealer;
  CONSTAT_TRY(CheckTrustee(i));
  if (HasCommitted(i)) {
    return Fail(ErrorCode::kDuplicate,
                record::FormatTrustee(context_->manifest, i) + " has committed to a deal already");
  }
  CONSTAT_TRY(CheckSignature(EntryType::kTrusteeCommit, i, commit.signature, body));
  commits_[i - 1u] = commit.deal_hash;
  ++committed_;
  return {};
}

Status Ceremony::ApplyDeal(ByteView body) {
  CONSTAT_ASSIGN(record::TrusteeDeal decoded, record::DecodeTrusteeDeal(context_->manifest, body));
  Deal deal{std::move(decoded), DealHash(context_->manifest_hash, body)};
  CONSTAT_TRY(CheckDeal(deal, body));
  if (dealt_ + 1 == deals_.size()) {
    CONSTAT_ASSIGN(Keys keys, KeysWith(deal.deal));
    joint_key_ = keys.joint;
    verification_keys_ = std::move(keys.verification);
  }
  const uint16_t i = deal.deal.dealer;
  deals_[i - 1u] = std::move(deal);
  ++dealt_;
  if (AllDealt()) {
    crypto::Sha256Stream hash(Label::kDealsHash);
    hash.Update(context_->manifest_hash);
    for (const std::optional<Deal>& d : deals_) hash.Update(d->hash);
    deals_hash_ = hash.Digest();
  }
  return {};
}

Status Ceremony::ApplyAccept(ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeAccept accept, record::DecodeTrusteeAccept(body));
  const uint16_t j = accept.trustee;
  CONSTAT_TRY(CheckTrustee(j));
  if (accepted_[j - 1u])
    return Fail(ErrorCode::kDuplicate,
                record::FormatTrustee(context_->manifest, j) + " has accepted already");
  if (accept.deals_hash != deals_hash_) {
    return Fail(ErrorCode::kWrongHash,
                record::FormatTrustee(context_->manifest, j) + " accepts other deals than those in the log");
  }
  CONSTAT_TRY(CheckSignature(EntryType::kTrusteeAccept, j, accept.signature, body));
  accepted_[j - 1u] = true;
  ++accepts_;
  return {};
}

Status Ceremony::ApplyComplaint(ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeComplaint complaint, record::DecodeTrusteeComplaint(body));
  const uint16_t j = complaint.trustee;
  const uint16_t i = complaint.dealer;
  CONSTAT_TRY(CheckTrustee(j));
  CONSTAT_TRY(CheckTrustee(i));
  if (accepted_[j - 1u]) {
    return Fail(ErrorCode::kDuplicate,
                record::FormatTrustee(context_->manifest, j) + " has accepted already and cannot complain");
  }
  CONSTAT_TRY(CheckSignature(EntryType::kTrusteeComplaint, j, complaint.signature, body));
  const Deal& deal = *deals_[i - 1u];
  const record::DealtShare& share = deal.deal.shares[j - 1u];
  const elgamal::DealContext context{context_->manifest_hash, i, j};
  const WirePoint& receiver_key = context_->manifest.trustees[j - 1u].key;
  if (!elgamal::VerifyComplaint({context, deal.hash, receiver_key, share.ephemeral, complaint.shared},
                                complaint.proof)) {
    return Fail(ErrorCode::kBadProof, record::FormatTrustee(context_->manifest, j) +
                                          " complains without revealing its share correctly");
  }
  const elgamal::SealedShare sealed{context, share.ephemeral.encoded, receiver_key.encoded, share.sealed};
  if (elgamal::CheckRevealedShare(sealed, complaint.shared.encoded, deal.deal.commitments)) {
    return Fail(ErrorCode::kUnfoundedComplaint,
                fmt::format("{} complains about the share that {} dealt, but that share is good",
                            record::FormatTrustee(context_->manifest, j),
                            record::FormatTrustee(context_->manifest, i)));
  }
  convicted_ = i;
  return {};
}

Status Ceremony::ApplyDrill(ByteView body, const tlog::TreeHead& complete_roll) {
  CONSTAT_ASSIGN(const record::TrusteeDrill drill, record::DecodeTrusteeDrill(body));
  const uint16_t j = drill.trustee;
  CONSTAT_TRY(CheckTrustee(j));
  if (HasDrilled(j)) {
    return Fail(ErrorCode::kDuplicate,
                record::FormatTrustee(context_->manifest, j) + " has shown its key already");
  }
  CONSTAT_TRY(CheckSignature(EntryType::kTrusteeDrill, j, drill.signature, body));
  const WirePoint& key = VerificationKey(j);
  const zkp::Claim claim = DrillClaim(context_->manifest_hash, {deals_hash_, j, key.encoded, complete_roll});
  if (!zkp::VerifySchnorr(key.point, drill.possession,
                          claim.Challenge({drill.possession.commitment.encoded}))) {
    return Fail(ErrorCode::kBadProof, record::FormatTrustee(context_->manifest, j) +
                                          " does not prove that it has its share of the key, for this roll");
  }
  drilled_[j - 1u] = true;
  ++drills_;
  return {};
}

}  // namespace constat::referendum
