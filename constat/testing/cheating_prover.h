// What the tests of proofs share: seeded values, and a prover that cheats as well as anyone can. Not
// for other code.
//
// Everything here is in public scalars: a second, plain implementation of the provers' arithmetic beside
// the constant-time one.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/group/wire_point.h"
#include "constat/testing/matchers.h"
#include "constat/testing/values.h"
#include "constat/zkp/batch.h"
#include "constat/zkp/membership.h"

namespace constat::zkp {

inline group::Scalar FromInt(int64_t value) {
  return value >= 0 ? group::Scalar::FromUint64(static_cast<uint64_t>(value))
                    : -group::Scalar::FromUint64(static_cast<uint64_t>(-value));
}

inline group::Point Times(const group::Scalar& scalar, const group::Point& point) {
  return point.MulVartime(scalar);
}

// PublicCiphertext is (rB, mB + rK) with everything known.
struct PublicCiphertext {
  group::Scalar randomness;
  int64_t message = 0;
  group::Point R;
  group::Point C;
};

inline PublicCiphertext EncryptPublic(const group::Point& joint_key, int64_t message,
                                      const group::Scalar& randomness) {
  return {randomness, message, group::Point::MulBaseVartime(randomness),
          group::Point::MulBaseVartime(FromInt(message)) + Times(randomness, joint_key)};
}

// CheatingProver makes the best proof there is that a ciphertext with a known message and randomness holds
// one of values. It draws every branch challenge beforehand, so that all branches are simulated perfectly;
// the total challenge it meets later is another, so one branch, of its choice, gets what is left over. That
// branch's first equation still holds, as the randomness is known; the second holds if and only if the
// message is that branch's value. So it is an honest prover where the deviating branch is the true one, and
// otherwise exactly one equation of 2n is false.
class CheatingProver {
 public:
  CheatingProver(const group::Point& joint_key, const PublicCiphertext& ciphertext,
                 std::vector<int64_t> values, crypto::Rng& rng)
      : ciphertext_(ciphertext), values_(std::move(values)) {
    for (const int64_t value : values_) {
      nonces_.push_back(RandomScalar(rng));
      guesses_.push_back(RandomScalar(rng));
      commitments_.push_back(group::Point::MulBaseVartime(nonces_.back()));
      const group::Scalar off = guesses_.back() * FromInt(value - ciphertext_.message);
      commitments_.push_back(Times(nonces_.back(), joint_key) + group::Point::MulBaseVartime(off));
    }
  }

  // Commitments is A_0, A'_0, A_1, A'_1, ...
  [[nodiscard]] const std::vector<group::Point>& Commitments() const { return commitments_; }

  // GuessedTotal is the total challenge under which the proof is perfect whatever the message.
  [[nodiscard]] group::Scalar GuessedTotal() const {
    group::Scalar sum;
    for (const group::Scalar& guess : guesses_) sum += guess;
    return sum;
  }

  struct Answer {
    std::vector<group::Scalar> challenges;  // all of them; the last one is not sent
    std::vector<group::Scalar> responses;
  };
  // Respond lets the branch deviating take the difference between the total challenge and the guessed one.
  [[nodiscard]] Answer Respond(const group::Scalar& total_challenge, size_t deviating) const {
    Answer out{guesses_, {}};
    out.challenges[deviating] += total_challenge - GuessedTotal();
    for (size_t i = 0; i < values_.size(); ++i) {
      out.responses.push_back(nonces_[i] + out.challenges[i] * ciphertext_.randomness);
    }
    return out;
  }

  // Branch is the index of the message in values, or values.size().
  [[nodiscard]] size_t Branch() const {
    size_t i = 0;
    while (i < values_.size() && values_[i] != ciphertext_.message) ++i;
    return i;
  }

 private:
  PublicCiphertext ciphertext_;
  std::vector<int64_t> values_;
  std::vector<group::Scalar> nonces_;
  std::vector<group::Scalar> guesses_;
  std::vector<group::Point> commitments_;
};

}  // namespace constat::zkp
