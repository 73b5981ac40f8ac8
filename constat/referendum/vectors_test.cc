// The specification's vectors of the rules: made by another program, in another language, from
// the text alone.
#include "constat/testing/vectors.h"

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/elgamal/secret/dealing.h"
#include "constat/referendum/decision_rule.h"
#include "constat/referendum/state.h"
#include "constat/testing/context.h"
#include "constat/testing/given_rng.h"
#include "constat/testing/matchers.h"
#include "constat/tlog/log_reader.h"
#include "constat/zkp/secret/nonces.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::referendum {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using nlohmann::json;
using record::EntryType;

Scalar ScalarOf(const Bytes32& bytes) { return Scalar::Decode(bytes).value(); }

SecretScalar SecretOf(const Bytes32& bytes) { return SecretScalar::FromPublic(ScalarOf(bytes)); }

std::string HexOf(const zkp::SchnorrProof& proof) {
  wire::Writer writer;
  zkp::WriteSchnorr(writer, proof);
  return text::FormatHex(writer.bytes());
}

// Spec: LAB-4, LAB-6
TEST(Vectors, TrusteeSignatures) {
  ForEachVector("trustee-signatures", [](Vector& v) {
    Context context;
    context.manifest_hash = v.HexArray("manifest_hash");
    const auto trustee = v.Get<uint16_t>("trustee");
    context.manifest.trustees.resize(trustee);
    const Bytes32 key = v.HexArray("key");
    context.manifest.trustees.back().key = WirePoint::Decode(key).value();
    const auto type = static_cast<EntryType>(v.Get<uint8_t>("type"));
    const Bytes body = v.Hex("unsigned_body");
    const Bytes signature = v.Hex("signature");
    wire::Reader reader(signature);
    const zkp::SchnorrProof proof = zkp::ReadSchnorr(reader);
    ASSERT_EQ(CodeOf(reader.Finish()), "ok");
    const Scalar challenge =
        TrusteeSignatureChallenge(context, type, trustee, proof.commitment.encoded, body);
    EXPECT_EQ(text::FormatHex(challenge.Encode()), v.Text("challenge"));
    const bool good =
        zkp::VerifySchnorr(context.manifest.trustees.back().key.point, proof, challenge).has_value();
    EXPECT_EQ(good ? "ok" : "bad-signature", v.Code());
    // The prover makes the very same signature from the secret and the fresh bytes.
    const SecretScalar secret = SecretOf(v.HexArray("secret"));
    EXPECT_EQ(secret.MulBaseEncoded(), key);
    const zkp::Claim claim = TrusteeSignatureClaim(context, type, trustee, body);
    EXPECT_EQ(text::FormatHex(claim.Encode()), v.Text("claim"));
    const Bytes32 fresh = v.HexArray("fresh");
    EXPECT_EQ(zkp::Nonces(secret, claim, fresh).Next().Declassify(), ScalarOf(v.HexArray("nonce")));
    GivenRng rng({fresh});
    EXPECT_EQ(HexOf(zkp::ProveSchnorr(secret, claim, rng)) == text::FormatHex(signature), good);
  });
}

