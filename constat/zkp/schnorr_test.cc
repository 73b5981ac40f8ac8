#include "constat/zkp/schnorr.h"

#include "constat/testing/cheating_prover.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::zkp {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;

// ClaimOf is a claim as a clause would make it, ChallengeFor its challenge.
Claim ClaimOf(const Point& public_key) {
  const EncodedPoint encoded = public_key.Encode();
  return {.label = crypto::Label::kCredentialShare, .statement = {encoded.begin(), encoded.end()}};
}

Scalar ChallengeFor(const Point& public_key, const EncodedPoint& commitment) {
  return ClaimOf(public_key).Challenge({commitment});
}

struct ProvedKey {
  SecretScalar secret;
  Point public_key;
  SchnorrProof proof;
  Scalar challenge;
};

ProvedKey ProveKey(crypto::Rng& rng) {
  ProvedKey out{.secret = SecretScalar::Random(rng), .public_key = {}, .proof = {}, .challenge = {}};
  out.public_key = out.secret.MulBase();
  out.proof = ProveSchnorr(out.secret, ClaimOf(out.public_key), rng);
  out.challenge = ChallengeFor(out.public_key, out.proof.commitment.encoded);
  return out;
}

// Holds is the verdict of both verifiers, which must agree.
bool Holds(const Point& public_key, const SchnorrProof& proof, const Scalar& challenge) {
  const bool alone = VerifySchnorr(public_key, proof, challenge).has_value();
  Batch batch;
  batch.BeginItem();
  const PointId key = batch.Add(public_key);
  RequireSchnorr(batch, key, proof, challenge);
  EXPECT_EQ(batch.FindFalse().empty(), alone);
  EXPECT_EQ(batch.FindFalseOneByOne().empty(), alone);
  return alone;
}

// Spec: LAB-4, CER-3, CER-4, ROL-4, BAL-7
TEST(SchnorrTest, AcceptsHonestProofs) {
  crypto::SeededRng rng("schnorr", "honest");
  for (int i = 0; i < 20; ++i) {
    const ProvedKey p = ProveKey(rng);
    EXPECT_TRUE(Holds(p.public_key, p.proof, p.challenge));
  }
}

// Spec: LAB-4
TEST(SchnorrTest, RefusesEveryChangedPart) {
  crypto::SeededRng rng("schnorr", "changed");
  const ProvedKey p = ProveKey(rng);
  SchnorrProof other = p.proof;
  other.response += Scalar::FromUint64(1);
  EXPECT_FALSE(Holds(p.public_key, other, p.challenge));
  other = p.proof;
  other.commitment = WirePoint::From(other.commitment.point + Point::Base());
  EXPECT_FALSE(Holds(p.public_key, other, p.challenge));
  EXPECT_FALSE(Holds(p.public_key, p.proof, p.challenge + Scalar::FromUint64(1)));
  EXPECT_FALSE(Holds(p.public_key + Point::Base(), p.proof, p.challenge));
  EXPECT_FALSE(Holds(-p.public_key, p.proof, p.challenge));
  other = p.proof;
  other.response = -other.response;
  other.commitment = WirePoint::From(-other.commitment.point);
  EXPECT_FALSE(Holds(p.public_key, other, p.challenge));
}

// A forger without the secret picks c and z and computes A = zB - cP. It holds for that c; the hash of
// A is another.
TEST(SchnorrTest, RefusesSimulatedProofUnderTheRealChallenge) {
  crypto::SeededRng rng("schnorr", "simulated");
  const Point key = RandomPoint(rng);
  for (int i = 0; i < 20; ++i) {
    const Scalar guess = RandomScalar(rng);
    const Scalar response = RandomScalar(rng);
    const SchnorrProof forged{WirePoint::From(Point::MulBaseVartime(response) - Times(guess, key)), response};
    EXPECT_TRUE(Holds(key, forged, guess)) << "the forgery itself is at fault";
    EXPECT_FALSE(Holds(key, forged, ChallengeFor(key, forged.commitment.encoded)));
  }
}

