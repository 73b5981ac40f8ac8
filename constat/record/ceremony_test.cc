#include "constat/record/ceremony.h"

#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

// Spec: CER-2
TrusteeDeal TestDeal() {
  TrusteeDeal deal{.dealer = 2,
                   .commitments = {TestPoint("C0"), TestPoint("C1")},
                   .possession = TestSchnorr("possession"),
                   .signature = TestSchnorr("signature")};
  for (int i = 0; i < 3; ++i) {
    DealtShare share{.ephemeral = TestPoint(fmt::format("E{}", i)),
                     .possession = TestSchnorr(fmt::format("ephemeral {}", i))};
    std::fill(share.sealed.begin(), share.sealed.end(), static_cast<uint8_t>(0xa0 + i));
    deal.shares.push_back(share);
  }
  return deal;
}

std::string Hex(const zkp::SchnorrProof& proof) {
  return text::FormatHex(proof.commitment.encoded) + text::FormatHex(proof.response.Encode());
}

Result<Bytes> RecodedDeal(ByteView body) {
  CONSTAT_ASSIGN(const TrusteeDeal deal, DecodeTrusteeDeal(TestManifest(), body));
  return EncodeTrusteeDeal(deal);
}

// Spec: CER-2, LAB-4
TEST(TrusteeDeal, EncodesItsFieldsInOrder) {
  const TrusteeDeal deal = TestDeal();
  std::string hex = "0002" + text::FormatHex(deal.commitments[0].encoded) +
                    text::FormatHex(deal.commitments[1].encoded) + Hex(deal.possession);
  for (const DealtShare& share : deal.shares) {
    hex += text::FormatHex(share.ephemeral.encoded) + Hex(share.possession) + text::FormatHex(share.sealed);
  }
  hex += Hex(deal.signature);
  const Bytes encoded = EncodeTrusteeDeal(deal);
  EXPECT_EQ(text::FormatHex(encoded), hex);
  EXPECT_EQ(encoded.size(), 2 + 32 * 2 + 64 + 3 * (32 + 64 + 48) + 64u);
}

// Spec: ENC-1, ENC-7, CER-2
TEST(TrusteeDeal, IsCanonical) { ExpectCanonical(EncodeTrusteeDeal(TestDeal()), RecodedDeal); }

// Spec: ENC-2, ENC-3
TEST(TrusteeDeal, DecodesPointsAndScalarsStrictly) {
  const TrusteeDeal deal = TestDeal();
  std::vector<group::WirePoint> points = {deal.commitments[0], deal.commitments[1],
                                          deal.possession.commitment, deal.signature.commitment};
  std::vector<group::Scalar> scalars = {deal.possession.response, deal.signature.response};
  for (const DealtShare& share : deal.shares) {
    points.push_back(share.ephemeral);
    points.push_back(share.possession.commitment);
    scalars.push_back(share.possession.response);
  }
  ExpectStrictFields(EncodeTrusteeDeal(deal), points, scalars, RecodedDeal);
}

// Spec: ENC-7
TEST(TrusteeDeal, LengthIsTheManifestsThresholdAndTrustees) {
  const Bytes encoded = EncodeTrusteeDeal(TestDeal());
  Manifest m = TestManifest();
  m.threshold = 3;
  // Where a third commitment is expected, the possession's commitment is, and so on: the end comes too soon.
  EXPECT_NE(CodeOf(DecodeTrusteeDeal(m, encoded)), "ok");
  m = TestManifest();
  m.trustees.pop_back();
  EXPECT_NE(CodeOf(DecodeTrusteeDeal(m, encoded)), "ok");
}

// Spec: ENC-2
TEST(TrusteeDeal, IdentityIsNoMatterOfEncoding) {
  TrusteeDeal deal = TestDeal();
  deal.commitments[1] = {};
  EXPECT_EQ(CodeOf(RecodedDeal(EncodeTrusteeDeal(deal))), "ok");
}

Result<Bytes> RecodedCommit(ByteView body) {
  CONSTAT_ASSIGN(const TrusteeCommit commit, DecodeTrusteeCommit(body));
  return EncodeTrusteeCommit(commit);
}