// Spec: ROL-2, ROL-4, LAB-6
TEST(Vectors, Credentials) {
  ForEachVector("credentials", [](Vector& v) {
    const Bytes32 manifest_hash = v.HexArray("manifest_hash");
    const auto region = v.Get<uint16_t>("region");
    const auto slot = v.Get<uint32_t>("slot");
    Scalar secret_sum;
    Point sum;
    for (const json& object : v.Json("shares")) {
      Vector s(object);
      const auto m = s.Get<uint16_t>("registrar");
      wire::Writer input;
      input.Fixed(manifest_hash).U16(m).Fixed(AsBytes(s.Text("code")));
      const Scalar secret = group::ChallengeScalar(crypto::Label::kCredentialSecret, input.bytes());
      EXPECT_EQ(text::FormatHex(secret.Encode()), s.Text("secret"));
      const WirePoint share = WirePoint::Decode(s.HexArray("share")).value();
      EXPECT_EQ(Point::MulBaseVartime(secret), share.point);
      const Bytes bytes = s.Hex("proof");
      wire::Reader reader(bytes);
      const zkp::SchnorrProof proof = zkp::ReadSchnorr(reader);
      ASSERT_EQ(CodeOf(reader.Finish()), "ok");
      const Scalar challenge =
          CredentialShareChallenge(manifest_hash, {m, region, slot, share.encoded}, proof.commitment.encoded);
      EXPECT_EQ(text::FormatHex(challenge.Encode()), s.Text("challenge"));
      EXPECT_EQ(CodeOf(zkp::VerifySchnorr(share.point, proof, challenge)), "ok");
      GivenRng rng({s.HexArray("fresh")});
      const zkp::Claim claim = CredentialShareClaim(manifest_hash, {m, region, slot, share.encoded});
      EXPECT_EQ(HexOf(zkp::ProveSchnorr(SecretOf(s.HexArray("secret")), claim, rng)), text::FormatHex(bytes));
      secret_sum += secret;
      sum += share.point;
    }
    EXPECT_EQ(secret_sum, ScalarOf(v.HexArray("secret")));
    EXPECT_EQ(text::FormatHex(sum.Encode()), v.Text("credential"));
  });
}

// CommitAll applies a case's commitments.
void CommitAll(Ceremony& ceremony, Vector& v) {
  for (const json& commit : v.Json("commits")) {
    ASSERT_FALSE(ceremony.AllCommitted());
    ASSERT_EQ(CodeOf(ceremony.ApplyCommit(text::ParseHex(commit.get<std::string>()).value())), "ok");
  }
  EXPECT_TRUE(ceremony.AllCommitted());
}

// Spec: CER-2 to CER-5
TEST(Vectors, Deals) {
  ForEachVector("deals", [](Vector& v) {
    Ceremony ceremony(testing::ContextOf(v.Hex("manifest")));
    CommitAll(ceremony, v);
    for (const json& deal : v.Json("deals")) {
      ASSERT_EQ(CodeOf(ceremony.ApplyDeal(text::ParseHex(deal.get<std::string>()).value())), "ok");
    }
    EXPECT_EQ(CodeOf(ceremony.ApplyDeal(v.Hex("deal"))), v.Code());
  });
}

// Spec: CER-12, LAB-6
TEST(Vectors, Drills) {
  ForEachVector("drills", [](Vector& v) {
    const Bytes32 key = v.HexArray("verification_key");
    const zkp::Claim claim =
        DrillClaim(v.HexArray("manifest_hash"), {v.HexArray("deals_hash"),
                                                 v.Get<uint16_t>("trustee"),
                                                 key,
                                                 {v.Get<uint64_t>("size"), v.HexArray("root")}});
    const Bytes bytes = v.Hex("possession");
    wire::Reader reader(bytes);
    const zkp::SchnorrProof proof = zkp::ReadSchnorr(reader);
    ASSERT_EQ(CodeOf(reader.Finish()), "ok");
    const Scalar challenge = claim.Challenge({proof.commitment.encoded});
    EXPECT_EQ(text::FormatHex(challenge.Encode()), v.Text("challenge"));
    const bool good = zkp::VerifySchnorr(Point::Decode(key).value(), proof, challenge).has_value();
    EXPECT_EQ(good ? "ok" : "bad-proof", v.Code());
    // The prover makes the very same proof from the secret and the fresh bytes.
    GivenRng rng({v.HexArray("fresh")});
    wire::Writer writer;
    zkp::WriteSchnorr(
        writer, zkp::ProveSchnorr(SecretScalar::FromPublic(ScalarOf(v.HexArray("secret"))), claim, rng));
    EXPECT_EQ(writer.bytes() == bytes, good);
  });
}

