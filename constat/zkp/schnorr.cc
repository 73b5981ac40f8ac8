#include "constat/zkp/schnorr.h"

namespace constat::zkp {

using group::Point;
using group::Scalar;
using group::WirePoint;

WirePoint ReadPoint(wire::Reader& reader) {
  const ByteView bytes = reader.Fixed(32);
  if (!reader.ok()) return {};
  const Result<WirePoint> point = WirePoint::Decode(bytes);
  if (!point) {
    reader.FailWith(point.error().code, point.error().detail);
    return {};
  }
  return *point;
}

Scalar ReadScalar(wire::Reader& reader) {
  const ByteView bytes = reader.Fixed(32);
  if (!reader.ok()) return {};
  const Result<Scalar> scalar = Scalar::Decode(bytes);
  if (!scalar) {
    reader.FailWith(scalar.error().code, scalar.error().detail);
    return {};
  }
  return *scalar;
}

SchnorrProof ReadSchnorr(wire::Reader& reader) {
  SchnorrProof proof;
  proof.commitment = ReadPoint(reader);
  proof.response = ReadScalar(reader);
  return proof;
}

void WriteSchnorr(wire::Writer& writer, const SchnorrProof& proof) {
  writer.Fixed(proof.commitment.encoded).Fixed(proof.response.Encode());
}

void RequireSchnorr(Batch& batch, PointId public_key, const SchnorrProof& proof, const Scalar& challenge) {
  const PointId commitment = batch.Add(proof.commitment.point);
  batch.Require(
      {{Scalar::FromUint64(1), commitment}, {challenge, public_key}, {proof.response, batch.Base(), -1}});
}

Status VerifySchnorr(const Point& public_key, const SchnorrProof& proof, const Scalar& challenge) {
  const Point left = Point::MulDoubleBaseVartime(-challenge, public_key, proof.response);
  if (!(left == proof.commitment.point))
    return Fail(ErrorCode::kBadProof, "the proof of knowledge does not verify");
  return {};
}

}  // namespace constat::zkp