// Spec: CER-10, ENC-1, ENC-2, ENC-3
TEST(TrusteeCommit, IsDealerHashAndSignature) {
  const TrusteeCommit commit{.dealer = 3, .deal_hash = TestBytes("deal"), .signature = TestSchnorr("commit")};
  const Bytes encoded = EncodeTrusteeCommit(commit);
  EXPECT_EQ(text::FormatHex(encoded), "0003" + text::FormatHex(commit.deal_hash) + Hex(commit.signature));
  ExpectCanonical(encoded, RecodedCommit);
  ExpectStrictFields(encoded, {commit.signature.commitment}, {commit.signature.response}, RecodedCommit);
}

Result<Bytes> RecodedDrill(ByteView body) {
  CONSTAT_ASSIGN(const TrusteeDrill drill, DecodeTrusteeDrill(body));
  return EncodeTrusteeDrill(drill);
}

// Spec: CER-12, ENC-1, ENC-2, ENC-3
TEST(TrusteeDrill, IsTrusteePossessionAndSignature) {
  const TrusteeDrill drill{
      .trustee = 2, .possession = TestSchnorr("possession"), .signature = TestSchnorr("drill")};
  const Bytes encoded = EncodeTrusteeDrill(drill);
  EXPECT_EQ(text::FormatHex(encoded), "0002" + Hex(drill.possession) + Hex(drill.signature));
  ExpectCanonical(encoded, RecodedDrill);
  ExpectStrictFields(encoded, {drill.possession.commitment, drill.signature.commitment},
                     {drill.possession.response, drill.signature.response}, RecodedDrill);
}

Result<Bytes> RecodedAccept(ByteView body) {
  CONSTAT_ASSIGN(const TrusteeAccept accept, DecodeTrusteeAccept(body));
  return EncodeTrusteeAccept(accept);
}

// Spec: CER-7, ENC-1, ENC-2, ENC-3
TEST(TrusteeAccept, IsTrusteeHashAndSignature) {
  const TrusteeAccept accept{
      .trustee = 3, .deals_hash = TestBytes("deals"), .signature = TestSchnorr("accept")};
  const Bytes encoded = EncodeTrusteeAccept(accept);
  EXPECT_EQ(text::FormatHex(encoded), "0003" + text::FormatHex(accept.deals_hash) + Hex(accept.signature));
  ExpectCanonical(encoded, RecodedAccept);
  ExpectStrictFields(encoded, {accept.signature.commitment}, {accept.signature.response}, RecodedAccept);
}

Result<Bytes> RecodedComplaint(ByteView body) {
  CONSTAT_ASSIGN(const TrusteeComplaint complaint, DecodeTrusteeComplaint(body));
  return EncodeTrusteeComplaint(complaint);
}

// Spec: CER-8, ENC-1, ENC-2, ENC-3
TEST(TrusteeComplaint, IsTrusteeDealerSharedProofAndSignature) {
  const TrusteeComplaint complaint{.trustee = 3,
                                   .dealer = 1,
                                   .shared = TestPoint("S"),
                                   .proof = TestDleq("proof"),
                                   .signature = TestSchnorr("complaint")};
  const Bytes encoded = EncodeTrusteeComplaint(complaint);
  EXPECT_EQ(text::FormatHex(encoded), "00030001" + text::FormatHex(complaint.shared.encoded) +
                                          text::FormatHex(complaint.proof.commitment_base.encoded) +
                                          text::FormatHex(complaint.proof.commitment_other.encoded) +
                                          text::FormatHex(complaint.proof.response.Encode()) +
                                          Hex(complaint.signature));
  ExpectCanonical(encoded, RecodedComplaint);
  ExpectStrictFields(encoded,
                     {complaint.shared, complaint.proof.commitment_base, complaint.proof.commitment_other,
                      complaint.signature.commitment},
                     {complaint.proof.response, complaint.signature.response}, RecodedComplaint);
}

// Spec: ENC-1
TEST(TrusteeComplaint, FirstFaultInWireOrderGivesTheCode) {
  Bytes encoded(2 + 2 + 32 + 96 + 64, 0xff);  // no field of it is canonical
  EXPECT_EQ(CodeOf(DecodeTrusteeComplaint(encoded)), "bad-point");
  std::fill_n(encoded.begin() + 4, 3 * 32, uint8_t{0});  // now the points of the proof are
  EXPECT_EQ(CodeOf(DecodeTrusteeComplaint(encoded)), "bad-scalar");
  EXPECT_EQ(CodeOf(DecodeTrusteeComplaint(ByteView(encoded).first(100))), "truncated");
}

}  // namespace
}  // namespace constat::record