// Spec: CER-2 to CER-7
TEST(Vectors, Ceremonies) {
  ForEachVector("ceremonies", [](Vector& v) {
    const ContextPtr context = testing::ContextOf(v.Hex("manifest"));
    EXPECT_EQ(text::FormatHex(context->manifest_hash), v.Text("manifest_hash"));
    Ceremony ceremony(context);
    CommitAll(ceremony, v);
    for (const json& deal : v.Json("deals")) {
      EXPECT_FALSE(ceremony.AllDealt());
      ASSERT_EQ(CodeOf(ceremony.ApplyDeal(text::ParseHex(deal.at("body").get<std::string>()).value())), "ok");
      EXPECT_EQ(text::FormatHex(ceremony.DealOf(deal.at("dealer").get<uint16_t>())->hash),
                deal.at("deal_hash").get<std::string>());
    }
    ASSERT_TRUE(ceremony.AllDealt());
    EXPECT_EQ(text::FormatHex(ceremony.DealsHash()), v.Text("deals_hash"));
    EXPECT_EQ(text::FormatHex(ceremony.JointKey().encoded), v.Text("joint_key"));
    const std::vector<Bytes32> keys = v.HexList("verification_keys");
    const std::vector<Bytes32> shares = v.HexList("trustee_shares");
    const std::vector<Bytes32> secrets = v.HexList("trustee_secrets");
    ASSERT_EQ(keys.size(), context->manifest.trustees.size());
    for (uint16_t j = 1; j <= keys.size(); ++j) {
      EXPECT_EQ(ceremony.VerificationKey(j).encoded, keys[j - 1u]);
      EXPECT_EQ(Point::MulBaseVartime(ScalarOf(shares[j - 1u])).Encode(), keys[j - 1u]);
      EXPECT_EQ(Point::MulBaseVartime(ScalarOf(secrets[j - 1u])),
                context->manifest.trustees[j - 1u].key.point);
    }
    for (const json& accept : v.Json("accepts")) {
      EXPECT_FALSE(ceremony.AllAccepted());
      EXPECT_EQ(CodeOf(ceremony.ApplyAccept(text::ParseHex(accept.get<std::string>()).value())), "ok");
    }
    EXPECT_TRUE(ceremony.AllAccepted());
  });
}

// ExpectComplaint makes the complaint of a case again, byte for byte. Spec: CER-8, LAB-6
void ExpectComplaint(const Context& context, const elgamal::ComplaintStatement& statement, Vector& v) {
  const Bytes body = v.Hex("complaint");
  const SecretScalar secret = SecretOf(v.HexArray("trustee_secret"));
  GivenRng rng(v.HexList("fresh"));
  const elgamal::RevealedShare made = elgamal::RevealShare(statement, secret, rng);
  wire::Writer again;
  again.U16(statement.context.receiver).U16(statement.context.dealer).Fixed(made.shared.encoded);
  zkp::WriteDleq(again, made.proof);
  const zkp::Claim claim =
      TrusteeSignatureClaim(context, EntryType::kTrusteeComplaint, statement.context.receiver, again.bytes());
  zkp::WriteSchnorr(again, zkp::ProveSchnorr(secret, claim, rng));
  EXPECT_EQ(text::FormatHex(again.bytes()), text::FormatHex(body));
}

// Spec: CER-8, CER-9
TEST(Vectors, Complaints) {
  ForEachVector("complaints", [](Vector& v) {
    const ContextPtr context = testing::ContextOf(v.Hex("manifest"));
    Ceremony ceremony(context);
    CommitAll(ceremony, v);
    for (const json& deal : v.Json("deals")) {
      ASSERT_EQ(CodeOf(ceremony.ApplyDeal(text::ParseHex(deal.get<std::string>()).value())), "ok");
    }
    const Bytes body = v.Hex("complaint");
    const record::TrusteeComplaint c = record::DecodeTrusteeComplaint(body).value();
    EXPECT_EQ(text::FormatHex(c.shared.encoded), v.Text("shared"));
    const Deal& deal = *ceremony.DealOf(c.dealer);
    const elgamal::ComplaintStatement statement{{context->manifest_hash, c.dealer, c.trustee},
                                                deal.hash,
                                                context->manifest.trustees[c.trustee - 1u].key,
                                                deal.deal.shares[c.trustee - 1u].ephemeral,
                                                c.shared};
    ExpectComplaint(*context, statement, v);
    const Scalar challenge = elgamal::ComplaintChallenge(statement, c.proof.commitment_base.encoded,
                                                         c.proof.commitment_other.encoded);
    EXPECT_EQ(text::FormatHex(challenge.Encode()), v.Text("challenge"));
    EXPECT_EQ(CodeOf(ceremony.ApplyComplaint(body)), v.Code());
    EXPECT_EQ(ceremony.Convicted(), v.Code() == "ok" ? c.dealer : 0);
  });
}

