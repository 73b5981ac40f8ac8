#include "constat/zkp/claim.h"

namespace constat::zkp {

group::Scalar Claim::Challenge(std::initializer_list<group::EncodedPoint> commitments) const {
  Bytes hashed;
  hashed.reserve(statement.size() + commitments.size() * sizeof(group::EncodedPoint) + rest.size());
  Append(hashed, statement);
  for (const group::EncodedPoint& commitment : commitments) Append(hashed, commitment);
  Append(hashed, rest);
  return group::ChallengeScalar(label, hashed);
}

Bytes Claim::Encode() const {
  const ByteView name = crypto::LabelBytes(label);
  Bytes out;
  out.reserve(name.size() + statement.size() + rest.size());
  Append(out, name);
  Append(out, statement);
  Append(out, rest);
  return out;
}

}  // namespace constat::zkp
