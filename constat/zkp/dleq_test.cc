#include "constat/zkp/dleq.h"

#include "constat/testing/cheating_prover.h"
#include "constat/zkp/schnorr.h"
#include "constat/zkp/secret/dleq_prove.h"

namespace constat::zkp {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;

// ClaimFor is the statement; its challenge covers both commitments, as the clauses' challenges do.
Claim ClaimFor(const DleqStatement& s) {
  Claim claim{.label = crypto::Label::kComplaint};
  for (const EncodedPoint& p : {s.public_key.Encode(), s.other.Encode(), s.shared.Encode()}) {
    Append(claim.statement, p);
  }
  return claim;
}

Scalar ChallengeFor(const DleqStatement& s, const DleqProof& proof) {
  return ClaimFor(s).Challenge({proof.commitment_base.encoded, proof.commitment_other.encoded});
}

struct ProvedEquality {
  Scalar secret;
  DleqStatement statement;
  DleqProof proof;
};

ProvedEquality ProveEquality(crypto::Rng& rng) {
  const SecretScalar secret = SecretScalar::Random(rng);
  ProvedEquality out;
  out.secret = secret.Declassify();
  out.statement.public_key = secret.MulBase();
  out.statement.other = RandomPoint(rng);
  out.statement.shared = secret.Mul(out.statement.other);
  out.proof = ProveDleq(secret, out.statement.other, ClaimFor(out.statement), rng);
  return out;
}

bool Holds(const DleqStatement& statement, const DleqProof& proof, const Scalar& challenge) {
  return VerifyDleq(statement, proof, challenge).has_value();
}

// Spec: CER-8, TAL-7
TEST(DleqTest, AcceptsHonestProofs) {
  crypto::SeededRng rng("dleq", "honest");
  for (int i = 0; i < 20; ++i) {
    const ProvedEquality p = ProveEquality(rng);
    EXPECT_TRUE(Holds(p.statement, p.proof, ChallengeFor(p.statement, p.proof)));
  }
}

// Each part in turn, once under the challenge that was meant and once under the recomputed one.
// Spec: CER-8, TAL-7
TEST(DleqTest, RefusesEveryChangedPart) {
  crypto::SeededRng rng("dleq", "changed");
  const ProvedEquality p = ProveEquality(rng);
  const Scalar challenge = ChallengeFor(p.statement, p.proof);
  for (int part = 0; part < 6; ++part) {
    DleqStatement s = p.statement;
    DleqProof proof = p.proof;
    if (part == 0) s.public_key += Point::Base();
    if (part == 1) s.other += Point::Base();
    if (part == 2) s.shared += Point::Base();
    if (part == 3) proof.commitment_base = WirePoint::From(proof.commitment_base.point + Point::Base());
    if (part == 4) proof.commitment_other = WirePoint::From(proof.commitment_other.point + Point::Base());
    if (part == 5) proof.response += Scalar::FromUint64(1);
    EXPECT_FALSE(Holds(s, proof, challenge)) << "part " << part;
    EXPECT_FALSE(Holds(s, proof, ChallengeFor(s, proof))) << "part " << part;
  }
  EXPECT_FALSE(Holds(p.statement, p.proof, challenge + Scalar::FromUint64(1)));
}

TEST(DleqTest, RefusesSwappedCommitments) {
  crypto::SeededRng rng("dleq", "swapped");
  const ProvedEquality p = ProveEquality(rng);
  DleqProof swapped = p.proof;
  std::swap(swapped.commitment_base, swapped.commitment_other);
  EXPECT_FALSE(Holds(p.statement, swapped, ChallengeFor(p.statement, p.proof)));
  EXPECT_FALSE(Holds(p.statement, swapped, ChallengeFor(p.statement, swapped)));
}

// The attack on challenges that hash the commitments alone: a trustee who knows its secret chooses what it
// claims to have decrypted after the challenge.
// SOURCE: Haines, Lewis, Pereira, Teague, "How not to prove your election outcome", IEEE S&P 2020.
// Spec: LAB-5, TAL-7
TEST(DleqTest, RefusesADecryptionChosenAfterTheChallenge) {
  crypto::SeededRng rng("dleq", "adaptive");
  const ProvedEquality p = ProveEquality(rng);
  const Scalar nonce = RandomScalar(rng);
  const Point commitment_other = RandomPoint(rng);
  const EncodedPoint commitment_base = Point::MulBaseVartime(nonce).Encode();
  const Scalar weak =
      Claim{.label = crypto::Label::kShare}.Challenge({commitment_base, commitment_other.Encode()});
  const Scalar response = nonce + weak * p.secret;
  DleqStatement lie = p.statement;
  lie.shared = Times(weak.InvertVartime(), Times(response, lie.other) - commitment_other);
  ASSERT_FALSE(lie.shared == p.statement.shared);
  DleqProof forged{WirePoint::From(Point::MulBaseVartime(nonce)), WirePoint::From(commitment_other),
                   response};
  EXPECT_TRUE(Holds(lie, forged, weak)) << "the forgery itself is at fault";
  EXPECT_FALSE(Holds(lie, forged, ChallengeFor(lie, forged)));
  forged.response = nonce + ChallengeFor(lie, forged) * p.secret;
  EXPECT_FALSE(Holds(lie, forged, ChallengeFor(lie, forged))) << "answered anew";
}

// The owner of the secret wants another S accepted. It can meet either equation, but not both.
// Spec: CER-8, TAL-7
TEST(DleqTest, RefusesAFalseSharedPointWhicheverEquationTheCheatMeets) {
  crypto::SeededRng rng("dleq", "cheat");
  const ProvedEquality p = ProveEquality(rng);
  const DleqStatement lie{p.statement.public_key, p.statement.other, p.statement.shared + Point::Base()};
  const Scalar nonce = RandomScalar(rng);
  const Scalar guess = RandomScalar(rng);

  // Meets the first: an honest z, and A2 that would fit one guessed challenge.
  const Scalar guessed_response = nonce + guess * p.secret;
  DleqProof first{WirePoint::From(Point::MulBaseVartime(nonce)),
                  WirePoint::From(Times(guessed_response, lie.other) - Times(guess, lie.shared)),
                  guessed_response};
  EXPECT_TRUE(Holds(lie, first, guess)) << "the forgery itself is at fault";
  Scalar challenge = ChallengeFor(lie, first);
  first.response = nonce + challenge * p.secret;
  EXPECT_FALSE(Holds(lie, first, challenge));
  EXPECT_EQ(Point::MulBaseVartime(first.response),
            first.commitment_base.point + Times(challenge, lie.public_key));

  // Meets the second: S is a multiple of other by another secret than the key's.
  const Scalar other_secret = p.secret + Scalar::FromUint64(1);
  const DleqStatement lie2{p.statement.public_key, p.statement.other, Times(other_secret, p.statement.other)};
  DleqProof second{
      WirePoint::From(Point::MulBaseVartime(nonce)), WirePoint::From(Times(nonce, lie2.other)), {}};
  challenge = ChallengeFor(lie2, second);
  second.response = nonce + challenge * other_secret;
  EXPECT_FALSE(Holds(lie2, second, challenge));
  EXPECT_EQ(Times(second.response, lie2.other),
            second.commitment_other.point + Times(challenge, lie2.shared));
}

// Spec: ENC-2, ENC-3
TEST(DleqTest, ReadsAndWritesCanonicallyOnly) {
  crypto::SeededRng rng("dleq", "wire");
  const ProvedEquality p = ProveEquality(rng);
  wire::Writer writer;
  WriteDleq(writer, p.proof);
  const Bytes bytes = writer.Take();
  ASSERT_EQ(bytes.size(), 96u);
  const auto code_of = [](ByteView from) {
    wire::Reader reader(from);
    (void)ReadDleq(reader);
    return CodeOf(reader.Finish());
  };
  EXPECT_EQ(code_of(bytes), "ok");
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(code_of(ByteView(bytes).first(size)), "truncated");
  for (const size_t at : {31u, 63u}) {
    Bytes bad = bytes;
    bad[at] |= 0x80;
    EXPECT_EQ(code_of(bad), "bad-point");
  }
  Bytes bad = bytes;
  bad[95] |= 0x20;
  EXPECT_EQ(code_of(bad), "bad-scalar");
}

}  // namespace
}  // namespace constat::zkp