// Spec: TAL-3, TAL-7
TEST(Vectors, Units) {
  ForEachVector("units", [](Vector& v) {
    const auto counted = v.Get<std::vector<uint32_t>>("counted");
    const std::vector<Unit> units = FormUnits(counted, v.Get<uint32_t>("floor"));
    const json& expected = v.Json("units");
    ASSERT_EQ(units.size(), expected.size());
    for (size_t i = 0; i < units.size(); ++i) {
      const json unit = {
          {"regions", units[i].regions}, {"counted", units[i].counted}, {"decrypted", units[i].decrypted}};
      EXPECT_EQ(unit, expected[i]);
    }
    EXPECT_EQ(text::FormatHex(EncodeUnits(units)), v.Text("encoded"));
  });
}

record::Term TermOf(const json& object) {
  Vector t(object);
  return {.numerator = t.Get<uint16_t>("numerator"),
          .denominator = static_cast<record::Denominator>(t.Get<uint8_t>("denominator")),
          .other = t.Get<uint16_t>("other"),
          .blanks_count = t.Get<bool>("blanks_count"),
          .comparator = static_cast<record::Comparator>(t.Get<uint8_t>("comparator")),
          .num = t.Get<uint32_t>("num"),
          .den = t.Get<uint32_t>("den"),
          .scope = static_cast<record::Scope>(t.Get<uint8_t>("scope")),
          .weight = t.Get<uint64_t>("weight"),
          .named = t.Get<std::vector<uint16_t>>("named")};
}

RegionCounts CountsOf(const json& object) {
  Vector c(object);
  RegionCounts out{c.Get<uint64_t>("registered"), c.Get<uint64_t>("counted"), std::nullopt};
  if (c.Has("votes")) out.votes = c.Get<std::vector<uint64_t>>("votes");
  return out;
}

// Spec: RUL-3, RUL-4
TEST(Vectors, Rules) {
  ForEachVector("rules", [](Vector& v) {
    record::Manifest manifest;
    for (const auto weight : v.Get<std::vector<uint32_t>>("weights"))
      manifest.regions.push_back({.weight = weight});
    const record::Question question{.options = std::vector<record::Option>(v.Get<size_t>("options")),
                                    .blank = v.Get<uint16_t>("blank"),
                                    .terms = {TermOf(v.Json("term"))}};
    QuestionTally tally;
    for (const json& region : v.Json("regions")) tally.regions.push_back(CountsOf(region));
    const RegionCounts whole = CountsOf(v.Json("whole"));
    tally.total = whole.votes;
    uint64_t registered = 0;
    uint64_t counted = 0;
    for (const RegionCounts& r : tally.regions) {
      registered += r.registered;
      counted += r.counted;
    }
    EXPECT_EQ(whole.registered, registered);
    EXPECT_EQ(whole.counted, counted);
    const record::TermResult result = Evaluate(manifest, question, tally).terms.at(0);
    const json actual = {{"outcome", static_cast<int>(result.outcome)},
                         {"numerator", result.numerator},
                         {"denominator", result.denominator}};
    EXPECT_EQ(actual, v.Json("result"));
  });
}

