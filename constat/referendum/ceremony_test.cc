#include "constat/referendum/ceremony.h"

#include <functional>

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

// CodeOfDeal has all trustees commit to their deals, trustee i to the body that make gives, and those before
// i deal; it is what the rules say to that body.
std::string CodeOfDeal(uint16_t i, const std::function<Bytes(World&)>& make) {
  World w;
  w.Start();
  for (uint16_t dealer = 1; dealer <= 3; ++dealer) w.deal_bodies.push_back(w.SignDeal(w.Deal(dealer)));
  w.deal_bodies[i - 1u] = make(w);
  w.CommitAll();
  for (uint16_t dealer = 1; dealer < i; ++dealer) {
    EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[dealer - 1u]), "ok");
  }
  const std::string code = w.Put(EntryType::kTrusteeDeal, w.deal_bodies[i - 1u]);
  EXPECT_EQ(w.referendum.ceremony().DealOf(i).has_value(), code == "ok");
  return code;
}

// CodeOfSigned is that of trustee i's deal as change leaves it, signed.
std::string CodeOfSigned(uint16_t i, const std::function<void(World&, TrusteeDeal&)>& change) {
  return CodeOfDeal(i, [&](World& w) {
    TrusteeDeal deal = w.Deal(i);
    change(w, deal);
    return w.SignDeal(deal);
  });
}

// DealFrom decodes a deal that trustee i has committed to.
TrusteeDeal DealFrom(const World& w, uint16_t i) {
  return record::DecodeTrusteeDeal(w.manifest, w.deal_bodies[i - 1u]).value();
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
  w.ToDeals();
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
  w.ToDeals();
  Bytes hashes;
  Append(hashes, AsBytes(std::string_view("constat/v1/deals\0", 17)));
  Append(hashes, w.manifest_hash);
  for (uint16_t i = 1; i <= 3; ++i) {
    const Bytes& body = w.deal_bodies[i - 1u];
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

// Each check of CER-10 in its order, and every byte.
// Spec: CER-10, LAB-4
TEST(CommitTest, ChecksInTheClausesOrder) {
  World w;
  w.Start();
  const Bytes deal = w.SignDeal(w.Deal(1));
  const Bytes good = w.Commit(1, deal);
  ExpectEveryFlipRefused(w, EntryType::kTrusteeCommit, good);
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, w.TrusteeSigned(EntryType::kTrusteeCommit, 2, good)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, w.TrusteeSigned(EntryType::kTrusteeAccept, 1, good)),
            "bad-signature")
      << "the right person, another type";
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, good), "ok");
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, w.Commit(1, AsBytes("another deal"))), "duplicate");
  record::TrusteeCommit unsigned_commit{.dealer = 1};
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, record::EncodeTrusteeCommit(unsigned_commit)), "duplicate");
  for (const uint16_t nobody : {uint16_t{0}, uint16_t{4}, uint16_t{65535}}) {
    unsigned_commit.dealer = nobody;
    EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, record::EncodeTrusteeCommit(unsigned_commit)),
              "unknown-author")
        << nobody;
  }
  World other({.name = "another referendum"});
  other.Start();
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, other.Commit(2, deal)), "bad-signature");
}

// A deal that was not committed to convicts nobody: the right one may follow.
// Spec: CER-2, CER-10
TEST(CommitTest, OtherDealIsRefusedAndTheRightOneMayFollow) {
  World w;
  w.ToDeals();
  const Bytes other = w.SignDeal(w.Deal(1));
  ASSERT_NE(other, w.deal_bodies[0]);
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, other), "wrong-hash");
  EXPECT_EQ(w.referendum.ceremony().Convicted(), 0);
  w.DealAll();
  w.AcceptAll();
  EXPECT_EQ(w.referendum.phase(), Phase::kRoll);
}

// Spec: LOG-6, CER-10
TEST(CommitTest, EarlyDealAndLateCommitAreOfAnotherPhase) {
  World w;
  w.Start();
  const Bytes deal = w.SignDeal(w.Deal(1));
  for (uint16_t i = 1; i <= 3; ++i) {
    EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, deal), "wrong-phase") << i - 1 << " have committed";
    ASSERT_EQ(w.Put(EntryType::kTrusteeCommit, w.Commit(i, deal)), "ok");
  }
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, w.Commit(3, AsBytes("what suits it better"))), "wrong-phase");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, deal), "ok");
}

