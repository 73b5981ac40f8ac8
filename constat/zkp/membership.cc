#include "constat/zkp/membership.h"

#include <vector>

#include "constat/base/check.h"

namespace constat::zkp {

using group::Scalar;

void RequireMembership(Batch& batch, const MembershipStatement& statement, const MembershipProof& proof,
                       const Scalar& total_challenge) {
  const size_t n = statement.values.size();
  CONSTAT_CHECK(n >= 1 && proof.challenges.size() == n - 1 && proof.responses.size() == n);
  const Scalar minus_one = -Scalar::FromUint64(1);
  Scalar left = total_challenge;
  std::vector<Term> terms;
  for (size_t i = 0; i < n; ++i) {
    const Scalar challenge = i + 1 < n ? proof.challenges[i] : left;
    left -= challenge;
    const Scalar minus_challenge = -challenge;
    const auto commitment = static_cast<PointId>(proof.commitments + 2 * i);

    // z B - A - c R = 0
    terms = {{proof.responses[i], batch.Base()}, {minus_one, commitment}};
    for (const WeightedCiphertext& c : statement.ciphertexts) {
      terms.push_back({minus_challenge * Scalar::FromUint64(c.weight), c.R});
    }
    batch.Require(terms);

    // z K - A' - c C + c v B = 0
    terms = {{proof.responses[i], statement.joint_key}, {minus_one, commitment + 1}};
    for (const WeightedCiphertext& c : statement.ciphertexts) {
      terms.push_back({minus_challenge * Scalar::FromUint64(c.weight), c.C});
    }
    if (statement.values[i] != 0) {
      terms.push_back({challenge * Scalar::FromUint64(statement.values[i]), batch.Base()});
    }
    batch.Require(terms);
  }
}

}  // namespace constat::zkp
