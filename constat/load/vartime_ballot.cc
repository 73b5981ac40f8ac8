#include "constat/load/vartime_ballot.h"

#include <algorithm>

#include "constat/crypto/hash.h"

namespace constat::load {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using record::QuestionShape;

namespace {

// Nonces are scalars from a seed, in order: SHA-512(seed || counter) mod l.
class Nonces {
 public:
  explicit Nonces(const Bytes32& seed) { std::copy(seed.begin(), seed.end(), input_.begin()); }
  Scalar Next() {
    ++input_[32];
    if (input_[32] == 0) ++input_[33];
    return Scalar::FromWideBytes(crypto::Sha512(input_));
  }

 private:
  std::array<uint8_t, 34> input_{};
};

// Randomness is BAL-3's r of one ciphertext.
Scalar Randomness(const Bytes32& manifest_hash, const Bytes32& seed, size_t question, size_t option) {
  Bytes input(manifest_hash.begin(), manifest_hash.end());
  Append(input, seed);
  for (const size_t number : {question, option}) {
    input.push_back(static_cast<uint8_t>(number >> 8));
    input.push_back(static_cast<uint8_t>(number));
  }
  return group::ChallengeScalar(crypto::Label::kBallotRandomness, input);
}

}  // namespace

// Proof is a membership proof between its two moves.
struct VartimeBallots::Proof {
  Scalar randomness;
  size_t index;                    // of the true branch
  std::vector<Scalar> nonces;      // u_i
  std::vector<Scalar> challenges;  // c_i; of the true branch, what the challenge leaves
};

struct VartimeBallots::Draft {
  explicit Draft(const Bytes32& seed) : nonces(seed) {}
  Nonces nonces;
  std::vector<Proof> proofs;
  Scalar signature_nonce;
};

VartimeBallots::VartimeBallots(referendum::ContextPtr context, const group::WirePoint& joint_key)
    : context_(std::move(context)),
      joint_key_(joint_key),
      half_(Scalar::FromUint64(2).InvertVartime()),
      half_base_(Point::MulBaseVartime(half_)),
      base_(Point::Base()),
      key_(joint_key.point) {}

// Half is half of of_base B + of_key K: what is encoded is its double.
Point VartimeBallots::Half(const Scalar& of_base, const Scalar& of_key) const {
  Point out;
  if (of_base == Scalar::FromUint64(1)) {
    out = half_base_;
  } else if (!of_base.IsZero()) {
    out = base_.MulAddVartime(of_base * half_);
  }
  return of_key.IsZero() ? out : key_.MulAddVartime(of_key * half_, out);
}

// CommitQuestion makes a question's ciphertexts and commitments. A branch i commits to A_i = u_i B and
// A'_i = u_i K + c_i (v_i - m) B, which is 0 in the true one.
void VartimeBallots::CommitQuestion(size_t question, const PublicVote& vote, Draft& draft,
                                    std::span<Point> halves) const {
  const QuestionShape& shape = context_->shape.questions[question];
  const std::vector<uint16_t>& chosen = vote.choices[question];
  auto prove = [&](const Scalar& randomness, std::span<const uint64_t> values, uint64_t message,
                   size_t first) {
    Proof proof{randomness, 0, {}, {}};
    for (size_t i = 0; i < values.size(); ++i) {
      if (values[i] == message) proof.index = i;
      proof.nonces.push_back(draft.nonces.Next());
      proof.challenges.push_back(values[i] == message ? Scalar() : draft.nonces.Next());
      const Scalar difference =
          proof.challenges[i] * (Scalar::FromUint64(values[i]) - Scalar::FromUint64(message));
      halves[first + 2 * i] = Half(proof.nonces[i], Scalar());
      halves[first + 2 * i + 1] = Half(difference, proof.nonces[i]);
    }
    draft.proofs.push_back(std::move(proof));
  };
  constexpr std::array<uint64_t, 2> kBit = {0, 1};
  Scalar sum_randomness;
  uint64_t sum = 0;
  for (size_t o = 0; o < shape.options; ++o) {
    const uint64_t mark = std::count(chosen.begin(), chosen.end(), o) > 0 ? 1 : 0;
    const Scalar r = Randomness(context_->manifest_hash, vote.seed, question, o);
    halves[shape.CiphertextPoint(o)] = Half(r, Scalar());
    halves[shape.CiphertextPoint(o) + 1] = Half(Scalar::FromUint64(mark), r);
    prove(r, kBit, mark, shape.OptionCommitment(o));
    sum_randomness += r * Scalar::FromUint64(shape.Weight(o));
    sum += mark * shape.Weight(o);
  }
  std::vector<uint64_t> values;
  for (uint64_t v = shape.min; v <= shape.max; ++v) values.push_back(v);
  prove(sum_randomness, values, sum, shape.SumCommitment());
}

VartimeBallots::Draft VartimeBallots::Commit(const PublicVote& vote, std::span<Point> halves) const {
  Draft draft(vote.seed);
  halves.front() = Half(vote.secret, Scalar());
  for (size_t q = 0; q < context_->shape.questions.size(); ++q) CommitQuestion(q, vote, draft, halves);
  draft.signature_nonce = draft.nonces.Next();
  halves.back() = Half(draft.signature_nonce, Scalar());
  return draft;
}

// Answer is a proof's second move.
void VartimeBallots::Answer(const Proof& proof, const Scalar& challenge, const Membership& out) {
  std::vector<Scalar> challenges = proof.challenges;
  Scalar left = challenge;
  for (const Scalar& c : challenges) left -= c;
  challenges[proof.index] = left;
  std::copy(challenges.begin(), challenges.end() - 1, out.challenges.begin());
  for (size_t i = 0; i < challenges.size(); ++i) {
    out.responses[i] = proof.nonces[i] + challenges[i] * proof.randomness;
  }
}

Bytes VartimeBallots::Respond(const PublicVote& vote, const Draft& draft,
                              std::span<const EncodedPoint> points) const {
  const record::BallotShape& shape = context_->shape;
  record::Ballot ballot = record::Ballot::Of(shape, vote.revision);
  std::copy(points.begin(), points.end(), ballot.points.begin());
  const Scalar challenge = group::ChallengeScalar(
      crypto::Label::kBallot,
      record::BallotStatement(shape, ballot, context_->manifest_hash, joint_key_.encoded, vote.region));
  const record::BallotFields fields(shape, ballot);
  auto proof = draft.proofs.begin();
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    for (size_t o = 0; o < shape.questions[q].options; ++o)
      Answer(*proof++, challenge, fields.OptionProof(q, o));
    Answer(*proof++, challenge, fields.SumProof(q));
  }
  fields.SignatureZ() = draft.signature_nonce + challenge * vote.secret;
  return record::EncodeBallot(shape, ballot);
}

std::vector<Bytes> VartimeBallots::Make(std::span<const PublicVote> votes) const {
  const size_t n = context_->shape.points;
  std::vector<Point> halves(votes.size() * n);
  std::vector<Draft> drafts;
  for (size_t i = 0; i < votes.size(); ++i) {
    drafts.push_back(Commit(votes[i], std::span(halves).subspan(i * n, n)));
  }
  std::vector<EncodedPoint> encoded(halves.size());
  group::EncodeDoubledBatchVartime(halves, encoded);
  std::vector<Bytes> out;
  for (size_t i = 0; i < votes.size(); ++i) {
    out.push_back(Respond(votes[i], drafts[i], std::span(encoded).subspan(i * n, n)));
  }
  return out;
}

}  // namespace constat::load