// Nothing of the ceremony may come after its end. Spec: LOG-6, CER-10
TEST(CommitTest, TheCeremonyEndsOnTime) {
  World w;
  w.Start();
  const uint64_t end_ms = w.manifest.ceremony_end_ms;
  const Bytes deal = w.SignDeal(w.Deal(1));
  EXPECT_EQ(w.Put(EntryType::kTrusteeCommit, w.Commit(1, deal), end_ms + 1), "wrong-phase");
  w.CommitAll();
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[0], end_ms + 1), "wrong-phase");
  w.DealAll();
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, {}, end_ms + 1), "wrong-phase");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(1), end_ms + 1), "wrong-phase");
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(1), end_ms), "ok") << "the last time is a good one";
}

// Spec: CER-2
TEST(DealTest, RefusesEveryFlippedByte) {
  World w;
  w.ToDeals();
  ExpectEveryFlipRefused(w, EntryType::kTrusteeDeal, w.deal_bodies[0]);
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[0]), "ok");
}

// Each check of CER-2 in its order: every deal here also fails all later ones.
// Spec: CER-2, CER-3, CER-4
TEST(DealTest, ChecksInTheClausesOrder) {
  const auto spoil_last = [](World&, TrusteeDeal& deal) {
    deal.shares[1].possession.response += Scalar::FromUint64(1);  // an ephemeral possession
  };
  const auto spoil = [&](World& w, TrusteeDeal& deal) {
    spoil_last(w, deal);
    deal.possession.response += Scalar::FromUint64(1);
  };
  EXPECT_EQ(CodeOfSigned(1, spoil_last), "bad-proof");
  EXPECT_EQ(CodeOfSigned(1, spoil), "bad-proof");
  TrusteeDeal bad;
  const auto encoded = [&](World& w) {
    bad = w.Deal(1);
    spoil(w, bad);
    return record::EncodeTrusteeDeal(bad);
  };
  EXPECT_EQ(CodeOfDeal(1, encoded), "bad-signature");
  EXPECT_EQ(CodeOfDeal(1,
                       [&](World& w) {
                         (void)encoded(w);
                         bad.shares[2].ephemeral = WirePoint::From(Point());
                         return record::EncodeTrusteeDeal(bad);
                       }),
            "identity-point");

  World w;
  w.ToDeals();
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, record::EncodeTrusteeDeal(bad)), "wrong-hash");
  ASSERT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[1]), "ok");
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
  for (size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(CodeOfSigned(1, [&](World&, TrusteeDeal& d) { d.commitments[k] = WirePoint::From(Point()); }),
              "identity-point")
        << "commitment " << k;
  }
  for (size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(
        CodeOfSigned(1, [&](World&, TrusteeDeal& d) { d.shares[j].ephemeral = WirePoint::From(Point()); }),
        "identity-point")
        << "share " << j;
  }
}

// The rogue key: a dealer that knows the others' deals chooses C_0 = X - (sum of the others), to own
// the joint key X. It has no proof; a copy of another's commitments and proof is bound to that
// dealer. Spec: CER-3
TEST(DealTest, RefusesARogueKey) {
  const auto rogue = [](World& w, TrusteeDeal& deal) {
    SecretScalar wanted = SecretScalar::Random(w.rng);
    deal.commitments[0] = WirePoint::From(wanted.MulBase() - DealFrom(w, 1).commitments[0].point -
                                          DealFrom(w, 2).commitments[0].point);
    return wanted;
  };
  EXPECT_EQ(CodeOfSigned(3, [&](World& w, TrusteeDeal& deal) { (void)rogue(w, deal); }), "bad-proof");
  EXPECT_EQ(CodeOfSigned(3,
                         [&](World& w, TrusteeDeal& deal) {
                           const SecretScalar wanted = rogue(w, deal);
                           deal.possession = zkp::ProveSchnorr(
                               wanted, elgamal::DealPossessionClaim(w.manifest_hash, 3, deal.commitments),
                               w.rng);
                         }),
            "bad-proof");
  EXPECT_EQ(CodeOfSigned(3,
                         [](World& w, TrusteeDeal& deal) {
                           deal.commitments = DealFrom(w, 1).commitments;
                           deal.possession = DealFrom(w, 1).possession;
                         }),
            "bad-proof");
  EXPECT_EQ(CodeOfSigned(3, [](World&, TrusteeDeal&) {}), "ok");
}

