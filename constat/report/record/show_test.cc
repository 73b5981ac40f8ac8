// Spec: LOG-2, MAN-1, CER-2, CER-7, CER-8, ROL-5, ROL-6, ROL-8, BAL-5, BAL-10 to BAL-12, TAL-1, TAL-6, TAL-9.
#include "constat/report/record/show.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/ceremony.h"
#include "constat/record/credential_name.h"
#include "constat/record/replacement.h"
#include "constat/record/roll.h"
#include "constat/record/shown_hash.h"
#include "constat/record/software_change.h"
#include "constat/record/statement.h"
#include "constat/testing/county.h"
#include "constat/testing/verification.h"
#include "constat/text/hex.h"
#include "constat/text/json.h"

namespace constat::report {
namespace {

using record::EntryType;
using ::testing::HasSubstr;
using ::testing::Not;
using text::Json;

group::Scalar TestScalar(std::string_view name) {
  return group::Scalar::FromWideBytes(crypto::Sha512(AsBytes(name)));
}
zkp::SchnorrProof TestSchnorr(const std::string& name) {
  return {TestPoint(name + " A"), TestScalar(name + " z")};
}
zkp::DleqProof TestDleq(const std::string& name) {
  return {TestPoint(name + " A1"), TestPoint(name + " A2"), TestScalar(name + " z")};
}

record::Ballot TestBallot(const record::BallotShape& shape) {
  record::Ballot ballot{.revision = (uint64_t{1} << 53) + 1, .points = {}, .scalars = {}};
  for (size_t i = 0; i < shape.points; ++i)
    ballot.points.push_back(TestPoint("p" + std::to_string(i)).encoded);
  for (size_t i = 0; i < shape.scalars; ++i) ballot.scalars.push_back(TestScalar("s" + std::to_string(i)));
  return ballot;
}

std::string TestNote() {
  return tlog::FormatSignedCheckpoint({{"example.org/ukraine-1991", 40, TestBytes("root")},
                                       {{"example.org/ukraine-1991", 0x01020304, Bytes(64, 7)},
                                        {"witness.press.example", 0xa0b0c0d0, [] {
                                           Bytes cosignature(72, 9);
                                           const Bytes time{0, 0, 0, 0, 0x29, 0x39, 0x18, 0xcd};  // 691607757
                                           std::copy(time.begin(), time.end(), cosignature.begin());
                                           return cosignature;
                                         }()}}});
}

// Bodies is one valid body of every type.
std::vector<record::Entry> Entries(const referendum::Context& context) {
  const record::Manifest& m = context.manifest;
  const Bytes manifest = record::EncodeManifest(m);
  record::TrusteeDeal deal{
      2, {TestPoint("c0"), TestPoint("c1"), TestPoint("c2")}, TestSchnorr("pop"), {}, TestSchnorr("sig")};
  for (size_t j = 0; j < m.trustees.size(); ++j) {
    deal.shares.push_back({TestPoint("e" + std::to_string(j)), TestSchnorr("pos"), {}});
  }
  const record::RollChunk chunk{0, 3, 512, TestBytes("order"), {{TestPoint("share"), TestSchnorr("share")}},
                                {}};
  const record::RollEnd end{0, std::vector<uint32_t>(13, 7), TestBytes("roll"), {}};
  const record::Outcome outcome = OutcomeOf(m, RealVotes(1000));
  return {
      {EntryType::kManifest, 1000, record::EncodeManifestBody(manifest, {})},
      {EntryType::kTrusteeDeal, 2000, record::EncodeTrusteeDeal(deal)},
      {EntryType::kTrusteeAccept, 3000,
       record::EncodeTrusteeAccept({3, TestBytes("deals"), TestSchnorr("a")})},
      {EntryType::kTrusteeComplaint, 4000,
       record::EncodeTrusteeComplaint({4, 2, TestPoint("dh"), TestDleq("c"), TestSchnorr("c")})},
      {EntryType::kRollChunk, 5000, record::EncodeRollChunk(chunk)},
      {EntryType::kRollEnd, 6000, record::EncodeRollEnd(end)},
      {EntryType::kOpen, 7000, record::EncodeOpen({TestPoint("K"), TestBytes("open root"), {}})},
      {EntryType::kBallot, 691'563'660'000, record::EncodeBallot(context.shape, TestBallot(context.shape))},
      {EntryType::kReplacementShare, 691'563'660'000,
       record::EncodeReplacementShare(
           {0, TestPoint("old"), 691'563'720'000, TestPoint("share"), TestSchnorr("share"), {}})},
      {EntryType::kClose, 691'610'400'000, record::EncodeClose({1234, TestNote(), {}})},
      {EntryType::kDecryptionShare, 691'610'500'000,
       record::EncodeDecryptionShare({5, 0, {TestPoint("D0"), TestPoint("D1")}, TestDleq("d")})},
      {EntryType::kResult, 691'610'600'000,
       record::EncodeResultPart({0, record::EncodeOutcome(outcome), {}})},
      {EntryType::kTrusteeCommit, 1500,
       record::EncodeTrusteeCommit({2, TestBytes("deal"), TestSchnorr("commit")})},
      {EntryType::kTrusteeDrill, 6500,
       record::EncodeTrusteeDrill({5, TestSchnorr("possession"), TestSchnorr("drill")})},
      {EntryType::kStatement, 691'563'660'000,
       record::EncodeStatement({.party = {record::Role::kTrustee, 5}, .about = 7, .text = "It was calm."})},
      {EntryType::kSoftware, 691'563'660'000,
       record::EncodeSoftwareChange({1, {"Pages", "2", {{"a/b.js", TestBytes("b.js")}}}, {}, {}})},
  };
}

EntryAt At(const record::Entry& entry, uint64_t index) {
  return {index, record::EntryView{entry.type, entry.time_ms, entry.body}};
}

TEST(Show, DecodesEveryTypeWithNames) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const std::vector<record::Entry> entries = Entries(*context);
  const std::vector<std::string> must = {
      "Independence of Ukraine",
      "dealer  Bar Association (2)",
      "trustee     Council of Churches (3)",
      "dealer   Bar Association (2)",
      "region      Ivano-Frankivsk (3)",
      "- region      crimea\n      registered  7",
      "joint key  " + text::FormatHex(TestPoint("K").encoded),
      "tracker     ",
      "old        " + text::FormatHex(TestPoint("old").encoded),
      "origin  example.org/ukraine-1991",
      "trustee  Observers' Network (5)",
      "- option  Yes\n              votes   561",
      "deal hash  " + text::FormatHex(TestBytes("deal")),
      "trustee  Observers' Network (5)",
      "said by    trustee 5",
      "path    a/b.js",
  };
  ASSERT_EQ(entries.size(), record::kEntryTypes.size());
  ASSERT_EQ(entries.size(), must.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string text = FormatEntryText(context.get(), At(entries[i], i));
    EXPECT_THAT(text, HasSubstr(must[i])) << EntryTypeName(entries[i].type);
    EXPECT_THAT(text, HasSubstr("type     " + std::string(EntryTypeName(entries[i].type))));
    EXPECT_THAT(text, Not(HasSubstr("not decoded")));
    const Json json = Json::parse(FormatEntryJson(context.get(), At(entries[i], i)));
    EXPECT_EQ(json["entry"], i);
    EXPECT_EQ(json["time_ms"], entries[i].time_ms);
    EXPECT_TRUE(json["body"].is_object());
  }
}

TEST(Show, ShowsABallotsTrackerAndWholeContent) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const record::Ballot ballot = TestBallot(context->shape);
  const Bytes body = record::EncodeBallot(context->shape, ballot);
  const Json json = Json::parse(FormatEntryJson(context.get(), {9, {EntryType::kBallot, 0, body}}))["body"];
  EXPECT_EQ(json["tracker"],
            record::FormatTracker(record::Tracker(context->shape, ballot, context->manifest_hash)));
  EXPECT_EQ(json["credential"], text::FormatHex(ballot.points.front()));
  EXPECT_EQ(json["credential_name"],
            record::FormatCredentialName(context->manifest_hash, ballot.points.front()));
  EXPECT_EQ(json["revision"].get<uint64_t>(), 9007199254740993U);
  // Every 32-byte field of the body is in the JSON once.
  const std::string text = json.dump();
  for (const group::EncodedPoint& point : ballot.points) {
    const size_t at = text.find(text::FormatHex(point));
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(text.find(text::FormatHex(point), at + 1), std::string::npos);
  }
  for (const group::Scalar& scalar : ballot.scalars) {
    EXPECT_THAT(text, HasSubstr(text::FormatHex(scalar.Encode())));
  }
}

TEST(Show, ShowsACheckpointsClaimedTimes) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const Bytes body = record::EncodeClose({1234, TestNote(), {}});
  const std::string text = FormatEntryText(context.get(), {40, {EntryType::kClose, 0, body}});
  EXPECT_THAT(text, HasSubstr("name       witness.press.example"));
  EXPECT_THAT(text, HasSubstr("time       1991-12-01T17:15:57Z"));
  EXPECT_THAT(text, HasSubstr("key id     01020304"));
}

TEST(Show, ShowsAsHexWhatDoesNotDecode) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  for (const EntryType type : record::kEntryTypes) {
    const Bytes body = {0xab, 0xcd};
    const std::string text = FormatEntryText(context.get(), {3, {type, 0, body}});
    EXPECT_THAT(text, HasSubstr("not decoded")) << EntryTypeName(type);
    EXPECT_THAT(text, HasSubstr("abcd"));
  }
}

TEST(Show, NeedsNoManifestForWhatStandsByItself) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  for (const record::Entry& entry : Entries(*context)) {
    const Json json = Json::parse(FormatEntryJson(nullptr, At(entry, 1)));
    const bool depends = entry.type == EntryType::kTrusteeDeal || entry.type == EntryType::kRollEnd ||
                         entry.type == EntryType::kBallot;
    EXPECT_EQ(json["body"].is_string(), depends) << EntryTypeName(entry.type);
    EXPECT_EQ(json.contains("not_decoded"), depends);
  }
}

TEST(Show, NamesNobodyForANumberThatStandsForNobody) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const Bytes body = record::EncodeTrusteeAccept({6, TestBytes("deals"), TestSchnorr("a")});
  EXPECT_THAT(FormatEntryText(context.get(), {3, {EntryType::kTrusteeAccept, 0, body}}),
              HasSubstr("unknown (6)"));
}

TEST(Show, ShowsManifestsWhole) {
  const record::Manifest m = DemoManifest();
  const Bytes32 hash = record::ManifestHash(record::EncodeManifest(m));
  const Json json = Json::parse(FormatManifestJson(m, hash));
  EXPECT_EQ(json["manifest_hash"], text::FormatHex(hash));
  EXPECT_EQ(json["title"]["uk"], "Незалежність України");
  EXPECT_EQ(json["questions"][0]["options"][2]["blank"], true);
  EXPECT_EQ(json["questions"][0]["terms"][0]["requirement"],
            "\u201cYes\u201d needs more than 1/2 of the valid votes.");
  EXPECT_EQ(json["questions"][0]["terms"][2]["weight"], 9);
  EXPECT_EQ(json["regions"].size(), 13U);
  EXPECT_EQ(json["opening"], "1991-12-01T05:00:00Z");
  EXPECT_EQ(json["trustees"][4]["key"], text::FormatHex(TestPoint("trustee 5").encoded));
  EXPECT_EQ(json["witnesses"][1]["name"], "witness.press.example");
  EXPECT_EQ(json["threshold"], 3);
  EXPECT_EQ(json["floor"], 10);
  EXPECT_THAT(FormatManifestText(m, hash), HasSubstr("uk  Незалежність України"));
}

TEST(Show, ShowsChallengesAndReceipts) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const record::Challenge challenge{
      context->manifest_hash, TestPoint("X").encoded, 4, TestBytes("seed"), {{1}}};
  EXPECT_THAT(FormatChallengeText(context->manifest, challenge), HasSubstr("chosen\n      - No\n"));
  EXPECT_EQ(Json::parse(FormatChallengeJson(context->manifest, challenge))["credential_name"],
            record::FormatCredentialName(challenge.manifest_hash, challenge.credential));
  EXPECT_EQ(Json::parse(FormatChallengeJson(context->manifest, challenge))["seed"],
            text::FormatHex(TestBytes("seed")));

