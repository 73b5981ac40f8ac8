#include "constat/zkp/secret/membership_prove.h"

#include "constat/base/check.h"
#include "constat/crypto/constant_time.h"

namespace constat::zkp {

using crypto::IsEqualConstantTime;
using group::Scalar;
using group::SecretScalar;

group::EncodedPoint MulKey(const EncryptionKey& key, const SecretScalar& u, const SecretScalar& d) {
  return SecretScalar::MulDoubleBaseEncoded(u, key.shifted, d.Sub(u));
}

// With u_i random, every branch commits to A_i = u_i B and A'_i = u_i K + d_i B, where z_i = u_i + c_i r and
// d_i = c_i (v_i - m). In the true branch d_i = 0, so A, A' are an honest first move and c_i is free; in the
// others A_i = z_i B - c_i R and A'_i = z_i K - c_i (C - v_i B), as BAL-4 asks, for a c_i drawn beforehand.
MembershipProver::MembershipProver(const EncryptionKey& key, std::span<const uint64_t> values,
                                   MembershipWitness witness, Nonces& nonces)
    : witness_(std::move(witness)) {
  const size_t n = values.size();
  CONSTAT_CHECK(n >= 1);  // and nothing about the index: a check of it would be a branch on the vote
  SecretScalar value;
  for (size_t i = 0; i < n; ++i) {
    value = SecretScalar::Choose(IsEqualConstantTime(i, witness_.index), value,
                                 SecretScalar::FromPublic(Scalar::FromUint64(values[i])));
  }
  for (size_t i = 0; i < n; ++i) {
    nonces_.push_back(nonces.Next());
    challenges_.push_back(nonces.Next());
    commitments_.push_back(nonces_[i].MulBaseEncoded());
    if (n == 1) {  // the only branch is the true one: d = 0 whatever happens
      commitments_.push_back(nonces_[i].MulEncoded(key.joint_key));
      continue;
    }
    const SecretScalar difference =
        value.Negate().Add(Scalar::FromUint64(values[i])).Mul(challenges_[i]);  // zero in the true branch
    commitments_.push_back(MulKey(key, nonces_[i], difference));
  }
}

MembershipProver::Answer MembershipProver::Respond(const Scalar& total_challenge) && {
  const size_t n = nonces_.size();
  // c of the true branch = total - sum of the others; summing all and adding the true one's draft back avoids
  // looking at the index.
  SecretScalar rest = SecretScalar::FromPublic(total_challenge);
  SecretScalar draft;
  for (size_t i = 0; i < n; ++i) {
    rest = rest.Sub(challenges_[i]);
    draft = SecretScalar::Choose(IsEqualConstantTime(i, witness_.index), draft, challenges_[i]);
  }
  const SecretScalar true_challenge = rest.Add(draft);
  Answer answer;
  for (size_t i = 0; i < n; ++i) {
    const SecretScalar challenge =
        SecretScalar::Choose(IsEqualConstantTime(i, witness_.index), challenges_[i], true_challenge);
    answer.responses.push_back(challenge.Mul(witness_.randomness).Add(nonces_[i]).Declassify());
    if (i + 1 < n) answer.challenges.push_back(challenge.Declassify());
  }
  nonces_.clear();
  challenges_.clear();
  return answer;
}

}  // namespace constat::zkp
