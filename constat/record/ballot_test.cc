#include "constat/record/ballot.h"

#include <map>

#include "constat/group/msm.h"
#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

// TestBallot has points and scalars of their own in every field; its proofs prove nothing.
Ballot TestBallot(const BallotShape& shape) {
  Ballot ballot{.revision = 0x0102030405060708};
  for (size_t i = 0; i < shape.points; ++i)
    ballot.points.push_back(TestPoint(fmt::format("point {}", i)).encoded);
  for (size_t i = 0; i < shape.scalars; ++i)
    ballot.scalars.push_back(TestScalar(fmt::format("scalar {}", i)));
  return ballot;
}

const BallotShape& TestShape() {
  static const BallotShape shape = BallotShape::Of(TestManifest());
  return shape;
}

// Checked is BAL-8 (3): the length, the encodings, the identity.
Result<ParsedBallot> Checked(const BallotShape& shape, ByteView body) {
  CONSTAT_ASSIGN(ParsedBallot parsed, ParseBallot(shape, body));
  std::vector<group::Point> points(shape.points);
  CONSTAT_TRY(CheckBallotEncoding(shape, parsed, group::DecodeBatchVartime(parsed.ballot.points, points)));
  return parsed;
}

Result<Bytes> RecodedBallot(ByteView body) {
  const BallotShape& shape = TestShape();
  CONSTAT_ASSIGN(const ParsedBallot parsed, Checked(shape, body));
  return EncodeBallot(shape, parsed.ballot);
}

// FieldNames is BAL-5 written out: the names of all 32-byte fields in wire order.
std::vector<std::string> FieldNames(const Manifest& m) {
  std::vector<std::string> names = {"credential"};
  const auto membership = [&](const std::string& proof, size_t branches) {
    for (size_t i = 0; i < branches; ++i) {
      names.push_back(fmt::format("{}.commitments[{}].A", proof, i));
      names.push_back(fmt::format("{}.commitments[{}].A_prime", proof, i));
    }
    for (size_t i = 0; i + 1 < branches; ++i) names.push_back(fmt::format("{}.challenges[{}]", proof, i));
    for (size_t i = 0; i < branches; ++i) names.push_back(fmt::format("{}.responses[{}]", proof, i));
  };
  for (size_t q = 0; q < m.questions.size(); ++q) {
    const Question& question = m.questions[q];
    for (size_t o = 0; o < question.options.size(); ++o) {
      names.push_back(fmt::format("answers[{}].ciphertexts[{}].R", q, o));
      names.push_back(fmt::format("answers[{}].ciphertexts[{}].C", q, o));
    }
    for (size_t o = 0; o < question.options.size(); ++o)
      membership(fmt::format("answers[{}].options[{}]", q, o), 2);
    membership(fmt::format("answers[{}].sum", q), question.max - question.min + 1u);
  }
  names.insert(names.end(), {"signature.A", "signature.z"});
  return names;
}

bool IsScalar(const std::string& name) {
  return name.ends_with(".z") || name.find("challenges") != std::string::npos ||
         name.find("responses") != std::string::npos;
}

// OffsetOf is where a field begins; the revision is after the credential.
size_t OffsetOf(size_t field) { return 32 * field + (field > 0 ? 8 : 0); }

// Spec: BAL-5, ENC-7
TEST(BallotShape, IsGivenByTheManifest) {
  const Manifest& m = TestManifest();
  const BallotShape shape = BallotShape::Of(m);
  const std::vector<std::string> names = FieldNames(m);
  const auto scalars = static_cast<size_t>(std::count_if(names.begin(), names.end(), IsScalar));
  EXPECT_EQ(shape.scalars, scalars);
  EXPECT_EQ(shape.points, names.size() - scalars);
  EXPECT_EQ(shape.ciphertexts, 6u);
  EXPECT_EQ(shape.size_bytes, 32 * names.size() + 8);
  EXPECT_EQ(shape.questions[1].SumBranches(), 3u);
}

// Spec: BAL-2
TEST(BallotShape, WeighsTheBlankOptionAsMax) {
  Manifest m = TestManifest();
  m.questions[1].blank = 1;
  m.questions[1].max = 2;
  const QuestionShape q = BallotShape::Of(m).questions[1];
  EXPECT_EQ(q.Weight(0), 1);
  EXPECT_EQ(q.Weight(1), 2);
  EXPECT_EQ(q.Weight(2), 1);
  m.questions[1].blank = kNone;
  EXPECT_EQ(BallotShape::Of(m).questions[1].Weight(1), 1);
}

// NamesOf is the wire names of the fields of a run.
std::vector<std::string> NamesOf(const std::map<Bytes, std::string>& names, const auto& run) {
  std::vector<std::string> out;
  for (const auto& field : run) {
    if constexpr (std::is_same_v<std::decay_t<decltype(field)>, group::Scalar>) {
      const auto bytes = field.Encode();
      out.push_back(names.at(Bytes(bytes.begin(), bytes.end())));
    } else {
      out.push_back(names.at(Bytes(field.begin(), field.end())));
    }
  }
  return out;
}

