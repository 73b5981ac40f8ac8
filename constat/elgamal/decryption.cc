#include "constat/elgamal/decryption.h"

#include <algorithm>
#include <cmath>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/group/msm.h"
#include "constat/wire/writer.h"

namespace constat::elgamal {

using crypto::Label;
using group::EncodedPoint;
using group::Point;
using group::Scalar;

ShareBatch CombineShareStatement(const ShareStatement& statement) {
  CONSTAT_CHECK(statement.sums.size() == statement.shares.size());
  wire::Writer writer;
  writer.Fixed(statement.manifest_hash).U16(statement.trustee).Fixed(statement.verification_key.encoded);
  writer.U16(statement.chunk).Fixed(statement.units);
  for (size_t k = 0; k < statement.sums.size(); ++k) {
    writer.Fixed(statement.sums[k].R.encoded)
        .Fixed(statement.sums[k].C.encoded)
        .Fixed(statement.shares[k].encoded);
  }
  ShareBatch out;
  out.statement_hash = crypto::LabelledSha256(Label::kShareStatement, writer.bytes());

  std::vector<Scalar> weights;
  std::vector<Point> sums;
  std::vector<Point> shares;
  for (size_t k = 0; k < statement.sums.size(); ++k) {
    wire::Writer input;
    input.Fixed(out.statement_hash).U32(static_cast<uint32_t>(k));
    weights.push_back(group::ChallengeScalar(Label::kShareWeight, input.bytes()));
    sums.push_back(statement.sums[k].R.point);
    shares.push_back(statement.shares[k].point);
  }
  out.combined_sum = group::MulBatchVartime(weights, sums);
  out.combined_share = group::MulBatchVartime(weights, shares);
  return out;
}

zkp::Claim ShareClaim(const Bytes32& statement_hash) {
  return {.label = Label::kShare, .statement = {statement_hash.begin(), statement_hash.end()}};
}

Scalar ShareChallenge(const Bytes32& statement_hash, const EncodedPoint& commitment_base,
                      const EncodedPoint& commitment_other) {
  return ShareClaim(statement_hash).Challenge({commitment_base, commitment_other});
}

Status VerifyShare(const ShareStatement& statement, const zkp::DleqProof& proof) {
  const ShareBatch batch = CombineShareStatement(statement);
  const Scalar challenge =
      ShareChallenge(batch.statement_hash, proof.commitment_base.encoded, proof.commitment_other.encoded);
  if (!zkp::VerifyDleq({statement.verification_key.point, batch.combined_sum, batch.combined_share}, proof,
                       challenge)) {
    return Fail(ErrorCode::kWrongShare,
                "the proof that these shares belong to this trustee's key and these sums does not verify");
  }
  return {};
}

std::vector<Scalar> LagrangeAtZero(std::span<const uint16_t> indices) {
  std::vector<Scalar> out;
  for (const uint16_t j : indices) {
    Scalar numerator = Scalar::FromUint64(1);
    Scalar denominator = Scalar::FromUint64(1);
    for (const uint16_t m : indices) {
      if (m == j) continue;
      numerator *= Scalar::FromUint64(m);
      denominator *= Scalar::FromUint64(m) - Scalar::FromUint64(j);
    }
    out.push_back(numerator * denominator.InvertVartime());
  }
  return out;
}

CountFinder::CountFinder(uint64_t max) : max_(max), stride_(1) {
  while (stride_ * stride_ < max + 1) ++stride_;
  Point point;
  for (uint64_t i = 0; i < stride_; ++i) {
    steps_.push_back({point.Encode(), i});
    point += Point::Base();
  }
  std::sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.point < b.point; });
  giant_ = Point::MulBaseVartime(Scalar::FromUint64(stride_));
}

Result<uint64_t> CountFinder::Find(const Point& point) const {
  Point rest = point;
  for (uint64_t giant = 0; giant * stride_ <= max_; ++giant) {
    const EncodedPoint encoded = rest.Encode();
    const auto at = std::lower_bound(steps_.begin(), steps_.end(), encoded,
                                     [](const Step& step, const EncodedPoint& e) { return step.point < e; });
    if (at != steps_.end() && at->point == encoded) {
      const uint64_t count = giant * stride_ + at->multiple;
      if (count <= max_) return count;
    }
    rest -= giant_;
  }
  return Fail(ErrorCode::kNoCount, "the decrypted sum is not a count between 0 and the number of ballots");
}

}  // namespace constat::elgamal