  const Bytes body = record::EncodeBallot(context->shape, TestBallot(context->shape));
  const tlog::InclusionReceipt receipt{
      record::EncodeEntry(record::EntryView{EntryType::kBallot, 60'000, body}),
      17,
      {TestBytes("h1"), TestBytes("h2")},
      tlog::ParseSignedCheckpoint(TestNote()).value()};
  const Json json = Json::parse(FormatReceiptJson(context.get(), receipt));
  EXPECT_EQ(json["index"], 17);
  EXPECT_EQ(json["proof"].size(), 2U);
  EXPECT_EQ(json["checkpoint"]["size"], 40);
  EXPECT_EQ(json["entry"]["type"], "ballot");
  EXPECT_THAT(FormatReceiptText(context.get(), receipt), HasSubstr("tracker"));
  // Spec: MAN-7
  EXPECT_THAT(FormatReceiptText(context.get(), receipt), Not(HasSubstr("REHEARSAL")));
  record::Manifest practice = DemoManifest();
  practice.rehearsal = true;
  EXPECT_THAT(FormatReceiptText(ContextOf(practice).get(), receipt), ::testing::StartsWith("REHEARSAL\n"));
  EXPECT_THAT(FormatChallengeText(practice, challenge), ::testing::StartsWith("REHEARSAL\n"));
  EXPECT_THAT(FormatManifestText(practice, {}), ::testing::StartsWith("REHEARSAL\n"));
  tlog::InclusionReceipt empty = receipt;
  empty.extra = {};
  EXPECT_EQ(Json::parse(FormatReceiptJson(nullptr, empty))["entry"], "");
}

TEST(Show, PassesNoControlCharactersOn) {
  record::Manifest m = DemoManifest();
  m.title[0] = "A\u009bB\u202e\nC";
  const std::string text = FormatManifestText(m, {});
  EXPECT_THAT(text, HasSubstr("en  A\ufffdB C\n"));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

// BodyJsonOf is the body of an entry as it is shown in JSON; null where it does not decode.
Json BodyJsonOf(const referendum::Context* context, EntryType type, const Bytes& body) {
  const Json json = Json::parse(FormatEntryJson(context, {3, {type, 0, body}}));
  return json.contains("not_decoded") ? Json() : json["body"];
}

TEST(Show, ShowsEveryConditionOfARule) {
  record::Manifest m = CountyManifest();
  m.questions[1].terms = {
      record::Term{
          .numerator = 1, .denominator = record::Denominator::kOption, .other = 0, .num = 1, .den = 1},
      record::Term{.numerator = 2, .denominator = record::Denominator::kOthers, .num = 3, .den = 4},
      record::Term{.numerator = 3,
                   .denominator = record::Denominator::kBallotsCounted,
                   .blanks_count = true,
                   .num = 1,
                   .den = 9}};
  const Json json = Json::parse(FormatManifestJson(m, {}));
  const auto of = [&](size_t q, size_t t) {
    Json term = json["questions"][q]["terms"][t];
    EXPECT_FALSE(term["requirement"].get<std::string>().empty());
    term.erase("requirement");
    return term.dump();
  };
  EXPECT_EQ(
      of(0, 0),
      R"({"numerator":0,"denominator":"valid votes","blanks_count":false,"comparator":">","num":1,"den":2})");
  EXPECT_EQ(of(0, 1),
            R"({"numerator":"ballots counted","denominator":"registered voters","blanks_count":false,)"
            R"("comparator":">=","num":2,"den":3})");
  EXPECT_EQ(
      of(0, 2),
      R"({"numerator":0,"denominator":"valid votes","blanks_count":false,"comparator":">","num":1,"den":2,)"
      R"("weight":6})");
  EXPECT_EQ(
      of(0, 3),
      R"({"numerator":0,"denominator":"valid votes","blanks_count":false,"comparator":">","num":1,"den":2,)"
      R"("regions":[0,3]})");
  EXPECT_EQ(of(1, 0),
            R"({"numerator":1,"denominator":"votes for the other option","other":0,"blanks_count":false,)"
            R"("comparator":">","num":1,"den":1})");
  EXPECT_EQ(of(1, 1), R"({"numerator":2,"denominator":"votes for the other options","blanks_count":false,)"
                      R"("comparator":">","num":3,"den":4})");
  EXPECT_EQ(of(1, 2), R"({"numerator":3,"denominator":"ballots counted","blanks_count":true,)"
                      R"("comparator":">","num":1,"den":9})");
  EXPECT_EQ(json["questions"][0]["options"].dump(),
            R"([{"number":0,"name":{"en":"Yes","uk":"Так"},"blank":false},)"
            R"({"number":1,"name":{"en":"Blank","uk":"Порожні"},"blank":true},)"
            R"({"number":2,"name":{"en":"No","uk":"Ні"},"blank":false}])");
  EXPECT_EQ(json["questions"][1]["min"], 0);
  EXPECT_EQ(json["questions"][1]["max"], 2);
}

TEST(Show, ShowsEveryListOfAManifest) {
  record::Manifest m = CountyManifest();
  m.observers = {{"Watch", TestKey("watch")}};
  m.check_pages = {{0, "https://check.org/"}};
  m.witnesses[1].address = "https://w.org/";
  m.zone.offsets.push_back({m.closing_ms, 180, "EEST"});
  m.replace_until_ms = m.opening_ms + 3'600'000;
  m.replace_permille = 40;
  m.replace_least = 2;
  m.board.keeper = {record::Role::kRegistrar, 1};
  Json json = Json::parse(FormatManifestJson(m, {}));
  EXPECT_EQ(json["regions"][0].dump(), R"({"id":"north","name":{"en":"North","uk":"Північ"},"weight":3})");
  EXPECT_EQ(json["regions"].size(), 7u);
  EXPECT_EQ(json["zone"].dump(),
            R"({"name":"Europe/Kyiv","offsets":[{"from":"1970-01-01T00:00:00Z","minutes":120,)"
            R"("abbreviation":"EET"},{"from":"1991-12-01T18:00:00Z","minutes":180,"abbreviation":"EEST"}]})");
  EXPECT_EQ(json["replacements"].dump(), R"({"until":"1991-12-01T06:00:00Z","permille":40,"least":2})");
  EXPECT_EQ(json["check_pages"].dump(), R"([{"observer":0,"address":"https://check.org/"}])");
  ASSERT_EQ(json["registrars"].size(), 2u);
  EXPECT_EQ(json["registrars"][1]["name"], "Post");
  EXPECT_EQ(json["observers"][0]["key"], text::FormatHex(TestKey("watch")));
  EXPECT_EQ(json["witnesses"][1]["address"], "https://w.org/");
  EXPECT_EQ(json["board"]["keeper"].dump(), R"({"role":"registrar","index":1})");
  EXPECT_EQ(json["board"]["refusal_key"], text::FormatHex(TestKey("refusals")));
  ASSERT_EQ(json["trustees"].size(), 5u);
  EXPECT_EQ(json["trustees"][4]["number"], 5);
  EXPECT_EQ(json["trustees"][4]["name"], "Observers' Network");
  ASSERT_EQ(json["software"]["files"].size(), 2u);
  EXPECT_EQ(json["software"]["files"][1]["path"], "vote.js");
  EXPECT_EQ(json["software"]["files"][1]["sha256"], text::FormatHex(TestBytes("vote")));
  m.replace_until_ms = 0;
  json = Json::parse(FormatManifestJson(m, {}));
  EXPECT_TRUE(json["replacements"]["until"].is_null());
}

TEST(Show, ShowsEveryPointOfADealAndOfAShare) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const std::vector<record::Entry> entries = Entries(*context);
  const Json deal = BodyJsonOf(context.get(), EntryType::kTrusteeDeal, entries[1].body);
  EXPECT_EQ(deal["commitments"].size(), 3u);
  EXPECT_EQ(deal["commitments"][2], text::FormatHex(TestPoint("c2").encoded));
  ASSERT_EQ(deal["shares"].size(), 5u);
  for (size_t j = 0; j < 5; ++j) {
    EXPECT_EQ(deal["shares"][j]["to"]["number"], j + 1);
    EXPECT_EQ(deal["shares"][j]["to"]["name"], context->manifest.trustees[j].name);
    EXPECT_EQ(deal["shares"][j]["ephemeral"], text::FormatHex(TestPoint("e" + std::to_string(j)).encoded));
  }
  Bytes body = record::EncodeDecryptionShare({5, 7, {TestPoint("D0"), TestPoint("D1")}, TestDleq("d")});
  const Json share = BodyJsonOf(context.get(), EntryType::kDecryptionShare, body);
  EXPECT_EQ(share["chunk"], 7);
  EXPECT_EQ(share["shares"].dump(),
            Json::array({text::FormatHex(TestPoint("D0").encoded), text::FormatHex(TestPoint("D1").encoded)})
                .dump());
  EXPECT_EQ(share["proof"]["A2"], text::FormatHex(TestPoint("d A2").encoded));
  body = record::EncodeDecryptionShare({5, 7, {}, TestDleq("d")});
  EXPECT_TRUE(BodyJsonOf(context.get(), EntryType::kDecryptionShare, body).is_object()) << "of no point";
  body.pop_back();
  const Json shorter =
      Json::parse(FormatEntryJson(context.get(), {3, {EntryType::kDecryptionShare, 0, body}}));
  EXPECT_EQ(shorter["not_decoded"]["code"], "truncated");
  // A trustee's number is from 1 on.
  for (const uint16_t nobody : {uint16_t{0}, uint16_t{6}}) {
    const Bytes accept = record::EncodeTrusteeAccept({nobody, TestBytes("deals"), TestSchnorr("a")});
    const Json shown = BodyJsonOf(context.get(), EntryType::kTrusteeAccept, accept);
    ASSERT_TRUE(shown.is_object());
    EXPECT_TRUE(shown["trustee"]["name"].is_null());
  }
  const Bytes first = record::EncodeTrusteeAccept({1, TestBytes("deals"), TestSchnorr("a")});
  EXPECT_EQ(BodyJsonOf(context.get(), EntryType::kTrusteeAccept, first)["trustee"]["name"],
            "Academy of Sciences");
  EXPECT_TRUE(BodyJsonOf(nullptr, EntryType::kTrusteeAccept, first)["trustee"]["name"].is_null());
}

TEST(Show, ShowsEveryAnswerOfABallotOrSaysWhichFieldIsWrong) {
  const referendum::ContextPtr context = ContextOf(CountyManifest());
  record::Ballot ballot = TestBallot(context->shape);
  Bytes body = record::EncodeBallot(context->shape, ballot);
  const Json answers = BodyJsonOf(context.get(), EntryType::kBallot, body)["answers"];
  ASSERT_EQ(answers.size(), 2u);
  ASSERT_EQ(answers[0]["options"].size(), 3u);
  ASSERT_EQ(answers[1]["options"].size(), 4u);
  EXPECT_EQ(answers[0]["options"][1]["option"], "Blank");
  EXPECT_EQ(answers[1]["options"][3]["option"], "D");
  EXPECT_EQ(answers[1]["question"], "Which plans?");
  for (const char* const list : {"commitments", "challenges", "responses"}) {
    EXPECT_FALSE(answers[1]["options"][0]["proof"][list].empty()) << list;
    EXPECT_FALSE(answers[1]["sum_proof"][list].empty()) << list;
  }
  std::fill(body.end() - 32, body.end(), uint8_t{0xff});
  const Json json = Json::parse(FormatEntryJson(context.get(), {3, {EntryType::kBallot, 0, body}}));
  EXPECT_EQ(json["not_decoded"]["code"], "bad-scalar");
}

TEST(Show, ShowsEveryVoteOfAResult) {
  const referendum::ContextPtr context = ContextOf(CountyManifest());
  const Bytes outcome = record::EncodeOutcome(CountyOutcome());
  Json shown = BodyJsonOf(context.get(), EntryType::kResult, record::EncodeResultPart({0, outcome, {}}));
  EXPECT_EQ(shown["part"]["regions"][1].dump(),
            R"({"region":"south","registered":1200,"counted":800,"ballots":840})");
  EXPECT_EQ(shown["part"]["regions"].size(), 7u);
  ASSERT_EQ(shown["part"]["units"].size(), 5u);
  EXPECT_EQ(shown["part"]["units"][2].dump(),
            R"({"regions":["east","isle","hill"],"counted":17,"decrypted":true,"questions":[)"
            R"([{"option":"Yes","votes":9},{"option":"Blank","votes":2},{"option":"No","votes":6}],)"
            R"([{"option":"A","votes":6},{"option":"B","votes":9},{"option":"C","votes":4},)"
            R"({"option":"D","votes":3}]]})");
  EXPECT_EQ(shown["part"]["questions"].dump(), R"([{"verdict":"not carried"},{"verdict":"carried"}])");
  shown = BodyJsonOf(context.get(), EntryType::kResult, record::EncodeResultPart({1, outcome, {}}));
  EXPECT_EQ(shown["chunk"], 1);
  EXPECT_EQ(shown["part"], text::FormatHex(outcome)) << "a later part alone says nothing";
  shown = BodyJsonOf(nullptr, EntryType::kResult, record::EncodeResultPart({0, outcome, {}}));
  EXPECT_TRUE(shown["part"].is_string());
}

TEST(Show, NumbersEverySlotOfTheRoll) {
  const referendum::ContextPtr context = ContextOf(CountyManifest());
  const record::RollChunk chunk{1,
                                6,
                                512,
                                TestBytes("order"),
                                {{TestPoint("s0"), TestSchnorr("s0")}, {TestPoint("s1"), TestSchnorr("s1")}},
                                {}};
  const Json shown = BodyJsonOf(context.get(), EntryType::kRollChunk, record::EncodeRollChunk(chunk));
  EXPECT_EQ(shown["registrar"].dump(), R"({"number":1,"name":"Post"})");
  EXPECT_EQ(shown["region"].dump(), R"({"number":6,"name":"Cape"})");
  ASSERT_EQ(shown["slots"].size(), 2u);
  EXPECT_EQ(shown["slots"][0]["slot"], 512);
  EXPECT_EQ(shown["slots"][1]["slot"], 513);
  EXPECT_EQ(shown["slots"][1]["share"], text::FormatHex(TestPoint("s1").encoded));
  record::RollChunk stranger = chunk;
  stranger.registrar = 2;
  stranger.region = 7;
  const Json unknown = BodyJsonOf(context.get(), EntryType::kRollChunk, record::EncodeRollChunk(stranger));
  EXPECT_TRUE(unknown["registrar"]["name"].is_null());
  EXPECT_TRUE(unknown["region"]["name"].is_null());
  const Bytes end = record::EncodeRollEnd({1, {1, 2, 3, 4, 5, 6, 7}, TestBytes("roll"), {}});
  const Json counts = BodyJsonOf(context.get(), EntryType::kRollEnd, end)["counts"];
  ASSERT_EQ(counts.size(), 7u);
  EXPECT_EQ(counts[6].dump(), R"({"region":"cape","registered":7})");
}

TEST(Show, ShowsOfAStatementWhatIsKnown) {
  const referendum::ContextPtr context = ContextOf(CountyManifest());
  record::Statement said{.party = {record::Role::kTrustee, 5}, .about = 7, .text = "Calm."};
  said.language = 1;
  const auto shown = [&] {
    return BodyJsonOf(context.get(), EntryType::kStatement, record::EncodeStatement(said));
  };
  EXPECT_EQ(shown()["about"], 7);
  EXPECT_EQ(shown()["language"], "uk");
  EXPECT_EQ(shown()["name"], "Observers' Network");
  said.about = record::kNoEntry;
  said.language = record::kOtherLanguage;
  said.party.index = 6;
  EXPECT_TRUE(shown()["about"].is_null());
  EXPECT_TRUE(shown()["language"].is_null());
  EXPECT_TRUE(shown()["name"].is_null());
  EXPECT_TRUE(BodyJsonOf(nullptr, EntryType::kStatement, record::EncodeStatement(said))["name"].is_null());
  Json software = BodyJsonOf(nullptr, EntryType::kSoftware,
                             record::EncodeSoftwareChange({9, {"Pages", "2", {}}, {}, {}}));
  EXPECT_EQ(software["number"], 9);
  EXPECT_EQ(software["software"]["version"], "2");
}

}  // namespace
}  // namespace constat::report
