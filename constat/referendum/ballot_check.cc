#include "constat/referendum/ballot_check.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/group/msm.h"
#include "constat/zkp/membership.h"

namespace constat::referendum {

using group::EncodedPoint;
using group::Point;
using group::PreparedPoint;
using group::Scalar;
using record::Ballot;
using record::BallotFields;
using record::BallotShape;
using record::QuestionShape;

namespace {

std::vector<uint64_t> SumValues(const QuestionShape& q) {
  std::vector<uint64_t> out;
  for (uint64_t v = q.min; v <= q.max; ++v) out.push_back(v);
  return out;
}

// BallotInBatch is a ballot whose points are the batch's from first on.
struct BallotInBatch {
  const BallotShape& shape;
  BallotFields<const Ballot> fields;
  zkp::PointId first;
  zkp::PointId joint_key;
};

// RequireQuestion adds the option proofs and the sum proof of one question.
void RequireQuestion(zkp::Batch& batch, const BallotInBatch& ballot, size_t question,
                     const Scalar& challenge) {
  static constexpr std::array<uint64_t, 2> kBit = {0, 1};
  const QuestionShape& q = ballot.shape.questions[question];
  auto id = [&](size_t index) { return static_cast<zkp::PointId>(ballot.first + index); };
  std::vector<zkp::WeightedCiphertext> sum;
  for (size_t o = 0; o < q.options; ++o) {
    const zkp::WeightedCiphertext ciphertext{id(q.CiphertextPoint(o)), id(q.CiphertextPoint(o) + 1), 1};
    sum.push_back(ciphertext);
    sum.back().weight = q.Weight(o);
    const auto [commitments, challenges, responses] = ballot.fields.OptionProof(question, o);
    zkp::RequireMembership(batch, {ballot.joint_key, std::span(&ciphertext, 1), kBit},
                           {id(q.OptionCommitment(o)), challenges, responses}, challenge);
  }
  const std::vector<uint64_t> values = SumValues(q);
  const auto [commitments, challenges, responses] = ballot.fields.SumProof(question);
  zkp::RequireMembership(batch, {ballot.joint_key, sum, values},
                         {id(q.SumCommitment()), challenges, responses}, challenge);
}

}  // namespace

std::vector<Point> DecodeCiphertexts(const BallotShape& shape, const Ballot& ballot) {
  std::vector<EncodedPoint> encodings;
  const BallotFields fields(shape, ballot);
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    const std::span<const EncodedPoint> of_question = fields.Ciphertexts(q);
    encodings.insert(encodings.end(), of_question.begin(), of_question.end());
  }
  std::vector<Point> points(encodings.size());
  const std::vector<size_t> bad = group::DecodeBatchVartime(encodings, points);
  CONSTAT_CHECK(bad.empty());
  return points;
}

void BallotChecker::RequireProofs(zkp::Batch& batch, zkp::PointId joint_key, const Ballot& ballot,
                                  zkp::PointId first, uint16_t region) const {
  const BallotShape& shape = context_->shape;
  const Bytes statement =
      record::BallotStatement(shape, ballot, context_->manifest_hash, joint_key_.encoded, region);
  const Scalar challenge = group::ChallengeScalar(crypto::Label::kBallot, statement);
  const BallotInBatch in_batch{shape, BallotFields(shape, ballot), first, joint_key};
  for (size_t q = 0; q < shape.questions.size(); ++q) RequireQuestion(batch, in_batch, q, challenge);
  // A + c X - z B = 0
  batch.Require({{Scalar::FromUint64(1), static_cast<zkp::PointId>(first + shape.points - 1)},
                 {challenge, first},
                 {in_batch.fields.SignatureZ(), batch.Base(), -1}});
}

// TakeCiphertexts copies the R and C of the ballots whose proofs hold.
void BallotChecker::TakeCiphertexts(const zkp::Batch& batch, std::span<const Item> items,
                                    std::vector<CheckedBallot>& out) const {
  const BallotShape& shape = context_->shape;
  const size_t n = 2 * shape.ciphertexts;
  const std::shared_ptr<PreparedPoint[]> memory(new PreparedPoint[items.size() * n]);
  PreparedPoint* to = memory.get();
  for (const Item& item : items) {
    CheckedBallot& checked = out[item.ballot];
    if (!checked.proofs_hold) continue;
    checked.memory = memory;
    checked.ciphertexts = {to, n};
    for (const QuestionShape& q : shape.questions) {
      const PreparedPoint* const from = &batch.At(static_cast<zkp::PointId>(item.first + q.first_point));
      to = std::copy(from, from + 2 * q.options, to);
    }
  }
}

std::vector<CheckedBallot> BallotChecker::Check(std::span<const ByteView> bodies, ProofMethod method,
                                                const FindSlot& find) const {
  const BallotShape& shape = context_->shape;
  const size_t n = shape.points;
  std::vector<CheckedBallot> out(bodies.size());
  std::vector<record::ParsedBallot> parsed;  // ballots of the right length
  std::vector<size_t> indices;               // theirs
  std::vector<EncodedPoint> encodings;
  // Room is made for what has a ballot's length: a block of short entries must not cost as much as
  // one of ballots.
  const auto whole = static_cast<size_t>(std::count_if(
      bodies.begin(), bodies.end(), [&](const ByteView& body) { return body.size() == shape.size_bytes; }));
  parsed.reserve(whole);
  indices.reserve(whole);
  encodings.reserve(whole * n);
  for (size_t i = 0; i < bodies.size(); ++i) {
    Result<record::ParsedBallot> ballot = record::ParseBallot(shape, bodies[i]);
    if (!ballot) {
      out[i].encoding = tl::unexpected(ballot.error());
      continue;
    }
    indices.push_back(i);
    encodings.insert(encodings.end(), ballot->ballot.points.begin(), ballot->ballot.points.end());
    parsed.push_back(*std::move(ballot));
  }
  zkp::Batch batch(method == ProofMethod::kBatch ? zkp::Batch::Keep::kSums : zkp::Batch::Keep::kEquations);
  const zkp::PointId joint_key = batch.Share(joint_key_.point);
  const zkp::Batch::Decoded decoded = batch.Decode(encodings);

  std::vector<Item> items;
  items.reserve(indices.size());
  auto bad_point = decoded.bad.begin();
  for (size_t k = 0; k < indices.size(); ++k) {
    CheckedBallot& checked = out[indices[k]];
    std::vector<size_t> bad;
    for (; bad_point != decoded.bad.end() && *bad_point < (k + 1) * n; ++bad_point)
      bad.push_back(*bad_point - k * n);
    const Ballot& ballot = parsed[k].ballot;
    checked.encoding = record::CheckBallotEncoding(shape, parsed[k], bad);
    if (!checked.encoding) continue;
    checked.credential = ballot.Credential();
    checked.revision = ballot.revision;
    checked.slot = find(checked.credential);
    if (!checked.slot) continue;
    const auto first = static_cast<zkp::PointId>(decoded.first + k * n);
    items.push_back({indices[k], first});
    batch.BeginItem(first);
    RequireProofs(batch, joint_key, ballot, first, checked.slot->region);
    checked.proofs_hold = true;  // until shown otherwise
  }
  for (const size_t item : method == ProofMethod::kBatch ? batch.FindFalse() : batch.FindFalseOneByOne()) {
    out[items[item].ballot].proofs_hold = false;
  }
  TakeCiphertexts(batch, items, out);
  return out;
}

}  // namespace constat::referendum
