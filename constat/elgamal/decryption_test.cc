#include "constat/elgamal/decryption.h"

#include <algorithm>

#include "constat/elgamal/secret/encrypt.h"
#include "constat/group/msm.h"
#include "constat/testing/trustees.h"

namespace constat::elgamal {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using testing::Hash;
using testing::Hl;
using testing::Moved;
using testing::NamedTrustees;
using testing::Trustees;

Ciphertext EncryptCount(const Point& joint_key, uint64_t count, crypto::Rng& rng) {
  const EncodedCiphertext c =
      Encrypt(zkp::EncryptionKey::Of(WirePoint::From(joint_key)),
              SecretScalar::FromPublic(Scalar::FromUint64(count)), SecretScalar::Random(rng));
  return {*WirePoint::Decode(c.R), *WirePoint::Decode(c.C)};
}

// Combine is C - sum L_j D_j over the trustees.
Point Combine(const Trustees& world, const Ciphertext& c, const std::vector<uint16_t>& trustees) {
  const std::vector<Scalar> lagrange = LagrangeAtZero(trustees);
  Point out = c.C.point;
  for (size_t i = 0; i < trustees.size(); ++i) {
    out -= world.KeyShare(trustees[i]).Mul(c.R.point).MulVartime(lagrange[i]);
  }
  return out;
}

// Subsets calls visit with every subset of 1..n of the given size.
template <typename Visit>
void Subsets(uint16_t n, size_t size, const Visit& visit) {
  for (uint32_t mask = 0; mask < 1u << n; ++mask) {
    std::vector<uint16_t> subset;
    for (uint16_t j = 1; j <= n; ++j) {
      if ((mask >> (j - 1) & 1) != 0) subset.push_back(j);
    }
    if (subset.size() == size) visit(subset);
  }
}

// (R, C) = (rB, mB + rK), by the secret of K. Spec: BAL-1
TEST(EncryptTest, IsElGamal) {
  crypto::SeededRng rng("elgamal", "encrypt");
  const SecretScalar key = SecretScalar::Random(rng);
  const SecretScalar randomness = SecretScalar::Random(rng);
  for (const uint64_t m : {0u, 1u, 5u}) {
    const EncodedCiphertext c = Encrypt(zkp::EncryptionKey::Of(WirePoint::From(key.MulBase())),
                                        SecretScalar::FromPublic(Scalar::FromUint64(m)), randomness);
    EXPECT_EQ(c.R, randomness.MulBaseEncoded());
    const Point message = *Point::Decode(c.C) - key.Mul(*Point::Decode(c.R));
    EXPECT_EQ(message, Point::MulBaseVartime(Scalar::FromUint64(m)));
  }
}

// Spec: TAL-8, CER-1
TEST(ThresholdTest, AnyThresholdOfTrusteesDecryptsToTheSame) {
  for (uint16_t n = 2; n <= 5; ++n) {
    for (uint16_t t = 2; t <= n; ++t) {
      NamedTrustees world(n, t, "any t of n");
      const Ciphertext c = EncryptCount(world.JointKey(), 37, world.rng);
      for (size_t size = t; size <= n; ++size) {
        Subsets(n, size, [&](const std::vector<uint16_t>& subset) {
          EXPECT_EQ(Combine(world, c, subset), Point::MulBaseVartime(Scalar::FromUint64(37)))
              << t << " of " << n << ", " << size << " trustees";
        });
      }
    }
  }
}

// Spec: CER-1
TEST(ThresholdTest, OneLessDecryptsToNothing) {
  for (uint16_t n = 2; n <= 5; ++n) {
    for (uint16_t t = 2; t <= n; ++t) {
      NamedTrustees world(n, t, "t - 1");
      const Ciphertext c = EncryptCount(world.JointKey(), 37, world.rng);
      const CountFinder finder(1000);
      Subsets(n, t - 1u, [&](const std::vector<uint16_t>& subset) {
        EXPECT_EQ(CodeOf(finder.Find(Combine(world, c, subset))), "no-count");
      });
    }
  }
}

// sum_j L_j f(j) = f(0) for polynomials of degree below the number of indices.
// Spec: TAL-8
TEST(LagrangeTest, InterpolatesPolynomialsAtZero) {
  crypto::SeededRng rng("elgamal", "lagrange");
  for (const std::vector<uint16_t>& indices :
       {std::vector<uint16_t>{1}, {1, 2}, {2, 1}, {3, 7, 64}, {64, 63, 62, 61}, {5, 1, 9, 2, 60}}) {
    const std::vector<Scalar> lagrange = LagrangeAtZero(indices);
    ASSERT_EQ(lagrange.size(), indices.size());
    for (size_t degree = 0; degree <= indices.size(); ++degree) {
      std::vector<Scalar> coefficients;
      for (size_t k = 0; k <= degree; ++k) coefficients.push_back(RandomScalar(rng));
      Scalar sum;
      for (size_t i = 0; i < indices.size(); ++i) {
        Scalar value;
        for (size_t k = coefficients.size(); k-- > 0;) {
          value = value * Scalar::FromUint64(indices[i]) + coefficients[k];
        }
        sum += lagrange[i] * value;
      }
      EXPECT_EQ(sum == coefficients[0], degree < indices.size()) << "degree " << degree;
    }
  }
}

TEST(LagrangeTest, IsKnownForSmallSets) {
  const std::array<uint16_t, 3> indices = {1, 2, 3};
  const std::vector<Scalar> lagrange = LagrangeAtZero(indices);
  EXPECT_EQ(lagrange[0], Scalar::FromUint64(3));
  EXPECT_EQ(lagrange[1], -Scalar::FromUint64(3));
  EXPECT_EQ(lagrange[2], Scalar::FromUint64(1));
}

// Spec: TAL-8
TEST(CountFinderTest, FindsEveryCountUpToItsMaximumAndNoOther) {
  for (const uint64_t max : {0u, 1u, 2u, 3u, 4u, 8u, 9u, 10u, 15u, 16u, 17u, 99u, 100u, 101u}) {
    const CountFinder finder(max);
    Point point;
    for (uint64_t m = 0; m <= max; ++m) {
      const Result<uint64_t> found = finder.Find(point);
      ASSERT_EQ(CodeOf(found), "ok") << m << " of " << max;
      EXPECT_EQ(*found, m);
      point += Point::Base();
    }
    for (uint64_t m = max + 1; m < 3 * max + 30; ++m) {
      EXPECT_EQ(CodeOf(finder.Find(point)), "no-count") << m << " of " << max;
      point += Point::Base();
    }
    for (uint64_t m = 1; m <= max + 3; ++m) {
      EXPECT_EQ(CodeOf(finder.Find(-Point::MulBaseVartime(Scalar::FromUint64(m)))), "no-count") << "-" << m;
    }
  }
}

TEST(CountFinderTest, FindsLargeCounts) {
  const uint64_t max = 40'000'000;
  const CountFinder finder(max);
  for (const uint64_t m :
       {max, max - 1, uint64_t{12'345'678}, uint64_t{6324}, uint64_t{6325}, uint64_t{6326}}) {
    const Result<uint64_t> found = finder.Find(Point::MulBaseVartime(Scalar::FromUint64(m)));
    ASSERT_EQ(CodeOf(found), "ok");
    EXPECT_EQ(*found, m);
  }
  EXPECT_EQ(CodeOf(finder.Find(Point::MulBaseVartime(Scalar::FromUint64(max + 1)))), "no-count");
  crypto::SeededRng rng("elgamal", "no count");
  EXPECT_EQ(CodeOf(finder.Find(RandomPoint(rng))), "no-count");
}

// Chunk is trustee 2's shares of three sums.
struct Chunk {
  explicit Chunk(std::string_view name) : world(3, 2, name), units(text::ParseHex("000100010000ff").value()) {
    for (uint64_t m = 0; m < 3; ++m) sums.push_back(EncryptCount(world.JointKey(), m, world.rng));
    proven = DecryptChunk(Statement(), world.KeyShare(2), world.rng);
  }
  [[nodiscard]] ShareStatement Statement() const {
    return {.manifest_hash = world.manifest_hash,
            .trustee = 2,
            .verification_key = WirePoint::From(world.VerificationKey(2)),
            .chunk = 0,
            .units = units,
            .sums = sums,
            .shares = proven.shares};
  }

