// The specification's vectors of the key ceremony and of decryption: made by another program, in another
// language, from the text alone.
#include "constat/testing/vectors.h"

#include <map>

#include "constat/crypto/aead.h"
#include "constat/testing/given_rng.h"
#include "constat/testing/trustees.h"

namespace constat::elgamal {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using nlohmann::json;

Scalar ScalarOf(const Bytes32& bytes) { return Scalar::Decode(bytes).value(); }
WirePoint PointOf(ByteView bytes) { return WirePoint::Decode(bytes).value(); }
SecretScalar SecretOf(const Bytes32& bytes) { return SecretScalar::FromPublic(ScalarOf(bytes)); }

// DealBody is the bytes of a trustee_deal of t commitments and n shares, cut up as CER-2 says.
struct DealBody {
  DealBody(const Bytes& body, size_t t, size_t n) {
    wire::Reader reader(body);
    dealer = reader.U16();
    for (size_t k = 0; k < t; ++k) commitments.push_back(zkp::ReadPoint(reader));
    possession = zkp::ReadSchnorr(reader);
    for (size_t j = 0; j < n; ++j) {
      SealedDeal& share = shares.emplace_back();
      share.ephemeral = zkp::ReadPoint(reader);
      share.possession = zkp::ReadSchnorr(reader);
      const ByteView sealed = reader.Fixed(share.sealed.size());
      std::copy(sealed.begin(), sealed.end(), share.sealed.begin());
    }
    (void)zkp::ReadSchnorr(reader);
    EXPECT_EQ(CodeOf(reader.Finish()), "ok");
  }
  uint16_t dealer = 0;
  std::vector<WirePoint> commitments;
  zkp::SchnorrProof possession;
  std::vector<SealedDeal> shares;
};

// ExpectShare checks dealer i's share for one trustee: every step from the ephemeral secret to the value.
void ExpectShare(const json& object, const DealBody& deal, const Bytes32& manifest_hash,
                 const Bytes32& receiver_secret) {
  Vector v(object);
  const auto j = v.Get<uint16_t>("trustee");
  const DealContext context{manifest_hash, deal.dealer, j};
  const SealedDeal& share = deal.shares.at(j - 1u);
  const SecretScalar receiver = SecretOf(receiver_secret);
  const WirePoint receiver_key = WirePoint::From(receiver.MulBase());
  const SecretScalar ephemeral = SecretOf(v.HexArray("ephemeral_secret"));
  EXPECT_EQ(ephemeral.MulBaseEncoded(), share.ephemeral.encoded);
  EXPECT_EQ(ephemeral.MulEncoded(receiver_key.encoded), v.HexArray("shared"));
  EXPECT_EQ(receiver.MulEncoded(share.ephemeral.encoded), v.HexArray("shared"));
  EXPECT_EQ(
      text::FormatHex(DealKey(context, v.HexArray("shared"), share.ephemeral.encoded, receiver_key.encoded)),
      v.Text("key"));
  const Scalar challenge =
      DealEphemeralChallenge(context, share.ephemeral.encoded, share.possession.commitment.encoded);
  EXPECT_EQ(text::FormatHex(challenge.Encode()), v.Text("challenge"));
  EXPECT_EQ(CodeOf(zkp::VerifySchnorr(share.ephemeral.point, share.possession, challenge)), "ok");
  EXPECT_EQ(text::FormatHex(share.sealed), v.Text("sealed"));
  const Result<SecretScalar> opened = OpenShare(
      {context, share.ephemeral.encoded, receiver_key.encoded, share.sealed}, receiver, deal.commitments);
  ASSERT_EQ(CodeOf(opened), "ok");
  EXPECT_EQ(text::FormatHex(opened->Declassify().Encode()), v.Text("value"));
}

// Spec: CER-1 to CER-5
TEST(Vectors, Ceremonies) {
  ForEachVector("ceremonies", [](Vector& v) {
    const Bytes32 manifest_hash = v.HexArray("manifest_hash");
    const std::vector<Bytes32> secrets = v.HexList("trustee_secrets");
    const size_t n = secrets.size();
    Point joint;
    std::vector<Scalar> shares(n);
    std::vector<Point> keys(n);
    for (const json& object : v.Json("deals")) {
      Vector d(object);
      const std::vector<Bytes32> coefficients = d.HexList("coefficients");
      const DealBody deal(d.Hex("body"), coefficients.size(), n);
      EXPECT_EQ(deal.dealer, d.Get<uint16_t>("dealer"));
      for (size_t k = 0; k < coefficients.size(); ++k) {
        EXPECT_EQ(Point::MulBaseVartime(ScalarOf(coefficients[k])), deal.commitments[k].point);
      }
      const Scalar challenge = DealPossessionChallenge(manifest_hash, deal.dealer, deal.commitments,
                                                       deal.possession.commitment.encoded);
      EXPECT_EQ(text::FormatHex(challenge.Encode()), d.Text("possession_challenge"));
      EXPECT_EQ(CodeOf(zkp::VerifySchnorr(deal.commitments[0].point, deal.possession, challenge)), "ok");
      for (size_t j = 0; j < n; ++j) {
        const json& share = d.Json("shares").at(j);
        ExpectShare(share, deal, manifest_hash, secrets[j]);
        shares[j] += ScalarOf(text::ParseHex32(share.at("value").get<std::string>()).value());
        keys[j] += EvaluateCommitments(deal.commitments, static_cast<uint16_t>(j + 1));
      }
      joint += deal.commitments[0].point;
      (void)d.Text("deal_hash");  // the rules' (referendum/)
    }
    EXPECT_EQ(text::FormatHex(joint.Encode()), v.Text("joint_key"));
    for (size_t j = 0; j < n; ++j) {
      EXPECT_EQ(shares[j], ScalarOf(v.HexList("trustee_shares").at(j)));
      EXPECT_EQ(keys[j].Encode(), v.HexList("verification_keys").at(j));
      EXPECT_EQ(Point::MulBaseVartime(shares[j]), keys[j]);
    }
    // The rules' (referendum/)
    (void)v.Text("manifest");
    (void)v.Text("deals_hash");
    (void)v.Json("commits");
    (void)v.Json("accepts");
  });
}

// All secrets of a deal, from the trustee's key. Spec: CER-11
TEST(Vectors, DerivedDeals) {
  ForEachVector("derived-deals", [](Vector& v) {
    const Bytes32 manifest_hash = v.HexArray("manifest_hash");
    const Bytes32 secret = v.HexArray("secret");
    const auto trustee = v.Get<uint16_t>("trustee");
    wire::Writer info;
    info.Fixed(manifest_hash).U16(trustee);
    EXPECT_EQ(text::FormatHex(crypto::HkdfSha512Wide(secret, crypto::Label::kDealSeed, info.bytes())),
              v.Text("seed"));
    const DealSeed seed(SecretOf(secret), manifest_hash, trustee);
    const std::vector<Bytes32> coefficients = v.HexList("coefficients");
    const std::vector<Bytes32> ephemerals = v.HexList("ephemeral_secrets");
    const DealBody deal(v.Hex("body"), coefficients.size(), ephemerals.size());
    const DealingPolynomial polynomial(seed, coefficients.size());
    EXPECT_EQ(polynomial.Commitments(), deal.commitments);
    for (size_t k = 0; k < coefficients.size(); ++k) {
      EXPECT_EQ(seed.Coefficient(static_cast<uint16_t>(k)).Declassify().Encode(), coefficients[k]);
    }
    std::vector<zkp::Claim> claims = {DealPossessionClaim(manifest_hash, trustee, deal.commitments)};
    for (size_t j = 1; j <= ephemerals.size(); ++j) {
      const auto receiver = static_cast<uint16_t>(j);
      EXPECT_EQ(seed.EphemeralSecret(receiver).Declassify().Encode(), ephemerals[j - 1]);
      claims.push_back(
          DealEphemeralClaim({manifest_hash, trustee, receiver}, deal.shares[j - 1].ephemeral.encoded));
    }
    // The last one is the signature's, which the trustee (party/) makes.
    const auto said = v.Get<std::vector<std::string>>("claims");
    const std::vector<Bytes32> nonces = v.HexList("nonces");
    ASSERT_EQ(said.size(), claims.size() + 1);
    ASSERT_EQ(nonces.size(), said.size());
    for (size_t i = 0; i < claims.size(); ++i) {
      EXPECT_EQ(text::FormatHex(claims[i].Encode()), said[i]);
      EXPECT_EQ(seed.Nonce(claims[i]).Declassify().Encode(), nonces[i]);
    }
    (void)v.Text("manifest");
  });
}

// ExpectProvenShares checks one trustee's part of a case of shares.json, and returns its shares.
std::vector<WirePoint> ExpectProvenShares(Vector& v, ShareStatement statement) {
  statement.trustee = v.Get<uint16_t>("trustee");
  const Bytes32 secret = v.HexArray("secret");
  statement.verification_key = PointOf(v.HexArray("verification_key"));
  EXPECT_EQ(Point::MulBaseVartime(ScalarOf(secret)), statement.verification_key.point);
  const Bytes body = v.Hex("body");
  wire::Reader reader(body);
  EXPECT_EQ(reader.U16(), statement.trustee);
  EXPECT_EQ(reader.U16(), statement.chunk);
  std::vector<WirePoint> shares;
  for (size_t k = 0; k < statement.sums.size(); ++k) shares.push_back(zkp::ReadPoint(reader));
  const zkp::DleqProof proof = zkp::ReadDleq(reader);
  EXPECT_EQ(CodeOf(reader.Finish()), "ok");
  statement.shares = shares;
  const ShareBatch batch = CombineShareStatement(statement);
  EXPECT_EQ(text::FormatHex(batch.statement_hash), v.Text("statement_hash"));
  EXPECT_EQ(text::FormatHex(batch.combined_sum.Encode()), v.Text("R_star"));
  EXPECT_EQ(text::FormatHex(batch.combined_share.Encode()), v.Text("D_star"));
  const Scalar challenge =
      ShareChallenge(batch.statement_hash, proof.commitment_base.encoded, proof.commitment_other.encoded);
  EXPECT_EQ(text::FormatHex(challenge.Encode()), v.Text("challenge"));
  EXPECT_EQ(CodeOf(VerifyShare(statement, proof)), "ok");
  GivenRng rng({v.HexArray("fresh")});
  const ProvenShares made = DecryptChunk(statement, SecretOf(secret), rng);
  EXPECT_EQ(made.shares, shares);
  wire::Writer both;
  zkp::WriteDleq(both, made.proof);
  EXPECT_EQ(text::FormatHex(both.bytes()), text::FormatHex(ByteView(body).last(both.bytes().size())));
  return shares;
}

// Spec: TAL-7, TAL-8, TAL-10
TEST(Vectors, Shares) {
  ForEachVector("shares", [](Vector& v) {
    ShareStatement statement;
    statement.manifest_hash = v.HexArray("manifest_hash");
    statement.chunk = v.Get<uint16_t>("chunk");
    const Bytes units = v.Hex("units");
    statement.units = units;
    std::vector<Ciphertext> sums;
    wire::Writer all;
    all.Fixed(statement.manifest_hash).Fixed(units);
    for (const Bytes64& sum : v.HexList<Bytes64>("sums")) {
      sums.push_back({PointOf(ByteView(sum).first(32)), PointOf(ByteView(sum).last(32))});
      all.Fixed(sum);
    }
    statement.sums = sums;
    EXPECT_EQ(text::FormatHex(crypto::LabelledSha256(crypto::Label::kSumsHash, all.bytes())),
              v.Text("sums_hash"));
    std::vector<uint16_t> trustees;
    std::vector<std::vector<WirePoint>> shares;
    std::vector<Point> keys;
    for (const json& object : v.Json("shares")) {
      Vector s(object);
      shares.push_back(ExpectProvenShares(s, statement));
      trustees.push_back(object.at("trustee").get<uint16_t>());
      keys.push_back(PointOf(text::ParseHex(object.at("verification_key").get<std::string>()).value()).point);
    }
    const std::vector<Scalar> lagrange = LagrangeAtZero(trustees);
    Point joint;
    for (size_t i = 0; i < lagrange.size(); ++i) {
      EXPECT_EQ(lagrange[i], ScalarOf(v.HexList("lagrange").at(i)));
      joint += keys[i].MulVartime(lagrange[i]);
    }
    EXPECT_EQ(text::FormatHex(joint.Encode()), v.Text("joint_key"));
    const CountFinder finder(v.Get<uint64_t>("limit"));
    for (size_t k = 0; k < sums.size(); ++k) {
      Point opened = sums[k].C.point;
      for (size_t i = 0; i < lagrange.size(); ++i) opened -= shares[i][k].point.MulVartime(lagrange[i]);
      EXPECT_EQ(opened.Encode(), v.HexList("opened").at(k));
      EXPECT_EQ(finder.Find(opened).value(), v.Json("counts").at(k).get<uint64_t>());
    }
    EXPECT_EQ(v.Json("counts").size(), sums.size());
    EXPECT_EQ(v.HexList("opened").size(), sums.size());
    EXPECT_EQ(v.HexList("lagrange").size(), lagrange.size());
  });
}

// Spec: TAL-8
TEST(Vectors, Counts) {
  ForEachVector("counts", [](Vector& v) {
    const Result<uint64_t> found =
        CountFinder(v.Get<uint64_t>("limit")).Find(PointOf(v.HexArray("point")).point);
    ASSERT_EQ(CodeOf(found), v.Code());
    if (!v.Has("count")) return;
    const auto count = v.Get<uint64_t>("count");  // what the point is, in reach or not
    EXPECT_EQ(Point::MulBaseVartime(Scalar::FromUint64(count)).Encode(), v.HexArray("point"));
    if (found) {
      EXPECT_EQ(*found, count);
    }
  });
}

}  // namespace
}  // namespace constat::elgamal