// The attack on challenges that do not hash the key: commitment and response first, then a key that fits,
// whose secret nobody knows.
// SOURCE: Bernhard, Pereira, Warinschi, "How not to prove yourself", ASIACRYPT 2012.
// Spec: LAB-5
TEST(SchnorrTest, RefusesAKeyChosenAfterTheChallenge) {
  crypto::SeededRng rng("schnorr", "adaptive");
  for (int i = 0; i < 20; ++i) {
    const Point commitment = RandomPoint(rng);
    const Scalar response = RandomScalar(rng);
    const Scalar weak = Claim{.label = crypto::Label::kCredentialShare}.Challenge({commitment.Encode()});
    const Point key = Times(weak.InvertVartime(), Point::MulBaseVartime(response) - commitment);
    const SchnorrProof forged{WirePoint::From(commitment), response};
    EXPECT_TRUE(Holds(key, forged, weak)) << "the forgery itself is at fault";
    EXPECT_FALSE(Holds(key, forged, ChallengeFor(key, forged.commitment.encoded)));
  }
}

// Whoever leaves the commitment out of the hash can be fooled: the clauses hash it, and this is why.
TEST(SchnorrTest, IdentityCommitmentNeedsTheChallengeTimesTheSecret) {
  crypto::SeededRng rng("schnorr", "identity");
  const ProvedKey p = ProveKey(rng);
  const SchnorrProof zero{WirePoint::From(Point()), Scalar()};
  EXPECT_FALSE(Holds(p.public_key, zero, ChallengeFor(p.public_key, zero.commitment.encoded)));
  EXPECT_TRUE(Holds(p.public_key, zero, Scalar())) << "only a zero challenge lets it pass";
}

// Anyone can prove to know the secret of the identity: so every clause refuses the identity as a key.
TEST(SchnorrTest, IdentityKeyProvesNothing) {
  crypto::SeededRng rng("schnorr", "identity key");
  const Scalar response = RandomScalar(rng);
  const SchnorrProof proof{WirePoint::From(Point::MulBaseVartime(response)), response};
  EXPECT_TRUE(Holds(Point(), proof, RandomScalar(rng)));
}

// Special soundness: two answers to one commitment give the secret away. So nonces must never repeat.
TEST(SchnorrTest, TwoAnswersToOneCommitmentRevealTheSecret) {
  crypto::SeededRng rng("schnorr", "extract");
  const ProvedKey p = ProveKey(rng);
  const Scalar secret = p.secret.Copy().Declassify();
  const Scalar nonce = p.proof.response - p.challenge * secret;
  const Scalar other_challenge = RandomScalar(rng);
  const Scalar other_response = nonce + other_challenge * secret;
  EXPECT_TRUE(Holds(p.public_key, {p.proof.commitment, other_response}, other_challenge));
  const Scalar extracted =
      (p.proof.response - other_response) * (p.challenge - other_challenge).InvertVartime();
  EXPECT_EQ(extracted, secret);
}

// Spec: LAB-4, ENC-2, ENC-3
TEST(SchnorrTest, ReadsAndWritesCanonicallyOnly) {
  crypto::SeededRng rng("schnorr", "wire");
  const ProvedKey p = ProveKey(rng);
  wire::Writer writer;
  WriteSchnorr(writer, p.proof);
  const Bytes bytes = writer.Take();
  ASSERT_EQ(bytes.size(), 64u);
  const auto code_of = [](ByteView from) {
    wire::Reader reader(from);
    const SchnorrProof proof = ReadSchnorr(reader);
    const Status status = reader.Finish();
    if (status) {
      wire::Writer again;
      WriteSchnorr(again, proof);
      EXPECT_TRUE(Equal(again.bytes(), from));
    }
    return CodeOf(status);
  };
  EXPECT_EQ(code_of(bytes), "ok");
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(code_of(ByteView(bytes).first(size)), "truncated");
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_EQ(code_of(longer), "trailing-bytes");
  Bytes bad = bytes;
  bad[31] |= 0x80;
  EXPECT_EQ(code_of(bad), "bad-point");
  bad = bytes;
  bad[63] |= 0x20;
  EXPECT_EQ(code_of(bad), "bad-scalar");
}

}  // namespace
}  // namespace constat::zkp