// Each accessor, by the name on the wire of what it gives. Spec: BAL-5
TEST(BallotFields, NamesEveryFieldOfTheWire) {
  const BallotShape& shape = TestShape();
  const Ballot ballot = TestBallot(shape);
  const Bytes encoded = EncodeBallot(shape, ballot);
  std::map<Bytes, std::string> names;
  const std::vector<std::string> on_the_wire = FieldNames(TestManifest());
  for (size_t i = 0; i < on_the_wire.size(); ++i) {
    const ByteView field = ByteView(encoded).subspan(OffsetOf(i), 32);
    names[Bytes(field.begin(), field.end())] = on_the_wire[i];
  }
  ASSERT_EQ(names.size(), on_the_wire.size());
  const BallotFields fields(shape, ballot);
  std::vector<std::string> found = NamesOf(names, std::span(&fields.Credential(), 1));
  const auto add = [&](const auto& run) {
    for (const std::string& name : NamesOf(names, run)) found.push_back(name);
  };
  for (size_t q = 0; q < 2; ++q) {
    add(fields.Ciphertexts(q));
    for (size_t o = 0; o < shape.questions[q].options; ++o) {
      EXPECT_EQ(&fields.R(q, o), &fields.Ciphertexts(q)[2 * o]);
      EXPECT_EQ(&fields.C(q, o), &fields.Ciphertexts(q)[2 * o + 1]);
      add(fields.OptionProof(q, o).commitments);
      add(fields.OptionProof(q, o).challenges);
      add(fields.OptionProof(q, o).responses);
    }
    add(fields.SumProof(q).commitments);
    add(fields.SumProof(q).challenges);
    add(fields.SumProof(q).responses);
  }
  add(std::span(&fields.SignatureA(), 1));
  add(std::span(&fields.SignatureZ(), 1));
  EXPECT_EQ(found, on_the_wire);
}

TEST(BallotFields, ChangesTheBallotThatItViews) {
  Ballot ballot = Ballot::Of(TestShape(), 7);
  EXPECT_EQ(ballot.revision, 7u);
  const BallotFields fields(TestShape(), ballot);
  fields.R(1, 2) = TestPoint("R").encoded;
  fields.SumProof(1).responses.back() = TestScalar("z");
  EXPECT_EQ(ballot.points[TestShape().questions[1].CiphertextPoint(2)], TestPoint("R").encoded);
  EXPECT_EQ(ballot.scalars[TestShape().scalars - 2], TestScalar("z"));
  ballot.points.pop_back();
  EXPECT_DEATH((void)BallotFields(TestShape(), ballot), "points");
}

// Spec: BAL-5
TEST(BallotShape, IndicesFollowTheWire) {
  const Manifest& m = TestManifest();
  const BallotShape shape = BallotShape::Of(m);
  std::vector<std::string> points;
  std::vector<std::string> scalars;
  for (const std::string& name : FieldNames(m)) (IsScalar(name) ? scalars : points).push_back(name);
  for (size_t q = 0; q < 2; ++q) {
    const QuestionShape& question = shape.questions[q];
    for (size_t o = 0; o < question.options; ++o) {
      EXPECT_EQ(points[question.CiphertextPoint(o)], fmt::format("answers[{}].ciphertexts[{}].R", q, o));
      EXPECT_EQ(points[question.OptionCommitment(o)],
                fmt::format("answers[{}].options[{}].commitments[0].A", q, o));
      EXPECT_EQ(scalars[question.OptionScalar(o)],
                fmt::format("answers[{}].options[{}].challenges[0]", q, o));
    }
    EXPECT_EQ(points[question.SumCommitment()], fmt::format("answers[{}].sum.commitments[0].A", q));
  }
  // One branch has no challenge on the wire.
  EXPECT_EQ(scalars[shape.questions[0].SumScalar()], "answers[0].sum.responses[0]");
  EXPECT_EQ(scalars[shape.questions[1].SumScalar()], "answers[1].sum.challenges[0]");
  EXPECT_EQ(points.back(), "signature.A");
  EXPECT_EQ(scalars.back(), "signature.z");
}

// Spec: BAL-5
TEST(Ballot, OfOneOutOfThreeWithBlankHas1064Bytes) {
  Manifest m = TestManifest();
  m.questions.resize(1);
  const BallotShape shape = BallotShape::Of(m);
  EXPECT_EQ(shape.size_bytes, 1064u);
  EXPECT_EQ(EncodeBallot(shape, TestBallot(shape)).size(), 1064u);
}

