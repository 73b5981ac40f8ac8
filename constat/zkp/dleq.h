// Chaum-Pedersen proofs that log_B P = log_G S. Spec: CER-8, TAL-7.
//
// SOURCE: Chaum and Pedersen, CRYPTO 1992. The challenge is the caller's: it covers the whole statement.
#pragma once

#include "constat/group/wire_point.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "constat/zkp/batch.h"

namespace constat::zkp {

struct DleqProof {
  group::WirePoint commitment_base;   // A1
  group::WirePoint commitment_other;  // A2
  group::Scalar response;             // z
};

// DleqStatement says: one secret x has public_key = xB and shared = x other.
struct DleqStatement {
  group::Point public_key;
  group::Point other;
  group::Point shared;
};

[[nodiscard]] DleqProof ReadDleq(wire::Reader& reader);
void WriteDleq(wire::Writer& writer, const DleqProof& proof);

// VerifyDleq checks zB = A1 + c public_key and z other = A2 + c shared. ERRORS: kBadProof.
[[nodiscard]] Status VerifyDleq(const DleqStatement& statement, const DleqProof& proof,
                                const group::Scalar& challenge);

}  // namespace constat::zkp
