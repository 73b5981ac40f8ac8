// The specification's vectors of encodings: made by another program, in another language, from
// the text alone.
#include "constat/testing/vectors.h"

#include <algorithm>
#include <filesystem>

#include "constat/crypto/hash.h"
#include "constat/group/msm.h"
#include "constat/io/file.h"
#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"
#include "constat/record/replacement.h"
#include "constat/record/roll.h"
#include "constat/record/shown_hash.h"
#include "constat/record/software_change.h"
#include "constat/record/statement.h"
#include "constat/record/tally.h"
#include "constat/testing/decoder.h"
#include "constat/tlog/tile.h"
#include "constat/zkp/membership.h"

namespace constat::record {
namespace {

using group::Point;
using group::Scalar;
using nlohmann::json;

Bytes32 PublicOf(const Bytes32& secret) {
  return Point::MulBaseVartime(Scalar::Decode(secret).value()).Encode();
}

// Spec: ENC-2
TEST(Vectors, Points) {
  ForEachVector("points", [](Vector& v) {
    const Bytes bytes = v.Hex("bytes");
    wire::Reader reader(bytes);
    const group::WirePoint point = zkp::ReadPoint(reader);
    EXPECT_EQ(CodeOf(reader.Finish()), v.Code());
    if (v.Has("scalar")) {
      EXPECT_EQ(PublicOf(v.HexArray("scalar")), point.encoded);
    }
  });
}

// Spec: ENC-3
TEST(Vectors, Scalars) {
  ForEachVector("scalars", [](Vector& v) {
    const Bytes bytes = v.Hex("bytes");
    wire::Reader reader(bytes);
    const Scalar scalar = zkp::ReadScalar(reader);
    const std::string code = CodeOf(reader.Finish());
    EXPECT_EQ(code, v.Code());
    if (code == "ok") {
      EXPECT_EQ(text::FormatHex(scalar.Encode()), text::FormatHex(bytes));
    }
  });
}

// Spec: LOG-2, ENC-1
TEST(Vectors, Entries) {
  ForEachVector("entries", [](Vector& v) {
    Bytes body;
    if (v.Has("body_zeroes")) body.resize(v.Get<size_t>("body_zeroes"));
    if (v.Has("body")) body = v.Hex("body");
    Bytes bytes;
    if (v.Code() == "ok") {
      bytes = EncodeEntry(EntryView{EntryType{v.Get<uint8_t>("type")}, v.Get<uint64_t>("time_ms"), body});
    }
    if (v.Has("bytes")) {
      if (v.Code() == "ok") {
        EXPECT_EQ(text::FormatHex(bytes), v.Text("bytes"));
      }
      bytes = v.Hex("bytes");
    }
    const Result<EntryView> entry = DecodeEntry(bytes);
    ASSERT_EQ(CodeOf(entry), v.Code());
    if (!entry) return;
    EXPECT_EQ(static_cast<uint8_t>(entry->type), v.Get<uint8_t>("type"));
    EXPECT_EQ(entry->time_ms, v.Get<uint64_t>("time_ms"));
    EXPECT_TRUE(Equal(entry->body, body));
  });
}

// Spec: LAB-3
TEST(Vectors, Signatures) {
  ForEachVector("signatures", [](Vector& v) {
    const Bytes message = SignedMessage(v.HexArray("manifest_hash"), EntryType{v.Get<uint8_t>("type")},
                                        v.Get<uint16_t>("author"), v.Hex("unsigned_body"));
    EXPECT_EQ(text::FormatHex(message), v.Text("message"));
    crypto::Secret<Bytes32> seed;
    seed.ExposeMutable() = v.HexArray("seed");
    const crypto::Ed25519Key key = crypto::Ed25519Key::FromSeed(seed);
    EXPECT_EQ(text::FormatHex(key.public_key()), v.Text("key"));
    const auto signature = v.HexArray<Bytes64>("signature");
    EXPECT_EQ(CodeOf(crypto::VerifyEd25519(key.public_key(), message, signature)), v.Code());
    EXPECT_EQ(text::FormatHex(key.Sign(message)) == text::FormatHex(signature), v.Code() == "ok");
  });
}

json JsonOf(const Term& t) {
  return {{"numerator", t.numerator},
          {"denominator", static_cast<int>(t.denominator)},
          {"other", t.other},
          {"blanks_count", t.blanks_count},
          {"comparator", static_cast<int>(t.comparator)},
          {"num", t.num},
          {"den", t.den},
          {"scope", static_cast<int>(t.scope)},
          {"weight", t.weight},
          {"named", t.named}};
}

json JsonOf(const Question& q) {
  json options = json::array();
  for (const Option& option : q.options) options.push_back(option.name);
  json terms = json::array();
  for (const Term& term : q.terms) terms.push_back(JsonOf(term));
  return {{"text", q.text}, {"options", options}, {"blank", q.blank},
          {"min", q.min},   {"max", q.max},       {"terms", terms}};
}

template <typename T, typename ToJson>
json ListOf(const std::vector<T>& list, ToJson to_json) {
  json out = json::array();
  for (const T& element : list) out.push_back(to_json(element));
  return out;
}

void ExpectParties(const Manifest& m, Vector& v) {
  const auto key = [](const Party& p) { return text::FormatHex(p.key); };
  EXPECT_EQ(key(m.organiser), v.Text("organiser"));
  EXPECT_EQ(key(m.board), v.Text("board"));
  EXPECT_EQ(ListOf(m.registrars, key), v.Json("registrars"));
  EXPECT_EQ(ListOf(m.witnesses,
                   [&](const Party& p) {
                     return json{{"name", p.name}, {"key", key(p)}};
                   }),
            v.Json("witnesses"));
  EXPECT_EQ(ListOf(m.trustees, [](const Trustee& t) { return text::FormatHex(t.key.encoded); }),
            v.Json("trustees"));
}

// ExpectPromises compares what voters were promised beside question, rule and keys.
void ExpectPromises(const Manifest& m, Vector& v) {
  EXPECT_EQ(m.rehearsal, v.Get<bool>("rehearsal"));
  EXPECT_EQ(m.listed, v.Get<bool>("listed"));
  EXPECT_EQ(m.ceremony_end_ms, v.Get<uint64_t>("ceremony_end_ms"));
  EXPECT_EQ(m.seal_ms, v.Get<uint32_t>("seal_ms"));
  EXPECT_EQ(m.archive_ms, v.Get<uint64_t>("archive_ms"));
  EXPECT_EQ(m.replace_until_ms, v.Get<uint64_t>("replace_until_ms"));
  EXPECT_EQ(m.replace_permille, v.Get<uint16_t>("replace_permille"));
  EXPECT_EQ(m.replace_least, v.Get<uint16_t>("replace_least"));
  EXPECT_EQ(m.no_spare_trustee, v.Get<bool>("no_spare_trustee"));
  EXPECT_EQ(m.drills, v.Get<uint16_t>("drills"));
  EXPECT_EQ(m.kept_by_one, v.Get<bool>("kept_by_one"));
  EXPECT_EQ(json(m.contact), v.Json("contact"));
  EXPECT_EQ((json{{"privacy", m.notices.privacy},
                  {"imprint", m.notices.imprint},
                  {"accessibility", m.notices.accessibility}}),
            v.Json("notices"));
  const json offsets = ListOf(m.zone.offsets, [](const Offset& o) {
    return json{{"from_ms", o.from_ms}, {"minutes", o.minutes}, {"abbreviation", o.abbreviation}};
  });
  EXPECT_EQ((json{{"name", m.zone.name}, {"offsets", offsets}}), v.Json("zone"));
  EXPECT_EQ(text::FormatHex(m.board.refusal_key), v.Text("refusal_key"));
  EXPECT_EQ(ListOf(m.witnesses, [](const Witness& w) { return json(w.address); }), v.Json("addresses"));
  const json keepers = ListOf(KeptKeys(m), [](const KeptKey& k) {
    return json{k.party.role, k.party.index, k.keeper.role, k.keeper.index};
  });
  EXPECT_EQ(keepers, v.Json("keepers"));
  EXPECT_EQ(ListOf(m.observers,
                   [](const Party& p) {
                     return json{{"name", p.name}, {"key", text::FormatHex(p.key)}};
                   }),
            v.Json("observers"));
  EXPECT_EQ(ListOf(m.check_pages,
                   [](const CheckPage& p) {
                     return json{{"observer", p.observer}, {"address", p.address}};
                   }),
            v.Json("check_pages"));
  const json files = ListOf(m.software.files, [](const SoftwareFile& f) {
    return json{{"path", f.path}, {"sha256", text::FormatHex(f.sha256)}};
  });
  EXPECT_EQ((json{{"name", m.software.name}, {"version", m.software.version}, {"files", files}}),
            v.Json("software"));
}

// Spec: MAN-1, MAN-2, RUL-1, BAL-5
TEST(Vectors, Manifests) {
  ForEachVector("manifests", [](Vector& v) {
    const Bytes bytes = v.Hex("manifest");
    const Result<Manifest> decoded = DecodeManifest(bytes);
    ASSERT_EQ(CodeOf(decoded), "ok");
    const Manifest& m = *decoded;
    EXPECT_EQ(text::FormatHex(EncodeManifest(m)), text::FormatHex(bytes));
    EXPECT_EQ(text::FormatHex(ManifestHash(bytes)), v.Text("hash"));
    EXPECT_EQ(m.origin, v.Text("origin"));
    EXPECT_EQ(json(m.languages), v.Json("languages"));
    EXPECT_EQ(json(m.title), v.Json("title"));
    EXPECT_EQ(json(m.description), v.Json("description"));
    EXPECT_EQ(ListOf(m.questions, [](const Question& q) { return JsonOf(q); }), v.Json("questions"));
    EXPECT_EQ(ListOf(m.regions,
                     [](const Region& r) {
                       return json{{"id", r.id}, {"name", r.name}, {"weight", r.weight}};
                     }),
              v.Json("regions"));
    EXPECT_EQ(m.opening_ms, v.Get<uint64_t>("opening_ms"));
    EXPECT_EQ(m.closing_ms, v.Get<uint64_t>("closing_ms"));
    EXPECT_EQ(m.grace_ms, v.Get<uint32_t>("grace_ms"));
    ExpectParties(m, v);
    EXPECT_EQ(m.quorum, v.Get<uint16_t>("quorum"));
    EXPECT_EQ(m.threshold, v.Get<uint16_t>("threshold"));
    EXPECT_EQ(m.revoting, v.Get<bool>("revoting"));
    EXPECT_EQ(m.max_ballots, v.Get<uint16_t>("max_ballots"));
    EXPECT_EQ(m.floor, v.Get<uint32_t>("floor"));
    ExpectPromises(m, v);
    EXPECT_EQ(BallotShape::Of(m).size_bytes, v.Get<size_t>("ballot_bytes"));
    const TrusteeDeal deal{.commitments = std::vector<group::WirePoint>(m.threshold),
                           .shares = std::vector<DealtShare>(m.trustees.size())};
    EXPECT_EQ(EncodeTrusteeDeal(deal).size(), v.Get<size_t>("deal_bytes"));
  });
}

// Spec: MAN-3, RUL-2
TEST(Vectors, ManifestRules) {
  ForEachVector("manifest-rules", [](Vector& v) {
    const Bytes bytes = v.Hex("manifest");
    const Result<Manifest> decoded = DecodeManifest(bytes);
    EXPECT_EQ(CodeOf(decoded), v.Code()) << DetailOf(decoded);
    if (decoded) {
      EXPECT_EQ(text::FormatHex(EncodeManifest(*decoded)), text::FormatHex(bytes));
    }
  });
}

// BallotVector is what a case of ballots.json gives, decoded.
struct BallotVector {
  Manifest manifest;
  BallotShape shape;
  Ballot ballot;
  std::vector<Point> points;
  Bytes32 manifest_hash{};
};

BallotVector ReadBallot(Vector& v) {
  const Bytes bytes = v.Hex("manifest");
  BallotVector out;
  out.manifest = DecodeManifest(bytes).value();
  out.manifest_hash = ManifestHash(bytes);
  out.shape = BallotShape::Of(out.manifest);
  const Bytes body = v.Hex("body");
  const ParsedBallot parsed = ParseBallot(out.shape, body).value();
  out.points.resize(out.shape.points);
  const std::vector<size_t> bad = group::DecodeBatchVartime(parsed.ballot.points, out.points);
  EXPECT_EQ(CodeOf(CheckBallotEncoding(out.shape, parsed, bad)), "ok");
  EXPECT_EQ(text::FormatHex(EncodeBallot(out.shape, parsed.ballot)), text::FormatHex(body));
  out.ballot = parsed.ballot;
  return out;
}

// HoldsAllProofs checks BAL-4 and BAL-7 with the shape's indices alone.
bool HoldsAllProofs(const BallotVector& b, const Point& joint_key, const Scalar& challenge) {
  zkp::Batch batch;
  const zkp::PointId key = batch.Share(joint_key);
  batch.BeginItem();
  const zkp::PointId first = batch.Add(b.points);
  const BallotFields fields(b.shape, b.ballot);
  const auto id = [&](size_t point) { return static_cast<zkp::PointId>(first + point); };
  for (size_t question = 0; question < b.shape.questions.size(); ++question) {
    const QuestionShape& q = b.shape.questions[question];
    std::vector<zkp::WeightedCiphertext> all;
    for (size_t o = 0; o < q.options; ++o) {
      const zkp::WeightedCiphertext one{id(q.CiphertextPoint(o)), id(q.CiphertextPoint(o) + 1), 1};
      all.push_back({one.R, one.C, q.Weight(o)});
      const std::array<uint64_t, 2> zero_or_one{0, 1};
      const auto [commitments, challenges, responses] = fields.OptionProof(question, o);
      zkp::RequireMembership(batch, {key, {&one, 1}, zero_or_one},
                             {id(q.OptionCommitment(o)), challenges, responses}, challenge);
    }
    std::vector<uint64_t> sums;
    for (uint64_t sum = q.min; sum <= q.max; ++sum) sums.push_back(sum);
    zkp::RequireMembership(
        batch, {key, all, sums},
        {id(q.SumCommitment()), fields.SumProof(question).challenges, fields.SumProof(question).responses},
        challenge);
  }
  const zkp::SchnorrProof signature{{fields.SignatureA(), b.points.back()}, fields.SignatureZ()};
  zkp::RequireSchnorr(batch, first, signature, challenge);
  return batch.FindFalseOneByOne().empty();
}

// Spec: BAL-1, BAL-3, BAL-5
void ExpectCiphertexts(const BallotVector& b, const Point& joint_key, Vector& v) {
  const auto choices = v.Get<Choices>("choices");
  const auto randomness = v.HexList("randomness");
  const auto ciphertexts = v.HexList<Bytes64>("ciphertexts");
  const Bytes32 seed = v.HexArray("seed");
  size_t i = 0;
  for (size_t q = 0; q < b.shape.questions.size(); ++q) {
    for (size_t o = 0; o < b.shape.questions[q].options; ++o, ++i) {
      wire::Writer statement;
      statement.Fixed(b.manifest_hash)
          .Fixed(seed)
          .U16(static_cast<uint16_t>(q))
          .U16(static_cast<uint16_t>(o));
      const Scalar r = group::ChallengeScalar(crypto::Label::kBallotRandomness, statement.bytes());
      EXPECT_EQ(text::FormatHex(r.Encode()), text::FormatHex(randomness.at(i)));
      const bool chosen = std::count(choices.at(q).begin(), choices.at(q).end(), o) > 0;
      Bytes expected;
      Append(expected, Point::MulBaseVartime(r).Encode());
      Append(expected,
             Point::MulDoubleBaseVartime(r, joint_key, Scalar::FromUint64(chosen ? 1 : 0)).Encode());
      EXPECT_EQ(text::FormatHex(expected), text::FormatHex(ciphertexts.at(i)));
      const BallotFields fields(b.shape, b.ballot);
      EXPECT_EQ(text::FormatHex(fields.R(q, o)) + text::FormatHex(fields.C(q, o)),
                text::FormatHex(ciphertexts.at(i)));
    }
  }
  EXPECT_EQ(i, randomness.size());
  EXPECT_EQ(i, ciphertexts.size());
}

// Spec: BAL-11
void ExpectChallenge(const BallotVector& b, Vector& v) {
  const Challenge challenge{.manifest_hash = b.manifest_hash,
                            .credential = b.ballot.Credential(),
                            .revision = b.ballot.revision,
                            .seed = v.HexArray("seed"),
                            .choices = v.Get<Choices>("choices")};
  EXPECT_EQ(text::FormatHex(EncodeChallenge(challenge)), v.Text("revealed"));
  const Result<Challenge> decoded = DecodeChallenge(b.manifest, v.Hex("revealed"));
  // A choice that BAL-2 forbids is one that no device reveals or proves.
  const bool allowed = CheckChoices(b.manifest, challenge.choices).has_value();
  EXPECT_EQ(allowed, v.Code() == "ok");
  ASSERT_EQ(CodeOf(decoded), allowed ? "ok" : "bad-number");
  if (decoded) {
    EXPECT_EQ(text::FormatHex(EncodeChallenge(*decoded)), v.Text("revealed"));
  }
}

// Spec: BAL-1, BAL-3, BAL-4, BAL-5, BAL-6, BAL-7, BAL-10, BAL-11
TEST(Vectors, Ballots) {
  ForEachVector("ballots", [](Vector& v) {
    const BallotVector b = ReadBallot(v);
    const Bytes32 joint_key = v.HexArray("joint_key");
    EXPECT_EQ(PublicOf(v.HexArray("election_secret")), joint_key);
    EXPECT_EQ(PublicOf(v.HexArray("credential_secret")), b.ballot.Credential());
    EXPECT_EQ(b.ballot.revision, v.Get<uint64_t>("revision"));
    wire::Writer seed;
    seed.Fixed(v.HexArray("credential_secret")).Fixed(v.HexArray("seed_fresh")).U64(b.ballot.revision);
    seed.Fixed(EncodeChoices(v.Get<Choices>("choices")));
    EXPECT_EQ(text::FormatHex(crypto::LabelledSha256(crypto::Label::kSeed, seed.bytes())), v.Text("seed"));
    // The device's (party/voter)
    (void)v.Json("codes");
    (void)v.Text("fresh");
    const Point key = Point::Decode(joint_key).value();
    ExpectCiphertexts(b, key, v);
    const Bytes statement =
        BallotStatement(b.shape, b.ballot, b.manifest_hash, joint_key, v.Get<uint16_t>("region"));
    const Scalar challenge = group::ChallengeScalar(crypto::Label::kBallot, statement);
    EXPECT_EQ(text::FormatHex(challenge.Encode()), v.Text("challenge"));
    const Bytes32 tracker = Tracker(b.shape, b.ballot, b.manifest_hash);
    EXPECT_EQ(text::FormatHex(tracker), v.Text("tracker"));
    EXPECT_EQ(FormatTracker(tracker), v.Text("tracker_text"));
    EXPECT_EQ(HoldsAllProofs(b, key, challenge) ? "ok" : "bad-proof", v.Code());
    ExpectChallenge(b, v);
  });
}

json JsonOf(const UnitResult& unit) {
  return {{"regions", unit.regions},
          {"counted", unit.counted},
          {"decrypted", unit.decrypted},
          {"votes", unit.decrypted ? json(unit.votes) : json()}};
}

// VotesOf is a question's votes over all units, null where a unit with ballots was not decrypted.
json VotesOf(const Outcome& outcome, size_t question, size_t options) {
  std::vector<uint64_t> sums(options);
  for (const UnitResult& unit : outcome.units) {
    if (!unit.decrypted && unit.counted > 0) return {};
    if (!unit.decrypted) continue;
    for (size_t o = 0; o < options; ++o) sums[o] += unit.votes.at(question).at(o);
  }
  return sums;
}

json JsonOf(const Manifest& manifest, const Outcome& outcome) {
  json regions = json::array();
  for (size_t i = 0; i < outcome.regions.size(); ++i) {
    const RegionTurnout& r = outcome.regions[i];
    regions.push_back({{"id", manifest.regions.at(i).id},
                       {"registered", r.registered},
                       {"counted", r.counted},
                       {"ballots", r.ballots}});
  }
  constexpr std::array<std::string_view, 3> kOutcomes = {"fails", "holds", "undetermined"};
  json questions = json::array();
  for (size_t q = 0; q < outcome.questions.size(); ++q) {
    const QuestionResult& question = outcome.questions[q];
    json terms = json::array();
    for (const TermResult& t : question.terms) {
      terms.push_back({{"outcome", kOutcomes.at(static_cast<size_t>(t.outcome))},
                       {"numerator", t.numerator},
                       {"denominator", t.denominator}});
    }
    const bool poll = question.verdict == Verdict::kNoRule;
    questions.push_back({{"verdict", poll ? "none" : VerdictName(question.verdict)},
                         {"votes", VotesOf(outcome, q, manifest.questions.at(q).options.size())},
                         {"terms", terms}});
  }
  const json units = ListOf(outcome.units, [](const UnitResult& u) { return JsonOf(u); });
  return {{"regions", regions}, {"units", units}, {"questions", questions}};
}

// Spec: TAL-9
TEST(Vectors, Outcomes) {
  ForEachVector("outcomes", [](Vector& v) {
    const Manifest manifest = DecodeManifest(v.Hex("manifest")).value();
    const Result<Outcome> decoded = DecodeOutcome(manifest, v.Hex("encoded"));
    ASSERT_EQ(CodeOf(decoded), "ok");
    EXPECT_EQ(text::FormatHex(EncodeOutcome(*decoded)), v.Text("encoded"));
    EXPECT_EQ(OutcomeVerdictOffset(*decoded), v.Get<size_t>("questions_offset"));
    EXPECT_EQ(JsonOf(manifest, *decoded), v.Json("outcome"));
    json turnouts = json::array();
    for (const RegionTurnout& r : decoded->regions) turnouts.push_back({r.registered, r.counted, r.ballots});
    EXPECT_EQ(turnouts, v.Json("regions"));
    // The counts are the votes of decrypted units, one after another.
    std::vector<uint32_t> counts;
    for (const UnitResult& unit : decoded->units) {
      for (const auto& question : unit.votes) counts.insert(counts.end(), question.begin(), question.end());
    }
    EXPECT_EQ(json(counts), v.Json("counts"));
  });
}

// RecodedBody decodes and encodes a body of any type but manifest.
Result<Bytes> RecodedBody(const Manifest& manifest, EntryType type, ByteView body) {
  const auto recode = [](auto decoded, auto encode) -> Result<Bytes> {
    if (!decoded) return tl::unexpected(decoded.error());
    return encode(*decoded);
  };
  switch (type) {
    case EntryType::kManifest:
      return Fail(ErrorCode::kWrongPhase, "a second manifest");
    case EntryType::kTrusteeCommit:
      return recode(DecodeTrusteeCommit(body), EncodeTrusteeCommit);
    case EntryType::kTrusteeDrill:
      return recode(DecodeTrusteeDrill(body), EncodeTrusteeDrill);
    case EntryType::kTrusteeDeal:
      return recode(DecodeTrusteeDeal(manifest, body), EncodeTrusteeDeal);
    case EntryType::kTrusteeAccept:
      return recode(DecodeTrusteeAccept(body), EncodeTrusteeAccept);
    case EntryType::kTrusteeComplaint:
      return recode(DecodeTrusteeComplaint(body), EncodeTrusteeComplaint);
    case EntryType::kRollChunk:
      return recode(DecodeRollChunk(body), EncodeRollChunk);
    case EntryType::kRollEnd:
      return recode(DecodeRollEnd(manifest, body), EncodeRollEnd);
    case EntryType::kOpen:
      return recode(DecodeOpen(body), EncodeOpen);
    case EntryType::kReplacementShare:
      return recode(DecodeReplacementShare(body), EncodeReplacementShare);
    case EntryType::kBallot: {
      const BallotShape shape = BallotShape::Of(manifest);
      return recode(ParseBallot(shape, body),
                    [&](const ParsedBallot& p) { return EncodeBallot(shape, p.ballot); });
    }
    case EntryType::kClose:
      return recode(DecodeClose(body), EncodeClose);
    case EntryType::kDecryptionShare: {
      const size_t around = 4 + 96;  // what stands beside the points
      return recode(DecodeDecryptionShare(body, (std::max(body.size(), around) - around) / 32),
                    EncodeDecryptionShare);
    }
    case EntryType::kResult:
      return recode(DecodeResultPart(body), EncodeResultPart);
    case EntryType::kStatement:
      return recode(DecodeStatement(body), EncodeStatement);
    case EntryType::kSoftware:
      return recode(DecodeSoftwareChange(body), EncodeSoftwareChange);
  }
  return Fail(ErrorCode::kUnknownEnum, "no type");
}

// EntriesOf is the entries of a record of one bundle.
std::vector<Bytes> EntriesOf(const std::filesystem::path& record) {
  std::vector<Bytes> out;
  for (const auto& file : std::filesystem::recursive_directory_iterator(record / "tile/entries")) {
    if (!file.is_regular_file()) continue;
    const Bytes bytes = io::ReadFile(file.path()).value();
    const auto width = static_cast<unsigned>(std::stoul(file.path().filename().string()));
    const auto views = tlog::DecodeBundle(bytes, width);
    EXPECT_EQ(CodeOf(views), "ok");
    if (views) {
      for (const ByteView view : *views) out.emplace_back(view.begin(), view.end());
    }
  }
  return out;
}

// Spec: ENC-1, ENC-7
TEST(Vectors, EveryBodyOfWholeRecordsIsCanonical) {
  const std::filesystem::path records = std::string(CONSTAT_SOURCE_DIR) + "/docs/spec/vectors/records";
  std::set<EntryType> seen;
  for (const std::string name : {"plain", "floor", "poll", "founded-complaint", "replaced", "statements"}) {
    SCOPED_TRACE(name);
    const std::vector<Bytes> entries = EntriesOf(records / name / "record");
    ASSERT_FALSE(entries.empty());
    const Result<EntryView> first = DecodeEntry(entries.front());
    ASSERT_TRUE(first && first->type == EntryType::kManifest);
    const Result<Manifest> manifest = DecodeManifest(SplitManifestBody(first->body).value().manifest);
    ASSERT_EQ(CodeOf(manifest), "ok");
    for (size_t i = 1; i < entries.size(); ++i) {
      const Result<EntryView> entry = DecodeEntry(entries[i]);
      ASSERT_EQ(CodeOf(entry), "ok");
      const Result<Bytes> again = RecodedBody(*manifest, entry->type, entry->body);
      ASSERT_EQ(CodeOf(again), "ok") << i << DetailOf(again);
      EXPECT_TRUE(Equal(*again, entry->body)) << i;
      seen.insert(entry->type);
    }
  }
  EXPECT_EQ(seen.size(), kEntryTypes.size() - 1);  // all but manifest
}

}  // namespace
}  // namespace constat::record
