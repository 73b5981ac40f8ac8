// Claim: what a proof or a signature says, which is all that its challenge hashes but the commitments.
// Verifiers compute the challenge from it, provers their nonces too. Spec: LAB-5, LAB-6.
#pragma once

#include <initializer_list>

#include "constat/base/bytes.h"
#include "constat/crypto/label.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::zkp {

struct Claim {
  crypto::Label label{};
  Bytes statement{};  // what is hashed before the commitments
  Bytes rest{};       // and after them: with LAB-4, the body

  // Challenge is Hl(label, statement || commitments || rest).
  [[nodiscard]] group::Scalar Challenge(std::initializer_list<group::EncodedPoint> commitments) const;

  // Encode is label || statement || rest.
  [[nodiscard]] Bytes Encode() const;
};

}  // namespace constat::zkp
