// Membership: "this ciphertext encrypts a value of a public set". Spec: BAL-4.
//
// Disjunctive Chaum-Pedersen; SOURCE: Cramer, Damgard, Schoenmakers, CRYPTO 1994. A part of an
// AND-composition: the total challenge is the ballot's, and the last branch challenge is what the others
// leave of it.
#pragma once

#include <span>

#include "constat/zkp/batch.h"

namespace constat::zkp {

// MembershipStatement is (R, C) = (rB, mB + rK) with m in values, in points of a Batch. A ciphertext is given
// as a weighted sum of ciphertexts: R = sum of weight * R_i.
struct WeightedCiphertext {
  PointId R;
  PointId C;
  uint64_t weight;
};
struct MembershipStatement {
  PointId joint_key;
  std::span<const WeightedCiphertext> ciphertexts;
  std::span<const uint64_t> values;
};

// MembershipProof: n = values.size() branches. commitments is the id of A_0; A'_0, A_1, A'_1, ... follow.
struct MembershipProof {
  PointId commitments;
  std::span<const group::Scalar> challenges;  // n - 1
  std::span<const group::Scalar> responses;   // n
};

// RequireMembership adds the 2n equations of BAL-4 to the current item.
// REQUIRES: the spans have the lengths above, n >= 1; weights and values are below 2^63.
void RequireMembership(Batch& batch, const MembershipStatement& statement, const MembershipProof& proof,
                       const group::Scalar& total_challenge);

}  // namespace constat::zkp
