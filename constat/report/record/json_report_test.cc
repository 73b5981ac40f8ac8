// Spec: VER-2, VER-4, VER-5, VER-8.
#include "constat/report/record/json_report.h"

#include <gtest/gtest.h>

#include "constat/report/record/cause_words.h"
#include "constat/report/record/summary.h"
#include "constat/report/record/wording.h"
#include "constat/testing/verification.h"
#include "constat/text/hex.h"
#include "constat/text/json.h"

namespace constat::report {
namespace {

using text::Json;
using verify::CheckId;

std::vector<std::string> Keys(const Json& object) {
  std::vector<std::string> out;
  for (const auto& [key, value] : object.items()) out.push_back(key);
  return out;
}

TEST(JsonReport, HasTheFieldsOfTheSpecificationInOrder) {
  const verify::Verification v = DemoVerification();
  const Json json = Json::parse(FormatJsonReport(v, {}));
  EXPECT_EQ(Keys(json), (std::vector<std::string>{"constat", "outcome", "exit", "rehearsal", "version",
                                                  "manifest_hash", "size", "root", "clauses", "notes",
                                                  "replaced", "result", "people", "made"}));
  EXPECT_EQ(json["constat"], 1);
  EXPECT_EQ(json["outcome"], "verified");
  EXPECT_EQ(json["exit"], 0);
  EXPECT_EQ(json["rehearsal"], false);
  EXPECT_EQ(json["version"], record::kVersion);
  EXPECT_EQ(json["manifest_hash"], text::FormatHex(v.context->manifest_hash));
  EXPECT_EQ(json["size"], v.tree.size);
  EXPECT_EQ(json["root"], text::FormatHex(v.tree.root));
  ASSERT_EQ(json["clauses"].size(), verify::kCheckCount);
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    EXPECT_EQ(Keys(json["clauses"][c]), (std::vector<std::string>{"name", "status", "count", "findings"}));
    EXPECT_EQ(json["clauses"][c]["name"], verify::CheckName(static_cast<CheckId>(c)));
  }
  EXPECT_EQ(json["clauses"][static_cast<size_t>(CheckId::kReceipts)]["status"], "not applicable");
}

TEST(JsonReport, ListsAThousandFindingsAndCountsAll) {
  const Json json = Json::parse(FormatJsonReport(WrongVerification(), {}));
  EXPECT_EQ(json["outcome"], "wrong");
  EXPECT_EQ(json["exit"], 1);
  const Json& ballots = json["clauses"][static_cast<size_t>(CheckId::kBallots)];
  EXPECT_EQ(ballots["status"], "failed");
  EXPECT_EQ(ballots["count"], 1203);
  ASSERT_EQ(ballots["findings"].size(), 1000U);
  EXPECT_EQ(Keys(ballots["findings"][0]), (std::vector<std::string>{"entry", "code", "text"}));
  EXPECT_EQ(ballots["findings"][0]["entry"], 1204);
  EXPECT_EQ(ballots["findings"][0]["code"], "bad-proof");
  EXPECT_TRUE(json["result"].is_null());
}

TEST(JsonReport, GivesTheWholeResult) {
  const Json json = Json::parse(FormatJsonReport(DemoVerification(), {}));
  const Json& result = json["result"];
  EXPECT_EQ(Keys(result), (std::vector<std::string>{"regions", "units", "questions"}));
  ASSERT_EQ(result["regions"].size(), 13U);
  EXPECT_EQ(result["regions"][0].dump(),
            R"({"id":"crimea","registered":1535,"counted":1036,"ballots":1061})");
  EXPECT_EQ(result["units"][0].dump(),
            R"({"regions":[0],"counted":1036,"decrypted":true,"votes":[[561,438,37]]})");
  EXPECT_EQ(result["questions"][0]["votes"].dump(), "[28803,2419,669]");
  EXPECT_EQ(result["questions"][0]["verdict"], "carried");
  EXPECT_EQ(result["questions"][0]["terms"].dump(),
            R"([{"outcome":"holds","numerator":28803,"denominator":31222},)"
            R"({"outcome":"holds","numerator":31891,"denominator":37885},)"
            R"({"outcome":"holds","numerator":13,"denominator":13}])");
}

TEST(JsonReport, SaysNullForWhatIsNotKnown) {
  record::Manifest manifest = DemoManifest();
  manifest.questions[0].terms.clear();
  std::vector<RegionVotes> votes(13, {{5, 0, 0}, {{0, 0, 0}}});
  votes[1] = {{5, 2, 2}, {{1, 1, 0}}};  // two ballots in all: nothing is decrypted
  const Json json = Json::parse(FormatJsonReport(FinishedVerification(manifest, votes), {}));
  EXPECT_EQ(json["result"]["units"][1].dump(),
            R"({"regions":[1],"counted":2,"decrypted":false,"votes":null})");
  EXPECT_EQ(json["result"]["questions"].dump(), R"([{"votes":null,"verdict":"none","terms":[]}])");

  verify::Verification none;
  AddTestFinding(none, CheckId::kManifest, {std::nullopt, ErrorCode::kIncomplete, "no entry 0"});
  const Json bare = Json::parse(FormatJsonReport(none, {}));
  EXPECT_TRUE(bare["manifest_hash"].is_null());
  EXPECT_TRUE(bare["clauses"][static_cast<size_t>(CheckId::kManifest)]["findings"][0]["entry"].is_null());
}

TEST(JsonReport, CoversEveryOutcome) {
  EXPECT_EQ(Json::parse(FormatJsonReport(UnpinnedVerification(), {}))["outcome"], "consistent");
  EXPECT_EQ(Json::parse(FormatJsonReport(UnpinnedVerification(), {}))["exit"], 3);
  EXPECT_EQ(Json::parse(FormatJsonReport(OpenVerification(), {}))["outcome"], "incomplete");
  EXPECT_EQ(Json::parse(FormatJsonReport(OpenVerification(), {}))["exit"], 3);
  const Json unreadable = Json::parse(FormatJsonUnreadable({ErrorCode::kMissingFile, "checkpoint"}, {}));
  EXPECT_EQ(unreadable["constat"], 1);
  EXPECT_EQ(unreadable["outcome"], "could not be checked");
  EXPECT_EQ(unreadable["exit"], 2);
  EXPECT_EQ(unreadable["error"]["code"], "missing-file");
  for (const char* key : {"manifest_hash", "size", "root", "result"}) EXPECT_TRUE(unreadable[key].is_null());
  for (const char* key : {"clauses", "notes"}) EXPECT_EQ(unreadable[key].dump(), "[]");
  EXPECT_EQ(unreadable["error"]["text"], "checkpoint");
}

// Spec: VER-8
TEST(JsonReport, HasNotesAndTheFilesOfFindings) {
  verify::Verification v = DemoVerification();
  EXPECT_EQ(Json::parse(FormatJsonReport(v, {}))["notes"].dump(), "[]");
  AddTestNotes(v, 103);
  AddTestFinding(v, CheckId::kLog, {std::nullopt, ErrorCode::kWrongTile, "differs", "tile/0/000"});
  AddTestFinding(v, CheckId::kLog, {std::nullopt, ErrorCode::kWrongRoot, "differs"});
  AddTestFinding(v, CheckId::kBallots, {3, ErrorCode::kBadProof, "no"});
  const Json json = Json::parse(FormatJsonReport(v, {}));
  ASSERT_EQ(json["notes"].size(), 103u);
  EXPECT_EQ(json["notes"][0].dump(),
            R"({"kind":"spoilt-line","file":"checkpoint","count":2,"text":"checkpoint has lines"})");
  EXPECT_EQ(json["notes"][1].dump(),
            R"({"kind":"ahead","file":null,"count":259,"text":"files for more entries"})");
  EXPECT_EQ(json["notes"][2].dump(),
            R"({"kind":"stray","file":"<b>\\xff\\x0a\\x5c0","count":1,"text":"no part"})");
  EXPECT_EQ(json["notes"][102].dump(), R"({"kind":"stray","file":null,"count":3,"text":"more files"})");
  EXPECT_EQ(json["clauses"][0]["findings"][0].dump(),
            R"({"entry":null,"file":"tile/0/000","code":"wrong-tile","text":"differs"})");
  EXPECT_EQ(json["clauses"][0]["findings"][1].dump(),
            R"({"entry":null,"file":null,"code":"wrong-root","text":"differs"})");
  EXPECT_FALSE(json["clauses"][static_cast<size_t>(CheckId::kBallots)]["findings"][0].contains("file"));
}

// Two runs' reports are equal but for the block "made". Spec: VER-5, VER-8
TEST(JsonReport, SaysInOneBlockByWhatItWasMade) {
  const page::Made made{"constat 1", "ab12", "2026-11-28T08:00:00Z", "x86_64, 2 threads"};
  const std::string block =
      R"({"program":"constat 1","sha256":"ab12","date":"2026-11-28T08:00:00Z","machine":"x86_64, 2 threads"})";
  const Error error{ErrorCode::kMissingFile, "checkpoint"};
  for (const auto& [with, without] :
       {std::pair(FormatJsonReport(DemoVerification(), made), FormatJsonReport(DemoVerification(), {})),
        std::pair(FormatJsonUnreadable(error, made), FormatJsonUnreadable(error, {}))}) {
    Json json = Json::parse(with);
    Json bare = Json::parse(without);
    EXPECT_EQ(json["made"].dump(), block);
    EXPECT_EQ(bare["made"].dump(), R"({"program":null,"sha256":null,"date":null,"machine":null})");
    json.erase("made");
    bare.erase("made");
    EXPECT_EQ(json.dump(), bare.dump());
  }
}

// Spec: VER-14
TEST(JsonReport, TellsPeopleEveryCauseAndDifference) {
  verify::Verification v = WrongVerification();
  v.recomputed = DemoVerification().result;
  v.published = verify::PublishedResult{v.tree.size - 1, *v.recomputed};
  v.published->outcome.regions[1].registered += 1;
  const Words words(ManifestOf(v), "en", &PlainName);
  const Json people = Json::parse(FormatJsonReport(v, {}))["people"];
  EXPECT_EQ(Keys(people), (std::vector<std::string>{"language", "summary", "causes", "differences"}));
  EXPECT_EQ(people["language"], "en");
  std::vector<std::string> summary = SummaryLines(v, {}, "en");
  summary.pop_back();
  EXPECT_EQ(people["summary"], Json(summary));
  const std::vector<verdict::Cause> causes = verdict::GatherCauses(v);
  ASSERT_EQ(causes.size(), 2u);
  ASSERT_EQ(people["causes"].size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    const verdict::Cause& cause = causes[i];
    const CauseWords said = DescribeCause(words, v, cause);
    const bool any = cause.votes.kind == verdict::VotesKind::kAnyNumber;
    const Json expected{{"kind", verdict::CauseKindName(cause.kind)},
                        {"text", said.what},
                        {"where", said.where},
                        {"beside", said.beside},
                        {"entries", cause.entries},
                        {"author", cause.author ? Json(record::FormatParty(*cause.author)) : Json(nullptr)},
                        {"findings", cause.findings},
                        {"following", cause.Following()},
                        {"who", said.who},
                        {"votes", said.votes},
                        {"most", any ? Json(nullptr) : Json(cause.votes.most)},
                        {"rest", said.rest}};
    EXPECT_EQ(people["causes"][i], expected);
    EXPECT_FALSE(said.what.empty() || said.who.empty() || said.votes.empty() || said.rest.empty());
  }
  EXPECT_EQ(people["causes"][0]["findings"], 1203);
  ASSERT_EQ(people["differences"].size(), 1u);
  EXPECT_EQ(people["differences"][0].dump(),
            R"({"what":"Dnipropetrovsk: registered voters","published":"2,879","right":"2,878"})");
  EXPECT_EQ(Json::parse(FormatJsonReport(v, {}, "uk"))["people"]["language"], "uk");
  EXPECT_EQ(Json::parse(FormatJsonReport(DemoVerification(), {}))["people"]["causes"].dump(), "[]");
}

TEST(JsonReport, HasTheSameFieldsWhereNothingCouldBeChecked) {
  std::vector<std::string> keys = Keys(Json::parse(FormatJsonReport(DemoVerification(), {})));
  keys.insert(keys.end() - 1, "error");
  const Json unreadable = Json::parse(FormatJsonUnreadable({ErrorCode::kMissingFile, "checkpoint"}, {}));
  EXPECT_EQ(Keys(unreadable), keys);
  for (const char* key : {"rehearsal", "version", "replaced", "people"})
    EXPECT_TRUE(unreadable[key].is_null()) << key;
  verify::Verification v = DemoVerification();
  v.replaced = {0, 2, 0};
  EXPECT_EQ(Json::parse(FormatJsonReport(v, {}))["replaced"].dump(), "[0,2,0]");
  v.context = nullptr;
  v.result.reset();
  const Json bare = Json::parse(FormatJsonReport(v, {}));
  for (const char* key : {"rehearsal", "version", "replaced", "result"})
    EXPECT_TRUE(bare[key].is_null()) << key;
}

TEST(JsonReport, IsDeterministicAndAlwaysJson) {
  verify::Verification v = DemoVerification();
  AddTestFinding(v, CheckId::kBallots, {1204, ErrorCode::kBadProof, "\xff\"\\\n\x1b <script>"});
  EXPECT_EQ(FormatJsonReport(v, {}), FormatJsonReport(v, {}));
  const Json json = Json::parse(FormatJsonReport(v, {}));
  EXPECT_EQ(json["clauses"][static_cast<size_t>(CheckId::kBallots)]["findings"][0]["text"],
            "\ufffd\"\\\n\x1b <script>");
}

}  // namespace
}  // namespace constat::report