// Spec: BAL-5
TEST(Ballot, EncodesItsFieldsInOrder) {
  const Manifest& m = TestManifest();
  const BallotShape shape = BallotShape::Of(m);
  const Ballot ballot = TestBallot(shape);
  std::string hex;
  size_t point = 0;
  size_t scalar = 0;
  for (const std::string& name : FieldNames(m)) {
    hex += IsScalar(name) ? text::FormatHex(ballot.scalars[scalar++].Encode())
                          : text::FormatHex(ballot.points[point++]);
    if (name == "credential") hex += "0102030405060708";
  }
  EXPECT_EQ(text::FormatHex(EncodeBallot(shape, ballot)), hex);
}

// Spec: ENC-1, ENC-7, BAL-8
TEST(Ballot, IsCanonical) {
  const Bytes encoded = EncodeBallot(TestShape(), TestBallot(TestShape()));
  ExpectCanonical(encoded, RecodedBallot);
  const auto parsed = ParseBallot(TestShape(), encoded);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->ballot.revision, 0x0102030405060708u);
  EXPECT_EQ(parsed->ballot.points, TestBallot(TestShape()).points);
  EXPECT_EQ(parsed->ballot.scalars, TestBallot(TestShape()).scalars);
}

// Spec: ENC-2, ENC-3, BAL-8
TEST(Ballot, NamesEveryFieldThatIsNotCanonical) {
  const std::vector<std::string> names = FieldNames(TestManifest());
  const Bytes encoded = EncodeBallot(TestShape(), TestBallot(TestShape()));
  for (size_t field = 0; field < names.size(); ++field) {
    const bool scalar = IsScalar(names[field]);
    for (const BadEncoding& bad : scalar ? BadScalars() : BadPoints()) {
      Bytes altered = encoded;
      std::copy(bad.bytes.begin(), bad.bytes.end(),
                altered.begin() + static_cast<ptrdiff_t>(OffsetOf(field)));
      const auto refused = Checked(TestShape(), altered);
      EXPECT_EQ(CodeOf(refused), scalar ? "bad-scalar" : "bad-point") << bad.what;
      EXPECT_THAT(DetailOf(refused), ::testing::StartsWith(names[field] + ": "));
    }
  }
}

// Spec: BAL-8
TEST(Ballot, FirstBadFieldInWireOrderGivesTheCode) {
  const std::vector<std::string> names = FieldNames(TestManifest());
  const Bytes encoded = EncodeBallot(TestShape(), TestBallot(TestShape()));
  // All fields from a given one on are bad, as point and as scalar.
  for (size_t field = 0; field < names.size(); ++field) {
    Bytes altered = encoded;
    std::fill(altered.begin() + static_cast<ptrdiff_t>(OffsetOf(field)), altered.end(), uint8_t{0xff});
    const auto refused = Checked(TestShape(), altered);
    EXPECT_EQ(CodeOf(refused), IsScalar(names[field]) ? "bad-scalar" : "bad-point");
    EXPECT_THAT(DetailOf(refused), ::testing::StartsWith(names[field] + ": "));
  }
}

// Spec: BAL-8
TEST(Ballot, CredentialAndEveryRAreNotTheIdentity) {
  const std::vector<std::string> names = FieldNames(TestManifest());
  const Bytes encoded = EncodeBallot(TestShape(), TestBallot(TestShape()));
  for (size_t field = 0; field < names.size(); ++field) {
    Bytes altered = encoded;
    std::fill_n(altered.begin() + static_cast<ptrdiff_t>(OffsetOf(field)), 32, uint8_t{0});
    const auto checked = Checked(TestShape(), altered);
    const bool forbidden = names[field] == "credential" || names[field].ends_with(".R");
    EXPECT_EQ(CodeOf(checked), forbidden ? "identity-point" : "ok") << names[field];
    if (forbidden) {
      EXPECT_THAT(DetailOf(checked), ::testing::StartsWith(names[field] + ": "));
    }
  }
  // The encodings come first: an identity credential and a bad scalar at the very end.
  Bytes both = encoded;
  std::fill_n(both.begin(), 32, uint8_t{0});
  std::fill(both.end() - 32, both.end(), uint8_t{0xff});
  EXPECT_EQ(CodeOf(Checked(TestShape(), both)), "bad-scalar");
}

// Spec: BAL-6, LAB-5
TEST(Ballot, StatementCoversAllButResponses) {
  const Manifest& m = TestManifest();
  const BallotShape shape = BallotShape::Of(m);
  const Ballot ballot = TestBallot(shape);
  const Bytes32 hash = TestBytes("hash");
  const group::EncodedPoint key = TestPoint("K").encoded;
  std::string ciphertexts;
  std::string commitments;
  size_t point = 0;
  for (const std::string& name : FieldNames(m)) {
    if (IsScalar(name)) continue;
    const std::string hex = text::FormatHex(ballot.points[point++]);
    if (name.find("ciphertexts") != std::string::npos) ciphertexts += hex;
    if (name.find("commitments") != std::string::npos) commitments += hex;
  }
  EXPECT_EQ(text::FormatHex(BallotStatement(shape, ballot, hash, key, 0x0a0b)),
            text::FormatHex(hash) + text::FormatHex(key) + text::FormatHex(ballot.points.front()) + "0a0b" +
                "0102030405060708" + ciphertexts + commitments + text::FormatHex(ballot.points.back()));
}

