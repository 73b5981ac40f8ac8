#include "constat/zkp/dleq.h"

#include "constat/group/msm.h"
#include "constat/zkp/schnorr.h"

namespace constat::zkp {

using group::Point;
using group::Scalar;

DleqProof ReadDleq(wire::Reader& reader) {
  DleqProof proof;
  proof.commitment_base = ReadPoint(reader);
  proof.commitment_other = ReadPoint(reader);
  proof.response = ReadScalar(reader);
  return proof;
}

void WriteDleq(wire::Writer& writer, const DleqProof& proof) {
  writer.Fixed(proof.commitment_base.encoded)
      .Fixed(proof.commitment_other.encoded)
      .Fixed(proof.response.Encode());
}

Status VerifyDleq(const DleqStatement& statement, const DleqProof& proof, const Scalar& challenge) {
  const Point base = Point::MulDoubleBaseVartime(-challenge, statement.public_key, proof.response);
  const std::array<Scalar, 2> scalars = {proof.response, -challenge};
  const std::array<Point, 2> points = {statement.other, statement.shared};
  const Point other = group::MulBatchVartime(scalars, points);
  if (!(base == proof.commitment_base.point) || !(other == proof.commitment_other.point)) {
    return Fail(ErrorCode::kBadProof, "the proof that two points have the same secret does not verify");
  }
  return {};
}

}  // namespace constat::zkp
