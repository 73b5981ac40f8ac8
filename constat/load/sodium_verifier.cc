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

using Membership = record::BallotFields<const record::Ballot>::Membership;

// Holds checks A = z B - c R and A' = z K - c (C - v B) for each branch; the last c is what the others
// leave of left.
bool Holds(const Statement& s, const Membership& proof, Scalar left) {
  const auto& [commitments, challenges, responses] = proof;
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

// Judged is a ballot with what its proofs are about.
struct Judged {
  const record::BallotShape& shape;
  record::BallotFields<const record::Ballot> fields;
  const EncodedPoint& key;
  const Scalar& challenge;
};

bool QuestionHolds(const Judged& ballot, size_t question) {
  const QuestionShape& q = ballot.shape.questions[question];
  Statement sum{{}, {}, ballot.key, q.min};
  for (size_t o = 0; o < q.options; ++o) {
    const EncodedPoint& r = ballot.fields.R(question, o);
    const EncodedPoint& c = ballot.fields.C(question, o);
    const Scalar weight = Scalar::FromUint64(q.Weight(o));
    sum.R = Add(sum.R, q.Weight(o) == 1 ? r : Mul(weight, r));
    sum.C = Add(sum.C, q.Weight(o) == 1 ? c : Mul(weight, c));
    if (!Holds({r, c, ballot.key, 0}, ballot.fields.OptionProof(question, o), ballot.challenge)) return false;
  }
  return Holds(sum, ballot.fields.SumProof(question), ballot.challenge);
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
  const Judged judged{context.shape, record::BallotFields(context.shape, ballot), joint_key.encoded,
                      challenge};
  for (size_t q = 0; q < context.shape.questions.size(); ++q) {
    if (!QuestionHolds(judged, q)) return false;
  }
  const auto& fields = judged.fields;
  return fields.SignatureA() == Sub(MulBase(fields.SignatureZ()), Mul(challenge, fields.Credential()));
}

}  // namespace constat::load
