// Membership proving in two moves, since one challenge covers the whole ballot. Spec: BAL-4, LAB-6.
//
// Constant time in the value and the randomness: every branch costs the same, and the branch that is true is
// chosen without a branch of the program.
#pragma once

#include <span>
#include <vector>

#include "constat/group/secret/secret_scalar.h"
#include "constat/group/wire_point.h"
#include "constat/zkp/secret/nonces.h"

namespace constat::zkp {

// EncryptionKey is the joint key K with what proving and encrypting in constant time need: uK + dB is
// computed as u (K + B) + (d - u) B, so that d = 0, which would tell the true branch, is no special case
// for any multiplication.
struct EncryptionKey {
  group::EncodedPoint joint_key;
  group::EncodedPoint shifted;  // K + B

  [[nodiscard]] static EncryptionKey Of(const group::WirePoint& joint_key) {
    return {joint_key.encoded, (joint_key.point + group::Point::Base()).Encode()};
  }
};

// MulKey is u K + d B.
[[nodiscard]] group::EncodedPoint MulKey(const EncryptionKey& key, const group::SecretScalar& u,
                                         const group::SecretScalar& d);

// MembershipWitness: the ciphertext is (randomness B, value B + randomness K), value = values[index].
struct MembershipWitness {
  group::SecretScalar randomness;
  size_t index = 0;  // secret
};

// MembershipProver holds the first move's secrets until the challenge is known.
class MembershipProver {
 public:
  // The constructor makes the commitments, and takes two nonces for each value. REQUIRES: nonces are the
  // whole ballot's; witness.index < values.size(); otherwise the proof is false.
  MembershipProver(const EncryptionKey& key, std::span<const uint64_t> values, MembershipWitness witness,
                   Nonces& nonces);

  // Commitments is A_0, A'_0, A_1, A'_1, ...
  [[nodiscard]] const std::vector<group::EncodedPoint>& Commitments() const { return commitments_; }

  struct Answer {
    std::vector<group::Scalar> challenges;  // all but the last branch's
    std::vector<group::Scalar> responses;
  };
  // Respond is the second move. Uses the prover up: a second answer would reveal the vote.
  [[nodiscard]] Answer Respond(const group::Scalar& total_challenge) &&;

 private:
  MembershipWitness witness_;
  std::vector<group::SecretScalar> nonces_;      // u_i: A_i = u_i B for every branch
  std::vector<group::SecretScalar> challenges_;  // c_i for the branches that are not true
  std::vector<group::EncodedPoint> commitments_;
};

}  // namespace constat::zkp