// Spec: BAL-10
TEST(Tracker, CoversCredentialRevisionAndCiphertexts) {
  const Manifest& m = TestManifest();
  const BallotShape shape = BallotShape::Of(m);
  const Ballot ballot = TestBallot(shape);
  const Bytes32 hash = TestBytes("hash");
  std::vector<group::EncodedPoint> ciphertexts;
  std::string message = text::FormatHex(AsBytes("constat/v1/tracker")) + "00" + text::FormatHex(hash) +
                        text::FormatHex(ballot.Credential()) + "0102030405060708";
  size_t point = 0;
  for (const std::string& name : FieldNames(m)) {
    if (IsScalar(name)) continue;
    const group::EncodedPoint& encoded = ballot.points[point++];
    if (name.find("ciphertexts") == std::string::npos) continue;
    ciphertexts.push_back(encoded);
    message += text::FormatHex(encoded);
  }
  const Bytes32 expected = crypto::Sha256(text::ParseHex(message).value());
  EXPECT_EQ(Tracker(shape, ballot, hash), expected);
  EXPECT_EQ(Tracker({hash, ballot.Credential(), ballot.revision, ciphertexts}), expected);
}

// Spec: BAL-2
TEST(Choices, KeepToMinMaxAndBlank) {
  Manifest m = TestManifest();
  const auto code = [&](const Choices& choices) { return CodeOf(CheckChoices(m, choices)); };
  EXPECT_EQ(code({{0}, {}}), "ok");
  EXPECT_EQ(code({{2}, {0, 2}}), "ok");
  EXPECT_EQ(code({{}, {0}}), "bad-number");         // one must be chosen
  EXPECT_EQ(code({{0, 1}, {0}}), "bad-number");     // and no more
  EXPECT_EQ(code({{0, 2}, {0}}), "bad-number");     // nor beside blank
  EXPECT_EQ(code({{3}, {0}}), "bad-number");        // no option
  EXPECT_EQ(code({{0}, {0, 1, 2}}), "bad-number");  // two at most
  EXPECT_EQ(code({{0}, {1, 0}}), "bad-number");     // ascending
  EXPECT_EQ(code({{0}, {1, 1}}), "bad-number");     // and distinct
  EXPECT_EQ(code({{0}}), "bad-number");
  EXPECT_EQ(code({{0}, {}, {}}), "bad-number");
  m.questions[1].blank = 1;
  EXPECT_EQ(code({{0}, {1}}), "ok");
  EXPECT_EQ(code({{0}, {0, 1}}), "bad-number");
  EXPECT_THAT(DetailOf(CheckChoices(m, {{0}, {0, 9}})), ::testing::StartsWith("question 2: there is "
                                                                              "no option 10; the "
                                                                              "question has 3"));
}

Result<Bytes> RecodedChallenge(ByteView bytes) {
  CONSTAT_ASSIGN(const Challenge challenge, DecodeChallenge(TestManifest(), bytes));
  return EncodeChallenge(challenge);
}

// Spec: BAL-11, ENC-1, ENC-2
TEST(Challenge, RevealsSeedAndChoices) {
  Challenge challenge{.manifest_hash = TestBytes("hash"),
                      .credential = TestPoint("X").encoded,
                      .revision = 3,
                      .seed = TestBytes("seed"),
                      .choices = {{1}, {0, 2}}};
  const Bytes encoded = EncodeChallenge(challenge);
  EXPECT_EQ(text::FormatHex(encoded), text::FormatHex(challenge.manifest_hash) +
                                          text::FormatHex(challenge.credential) + "0000000000000003" +
                                          text::FormatHex(challenge.seed) +
                                          "0001"
                                          "0001"
                                          "0002"
                                          "0000"
                                          "0002");
  ExpectCanonical(encoded, RecodedChallenge);
  ExpectEachRefused(encoded, {challenge.credential}, BadPoints(), RecodedChallenge, "bad-point");
  challenge.choices[1].assign(65, 0);
  EXPECT_EQ(CodeOf(RecodedChallenge(EncodeChallenge(challenge))), "bad-length");
  challenge.choices[1] = {2, 0};
  EXPECT_EQ(CodeOf(RecodedChallenge(EncodeChallenge(challenge))), "bad-number");
}

}  // namespace
}  // namespace constat::record
