#include "constat/referendum/ceremony.h"

#include "constat/elgamal/ceremony.h"
#include "constat/elgamal/decryption.h"
#include "constat/testing/world.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::referendum {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using record::EntryType;
using record::TrusteeDeal;
using testing::World;

WirePoint Moved(const WirePoint& p) { return WirePoint::From(p.point + Point::Base()); }

std::string PutDeal(World& w, const TrusteeDeal& deal) {
  return w.Put(EntryType::kTrusteeDeal, w.SignDeal(deal));
}

// ExpectEveryFlipRefused changes every byte in turn.
void ExpectEveryFlipRefused(World& w, EntryType type, const Bytes& body) {
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(type, flipped), "ok") << "byte " << i;
  }
  for (const size_t size : {size_t{0}, size_t{1}, body.size() - 1}) {
    EXPECT_EQ(w.Put(type, ByteView(body).first(size)), "truncated");
  }
  Bytes longer = body;
  longer.push_back(0);
  EXPECT_EQ(w.Put(type, longer), "trailing-bytes");
}

// Spec: CER-5
TEST(CeremonyTest, KeysAreThoseOfTheDealtPolynomials) {
  World w({.trustees = 4, .threshold = 3});
  w.Start();
  w.DealAll();
  Point joint;
  for (const elgamal::DealingPolynomial& f : w.trustee_keys.polynomials) joint += f.Share(0).MulBase();
  EXPECT_EQ(w.JointKey().point, joint);
  for (uint16_t j = 1; j <= 4; ++j) {
    EXPECT_EQ(w.referendum.ceremony().VerificationKey(j).point, w.trustee_keys.KeyShare(j).MulBase());
  }
}

// Spec: CER-6
TEST(CeremonyTest, DealsHashIsTheClauses) {
  World w;
  w.Start();
  Bytes hashes;
  Append(hashes, AsBytes(std::string_view("constat/v1/deals\0", 17)));
  Append(hashes, w.manifest_hash);
  for (uint16_t i = 1; i <= 3; ++i) {
    const Bytes body = w.SignDeal(w.Deal(i));
    ASSERT_EQ(w.Put(EntryType::kTrusteeDeal, body), "ok");
    Bytes deal;
    Append(deal, AsBytes(std::string_view("constat/v1/deal\0", 16)));
    Append(deal, w.manifest_hash);
    Append(deal, body);
    EXPECT_EQ(w.referendum.ceremony().DealOf(i)->hash, crypto::Sha256(deal));
    Append(hashes, crypto::Sha256(deal));
  }
  EXPECT_EQ(w.referendum.ceremony().DealsHash(), crypto::Sha256(hashes));
}

// Spec: CER-2
TEST(DealTest, RefusesEveryFlippedByte) {
  World w;
  w.Start();
  const Bytes body = w.SignDeal(w.Deal(1));
  ExpectEveryFlipRefused(w, EntryType::kTrusteeDeal, body);
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, body), "ok");
}

// Each check of CER-2 in its order: every deal here also fails all later ones.
// Spec: CER-2, CER-3, CER-4
TEST(DealTest, ChecksInTheClausesOrder) {
  World w;
  w.Start();
  ASSERT_EQ(PutDeal(w, w.Deal(2)), "ok");
  TrusteeDeal bad = w.Deal(1);
  bad.shares[1].possession.response += Scalar::FromUint64(1);  // last: an ephemeral possession
  EXPECT_EQ(PutDeal(w, bad), "bad-proof");
  bad.possession.response += Scalar::FromUint64(1);
  EXPECT_EQ(PutDeal(w, bad), "bad-proof");
  Bytes unsigned_body = record::EncodeTrusteeDeal(bad);
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, unsigned_body), "bad-signature");
  bad.shares[2].ephemeral = WirePoint::From(Point());
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, record::EncodeTrusteeDeal(bad)), "identity-point");
  bad.dealer = 2;
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, record::EncodeTrusteeDeal(bad)), "duplicate");
  for (const uint16_t nobody : {uint16_t{0}, uint16_t{4}, uint16_t{65535}}) {
    bad.dealer = nobody;
    EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, record::EncodeTrusteeDeal(bad)), "unknown-author") << nobody;
  }
  Bytes body = record::EncodeTrusteeDeal(bad);
  body.back() |= 0x80;
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, body), "bad-scalar") << "the encoding comes first";
}

