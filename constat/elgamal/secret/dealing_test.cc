#include "constat/elgamal/secret/dealing.h"

#include "constat/crypto/secret/aead_seal.h"
#include "constat/testing/trustees.h"

namespace constat::elgamal {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using testing::Hash;
using testing::Moved;
using testing::NamedTrustees;

// The public side of a share is what its commitments give: f(j) B = sum_k j^k C_k.
// Spec: CER-1, CER-5
TEST(DealingTest, SharesMatchCommitments) {
  for (size_t t = 2; t <= 5; ++t) {
    const NamedTrustees world(5, t, "feldman");
    for (uint16_t j = 1; j <= 5; ++j) {
      Point powers;
      Scalar power = Scalar::FromUint64(1);
      for (const WirePoint& c : world.commitments[0]) {
        powers += c.point.MulVartime(power);
        power *= Scalar::FromUint64(j);
      }
      EXPECT_EQ(world.commitments[0].size(), t);
      EXPECT_EQ(EvaluateCommitments(world.commitments[0], j), powers);
      EXPECT_EQ(world.polynomials[0].Share(j).MulBase(), powers);
      EXPECT_EQ(world.KeyShare(j).MulBase(), world.VerificationKey(j)) << "V_j of trustee " << j;
    }
    EXPECT_EQ(EvaluateCommitments(world.commitments[0], 0), world.commitments[0].front().point);
    EXPECT_EQ(world.KeyShare(0).MulBase(), world.JointKey());
  }
}

TEST(DealingTest, PolynomialsDiffer) {
  const NamedTrustees world(2, 3, "distinct");
  for (size_t k = 0; k < 3; ++k) {
    EXPECT_FALSE(world.commitments[0][k] == world.commitments[1][k]);
    EXPECT_FALSE(world.commitments[0][k].IsIdentity());
    for (size_t m = 0; m < k; ++m) EXPECT_FALSE(world.commitments[0][k] == world.commitments[0][m]);
  }
}

// Spec: CER-4, CER-7
TEST(DealingTest, EveryTrusteeOpensEveryShare) {
  NamedTrustees world(3, 2, "open");
  for (uint16_t i = 1; i <= 3; ++i) {
    for (uint16_t j = 1; j <= 3; ++j) {
      const SealedDeal deal = world.Seal(i, j);
      const Result<SecretScalar> share =
          OpenShare(world.Sealed(deal, i, j), world.secrets[j - 1u], world.commitments[i - 1u]);
      ASSERT_EQ(CodeOf(share), "ok");
      EXPECT_EQ(share->Copy().Declassify(), world.polynomials[i - 1u].Share(j).Declassify());
    }
  }
}

// Spec: CER-4
TEST(DealingTest, RefusesAnotherReceiversKey) {
  NamedTrustees world(3, 2, "receiver");
  const SealedDeal deal = world.Seal(1, 2);
  EXPECT_EQ(CodeOf(OpenShare(world.Sealed(deal, 1, 2), world.secrets[2], world.commitments[0])), "bad-share");
  SealedShare sealed = world.Sealed(deal, 1, 2);
  sealed.receiver_key = world.keys[2].encoded;
  EXPECT_EQ(CodeOf(OpenShare(sealed, world.secrets[1], world.commitments[0])), "bad-share");
  EXPECT_EQ(CodeOf(OpenShare(sealed, world.secrets[2], world.commitments[0])), "bad-share");
}

// The context is in the key and in the associated data: a share moved to another referendum, dealer or
// receiver does not open. Spec: CER-4
TEST(DealingTest, RefusesEveryChangedContextField) {
  NamedTrustees world(3, 2, "context");
  const SealedDeal deal = world.Seal(1, 2);
  for (int field = 0; field < 4; ++field) {
    SealedShare sealed = world.Sealed(deal, 1, 2);
    if (field == 0) sealed.context.manifest_hash = Hash("another");
    if (field == 1) sealed.context.dealer = 2;
    if (field == 2) sealed.context.receiver = 3;
    if (field == 3) sealed.ephemeral = Moved(deal.ephemeral).encoded;
    EXPECT_EQ(CodeOf(OpenShare(sealed, world.secrets[1], world.commitments[0])), "bad-share") << field;
  }
}

// Spec: CER-4
TEST(DealingTest, RefusesEveryFlippedByte) {
  NamedTrustees world(2, 2, "flipped");
  const SealedDeal deal = world.Seal(1, 2);
  for (size_t i = 0; i < deal.sealed.size(); ++i) {
    SealedDeal flipped = deal;
    flipped.sealed[i] ^= 1;
    EXPECT_EQ(CodeOf(OpenShare(world.Sealed(flipped, 1, 2), world.secrets[1], world.commitments[0])),
              "bad-share")
        << i;
  }
}

// Spec: CER-7, CER-8
TEST(DealingTest, RefusesSharesThatDoNotMatchTheCommitments) {
  NamedTrustees world(3, 2, "mismatch");
  const SecretScalar wrong = world.polynomials[0].Share(2).Add(Scalar::FromUint64(1));
  const SealedDeal off = SealShare({world.manifest_hash, 1, 2}, world.keys[1], wrong, world.seeds[0]);
  EXPECT_EQ(CodeOf(OpenShare(world.Sealed(off, 1, 2), world.secrets[1], world.commitments[0])), "bad-share");
  // The share of another receiver, sealed for this one.
  const SealedDeal swapped =
      SealShare({world.manifest_hash, 1, 2}, world.keys[1], world.polynomials[0].Share(3), world.seeds[0]);
  EXPECT_EQ(CodeOf(OpenShare(world.Sealed(swapped, 1, 2), world.secrets[1], world.commitments[0])),
            "bad-share");
  // Good, but against the commitments of another dealer.
  const SealedDeal good = world.Seal(1, 2);
  EXPECT_EQ(CodeOf(OpenShare(world.Sealed(good, 1, 2), world.secrets[1], world.commitments[1])), "bad-share");
}

// l is sealed instead of 0, and f(j) + l instead of f(j): the same numbers mod l, but no Scalar.
// Spec: CER-8
TEST(DealingTest, RefusesAShareThatIsNoScalar) {
  NamedTrustees world(2, 2, "no scalar");
  const DealContext context{world.manifest_hash, 1, 2};
  const SecretScalar e = SecretScalar::Random(world.rng);
  SealedDeal deal;
  deal.ephemeral = WirePoint::From(e.MulBase());
  const group::EncodedPoint shared = e.MulEncoded(world.keys[1].encoded);
  const Bytes32 key = DealKey(context, shared, deal.ephemeral.encoded, world.keys[1].encoded);
  Bytes32 share = world.polynomials[0].Share(2).Declassify().Encode();
  const Bytes order =
      text::ParseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  unsigned carry = 0;
  for (size_t i = 0; i < share.size(); ++i) {
    carry += unsigned{share[i]} + order[i];
    share[i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  const Bytes sealed = crypto::SealAead(key, share, DealAssociatedData(context));
  std::copy(sealed.begin(), sealed.end(), deal.sealed.begin());
  EXPECT_EQ(CodeOf(OpenShare(world.Sealed(deal, 1, 2), world.secrets[1], world.commitments[0])), "bad-share");
  EXPECT_EQ(CodeOf(CheckRevealedShare(world.Sealed(deal, 1, 2), shared, world.commitments[0])), "bad-share");
}

// Spec: CER-3
TEST(DealingTest, ProvesPossessionOfTheConstantTerm) {
  NamedTrustees world(2, 3, "possession");
  const auto& c = world.commitments[0];
  const zkp::SchnorrProof proof =
      world.polynomials[0].ProvePossession(world.manifest_hash, 1, world.seeds[0]);
  const auto holds = [&](const Bytes32& manifest_hash, uint16_t dealer,
                         const std::vector<WirePoint>& commitments) {
    const Scalar challenge =
        DealPossessionChallenge(manifest_hash, dealer, commitments, proof.commitment.encoded);
    return zkp::VerifySchnorr(commitments.front().point, proof, challenge).has_value();
  };
  EXPECT_TRUE(holds(world.manifest_hash, 1, c));
  EXPECT_FALSE(holds(Hash("another"), 1, c));
  EXPECT_FALSE(holds(world.manifest_hash, 2, c));
  for (size_t k = 0; k < c.size(); ++k) {
    std::vector<WirePoint> changed = c;
    changed[k] = Moved(changed[k]);
    EXPECT_FALSE(holds(world.manifest_hash, 1, changed)) << "commitment " << k;
  }
}

// The rogue key: C_0 = X - (sum of the others), whose secret nobody knows. All the dealer can do is prove
// possession of something else. Spec: CER-3
TEST(DealingTest, ARogueKeyHasNoProofOfPossession) {
  NamedTrustees world(3, 2, "rogue");
  const SecretScalar wanted = SecretScalar::Random(world.rng);
  const Point rogue =
      wanted.MulBase() - world.commitments[0].front().point - world.commitments[1].front().point;
  std::vector<WirePoint> commitments = world.commitments[2];
  commitments.front() = WirePoint::From(rogue);
  // With it the joint key is one whose secret the rogue knows.
  EXPECT_EQ(world.commitments[0].front().point + world.commitments[1].front().point + rogue,
            wanted.MulBase());
  for (const Scalar& secret : {wanted.Copy().Declassify(), RandomScalar(world.rng)}) {
    const SecretScalar nonce = SecretScalar::Random(world.rng);
    zkp::SchnorrProof proof{WirePoint::From(nonce.MulBase()), {}};
    const Scalar challenge =
        DealPossessionChallenge(world.manifest_hash, 3, commitments, proof.commitment.encoded);
    proof.response = nonce.Copy().Declassify() + challenge * secret;
    EXPECT_EQ(CodeOf(zkp::VerifySchnorr(rogue, proof, challenge)), "bad-proof");
  }
}

// Spec: CER-4
TEST(DealingTest, ProvesPossessionOfTheEphemeralSecret) {
  NamedTrustees world(3, 2, "ephemeral");
  const SealedDeal deal = world.Seal(1, 2);
  const auto holds = [&](const DealContext& context, const WirePoint& ephemeral) {
    const Scalar challenge =
        DealEphemeralChallenge(context, ephemeral.encoded, deal.possession.commitment.encoded);
    return zkp::VerifySchnorr(ephemeral.point, deal.possession, challenge).has_value();
  };
  EXPECT_TRUE(holds({world.manifest_hash, 1, 2}, deal.ephemeral));
  EXPECT_FALSE(holds({Hash("another"), 1, 2}, deal.ephemeral));
  EXPECT_FALSE(holds({world.manifest_hash, 3, 2}, deal.ephemeral)) << "another dealer copies E and its proof";
  EXPECT_FALSE(holds({world.manifest_hash, 1, 3}, deal.ephemeral));
  EXPECT_FALSE(holds({world.manifest_hash, 1, 2}, Moved(deal.ephemeral)));
}

// Both sides derive one S. Each share has a key of its own, and the same share the same bytes again.
// Spec: CER-4, CER-11
TEST(DealingTest, EachShareHasAKeyOfItsOwn) {
  NamedTrustees world(2, 2, "keys");
  const SealedDeal first = world.Seal(1, 2);
  EXPECT_EQ(world.Seal(1, 2).ephemeral, first.ephemeral);
  EXPECT_EQ(world.Seal(1, 2).sealed, first.sealed);
  EXPECT_FALSE(world.Seal(1, 1).ephemeral == first.ephemeral);
  EXPECT_FALSE(world.Seal(2, 2).ephemeral == first.ephemeral);
}

// Every secret of a deal depends on the key, the manifest, the dealer and its own place. Spec: CER-11
TEST(DealSeedTest, NoTwoSecretsAreTheSame) {
  const SecretScalar key = SecretScalar::FromPublic(TestScalar("key"));
  const SecretScalar other_key = SecretScalar::FromPublic(TestScalar("other key"));
  const zkp::Claim claim{.label = crypto::Label::kDealPossession, .statement = Bytes(40, 1)};
  std::vector<Scalar> all;
  std::vector<DealSeed> seeds;
  seeds.emplace_back(key, Hash("one"), uint16_t{1});
  seeds.emplace_back(other_key, Hash("one"), uint16_t{1});
  seeds.emplace_back(key, Hash("another"), uint16_t{1});
  seeds.emplace_back(key, Hash("one"), uint16_t{2});
  for (const DealSeed& seed : seeds) {
    for (const uint16_t number : {uint16_t{0}, uint16_t{1}, uint16_t{256}}) {
      all.push_back(seed.Coefficient(number).Declassify());
      all.push_back(seed.EphemeralSecret(number).Declassify());
    }
    all.push_back(seed.Nonce(claim).Declassify());
    all.push_back(
        seed.Nonce({.label = crypto::Label::kDealEphemeral, .statement = Bytes(40, 1)}).Declassify());
    all.push_back(
        seed.Nonce({.label = crypto::Label::kDealPossession, .statement = Bytes(40, 2)}).Declassify());
  }
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_FALSE(all[i] == all[j]) << i << " and " << j;
  }
  const DealSeed again(key, Hash("one"), 1);
  EXPECT_EQ(again.Nonce(claim).Declassify(), seeds[0].Nonce(claim).Declassify());
}

}  // namespace
}  // namespace constat::elgamal
