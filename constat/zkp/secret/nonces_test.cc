#include "constat/zkp/secret/nonces.h"

#include <algorithm>

#include "constat/testing/cheating_prover.h"
#include "constat/testing/given_rng.h"
#include "constat/wire/writer.h"
#include "constat/zkp/secret/dleq_prove.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::zkp {
namespace {

using group::Scalar;
using group::SecretScalar;

// Three claims of which any two differ in one part.
std::vector<Claim> Claims() {
  return {{.label = crypto::Label::kShare, .statement = Bytes(40, 1), .rest = Bytes(3, 2)},
          {.label = crypto::Label::kBallot, .statement = Bytes(40, 1), .rest = Bytes(3, 2)},
          {.label = crypto::Label::kShare, .statement = Bytes(40, 3), .rest = Bytes(3, 2)},
          {.label = crypto::Label::kShare, .statement = Bytes(40, 1), .rest = Bytes(3, 4)}};
}

std::vector<Scalar> FirstThree(Nonces nonces) {
  std::vector<Scalar> out;
  for (int i = 0; i < 3; ++i) out.push_back(nonces.Next().Declassify());
  return out;
}

// The hash, byte by byte as the clause writes it. Spec: LAB-6
TEST(NoncesTest, AreTheClauses) {
  const Scalar secret = TestScalar("secret");
  const Bytes32 fresh = TestBytes("fresh");
  const Claim claim = Claims()[0];
  Nonces nonces(SecretScalar::FromPublic(secret), claim, fresh);
  for (uint32_t k = 0; k < 300; ++k) {
    wire::Writer hashed;
    hashed.Fixed(AsBytes("constat/v1/nonce")).U8(0).Fixed(secret.Encode()).Fixed(fresh).U32(k);
    hashed.Fixed(AsBytes("constat/v1/share")).U8(0).Fixed(claim.statement).Fixed(claim.rest);
    EXPECT_EQ(nonces.Next().Declassify(), Scalar::FromWideBytes(crypto::Sha512(hashed.bytes()))) << k;
  }
}

// A machine copied with the state of its generator draws the same bytes again: two claims, or two secrets,
// still share no nonce, and one claim has the same ones. Spec: LAB-6
TEST(NoncesTest, ACopiedGeneratorSharesNoNonceBetweenClaims) {
  std::vector<Scalar> all;
  for (const char* name : {"one", "another"}) {
    for (const Claim& claim : Claims()) {
      crypto::SeededRng rng("nonces", "copied");
      crypto::SeededRng copy("nonces", "copied");
      const SecretScalar secret = SecretScalar::FromPublic(TestScalar(name));
      const std::vector<Scalar> drawn = FirstThree(Nonces(secret, claim, rng));
      EXPECT_EQ(drawn, FirstThree(Nonces(secret, claim, copy)));
      all.insert(all.end(), drawn.begin(), drawn.end());
    }
  }
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_FALSE(all[i] == all[j]) << i << " and " << j;
  }
}

// Not derived alone: the same claim twice has other nonces. Spec: LAB-6
TEST(NoncesTest, EachProofDrawsFreshBytes) {
  crypto::SeededRng rng("nonces", "fresh");
  const SecretScalar secret = SecretScalar::FromPublic(TestScalar("secret"));
  EXPECT_FALSE(Nonces(secret, Claims()[0], rng).Next().Declassify() ==
               Nonces(secret, Claims()[0], rng).Next().Declassify());
}

// Both provers draw 32 bytes, no more, and answer with the value number 0. Spec: LAB-6
TEST(NoncesTest, ProversUseThem) {
  const Bytes32 fresh = TestBytes("fresh");
  const SecretScalar secret = SecretScalar::FromPublic(TestScalar("secret"));
  const Claim claim = Claims()[2];
  const Scalar nonce = Nonces(secret, claim, fresh).Next().Declassify();
  GivenRng for_schnorr({fresh});
  const SchnorrProof schnorr = ProveSchnorr(secret, claim, for_schnorr);
  EXPECT_EQ(schnorr.commitment.point, group::Point::MulBaseVartime(nonce));
  const group::WirePoint other = TestPoint("other");
  GivenRng for_dleq({fresh});
  const DleqProof dleq = ProveDleq(secret, other.point, claim, for_dleq);
  EXPECT_EQ(dleq.commitment_base.point, group::Point::MulBaseVartime(nonce));
  EXPECT_EQ(dleq.commitment_other.point, other.point.MulVartime(nonce));
}

// What is hashed is the same, wherever the commitments are put. Spec: LAB-4, LAB-6
TEST(ClaimTest, PutsTheCommitmentsBeforeTheRest) {
  const Claim claim = Claims()[0];
  const group::EncodedPoint a = TestPoint("a").encoded;
  const group::EncodedPoint b = TestPoint("b").encoded;
  wire::Writer hashed;
  hashed.Fixed(AsBytes("constat/v1/share")).U8(0).Fixed(claim.statement).Fixed(a).Fixed(b).Fixed(claim.rest);
  EXPECT_EQ(claim.Challenge({a, b}), Scalar::FromWideBytes(crypto::Sha512(hashed.bytes())));
  EXPECT_FALSE(claim.Challenge({b, a}) == claim.Challenge({a, b}));
}

}  // namespace
}  // namespace constat::zkp
