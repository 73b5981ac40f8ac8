#include "constat/referendum/ballot_check.h"

#include <fmt/format.h>

#include "constat/base/check.h"
#include "constat/group/msm.h"
#include "constat/zkp/membership.h"

namespace constat::referendum {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using record::Ballot;
using record::BallotShape;
using record::QuestionShape;

namespace {

// PointsOf copies the R and C out of a ballot's decoded points.
std::vector<Point> PointsOf(const BallotShape& shape, std::span<const Point> points) {
  std::vector<Point> out;
  out.reserve(2 * shape.ciphertexts);
  for (const QuestionShape& q : shape.questions) {
    const auto first = points.subspan(q.first_point, 2 * q.options);
    out.insert(out.end(), first.begin(), first.end());
  }
  return out;
}

std::vector<uint64_t> SumValues(const QuestionShape& q) {
  std::vector<uint64_t> out;
  for (uint64_t v = q.min; v <= q.max; ++v) out.push_back(v);
  return out;
}

// RequireQuestion adds the option proofs and the sum proof of one question.
void RequireQuestion(zkp::Batch& batch, zkp::PointId joint_key, const QuestionShape& q, zkp::PointId first,
                     std::span<const Scalar> scalars, const Scalar& challenge) {
  static constexpr std::array<uint64_t, 2> kBit = {0, 1};
  auto id = [&](size_t index) { return static_cast<zkp::PointId>(first + index); };
  std::vector<zkp::WeightedCiphertext> sum;
  for (size_t o = 0; o < q.options; ++o) {
    const zkp::WeightedCiphertext ciphertext{id(q.CiphertextPoint(o)), id(q.CiphertextPoint(o) + 1), 1};
    sum.push_back(ciphertext);
    sum.back().weight = q.Weight(o);
    const size_t s = q.OptionScalar(o);
    zkp::RequireMembership(batch, {joint_key, std::span(&ciphertext, 1), kBit},
                           {id(q.OptionCommitment(o)), scalars.subspan(s, 1), scalars.subspan(s + 1, 2)}, challenge);
  }
  const std::vector<uint64_t> values = SumValues(q);
  const size_t s = q.SumScalar();
  zkp::RequireMembership(
      batch, {joint_key, sum, values},
      {id(q.SumCommitment()), scalars.subspan(s, values.size() - 1), scalars.subspan(s + values.size() - 1, values.size())},
      challenge);
}

}  // namespace

std::vector<Point> DecodeCiphertexts(const BallotShape& shape, const Ballot& ballot) {
  std::vector<Point> points(ballot.points.size());
  const std::vector<size_t> bad = group::DecodeBatchVartime(ballot.points, points);
  CONSTAT_CHECK(bad.empty());
  return PointsOf(shape, points);
}

void BallotChecker::RequireProofs(zkp::Batch& batch, zkp::PointId joint_key, const Ballot& ballot,
                                  std::span<const Point> points, uint16_t region) const {
  const BallotShape& shape = context_->shape;
  const Bytes statement =
      record::BallotStatement(shape, ballot, context_->manifest_hash, joint_key_.encoded, region);
  const Scalar challenge = group::ChallengeScalar(crypto::Label::kBallot, statement);
  const zkp::PointId first = batch.Add(points);
  for (const QuestionShape& q : shape.questions) {
    RequireQuestion(batch, joint_key, q, first, ballot.scalars, challenge);
  }
  // z B - A - c X = 0
  batch.Require({{ballot.scalars.back(), batch.Base()},
                 {-Scalar::FromUint64(1), static_cast<zkp::PointId>(first + shape.points - 1)},
                 {-challenge, first}});
}

std::vector<CheckedBallot> BallotChecker::Check(std::span<const ByteView> bodies, ProofMethod method) const {
  const BallotShape& shape = context_->shape;
  const size_t n = shape.points;
  std::vector<CheckedBallot> out(bodies.size());
  std::vector<record::ParsedBallot> parsed(bodies.size());
  std::vector<size_t> sized;  // ballots of the right length
  std::vector<EncodedPoint> encodings;
  encodings.reserve(bodies.size() * n);
  for (size_t i = 0; i < bodies.size(); ++i) {
    Result<record::ParsedBallot> ballot = record::ParseBallot(shape, bodies[i]);
    if (!ballot) {
      out[i].encoding = tl::unexpected(ballot.error());
      continue;
    }
    sized.push_back(i);
    parsed[i] = *std::move(ballot);
    encodings.insert(encodings.end(), parsed[i].ballot.points.begin(), parsed[i].ballot.points.end());
  }
  std::vector<Point> points(encodings.size());
  const std::vector<size_t> bad_points = group::DecodeBatchVartime(encodings, points);

  zkp::Batch batch;
  const zkp::PointId joint_key = batch.Share(joint_key_.point);
  std::vector<size_t> item_ballots;
  std::vector<size_t> item_points;
  size_t next_bad = 0;
  for (size_t k = 0; k < sized.size(); ++k) {
    CheckedBallot& checked = out[sized[k]];
    std::vector<size_t> bad;
    for (; next_bad < bad_points.size() && bad_points[next_bad] < (k + 1) * n; ++next_bad) {
      bad.push_back(bad_points[next_bad] - k * n);
    }
    checked.encoding = record::CheckBallotEncoding(shape, parsed[sized[k]], bad);
    if (!checked.encoding) continue;
    checked.ballot = std::move(parsed[sized[k]].ballot);
    checked.slot = roll_->Find(checked.ballot.Credential());
    if (!checked.slot) continue;
    batch.BeginItem();
    RequireProofs(batch, joint_key, checked.ballot, std::span(points).subspan(k * n, n), checked.slot->region);
    item_ballots.push_back(sized[k]);
    item_points.push_back(k * n);
  }
  const std::vector<size_t> false_items =
      method == ProofMethod::kBatch ? batch.FindFalse() : batch.FindFalseOneByOne();
  size_t next_false = 0;
  for (size_t item = 0; item < item_ballots.size(); ++item) {
    if (next_false < false_items.size() && false_items[next_false] == item) {
      ++next_false;
      continue;
    }
    CheckedBallot& checked = out[item_ballots[item]];
    checked.proofs_hold = true;
    checked.ciphertexts = PointsOf(shape, std::span(points).subspan(item_points[item], n));
  }
  return out;
}

}  // namespace constat::referendum