  NamedTrustees world;
  Bytes units;
  std::vector<Ciphertext> sums;
  ProvenShares proven;
};

// Spec: TAL-7
TEST(ShareTest, AcceptsHonestShares) {
  const Chunk c("honest");
  EXPECT_EQ(CodeOf(VerifyShare(c.Statement(), c.proven.proof)), "ok");
  for (size_t k = 0; k < c.sums.size(); ++k) {
    EXPECT_EQ(c.proven.shares[k].point, c.world.KeyShare(2).Mul(c.sums[k].R.point));
  }
}

// Statement coverage: each input of h in turn, and of the challenge.
// Spec: TAL-7, LAB-5
TEST(ShareTest, RefusesEveryChangedInput) {
  const Chunk c("coverage");
  const Bytes32 honest = CombineShareStatement(c.Statement()).statement_hash;
  const auto refused = [&](const ShareStatement& s, const std::string& what) {
    EXPECT_NE(CombineShareStatement(s).statement_hash, honest) << what;
    EXPECT_EQ(CodeOf(VerifyShare(s, c.proven.proof)), "wrong-share") << what;
  };
  ShareStatement s = c.Statement();
  s.manifest_hash = Hash("another");
  refused(s, "manifest hash");
  s = c.Statement();
  s.trustee = 1;
  refused(s, "trustee");
  s = c.Statement();
  s.verification_key = Moved(s.verification_key);
  refused(s, "verification key");
  s = c.Statement();
  s.chunk = 1;
  refused(s, "chunk");
  s = c.Statement();
  Bytes units = c.units;
  units.back() ^= 1;
  s.units = units;
  refused(s, "units");
  for (size_t k = 0; k < c.sums.size(); ++k) {
    std::vector<Ciphertext> sums = c.sums;
    std::vector<WirePoint> shares = c.proven.shares;
    s = c.Statement();
    s.sums = sums;
    sums[k].R = Moved(sums[k].R);
    refused(s, "R");
    sums = c.sums;
    sums[k].C = Moved(sums[k].C);
    refused(s, "C");
    sums = c.sums;
    s.shares = shares;
    shares[k] = Moved(shares[k]);
    refused(s, "D");
    shares = c.proven.shares;
    std::swap(shares[k], shares[(k + 1) % 3]);
    refused(s, "two D exchanged");
    std::swap(sums[k], sums[(k + 1) % 3]);
    refused(s, "two sums exchanged with their D");
  }
}

// Spec: TAL-7
TEST(ShareTest, RefusesEveryChangedPartOfTheProof) {
  const Chunk c("proof");
  zkp::DleqProof proof = c.proven.proof;
  proof.commitment_base = Moved(proof.commitment_base);
  EXPECT_EQ(CodeOf(VerifyShare(c.Statement(), proof)), "wrong-share");
  proof = c.proven.proof;
  proof.commitment_other = Moved(proof.commitment_other);
  EXPECT_EQ(CodeOf(VerifyShare(c.Statement(), proof)), "wrong-share");
  proof = c.proven.proof;
  proof.response += Scalar::FromUint64(1);
  EXPECT_EQ(CodeOf(VerifyShare(c.Statement(), proof)), "wrong-share");
}

// Errors that cancel under equal weights: one share moved up, another down, so that the plain sums still
// match. The cheat makes an honest proof for these shares with its own key share. Spec: TAL-7
TEST(ShareTest, RefusesErrorsThatCancelUnderEqualWeights) {
  Chunk c("cancel");
  c.proven.shares[0] = WirePoint::From(c.proven.shares[0].point + Point::Base());
  c.proven.shares[1] = WirePoint::From(c.proven.shares[1].point - Point::Base());
  const ShareStatement s = c.Statement();
  const ShareBatch batch = CombineShareStatement(s);
  const SecretScalar nonce = SecretScalar::Random(c.world.rng);
  zkp::DleqProof proof{WirePoint::From(nonce.MulBase()), WirePoint::From(nonce.Mul(batch.combined_sum)), {}};
  const Scalar challenge =
      ShareChallenge(batch.statement_hash, proof.commitment_base.encoded, proof.commitment_other.encoded);
  proof.response = c.world.KeyShare(2).Mul(challenge).Add(nonce).Declassify();
  EXPECT_EQ(CodeOf(VerifyShare(s, proof)), "wrong-share");
}

// Another trustee's honest shares and proof, under this trustee's name.
// Spec: TAL-7
TEST(ShareTest, RefusesAnotherTrusteesShares) {
  Chunk c("other");
  ShareStatement of_one = c.Statement();
  of_one.trustee = 1;
  of_one.verification_key = WirePoint::From(c.world.VerificationKey(1));
  c.proven = DecryptChunk(of_one, c.world.KeyShare(1), c.world.rng);
  EXPECT_EQ(CodeOf(VerifyShare(c.Statement(), c.proven.proof)), "wrong-share");
}

// The hash, weights and challenge, byte by byte as the clause writes them.
// Spec: TAL-7, LAB-1, LAB-2
TEST(ShareTest, HashesAreTheClauses) {
  const Chunk c("preimage");
  const ShareStatement s = c.Statement();
  wire::Writer w;
  w.Fixed(AsBytes("constat/v1/share-statement")).U8(0);
  w.Fixed(s.manifest_hash).U16(2).Fixed(s.verification_key.encoded).U16(0).Fixed(c.units);
  for (size_t k = 0; k < 3; ++k) {
    w.Fixed(c.sums[k].R.encoded).Fixed(c.sums[k].C.encoded).Fixed(c.proven.shares[k].encoded);
  }
  const ShareBatch batch = CombineShareStatement(s);
  EXPECT_EQ(batch.statement_hash, crypto::Sha256(w.bytes()));
  Point sum;
  Point share;
  for (uint32_t k = 0; k < 3; ++k) {
    wire::Writer input;
    input.Fixed(batch.statement_hash).U32(k);
    const Scalar weight = Hl("share-weight", input.bytes());
    sum += c.sums[k].R.point.MulVartime(weight);
    share += c.proven.shares[k].point.MulVartime(weight);
  }
  EXPECT_EQ(batch.combined_sum, sum);
  EXPECT_EQ(batch.combined_share, share);
  const WirePoint& a1 = c.proven.proof.commitment_base;
  const WirePoint& a2 = c.proven.proof.commitment_other;
  wire::Writer input;
  input.Fixed(batch.statement_hash).Fixed(a1.encoded).Fixed(a2.encoded);
  EXPECT_EQ(ShareChallenge(batch.statement_hash, a1.encoded, a2.encoded), Hl("share", input.bytes()));
  EXPECT_FALSE(ShareChallenge(batch.statement_hash, a2.encoded, a1.encoded) == Hl("share", input.bytes()));
}

}  // namespace
}  // namespace constat::elgamal