// Spec: RUL-5
TEST(Vectors, Verdicts) {
  // Over one region whose votes are not known by themselves: terms that fail, hold, are undetermined.
  const std::array<record::Term, 3> terms = {
      record::Term{.numerator = 0, .num = 1, .den = 1}, record::Term{.numerator = 0, .num = 0, .den = 1},
      record::Term{.numerator = 0, .scope = record::Scope::kNamedRegions, .named = {0}}};
  ForEachVector("verdicts", [&](Vector& v) {
    record::Question question{.options = std::vector<record::Option>(2)};
    const auto outcomes = v.Get<std::vector<size_t>>("outcomes");
    for (const size_t outcome : outcomes) question.terms.push_back(terms.at(outcome));
    record::Manifest manifest;
    manifest.regions.resize(1);
    const record::QuestionResult result =
        Evaluate(manifest, question, {{{10, 5, std::nullopt}}, std::vector<uint64_t>{3, 2}});
    for (size_t i = 0; i < outcomes.size(); ++i)
      EXPECT_EQ(static_cast<size_t>(result.terms[i].outcome), outcomes[i]);
    EXPECT_EQ(static_cast<int>(result.verdict), v.Get<int>("verdict"));
    const std::string name = result.verdict == record::Verdict::kNoRule
                                 ? "none"
                                 : std::string(record::VerdictName(result.verdict));
    EXPECT_EQ(name, v.Text("verdict_name"));
  });
}

// Folded is the fold over the first entries of the vectors' record `base`.
class Folded {
 public:
  explicit Folded(ProofMethod method) : referendum_(method) {
    const tlog::DirectorySource source(std::string(CONSTAT_SOURCE_DIR) +
                                       "/docs/spec/vectors/records/base/record");
    const uint64_t size = tlog::ReadCheckpoint(source).value().checkpoint.size;
    EXPECT_TRUE(tlog::ForEachEntry(source, size, {0, size}, [&](uint64_t, ByteView entry) -> Status {
                  entries_.emplace_back(entry.begin(), entry.end());
                  return {};
                }).has_value());
  }

  // GoTo accepts entries of the record until so many are in.
  void GoTo(uint64_t size) {
    ASSERT_LE(referendum_.tree().size(), size) << "the cases go forward";
    while (referendum_.tree().size() < size) {
      const Bytes& bytes = entries_.at(referendum_.tree().size());
      const record::EntryView entry = record::DecodeEntry(bytes).value();
      ASSERT_EQ(CodeOf(Judge(entry)), "ok") << "entry " << referendum_.tree().size() - 1;
    }
  }

  Status Judge(const record::EntryView& entry) {
    if (entry.type == EntryType::kDecryptionShare || entry.type == EntryType::kResult) {
      while (const std::optional<uint64_t> pending = referendum_.FirstPending()) {
        EXPECT_TRUE(referendum_.Retract(entries_.at(*pending)).has_value());
      }
    }
    return referendum_.Apply({entry, tlog::LeafHash(record::EncodeEntry(entry))});
  }

  [[nodiscard]] size_t size() const { return entries_.size(); }
  [[nodiscard]] const Referendum& referendum() const { return referendum_; }

 private:
  Referendum referendum_;
  std::vector<Bytes> entries_;
};

// Every check of every entry: refused with the code of the first that fails, and nothing changes.
// Spec: LOG-7, CER-2, CER-7, CER-8, ROL-5, ROL-6, ROL-8, BAL-8, TAL-1, TAL-6, TAL-9
TEST(Vectors, Refusals) {
  for (const ProofMethod method : {ProofMethod::kBatch, ProofMethod::kOneByOne}) {
    Folded folded(method);
    ForEachVector("refusals", [&](Vector& v) {
      folded.GoTo(v.Get<uint64_t>("after"));
      const tlog::TreeHead before = folded.referendum().tree().Head();
      const Phase phase = folded.referendum().phase();
      const Bytes body = v.Hex("body");
      const Status status =
          folded.Judge({static_cast<EntryType>(v.Get<uint8_t>("type")), v.Get<uint64_t>("time_ms"), body});
      EXPECT_EQ(CodeOf(status), v.Code()) << (status ? "" : status.error().detail);
      EXPECT_NE(v.Code(), "ok");
      EXPECT_TRUE(folded.referendum().tree().Head() == before);
      EXPECT_EQ(folded.referendum().phase(), phase);
    });
    folded.GoTo(folded.size());
    EXPECT_EQ(folded.referendum().phase(), Phase::kFinal);
  }
}

}  // namespace
}  // namespace constat::referendum
