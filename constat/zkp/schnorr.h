// Schnorr proofs of knowledge of x in P = xB. Spec: LAB-4, CER-3, CER-4, ROL-4, BAL-7.
//
// SOURCE: Schnorr, J. Cryptology 4 (1991). The challenge is the caller's: it covers the whole statement.
#pragma once

#include "constat/group/wire_point.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "constat/zkp/batch.h"

namespace constat::zkp {

struct SchnorrProof {
  group::WirePoint commitment;  // A
  group::Scalar response;       // z
};

// ReadPoint and ReadScalar decode canonical values; the reader records kBadPoint or kBadScalar.
[[nodiscard]] group::WirePoint ReadPoint(wire::Reader& reader);
[[nodiscard]] group::Scalar ReadScalar(wire::Reader& reader);

[[nodiscard]] SchnorrProof ReadSchnorr(wire::Reader& reader);
void WriteSchnorr(wire::Writer& writer, const SchnorrProof& proof);

// RequireSchnorr adds A + cP - zB = 0 for a point P of the current item or a shared one.
void RequireSchnorr(Batch& batch, PointId public_key, const SchnorrProof& proof,
                    const group::Scalar& challenge);

// VerifySchnorr checks one proof by itself. ERRORS: kBadProof.
[[nodiscard]] Status VerifySchnorr(const group::Point& public_key, const SchnorrProof& proof,
                                   const group::Scalar& challenge);

}  // namespace constat::zkp