// Spec: CER-2
TEST(DealTest, RefusesTheIdentityInEveryPlace) {
  World w;
  w.Start();
  for (size_t k = 0; k < 2; ++k) {
    TrusteeDeal deal = w.Deal(1);
    deal.commitments[k] = WirePoint::From(Point());
    EXPECT_EQ(PutDeal(w, deal), "identity-point") << "commitment " << k;
  }
  for (size_t j = 0; j < 3; ++j) {
    TrusteeDeal deal = w.Deal(1);
    deal.shares[j].ephemeral = WirePoint::From(Point());
    EXPECT_EQ(PutDeal(w, deal), "identity-point") << "share " << j;
  }
}

// The rogue key: the last dealer chooses C_0 = X - (sum of the others), to own the joint key X. It has no
// proof; a copy of another's commitments and proof is bound to that dealer. Spec: CER-3
TEST(DealTest, RefusesARogueKey) {
  World w;
  w.Start();
  ASSERT_EQ(PutDeal(w, w.Deal(1)), "ok");
  ASSERT_EQ(PutDeal(w, w.Deal(2)), "ok");
  const SecretScalar wanted = SecretScalar::Random(w.rng);
  TrusteeDeal rogue = w.Deal(3);
  rogue.commitments[0] =
      WirePoint::From(wanted.MulBase() - w.referendum.ceremony().DealOf(1)->deal.commitments[0].point -
                      w.referendum.ceremony().DealOf(2)->deal.commitments[0].point);
  EXPECT_EQ(PutDeal(w, rogue), "bad-proof");
  rogue.possession =
      zkp::ProveSchnorr(wanted, elgamal::DealPossessionClaim(w.manifest_hash, 3, rogue.commitments), w.rng);
  EXPECT_EQ(PutDeal(w, rogue), "bad-proof");

  TrusteeDeal copied = w.Deal(3);
  copied.commitments = w.referendum.ceremony().DealOf(1)->deal.commitments;
  copied.possession = w.referendum.ceremony().DealOf(1)->deal.possession;
  EXPECT_EQ(PutDeal(w, copied), "bad-proof");
  EXPECT_EQ(PutDeal(w, w.Deal(3)), "ok");
}

// One dealer's ephemeral point and proof, used by another or for another receiver: a complaint about it would
// open somebody else's message. Spec: CER-4
TEST(DealTest, RefusesACopiedEphemeralPoint) {
  World w;
  w.Start();
  ASSERT_EQ(PutDeal(w, w.Deal(1)), "ok");
  TrusteeDeal deal = w.Deal(2);
  deal.shares[0] = w.referendum.ceremony().DealOf(1)->deal.shares[0];
  EXPECT_EQ(PutDeal(w, deal), "bad-proof");
  deal = w.Deal(2);
  std::swap(deal.shares[0], deal.shares[1]);
  EXPECT_EQ(PutDeal(w, deal), "bad-proof");
}

// Spec: LAB-4
TEST(DealTest, RefusesAnotherTrusteesSignature) {
  World w;
  w.Start();
  const Bytes body = record::EncodeTrusteeDeal(w.Deal(1));
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.TrusteeSigned(EntryType::kTrusteeDeal, 2, body)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.TrusteeSigned(EntryType::kTrusteeAccept, 1, body)),
            "bad-signature");
}

// The challenge, byte by byte as the clause writes it, and each input in turn.
// Spec: LAB-4, LAB-5
TEST(TrusteeSignatureTest, TheChallengeCoversTheWholeStatement) {
  World w;
  w.Start();
  const Bytes body = text::ParseHex("0102030405").value();
  const EncodedPoint a = SecretScalar::Random(w.rng).MulBaseEncoded();
  wire::Writer preimage;
  preimage.Fixed(w.manifest_hash).U8(3).U16(2).Fixed(w.manifest.trustees[1].key.encoded).Fixed(a).Fixed(body);
  const Scalar honest = TrusteeSignatureChallenge(w.context(), EntryType::kTrusteeAccept, 2, a, body);
  EXPECT_EQ(honest, group::ChallengeScalar(crypto::Label::kTrusteeSignature, preimage.bytes()));
  EXPECT_FALSE(TrusteeSignatureChallenge(w.context(), EntryType::kTrusteeDeal, 2, a, body) == honest);
  EXPECT_FALSE(TrusteeSignatureChallenge(w.context(), EntryType::kTrusteeAccept, 1, a, body) == honest);
  EXPECT_FALSE(TrusteeSignatureChallenge(w.context(), EntryType::kTrusteeAccept, 2,
                                         SecretScalar::Random(w.rng).MulBaseEncoded(), body) == honest);
  EXPECT_FALSE(TrusteeSignatureChallenge(w.context(), EntryType::kTrusteeAccept, 2, a,
                                         ByteView(body).first(4)) == honest);
  Context other = w.context();
  other.manifest_hash[0] ^= 1;
  EXPECT_FALSE(TrusteeSignatureChallenge(other, EntryType::kTrusteeAccept, 2, a, body) == honest);
  other = w.context();
  other.manifest.trustees[1].key = Moved(other.manifest.trustees[1].key);
  EXPECT_FALSE(TrusteeSignatureChallenge(other, EntryType::kTrusteeAccept, 2, a, body) == honest);
}