// One dealer's ephemeral point and proof, used by another or for another receiver: a complaint about it would
// open somebody else's message. Spec: CER-4
TEST(DealTest, RefusesACopiedEphemeralPoint) {
  EXPECT_EQ(CodeOfSigned(2, [](World& w, TrusteeDeal& deal) { deal.shares[0] = DealFrom(w, 1).shares[0]; }),
            "bad-proof");
  EXPECT_EQ(CodeOfSigned(2, [](World&, TrusteeDeal& deal) { std::swap(deal.shares[0], deal.shares[1]); }),
            "bad-proof");
}

// Spec: LAB-4
TEST(DealTest, RefusesAnotherTrusteesSignature) {
  const auto signed_as = [](EntryType type, uint16_t j) {
    return CodeOfDeal(
        1, [&](World& w) { return w.TrusteeSigned(type, j, record::EncodeTrusteeDeal(w.Deal(1))); });
  };
  EXPECT_EQ(signed_as(EntryType::kTrusteeDeal, 2), "bad-signature");
  EXPECT_EQ(signed_as(EntryType::kTrusteeAccept, 1), "bad-signature");
  EXPECT_EQ(signed_as(EntryType::kTrusteeDeal, 1), "ok");
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

// Dealers who show each other their deals beforehand make V_j the identity: C_1 = -(V_j without
// it + C_0) / j.
// Spec: CER-5
TEST(DealTest, RefusesALastDealThatMakesAVerificationKeyTheIdentity) {
  for (uint16_t j = 1; j <= 3; ++j) {
    EXPECT_EQ(CodeOfSigned(3,
                           [&](World& w, TrusteeDeal& last) {
                             Point sum = last.commitments[0].point;
                             for (uint16_t i = 1; i <= 2; ++i) {
                               sum += elgamal::EvaluateCommitments(DealFrom(w, i).commitments, j);
                             }
                             last.commitments[1] =
                                 WirePoint::From((-sum).MulVartime(Scalar::FromUint64(j).InvertVartime()));
                             last.possession = zkp::ProveSchnorr(
                                 w.trustee_keys.polynomials[2].Share(0),
                                 elgamal::DealPossessionClaim(w.manifest_hash, 3, last.commitments), w.rng);
                           }),
              "identity-point")
        << j;
  }
}

// Whoever knows all constant terms can make K the identity: the last polynomial begins with minus the others.
// Spec: CER-5
TEST(DealTest, RefusesALastDealThatMakesTheJointKeyTheIdentity) {
  EXPECT_EQ(
      CodeOfSigned(
          3,
          [](World& w, TrusteeDeal& last) {
            const SecretScalar constant =
                w.trustee_keys.polynomials[0].Share(0).Add(w.trustee_keys.polynomials[1].Share(0)).Negate();
            last.commitments[0] = WirePoint::From(constant.MulBase());
            last.possession = zkp::ProveSchnorr(
                constant, elgamal::DealPossessionClaim(w.manifest_hash, 3, last.commitments), w.rng);
          }),
      "identity-point");
}

// Spec: CER-7
TEST(AcceptTest, ChecksInTheClausesOrder) {
  World w;
  w.ToDeals();
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
    w.deal_bodies = {w.SignDeal(w.Deal(1)), w.SignDeal(DealWithBadShare(w, 2, 3, garbage))};
    w.CommitAll();
    w.DealAll();  // nobody but trustee 3 can see it
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
      const bool may_come = type == EntryType::kStatement;
      EXPECT_EQ(w.Put(type, {}), may_come ? "truncated" : "wrong-phase") << record::EntryTypeName(type);
    }
  }
}

// A false complaint is refused, names its author, and the ceremony goes on.
// Spec: CER-8
TEST(ComplaintEntryTest, AnUnfoundedComplaintIsRefusedAndTheCeremonyGoesOn) {
  World w;
  w.ToDeals();
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
  w.ToDeals();
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
  w.ToDeals();
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
