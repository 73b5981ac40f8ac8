#include "constat/elgamal/ceremony.h"

#include "constat/testing/trustees.h"

namespace constat::elgamal {
namespace {

using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using testing::Hash;
using testing::Hl;
using testing::Moved;
using testing::NamedTrustees;
using testing::RandomWirePoint;

// Complaint is trustee 2's complaint about trustee 1's share, with all it is judged by.
struct Complaint {
  explicit Complaint(std::string_view name) : world(3, 2, name) { Reveal(world.Seal(1, 2)); }

  void Reveal(const SealedDeal& dealt) {
    deal = dealt;
    statement = {.context = {world.manifest_hash, 1, 2},
                 .deal_hash = Hash("deal"),
                 .receiver_key = world.keys[1],
                 .ephemeral = deal.ephemeral,
                 .shared = {}};
    const RevealedShare revealed = RevealShare(statement, world.secrets[1], world.rng);
    statement.shared = revealed.shared;
    proof = revealed.proof;
  }
  [[nodiscard]] std::string Judge() const {
    return CodeOf(
        CheckRevealedShare(world.Sealed(deal, 1, 2), statement.shared.encoded, world.commitments[0]));
  }

  NamedTrustees world;
  SealedDeal deal;
  ComplaintStatement statement;
  zkp::DleqProof proof;
};

// Spec: CER-8
TEST(ComplaintTest, AGoodShareIsFoundGood) {
  const Complaint c("unfounded");
  EXPECT_EQ(CodeOf(VerifyComplaint(c.statement, c.proof)), "ok");
  EXPECT_EQ(c.Judge(), "ok");
}

// Spec: CER-8
TEST(ComplaintTest, ABadShareIsFoundBad) {
  Complaint c("founded");
  const SecretScalar wrong = c.world.polynomials[0].Share(2).Add(Scalar::FromUint64(1));
  c.Reveal(SealShare({c.world.manifest_hash, 1, 2}, c.world.keys[1], wrong, c.world.seeds[0]));
  EXPECT_EQ(CodeOf(VerifyComplaint(c.statement, c.proof)), "ok");
  EXPECT_EQ(c.Judge(), "bad-share");
  SealedDeal garbage = c.world.Seal(1, 2);
  garbage.sealed.fill(7);
  c.Reveal(garbage);
  EXPECT_EQ(CodeOf(VerifyComplaint(c.statement, c.proof)), "ok");
  EXPECT_EQ(c.Judge(), "bad-share");
}

// A false accuser would reveal an S under which a good share does not open. The proof ties S to its key.
// Spec: CER-8
TEST(ComplaintTest, RefusesAFalselyRevealedPoint) {
  Complaint c("false S");
  c.statement.shared = Moved(c.statement.shared);
  EXPECT_EQ(c.Judge(), "bad-share") << "the lie would convict the dealer";
  EXPECT_EQ(CodeOf(VerifyComplaint(c.statement, c.proof)), "bad-proof");
  // With a proof made anew for the lie, and with the proof of another secret.
  const auto challenge_of = [&](const group::EncodedPoint& a1, const group::EncodedPoint& a2) {
    return ComplaintChallenge(c.statement, a1, a2);
  };
  const Scalar nonce = RandomScalar(c.world.rng);
  zkp::DleqProof lie{WirePoint::From(group::Point::MulBaseVartime(nonce)),
                     WirePoint::From(c.statement.ephemeral.point.MulVartime(nonce)),
                     {}};
  lie.response = nonce + challenge_of(lie.commitment_base.encoded, lie.commitment_other.encoded) *
                             c.world.secrets[1].Copy().Declassify();
  EXPECT_EQ(CodeOf(VerifyComplaint(c.statement, lie)), "bad-proof");
}

// Statement coverage: each input of CER-8's challenge in turn.
// Spec: CER-8, LAB-5
TEST(ComplaintTest, TheChallengeCoversTheWholeStatement) {
  const Complaint c("coverage");
  const Scalar honest =
      ComplaintChallenge(c.statement, c.proof.commitment_base.encoded, c.proof.commitment_other.encoded);
  for (int input = 0; input < 9; ++input) {
    ComplaintStatement s = c.statement;
    zkp::DleqProof proof = c.proof;
    if (input == 0) s.context.manifest_hash = Hash("another");
    if (input == 1) s.context.receiver = 3;
    if (input == 2) s.context.dealer = 3;
    if (input == 3) s.deal_hash = Hash("another deal");
    if (input == 4) s.receiver_key = Moved(s.receiver_key);
    if (input == 5) s.ephemeral = Moved(s.ephemeral);
    if (input == 6) s.shared = Moved(s.shared);
    if (input == 7) proof.commitment_base = Moved(proof.commitment_base);
    if (input == 8) proof.commitment_other = Moved(proof.commitment_other);
    EXPECT_FALSE(ComplaintChallenge(s, proof.commitment_base.encoded, proof.commitment_other.encoded) ==
                 honest)
        << input;
    EXPECT_EQ(CodeOf(VerifyComplaint(s, proof)), "bad-proof") << input;
  }
  zkp::DleqProof proof = c.proof;
  proof.response += Scalar::FromUint64(1);
  EXPECT_EQ(CodeOf(VerifyComplaint(c.statement, proof)), "bad-proof");
}

// The preimage, byte by byte as the clause writes it.
// Spec: CER-8, LAB-1, LAB-2
TEST(ComplaintTest, TheChallengeIsTheClauses) {
  const Complaint c("preimage");
  const ComplaintStatement& s = c.statement;
  wire::Writer w;
  w.Fixed(s.context.manifest_hash).U16(2).U16(1).Fixed(s.deal_hash).Fixed(s.receiver_key.encoded);
  w.Fixed(s.ephemeral.encoded).Fixed(s.shared.encoded);
  w.Fixed(c.proof.commitment_base.encoded).Fixed(c.proof.commitment_other.encoded);
  EXPECT_EQ(ComplaintChallenge(s, c.proof.commitment_base.encoded, c.proof.commitment_other.encoded),
            Hl("complaint", w.bytes()));
}

// Spec: CER-3, LAB-5
TEST(DealChallengeTest, PossessionCoversTheWholeStatement) {
  NamedTrustees world(2, 3, "possession coverage");
  std::vector<WirePoint> c = world.commitments[0];
  const group::EncodedPoint a = RandomWirePoint(world.rng).encoded;
  const Scalar honest = DealPossessionChallenge(world.manifest_hash, 1, c, a);
  wire::Writer w;
  w.Fixed(world.manifest_hash).U16(1);
  for (const WirePoint& p : c) w.Fixed(p.encoded);
  w.Fixed(a);
  EXPECT_EQ(honest, Hl("deal-possession", w.bytes()));
  EXPECT_FALSE(DealPossessionChallenge(Hash("another"), 1, c, a) == honest);
  EXPECT_FALSE(DealPossessionChallenge(world.manifest_hash, 2, c, a) == honest);
  EXPECT_FALSE(DealPossessionChallenge(world.manifest_hash, 1, c, RandomWirePoint(world.rng).encoded) ==
               honest);
  for (size_t k = 0; k < c.size(); ++k) {
    std::vector<WirePoint> changed = c;
    changed[k] = Moved(changed[k]);
    EXPECT_FALSE(DealPossessionChallenge(world.manifest_hash, 1, changed, a) == honest) << k;
  }
  std::swap(c[1], c[2]);
  EXPECT_FALSE(DealPossessionChallenge(world.manifest_hash, 1, c, a) == honest);
}

// Spec: CER-4, LAB-5
TEST(DealChallengeTest, EphemeralCoversTheWholeStatement) {
  NamedTrustees world(2, 2, "ephemeral coverage");
  const group::EncodedPoint e = RandomWirePoint(world.rng).encoded;
  const group::EncodedPoint a = RandomWirePoint(world.rng).encoded;
  const DealContext context{world.manifest_hash, 1, 2};
  const Scalar honest = DealEphemeralChallenge(context, e, a);
  wire::Writer w;
  w.Fixed(world.manifest_hash).U16(1).U16(2).Fixed(e).Fixed(a);
  EXPECT_EQ(honest, Hl("deal-ephemeral", w.bytes()));
  EXPECT_FALSE(DealEphemeralChallenge({Hash("another"), 1, 2}, e, a) == honest);
  EXPECT_FALSE(DealEphemeralChallenge({world.manifest_hash, 2, 2}, e, a) == honest);
  EXPECT_FALSE(DealEphemeralChallenge({world.manifest_hash, 1, 1}, e, a) == honest);
  EXPECT_FALSE(DealEphemeralChallenge({world.manifest_hash, 2, 1}, e, a) == honest);
  EXPECT_FALSE(DealEphemeralChallenge(context, a, a) == honest);
  EXPECT_FALSE(DealEphemeralChallenge(context, e, e) == honest);
}

// Spec: CER-4
TEST(DealKeyTest, DependsOnEveryInput) {
  NamedTrustees world(2, 2, "deal key");
  const auto point = [&] { return RandomWirePoint(world.rng).encoded; };
  const DealContext context{world.manifest_hash, 1, 2};
  const group::EncodedPoint s = point();
  const group::EncodedPoint e = point();
  const group::EncodedPoint p = point();
  const Bytes32 key = DealKey(context, s, e, p);
  EXPECT_EQ(DealKey(context, s, e, p), key);
  EXPECT_NE(DealKey(context, point(), e, p), key);
  EXPECT_NE(DealKey(context, s, point(), p), key);
  EXPECT_NE(DealKey(context, s, e, point()), key);
  EXPECT_NE(DealKey({Hash("another"), 1, 2}, s, e, p), key);
  EXPECT_NE(DealKey({world.manifest_hash, 2, 2}, s, e, p), key);
  EXPECT_NE(DealKey({world.manifest_hash, 1, 1}, s, e, p), key);
}

}  // namespace
}  // namespace constat::elgamal