// The last dealer knows what the others committed to, and makes V_j the identity: C_1 = -(V_j without it +
// C_0) / j. Spec: CER-5
TEST(DealTest, RefusesALastDealThatMakesAVerificationKeyTheIdentity) {
  for (uint16_t j = 1; j <= 3; ++j) {
    World w({.name = "identity-v"});
    w.Start();
    ASSERT_EQ(PutDeal(w, w.Deal(1)), "ok");
    ASSERT_EQ(PutDeal(w, w.Deal(2)), "ok");
    TrusteeDeal last = w.Deal(3);
    Point sum = last.commitments[0].point;
    for (uint16_t i = 1; i <= 2; ++i) {
      sum += elgamal::EvaluateCommitments(w.referendum.ceremony().DealOf(i)->deal.commitments, j);
    }
    last.commitments[1] = WirePoint::From((-sum).MulVartime(Scalar::FromUint64(j).InvertVartime()));
    const SecretScalar constant = w.trustee_keys.polynomials[2].Share(0);
    last.possession = zkp::ProveSchnorr(
        constant, elgamal::DealPossessionClaim(w.manifest_hash, 3, last.commitments), w.rng);
    EXPECT_EQ(PutDeal(w, last), "identity-point") << j;
    EXPECT_FALSE(w.referendum.ceremony().AllDealt());
    EXPECT_EQ(PutDeal(w, w.Deal(3)), "ok") << "the refusal changed nothing";
  }
}

// Whoever knows all constant terms can make K the identity: the last polynomial begins with minus the others.
// Spec: CER-5
TEST(DealTest, RefusesALastDealThatMakesTheJointKeyTheIdentity) {
  World w;
  w.Start();
  ASSERT_EQ(PutDeal(w, w.Deal(1)), "ok");
  ASSERT_EQ(PutDeal(w, w.Deal(2)), "ok");
  const SecretScalar constant =
      w.trustee_keys.polynomials[0].Share(0).Add(w.trustee_keys.polynomials[1].Share(0)).Negate();
  TrusteeDeal last = w.Deal(3);
  last.commitments[0] = WirePoint::From(constant.MulBase());
  last.possession =
      zkp::ProveSchnorr(constant, elgamal::DealPossessionClaim(w.manifest_hash, 3, last.commitments), w.rng);
  EXPECT_EQ(PutDeal(w, last), "identity-point");
}

// Spec: CER-7
TEST(AcceptTest, ChecksInTheClausesOrder) {
  World w;
  w.Start();
  w.DealAll();
  const auto body = [&](uint16_t trustee, const Bytes32& hash) {
    return record::EncodeTrusteeAccept({.trustee = trustee, .deals_hash = hash});
  };
  const Bytes32 good = w.referendum.ceremony().DealsHash();
  Bytes32 wrong = good;
  wrong[31] ^= 1;
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, body(1, good)), "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, w.TrusteeSigned(EntryType::kTrusteeAccept, 2, body(1, good))),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, body(1, wrong)), "wrong-hash");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, w.TrusteeSigned(EntryType::kTrusteeAccept, 1, body(1, wrong))),
            "wrong-hash");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(1)), "ok");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, body(1, wrong)), "duplicate");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, body(0, wrong)), "unknown-author");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, body(4, wrong)), "unknown-author");
  const Bytes next = w.Accept(2);
  ExpectEveryFlipRefused(w, EntryType::kTrusteeAccept, next);
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, next), "ok");
  EXPECT_TRUE(w.referendum.ceremony().HasAccepted(2));
  EXPECT_FALSE(w.referendum.ceremony().HasAccepted(3));
}

// DealWithBadShare is trustee i's deal with garbage, or a wrong value, for j.
TrusteeDeal DealWithBadShare(World& w, uint16_t i, uint16_t j, bool garbage) {
  TrusteeDeal deal = w.Deal(i);
  const elgamal::SealedDeal sealed = elgamal::SealShare(
      {w.manifest_hash, i, j}, w.manifest.trustees[j - 1u].key,
      w.trustee_keys.polynomials[i - 1u].Share(j).Add(Scalar::FromUint64(1)), w.trustee_keys.seeds[i - 1u]);
  deal.shares[j - 1u] = {sealed.ephemeral, sealed.possession, sealed.sealed};
  if (garbage) deal.shares[j - 1u].sealed.fill(0xab);
  return deal;
}

