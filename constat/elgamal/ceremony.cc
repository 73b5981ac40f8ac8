#include "constat/elgamal/ceremony.h"

#include "constat/crypto/aead.h"
#include "constat/group/msm.h"
#include "constat/wire/writer.h"

namespace constat::elgamal {

using crypto::Label;
using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::WirePoint;

Point EvaluateCommitments(std::span<const WirePoint> commitments, uint16_t x) {
  Point sum;
  for (size_t k = commitments.size(); k-- > 0;) {
    sum = sum.MulVartime(Scalar::FromUint64(x)) + commitments[k].point;
  }
  return sum;
}

zkp::Claim DealPossessionClaim(const Bytes32& manifest_hash, uint16_t dealer,
                               std::span<const WirePoint> commitments) {
  wire::Writer statement;
  statement.Fixed(manifest_hash).U16(dealer);
  for (const WirePoint& c : commitments) statement.Fixed(c.encoded);
  return {.label = Label::kDealPossession, .statement = statement.Take()};
}

zkp::Claim DealEphemeralClaim(const DealContext& context, const EncodedPoint& ephemeral) {
  wire::Writer statement;
  statement.Fixed(context.manifest_hash).U16(context.dealer).U16(context.receiver).Fixed(ephemeral);
  return {.label = Label::kDealEphemeral, .statement = statement.Take()};
}

Scalar DealPossessionChallenge(const Bytes32& manifest_hash, uint16_t dealer,
                               std::span<const WirePoint> commitments, const EncodedPoint& commitment) {
  return DealPossessionClaim(manifest_hash, dealer, commitments).Challenge({commitment});
}

Scalar DealEphemeralChallenge(const DealContext& context, const EncodedPoint& ephemeral,
                              const EncodedPoint& commitment) {
  return DealEphemeralClaim(context, ephemeral).Challenge({commitment});
}

Bytes32 DealKey(const DealContext& context, const EncodedPoint& shared, const EncodedPoint& ephemeral,
                const EncodedPoint& receiver_key) {
  wire::Writer info;
  info.Fixed(context.manifest_hash).U16(context.dealer).U16(context.receiver);
  info.Fixed(ephemeral).Fixed(receiver_key);
  return crypto::HkdfSha512(shared, Label::kDealKey, info.bytes());
}

Bytes DealAssociatedData(const DealContext& context) {
  wire::Writer writer;
  writer.Fixed(context.manifest_hash).U16(context.dealer).U16(context.receiver);
  return writer.Take();
}

Status CheckRevealedShare(const SealedShare& share, const EncodedPoint& shared,
                          std::span<const WirePoint> commitments) {
  const Bytes32 key = DealKey(share.context, shared, share.ephemeral, share.receiver_key);
  const Result<Bytes> opened = crypto::OpenAead(key, share.sealed, DealAssociatedData(share.context));
  if (!opened) return Fail(ErrorCode::kBadShare, "the dealt share cannot be opened with this key");
  const Result<Scalar> value = Scalar::Decode(*opened);
  if (!value) return Fail(ErrorCode::kBadShare, "the dealt share is not a number below the group's order");
  if (!(Point::MulBaseVartime(*value) == EvaluateCommitments(commitments, share.context.receiver))) {
    return Fail(ErrorCode::kBadShare, "the dealt share is not the one that the dealer committed to");
  }
  return {};
}

zkp::Claim ComplaintClaim(const ComplaintStatement& statement) {
  wire::Writer writer;
  writer.Fixed(statement.context.manifest_hash).U16(statement.context.receiver).U16(statement.context.dealer);
  writer.Fixed(statement.deal_hash).Fixed(statement.receiver_key.encoded).Fixed(statement.ephemeral.encoded);
  writer.Fixed(statement.shared.encoded);
  return {.label = Label::kComplaint, .statement = writer.Take()};
}

Scalar ComplaintChallenge(const ComplaintStatement& statement, const EncodedPoint& commitment_base,
                          const EncodedPoint& commitment_other) {
  return ComplaintClaim(statement).Challenge({commitment_base, commitment_other});
}

Status VerifyComplaint(const ComplaintStatement& statement, const zkp::DleqProof& proof) {
  const Scalar challenge =
      ComplaintChallenge(statement, proof.commitment_base.encoded, proof.commitment_other.encoded);
  return zkp::VerifyDleq({statement.receiver_key.point, statement.ephemeral.point, statement.shared.point},
                         proof, challenge);
}

}  // namespace constat::elgamal
