#include "constat/zkp/membership.h"

#include <vector>

#include "constat/base/check.h"

namespace constat::zkp {

using group::Scalar;

namespace {

const Scalar kOne = Scalar::FromUint64(1);

}  // namespace

void RequireMembership(Batch& batch, const MembershipStatement& statement, const MembershipProof& proof,
                       const Scalar& total_challenge) {
  const size_t n = statement.values.size();
  CONSTAT_CHECK(n >= 1 && proof.challenges.size() == n - 1 && proof.responses.size() == n);
  Scalar left = total_challenge;
  std::vector<Term> terms;
  terms.reserve(statement.ciphertexts.size() + 3);
  for (size_t i = 0; i < n; ++i) {
    const Scalar challenge = i + 1 < n ? proof.challenges[i] : left;
    left -= challenge;
    const auto commitment = static_cast<PointId>(proof.commitments + 2 * i);
    const auto value = static_cast<int64_t>(statement.values[i]);

    // A + c R - z B = 0
    terms.assign(1, {kOne, commitment});
    for (const WeightedCiphertext& c : statement.ciphertexts) {
      terms.push_back({challenge, c.R, static_cast<int64_t>(c.weight)});
    }
    terms.push_back({proof.responses[i], batch.Base(), -1});
    batch.Require(terms);

    // A' + c C - c v B - z K = 0
    terms.assign(1, {kOne, commitment + 1});
    for (const WeightedCiphertext& c : statement.ciphertexts) {
      terms.push_back({challenge, c.C, static_cast<int64_t>(c.weight)});
    }
    if (value != 0) terms.push_back({challenge, batch.Base(), -value});
    terms.push_back({proof.responses[i], statement.joint_key, -1});
    batch.Require(terms);
  }
}

}  // namespace constat::zkp