// Spec: CER-8, CER-9
TEST(ComplaintEntryTest, AFoundedComplaintConvictsAndEndsTheLog) {
  for (const bool garbage : {false, true}) {
    World w;
    w.Start();
    ASSERT_EQ(PutDeal(w, w.Deal(1)), "ok");
    ASSERT_EQ(PutDeal(w, DealWithBadShare(w, 2, 3, garbage)), "ok") << "nobody but trustee 3 can see it";
    ASSERT_EQ(PutDeal(w, w.Deal(3)), "ok");
    ASSERT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(1)), "ok");
    const Bytes complaint = w.SignComplaint(w.Complaint(3, 2));
    ExpectEveryFlipRefused(w, EntryType::kTrusteeComplaint, complaint);
    EXPECT_EQ(w.referendum.ceremony().Convicted(), 0);
    const Bytes accept = w.Accept(2);
    ASSERT_EQ(w.Put(EntryType::kTrusteeComplaint, complaint), "ok");
    EXPECT_EQ(w.referendum.ceremony().Convicted(), 2);
    EXPECT_EQ(w.referendum.phase(), Phase::kFailedCeremony);
    EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, complaint), "wrong-phase");
    EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, accept), "wrong-phase");
    EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.SignDeal(w.Deal(2))), "wrong-phase");
    for (const EntryType type : record::kEntryTypes) {
      EXPECT_EQ(w.Put(type, {}), "wrong-phase") << record::EntryTypeName(type);
    }
  }
}

// A false complaint is refused, names its author, and the ceremony goes on.
// Spec: CER-8
TEST(ComplaintEntryTest, AnUnfoundedComplaintIsRefusedAndTheCeremonyGoesOn) {
  World w;
  w.Start();
  w.DealAll();
  for (uint16_t i = 1; i <= 3; ++i) {
    const Bytes body = w.SignComplaint(w.Complaint(1, i));
    EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, body), "unfounded-complaint") << i;
  }
  const Bytes body = w.SignComplaint(w.Complaint(1, 2));
  const tlog::Hash leaf = tlog::LeafHash(body);
  const Status status = w.referendum.Apply({{EntryType::kTrusteeComplaint, w.now_ms, body}, leaf});
  ASSERT_FALSE(status.has_value());
  EXPECT_NE(status.error().detail.find("trustee 1"), std::string::npos) << status.error().detail;
  EXPECT_EQ(w.referendum.ceremony().Convicted(), 0);
  w.AcceptAll();
  EXPECT_EQ(w.referendum.phase(), Phase::kRoll);
}

// Each check of CER-8 in its order: every complaint here also fails all later ones.
// Spec: CER-8
TEST(ComplaintEntryTest, ChecksInTheClausesOrder) {
  World w;
  w.Start();
  w.DealAll();
  record::TrusteeComplaint c = w.Complaint(2, 1);  // unfounded
  c.proof.response += Scalar::FromUint64(1);
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, w.SignComplaint(c)), "bad-proof");
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, record::EncodeTrusteeComplaint(c)), "bad-signature");
  ASSERT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(2)), "ok");
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, record::EncodeTrusteeComplaint(c)), "duplicate");
  c.dealer = 4;
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, record::EncodeTrusteeComplaint(c)), "unknown-author");
  c.dealer = 0;
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, record::EncodeTrusteeComplaint(c)), "unknown-author");
  c.dealer = 1;
  c.trustee = 4;
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, record::EncodeTrusteeComplaint(c)), "unknown-author");
}

// The accuser reveals another point than S, so that the good share would not open; or about another dealer's
// share. Spec: CER-8
TEST(ComplaintEntryTest, RefusesFalseRevelations) {
  World w;
  w.Start();
  w.DealAll();
  record::TrusteeComplaint c = w.Complaint(1, 2);
  c.shared = Moved(c.shared);
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, w.SignComplaint(c)), "bad-proof");
  c = w.Complaint(1, 2);
  c.dealer = 3;
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, w.SignComplaint(c)), "bad-proof");
  c = w.Complaint(1, 2);
  c.trustee = 3;
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, w.SignComplaint(c)), "bad-proof");
  // Trustee 3's share revealed with trustee 1's secret.
  record::TrusteeComplaint mixed = w.Complaint(3, 2);
  mixed.trustee = 1;
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, w.SignComplaint(mixed)), "bad-proof");
}

}  // namespace
}  // namespace constat::referendum
