#include "constat/zkp/membership.h"

#include <numeric>

#include "constat/testing/cheating_prover.h"
#include "constat/zkp/secret/membership_prove.h"

namespace constat::zkp {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;

// SumClaim is one statement with one proof, in points and scalars that a test can bend as it likes.
struct SumClaim {
  Point joint_key;
  std::vector<Point> R;  // the summands of the ciphertext
  std::vector<Point> C;
  std::vector<uint64_t> weights;
  std::vector<uint64_t> values;
  std::vector<Point> commitments;  // A_0, A'_0, A_1, ...
  std::vector<Scalar> challenges;  // all but the last
  std::vector<Scalar> responses;
};

// ChallengeFor covers the whole statement and all commitments.
Scalar ChallengeFor(const SumClaim& claim) {
  Bytes statement;
  Append(statement, claim.joint_key.Encode());
  for (const std::vector<Point>* list : {&claim.R, &claim.C, &claim.commitments}) {
    for (const Point& p : *list) Append(statement, p.Encode());
  }
  for (const uint64_t v : claim.values) statement.push_back(static_cast<uint8_t>(v));
  for (const uint64_t w : claim.weights) statement.push_back(static_cast<uint8_t>(w));
  return group::ChallengeScalar(crypto::Label::kBallot, statement);
}

bool Holds(const SumClaim& claim, const Scalar& total) {
  Batch batch;
  const PointId key = batch.Share(claim.joint_key);
  batch.BeginItem();
  const PointId R = batch.Add(claim.R);
  const PointId C = batch.Add(claim.C);
  const PointId commitments = batch.Add(claim.commitments);
  std::vector<WeightedCiphertext> ciphertexts;
  for (size_t i = 0; i < claim.R.size(); ++i) {
    ciphertexts.push_back({static_cast<PointId>(R + i), static_cast<PointId>(C + i), claim.weights[i]});
  }
  RequireMembership(batch, {key, ciphertexts, claim.values}, {commitments, claim.challenges, claim.responses},
                    total);
  const bool batched = batch.FindFalse().empty();
  EXPECT_EQ(batch.FindFalseOneByOne().empty(), batched);
  return batched;
}

bool Holds(const SumClaim& claim) { return Holds(claim, ChallengeFor(claim)); }

std::vector<uint64_t> Range(uint64_t min, size_t size) {
  std::vector<uint64_t> out(size);
  std::iota(out.begin(), out.end(), min);
  return out;
}

struct Ballot {
  Point joint_key;
  std::vector<Scalar> randomness;
  SumClaim claim;
};

// Encrypt makes a claim without a proof: the weighted sum of ciphertexts of the messages.
Ballot Encrypt(std::span<const uint64_t> messages, std::vector<uint64_t> weights,
               std::vector<uint64_t> values, crypto::Rng& rng) {
  Ballot out;
  out.joint_key = RandomPoint(rng);
  out.claim.joint_key = out.joint_key;
  out.claim.weights = std::move(weights);
  out.claim.values = std::move(values);
  for (const uint64_t m : messages) {
    out.randomness.push_back(RandomScalar(rng));
    const PublicCiphertext c = EncryptPublic(out.joint_key, static_cast<int64_t>(m), out.randomness.back());
    out.claim.R.push_back(c.R);
    out.claim.C.push_back(c.C);
  }
  return out;
}

// ProveWith lets the constant-time prover prove that the sum is values[index].
void ProveWith(Ballot& ballot, size_t index, crypto::Rng& rng) {
  Scalar sum;
  for (size_t i = 0; i < ballot.randomness.size(); ++i) {
    sum += ballot.randomness[i] * Scalar::FromUint64(ballot.claim.weights[i]);
  }
  Nonces nonces(SecretScalar::Random(rng), {.label = crypto::Label::kBallot}, rng);
  MembershipProver prover(EncryptionKey::Of(WirePoint::From(ballot.joint_key)), ballot.claim.values,
                          {SecretScalar::FromPublic(sum), index}, nonces);
  ballot.claim.commitments.clear();
  for (const EncodedPoint& e : prover.Commitments()) ballot.claim.commitments.push_back(*Point::Decode(e));
  MembershipProver::Answer answer = std::move(prover).Respond(ChallengeFor(ballot.claim));
  ballot.claim.challenges = std::move(answer.challenges);
  ballot.claim.responses = std::move(answer.responses);
}

Ballot Honest(size_t values, size_t index, crypto::Rng& rng, uint64_t min = 0) {
  const std::array<uint64_t, 1> message = {min + index};
  Ballot out = Encrypt(message, {1}, Range(min, values), rng);
  ProveWith(out, index, rng);
  return out;
}

// Spec: BAL-4
TEST(MembershipTest, AcceptsEveryMemberOfEverySetOfUpToSixValues) {
  crypto::SeededRng rng("membership", "complete");
  for (size_t size = 1; size <= 6; ++size) {
    for (const uint64_t min : {0u, 1u, 7u}) {
      for (size_t index = 0; index < size; ++index) {
        const Ballot b = Honest(size, index, rng, min);
        EXPECT_EQ(b.claim.commitments.size(), 2 * size);
        EXPECT_EQ(b.claim.challenges.size(), size - 1);
        EXPECT_EQ(b.claim.responses.size(), size);
        EXPECT_TRUE(Holds(b.claim)) << size << " values from " << min << ", index " << index;
      }
    }
  }
}

// Two of three chosen, or the blank one alone, whose weight is max. Spec: BAL-2, BAL-4
TEST(MembershipTest, AcceptsWeightedSumsWithABlankOption) {
  crypto::SeededRng rng("membership", "weights");
  const std::vector<uint64_t> weights = {1, 1, 1, 2};  // max = 2
  const std::vector<std::pair<std::array<uint64_t, 4>, uint64_t>> choices = {
      {{0, 0, 0, 0}, 0}, {{1, 0, 0, 0}, 1}, {{0, 1, 1, 0}, 2}, {{0, 0, 0, 1}, 2}};
  for (const auto& [messages, sum] : choices) {
    Ballot b = Encrypt(messages, weights, {0, 1, 2}, rng);
    ProveWith(b, sum, rng);
    EXPECT_TRUE(Holds(b.claim));
  }
  // The blank one together with another is a sum of 3: no branch is true, whichever the prover claims.
  const std::array<uint64_t, 4> both = {1, 0, 0, 1};
  for (size_t index = 0; index < 3; ++index) {
    Ballot b = Encrypt(both, weights, {0, 1, 2}, rng);
    ProveWith(b, index, rng);
    EXPECT_FALSE(Holds(b.claim)) << index;
  }
}

// CheatingClaim is a cheat's claim under the total challenge it met.
SumClaim CheatingClaim(const CheatingProver& prover, const PublicCiphertext& c, const Point& key,
                       std::vector<uint64_t> values) {
  SumClaim claim{.joint_key = key,
                 .R = {c.R},
                 .C = {c.C},
                 .weights = {1},
                 .values = std::move(values),
                 .commitments = prover.Commitments(),
                 .challenges = {},
                 .responses = {}};
  return claim;
}

void Answer(SumClaim& claim, CheatingProver::Answer answer) {
  answer.challenges.pop_back();
  claim.challenges = std::move(answer.challenges);
  claim.responses = std::move(answer.responses);
}

// The attack on every election with homomorphic tallies: one ballot that counts 2, 1000 or -1.
// Spec: BAL-4
TEST(MembershipTest, RefusesValuesOutsideTheSetFromTheBestCheat) {
  crypto::SeededRng rng("membership", "cheat");
  for (const int64_t message : {2, 1000, -1, -1000}) {
    for (const size_t size : {1u, 2u, 4u}) {
      if (message >= 0 && message < static_cast<int64_t>(size)) continue;
      for (size_t deviating = 0; deviating < size; ++deviating) {
        const Point key = RandomPoint(rng);
        const PublicCiphertext c = EncryptPublic(key, message, RandomScalar(rng));
        std::vector<int64_t> values(size);
        std::iota(values.begin(), values.end(), 0);
        const CheatingProver prover(key, c, values, rng);
        SumClaim claim = CheatingClaim(prover, c, key, Range(0, size));
        Answer(claim, prover.Respond(prover.GuessedTotal(), deviating));
        EXPECT_TRUE(Holds(claim, prover.GuessedTotal())) << "the forgery itself is at fault";
        EXPECT_FALSE(Holds(claim)) << "under the real challenge";
        Answer(claim, prover.Respond(ChallengeFor(claim), deviating));
        EXPECT_FALSE(Holds(claim)) << message << " in " << size << " values, branch " << deviating;
      }
    }
  }
}

// The same prover is an honest one when the deviating branch is the true one: so it fails above for
// the message alone.
TEST(MembershipTest, TheCheatPassesWithAMember) {
  crypto::SeededRng rng("membership", "cheat honest");
  for (int64_t message = 0; message < 4; ++message) {
    const Point key = RandomPoint(rng);
    const PublicCiphertext c = EncryptPublic(key, message, RandomScalar(rng));
    const CheatingProver prover(key, c, {0, 1, 2, 3}, rng);
    SumClaim claim = CheatingClaim(prover, c, key, Range(0, 4));
    Answer(claim, prover.Respond(ChallengeFor(claim), prover.Branch()));
    EXPECT_TRUE(Holds(claim));
  }
}

// The attack on challenges that hash the commitments alone: the commitments first, then a ciphertext that
// fits. What it encrypts is a random number, so the tally would search for ever.
// SOURCE: Bernhard, Pereira, Warinschi, "How not to prove yourself", ASIACRYPT 2012.
// Spec: LAB-5, BAL-4
TEST(MembershipTest, RefusesACiphertextChosenAfterTheChallenge) {
  crypto::SeededRng rng("membership", "adaptive");
  const Point key = RandomPoint(rng);
  const Scalar u0 = RandomScalar(rng);
  const Scalar u1 = RandomScalar(rng);
  const Scalar shift = RandomScalar(rng);
  const Scalar randomness = RandomScalar(rng);
  SumClaim claim{.joint_key = key,
                 .R = {},
                 .C = {},
                 .weights = {1},
                 .values = {0, 1},
                 .commitments = {Point::MulBaseVartime(u0), Times(u0, key) + Point::MulBaseVartime(shift),
                                 Point::MulBaseVartime(u1), Times(u1, key)},
                 .challenges = {},
                 .responses = {}};
  const Scalar weak = ChallengeFor(claim);  // no ciphertext is in it yet
  const Scalar message = -(shift * weak.InvertVartime());
  claim.R = {Point::MulBaseVartime(randomness)};
  claim.C = {Point::MulBaseVartime(message) + Times(randomness, key)};
  claim.challenges = {weak};  // so the second branch's is 0
  claim.responses = {u0 + weak * randomness, u1};
  EXPECT_TRUE(Holds(claim, weak)) << "the forgery itself is at fault";
  EXPECT_FALSE(message == Scalar() || message == Scalar::FromUint64(1)) << "it would be a good vote";
  EXPECT_FALSE(Holds(claim)) << "under the challenge of the whole statement";
  claim.challenges = {ChallengeFor(claim)};
  claim.responses[0] = u0 + claim.challenges[0] * randomness;
  EXPECT_FALSE(Holds(claim)) << "answered anew";
}

// Spec: BAL-4
TEST(MembershipTest, RefusesChallengesThatDoNotAddUp) {
  crypto::SeededRng rng("membership", "sum");
  const Ballot b = Honest(4, 2, rng);
  for (size_t i = 0; i < b.claim.challenges.size(); ++i) {
    SumClaim changed = b.claim;
    changed.challenges[i] += Scalar::FromUint64(1);
    EXPECT_FALSE(Holds(changed)) << i;
  }
  // Moving from one challenge to another keeps the sum, and fails all the same.
  SumClaim moved = b.claim;
  moved.challenges[0] += Scalar::FromUint64(1);
  moved.challenges[1] -= Scalar::FromUint64(1);
  EXPECT_FALSE(Holds(moved));
  EXPECT_FALSE(Holds(b.claim, ChallengeFor(b.claim) + Scalar::FromUint64(1)));
}

// Spec: BAL-4
TEST(MembershipTest, RefusesEveryChangedCommitmentAndResponse) {
  crypto::SeededRng rng("membership", "changed");
  const Ballot b = Honest(3, 1, rng);
  for (size_t i = 0; i < b.claim.commitments.size(); ++i) {
    SumClaim changed = b.claim;
    changed.commitments[i] += Point::Base();
    EXPECT_FALSE(Holds(changed)) << i;
    EXPECT_FALSE(Holds(changed, ChallengeFor(b.claim))) << i;
  }
  for (size_t i = 0; i < b.claim.responses.size(); ++i) {
    SumClaim changed = b.claim;
    changed.responses[i] += Scalar::FromUint64(1);
    EXPECT_FALSE(Holds(changed)) << i;
  }
}

TEST(MembershipTest, RefusesSwappedParts) {
  crypto::SeededRng rng("membership", "swapped");
  const Ballot b = Honest(3, 0, rng);
  const Scalar total = ChallengeFor(b.claim);
  for (size_t i = 0; i < b.claim.commitments.size(); ++i) {
    for (size_t j = i + 1; j < b.claim.commitments.size(); ++j) {
      SumClaim swapped = b.claim;
      std::swap(swapped.commitments[i], swapped.commitments[j]);
      EXPECT_FALSE(Holds(swapped, total)) << i << " and " << j;
      EXPECT_FALSE(Holds(swapped)) << i << " and " << j;
    }
  }
  SumClaim swapped = b.claim;
  std::swap(swapped.responses[0], swapped.responses[1]);
  EXPECT_FALSE(Holds(swapped));
  swapped = b.claim;
  std::swap(swapped.challenges[0], swapped.challenges[1]);
  EXPECT_FALSE(Holds(swapped));
  swapped = b.claim;
  std::swap(swapped.R[0], swapped.C[0]);
  EXPECT_FALSE(Holds(swapped, total));
}

// A proof belongs to one ciphertext, one key, one set, one set of weights.
// Spec: BAL-4, BAL-6
TEST(MembershipTest, RefusesAProofUsedForAnotherStatement) {
  crypto::SeededRng rng("membership", "reused");
  const Ballot b = Honest(2, 1, rng);
  const Scalar total = ChallengeFor(b.claim);
  const auto refused = [&](const SumClaim& other, const char* what) {
    EXPECT_FALSE(Holds(other, total)) << what;
    EXPECT_FALSE(Holds(other)) << what;
  };
  SumClaim other = b.claim;
  const Scalar r = RandomScalar(rng);
  other.R[0] += Point::MulBaseVartime(r);
  other.C[0] += Times(r, other.joint_key);
  refused(other, "re-randomised");
  other = b.claim;
  other.C[0] += Point::Base();
  refused(other, "one more vote");
  other = b.claim;
  other.C[0] -= Point::Base();
  refused(other, "one vote less");
  other = b.claim;
  other.joint_key += Point::Base();
  refused(other, "another key");
  other = b.claim;
  other.values = {1, 2};
  refused(other, "another set");
  other.values = {1, 0};
  refused(other, "the set in another order");
  other = b.claim;
  other.weights = {2};
  refused(other, "another weight");
  const Ballot stranger = Honest(2, 1, rng);
  other = stranger.claim;
  other.commitments = b.claim.commitments;
  other.challenges = b.claim.challenges;
  other.responses = b.claim.responses;
  refused(other, "another ballot");
}

// Identity commitments are points like others; they help nobody.
TEST(MembershipTest, RefusesIdentityCommitments) {
  crypto::SeededRng rng("membership", "identity");
  const std::array<uint64_t, 1> message = {2};
  Ballot b = Encrypt(message, {1}, {0, 1}, rng);
  b.claim.commitments.assign(4, Point());
  const Scalar total = ChallengeFor(b.claim);
  // All-zero branches hold under a zero challenge, so the whole challenge falls on one branch, where z = c r.
  for (size_t loaded = 0; loaded < 2; ++loaded) {
    b.claim.challenges = {loaded == 0 ? total : Scalar()};
    b.claim.responses.assign(2, Scalar());
    EXPECT_FALSE(Holds(b.claim));
    b.claim.responses[loaded] = total * b.randomness.front();
    EXPECT_FALSE(Holds(b.claim));
  }
}

// The simulated branches must look like the true one: an observer that sorts by any simple mark
// learns the vote.
TEST(MembershipTest, ProofsOfDifferentValuesDifferInNothingButRandomness) {
  crypto::SeededRng rng("membership", "hiding");
  for (size_t index = 0; index < 2; ++index) {
    const Ballot b = Honest(2, index, rng);
    for (const Point& p : b.claim.commitments) EXPECT_FALSE(p.IsIdentity());
    for (const Scalar& s : b.claim.responses) EXPECT_GT(s.BitLength(), 128);
    EXPECT_GT(b.claim.challenges.front().BitLength(), 128);
    EXPECT_GT((ChallengeFor(b.claim) - b.claim.challenges.front()).BitLength(), 128);
  }
}

TEST(MembershipDeathTest, ProofOfAnotherShapeIsABug) {
  crypto::SeededRng rng("membership", "shape");
  Ballot b = Honest(2, 0, rng);
  SumClaim wrong = b.claim;
  wrong.responses.pop_back();
  EXPECT_DEATH((void)Holds(wrong), "internal error");
  wrong = b.claim;
  wrong.challenges.clear();
  EXPECT_DEATH((void)Holds(wrong), "internal error");
  wrong = b.claim;
  wrong.challenges.push_back(Scalar());
  EXPECT_DEATH((void)Holds(wrong), "internal error");
}

}  // namespace
}  // namespace constat::zkp
