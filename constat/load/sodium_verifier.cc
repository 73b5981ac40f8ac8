#include "constat/load/sodium_verifier.h"

#include <sodium.h>

#include "constat/record/ballot.h"

namespace constat::load {
namespace {

using group::EncodedPoint;
using group::Scalar;
using record::QuestionShape;

// The sums below return the identity as 32 zero bytes; libsodium reports it as an error of multiplications.
EncodedPoint Mul(const Scalar& scalar, const EncodedPoint& point) {
  EncodedPoint out{};
  if (crypto_scalarmult_ristretto255(out.data(), scalar.Encode().data(), point.data()) != 0) out = {};
  return out;
}

EncodedPoint MulBase(const Scalar& scalar) {
  EncodedPoint out{};
  if (crypto_scalarmult_ristretto255_base(out.data(), scalar.Encode().data()) != 0) out = {};
  return out;
}

EncodedPoint Add(const EncodedPoint& a, const EncodedPoint& b) {
  EncodedPoint out{};
  (void)crypto_core_ristretto255_add(out.data(), a.data(), b.data());
  return out;
}

EncodedPoint Sub(const EncodedPoint& a, const EncodedPoint& b) {
  EncodedPoint out{};
  (void)crypto_core_ristretto255_sub(out.data(), a.data(), b.data());
  return out;
}

// libsodium 1.0.18 ignores bit 255.
bool IsCanonical(const EncodedPoint& point) {
  return (point[31] & 0x80) == 0 && crypto_core_ristretto255_is_valid_point(point.data()) == 1;
}

struct Statement {
  EncodedPoint R, C, K;
  uint64_t min;
};

// Holds checks A = z B - c R and A' = z K - c (C - v B) for each branch; the last c is what the others leave.
bool Holds(const Statement& s, std::span<const EncodedPoint> commitments, std::span<const Scalar> challenges,
           std::span<const Scalar> responses, Scalar left) {
  for (size_t i = 0; i < responses.size(); ++i) {
    const Scalar c = i < challenges.size() ? challenges[i] : left;
    left -= c;
    const uint64_t value = s.min + i;
    const EncodedPoint message = value == 0 ? s.C : Sub(s.C, MulBase(Scalar::FromUint64(value)));
    if (commitments[2 * i] != Sub(MulBase(responses[i]), Mul(c, s.R))) return false;
    if (commitments[2 * i + 1] != Sub(Mul(responses[i], s.K), Mul(c, message))) return false;
  }
  return true;
}

bool QuestionHolds(const QuestionShape& q, const EncodedPoint& key, const record::Ballot& ballot,
                   const Scalar& challenge) {
  const std::span<const EncodedPoint> points(ballot.points);
  const std::span<const Scalar> scalars(ballot.scalars);
  Statement sum{{}, {}, key, q.min};
  for (size_t o = 0; o < q.options; ++o) {
    const EncodedPoint& r = points[q.CiphertextPoint(o)];
    const EncodedPoint& c = points[q.CiphertextPoint(o) + 1];
    const Scalar weight = Scalar::FromUint64(q.Weight(o));
    sum.R = Add(sum.R, q.Weight(o) == 1 ? r : Mul(weight, r));
    sum.C = Add(sum.C, q.Weight(o) == 1 ? c : Mul(weight, c));
    const size_t s = q.OptionScalar(o);
    if (!Holds({r, c, key, 0}, points.subspan(q.OptionCommitment(o), 4), scalars.subspan(s, 1),
               scalars.subspan(s + 1, 2), challenge)) {
      return false;
    }
  }
  const size_t branches = q.SumBranches();
  const size_t s = q.SumScalar();
  return Holds(sum, points.subspan(q.SumCommitment(), 2 * branches), scalars.subspan(s, branches - 1),
               scalars.subspan(s + branches - 1, branches), challenge);
}

}  // namespace

bool SodiumBallot(const referendum::Context& context, const group::WirePoint& joint_key, uint16_t region,
                  ByteView body) {
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, body);
  if (!parsed || parsed->first_bad_scalar != SIZE_MAX) return false;
  const record::Ballot& ballot = parsed->ballot;
  for (const EncodedPoint& point : ballot.points) {
    if (!IsCanonical(point)) return false;
  }
  const Scalar challenge = group::ChallengeScalar(
      crypto::Label::kBallot,
      record::BallotStatement(context.shape, ballot, context.manifest_hash, joint_key.encoded, region));
  for (const QuestionShape& q : context.shape.questions) {
    if (!QuestionHolds(q, joint_key.encoded, ballot, challenge)) return false;
  }
  return ballot.points.back() == Sub(MulBase(ballot.scalars.back()), Mul(challenge, ballot.Credential()));
}

}  // namespace constat::load
