// Spec: VER-2, VER-4, VER-6.
#include "constat/report/record/text_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/credential_name.h"
#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/html_report.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/report_languages.h"
#include "constat/report/record/wording.h"
#include "constat/testing/verification.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Words In(const verify::Verification& v, std::string_view language = "en") {
  return Words(ManifestOf(v), language, &PlainName);
}
Headline HeadlineOf(const verify::Verification& v) { return MakeHeadline(In(v), v, 1); }
// Means is what a headline means, in one text.
std::string Means(const verify::Verification& v) {
  std::string out;
  for (const std::string& sentence : HeadlineOf(v).means) out += sentence + " ";
  return out;
}
std::string Status(const verify::Verification& v, verify::CheckId check) {
  return CheckStatusWords(In(v), v, check);
}
constexpr std::string_view kNothingToCheck = "nothing to check";
constexpr std::string_view kCannotBeChecked = "cannot be checked";

TEST(TextReport, SaysTheVerdictFirst) {
  EXPECT_THAT(FormatTextReport(DemoVerification(), {}), StartsWith("VERIFIED  Independence of Ukraine\n"));
  EXPECT_THAT(FormatTextReport(WrongVerification(), {}), StartsWith("WRONG  Independence of Ukraine\n"));
  EXPECT_THAT(FormatTextReport(UnpinnedVerification(), {}), StartsWith("CONSISTENT, NOT VERIFIED  "));
  EXPECT_THAT(FormatTextReport(OpenVerification(), {}), StartsWith("NOT FINISHED  "));
  EXPECT_THAT(FormatTextUnreadable({ErrorCode::kMissingFile, "checkpoint"}, {}),
              StartsWith("COULD NOT BE CHECKED  RECORD\nmissing-file: checkpoint\n"));
}

TEST(TextReport, ShowsResultChecksAndFingerprints) {
  const verify::Verification v = DemoVerification();
  const std::string text = FormatTextReport(v, {});
  EXPECT_THAT(text, HasSubstr("28,803     92.3% of valid votes  Yes\n"));
  EXPECT_THAT(text, HasSubstr("28,803 of 31,222 valid votes = 92.3%; more than 1/2 needed, at "
                              "least 15,612: holds\n"));
  EXPECT_THAT(text, HasSubstr("31,891 of 37,885 registered voters took part, 84.2%."));
  EXPECT_THAT(text, HasSubstr("\n  \u2713 ballots          passed\n      Every ballot"));
  EXPECT_THAT(text, HasSubstr("\n  \u2013 receipts         nothing to check\n"));
  EXPECT_THAT(text, HasSubstr("Number of the referendum: " +
                              record::FormatReferendumNumber(v.context->manifest_hash)));
  EXPECT_THAT(text, HasSubstr("as the trust file has it: " + text::FormatHex(v.context->manifest_hash)));
  EXPECT_THAT(text, HasSubstr("Fingerprint of the record: " + text::FormatHex(v.tree.root)));
  EXPECT_THAT(text, HasSubstr("Size of the record: 32,818 entries"));
  EXPECT_THAT(text, HasSubstr("Last confirmed by a witness: 1 December 1991, 18:14 UTC\n"));
}

TEST(TextReport, ListsFindingsAndCountsTheRest) {
  const std::string text = FormatTextReport(WrongVerification(), {.findings_per_check = 2});
  EXPECT_THAT(text, HasSubstr("  \u2717 ballots          failed"));
  EXPECT_THAT(text, HasSubstr("      ! entry 1204: bad-proof: question 0, option 1: the proof "
                              "does not verify\n"
                              "      ! entry 1211: bad-proof: question 0, option 1: the proof "
                              "does not verify\n"
                              "      and 1,201 more\n"));
  EXPECT_THAT(text, HasSubstr("entry 32817: wrong-result: unit 3"));
}

TEST(TextReport, SaysWhichBallotsTheGivenPapersAreAbout) {
  verify::Verification v = DemoVerification();
  EXPECT_THAT(FormatTextReport(v, {}), Not(HasSubstr("What you gave")));
  const group::EncodedPoint credential{7};
  v.held.push_back(
      {verify::HeldPaper::Kind::kReceipt, "r\x1b[2J", 41, verify::HeldPaper::Ballot{Bytes32{8}, credential}});
  v.held.push_back({verify::HeldPaper::Kind::kPromise, "p", 42, std::nullopt});
  const std::string text = FormatTextReport(v, {});
  for (const std::string& words :
       {std::string(": a receipt, entry 41\n    Tracking number: ") + record::FormatTracker(Bytes32{8}),
        "\n    Voter: " + record::FormatCredentialName(v.context->manifest_hash, credential) + "\n",
        std::string("  p: a promise, which was kept, entry 42\n    It is about no whole ballot.\n"),
        std::string("was not compared")}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("\n\n" + std::string(In(v).t.held) + "\n"));
  EXPECT_THAT(FormatHtmlReport(v, {}), Not(HasSubstr("a receipt, entry"))) << "a page is passed on";
}

// Spec: STA-2, MAN-6
TEST(TextReport, CountsStatementsWithTheVerdictAndShowsTheirWordsLastAsNotChecked) {
  verify::Verification v = DemoVerification();
  EXPECT_THAT(FormatTextReport(v, {}), Not(HasSubstr("statements by")));
  AddTestStatements(v);
  const std::string text = FormatTextReport(v, {});
  const size_t words = text.find("What those who run or watch the vote said, not checked");
  ASSERT_NE(words, std::string::npos);
  const std::string before = text.substr(0, words);
  EXPECT_THAT(before, HasSubstr("  - 3 statements by people who run or watch this vote are in this record. "
                                "Nobody checked what they\n    say.\n"
                                "  - Trustee 5 (Observers' Network) says that it does not confirm "
                                "the result. "
                                "Nobody checked why.\n"));
  for (const char* const said : {"A disk was slow", "All went well", "evil.example"})
    EXPECT_THAT(before, Not(HasSubstr(said)));
  EXPECT_THAT(text.substr(words), HasSubstr("Said by trustee 5 (Observers' Network), not checked: does not "
                                            "confirm. Entry 11, of "));
  EXPECT_THAT(text.substr(words), HasSubstr("Said by the organiser (Central Election Commission), not "
                                            "checked: incident, about entry 5. Entry\n"
                                            "  7, of 1 December"));
  EXPECT_THAT(text.substr(words), HasSubstr("\n    | VERIFIED\n    | <b>https://evil.example/</b> "));
  EXPECT_THAT(before, HasSubstr("1 December 1991, 05:01 UTC (entry 8): Pages 2, 1 file\n"));
}

// Spec: VER-8
TEST(TextReport, SaysWithTheVerdictWhatElseLiesHere) {
  EXPECT_THAT(FormatTextReport(DemoVerification(), {}), Not(HasSubstr("Also here")));
  verify::Verification v = DemoVerification();
  AddTestNotes(v, 1103);
  const std::string text = FormatTextReport(v, {.findings_per_check = 2});
  const std::string said =
      "1,103 other files lie here that are no part of the record. They were not checked.\n"
      "259 more entries are here that the board has not signed. They were not checked.\n"
      "2 signatures in witnesses\u2019 names are wrong and do not count.\n";
  EXPECT_LT(text.find(said), text.find("\nResult\n"));
  EXPECT_THAT(text, HasSubstr("  checkpoint has lines\n  files for more entries\n"
                              "  <b>\\xff\\x0a\\x5c0\n  <b>\\xff\\x0a\\x5c1\n"
                              "  and 1,101 more\n"));
  verify::Verification one = DemoVerification();
  one.notes = {{verify::NoteKind::kStray, "x", 1, ""},
               {verify::NoteKind::kAhead, "", 1, ""},
               {verify::NoteKind::kSpoiltLine, "checkpoint", 1, ""}};
  EXPECT_THAT(FormatTextReport(one, {}),
              HasSubstr("1 other file lies here that is no part of the record. It was not checked.\n"
                        "1 more entry is here that the board has not signed. It was not checked.\n"
                        "1 signature in a witness\u2019s name is wrong and does not count.\n"));
}

TEST(TextReport, TellsAnUnpinnedReaderWhatToCompareAndToRun) {
  const std::string text = FormatTextReport(UnpinnedVerification(), {.record = "my record"});
  EXPECT_THAT(text, HasSubstr("Compare these with what was published elsewhere:"));
  EXPECT_THAT(text, HasSubstr("constat verify 'my record' --trust FILE"));
  EXPECT_THAT(text, HasSubstr("\nResult in this record\n"));
  EXPECT_THAT(FormatTextReport(DemoVerification(), {}), Not(HasSubstr("--trust FILE")));
}

// What was read as "not needed" says which of two things it is; the JSON report has VER-8's status.
TEST(CheckStatusWords, TellNothingToCheckFromWhatCannotBeChecked) {
  using verify::CheckId;
  const verify::Verification demo = DemoVerification();
  EXPECT_EQ(Status(demo, CheckId::kBallots), "passed");
  EXPECT_EQ(Status(demo, CheckId::kReceipts), kNothingToCheck);
  EXPECT_EQ(Status(UnpinnedVerification(), CheckId::kPins), kCannotBeChecked);
  EXPECT_EQ(Status(verify::Verification(), CheckId::kCeremony), kCannotBeChecked) << "no manifest";

  verify::Verification open;
  open.context = demo.context;
  EXPECT_EQ(Status(open, CheckId::kUnits), kNothingToCheck);
  EXPECT_EQ(Status(open, CheckId::kVerdict), kNothingToCheck);
  open.notes = {{verify::NoteKind::kPromiseNotJudged, "p", 1, ""},
                {verify::NoteKind::kRefusalForged, "r", 1, ""}};
  EXPECT_EQ(Status(open, CheckId::kReceipts), kCannotBeChecked);
  EXPECT_EQ(Status(open, CheckId::kRefusals), kCannotBeChecked);
  open.At(CheckId::kClose).Add(9, {ErrorCode::kBadSignature, ""});
  open.At(CheckId::kResult).Add(9, {ErrorCode::kWrongResult, ""});
  EXPECT_EQ(Status(open, CheckId::kClose), "failed");
  EXPECT_EQ(Status(open, CheckId::kUnits), kCannotBeChecked);
  EXPECT_EQ(Status(open, CheckId::kVerdict), kCannotBeChecked);
  EXPECT_EQ(Status(open, CheckId::kReplacements), kNothingToCheck);
  open.At(CheckId::kLog).Add(0, {ErrorCode::kMissingFile, ""});
  EXPECT_EQ(Status(open, CheckId::kReplacements), kCannotBeChecked);
}

TEST(TextReport, ColoursOnlyWhenAsked) {
  EXPECT_THAT(FormatTextReport(WrongVerification(), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(FormatTextReport(WrongVerification(), {.colours = true}), StartsWith("\x1b[31mWRONG\x1b[0m"));
}

TEST(TextReport, PassesNoControlCharactersOn) {
  record::Manifest manifest = DemoManifest();
  manifest.title[0] = "A\u009bB\u202eC";
  manifest.questions[0].options[0].name[0] = "Yes\u2028\u202e";
  verify::Verification v = FinishedVerification(manifest, RealVotes(1000));
  AddTestFinding(v, verify::CheckId::kLog, {7, ErrorCode::kUnknownEnum, "\x1b]0;owned\x07\nnew line"});
  const std::string text = FormatTextReport(v, {});
  EXPECT_THAT(text, HasSubstr("! entry 7: unknown-enum: \ufffd]0;owned\ufffd new line\n"));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  EXPECT_THAT(text, Not(HasSubstr("\u009b")));
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<uint8_t>(c) >= 0x20);
}

TEST(TextReport, WorksWithoutAManifest) {
  verify::Verification v;
  AddTestFinding(v, verify::CheckId::kManifest, {0, ErrorCode::kBadManifest, "questions[0].max"});
  EXPECT_THAT(FormatTextReport(v, {}), HasSubstr("Number of the referendum: none: the record "
                                                 "has no definition"));
}

TEST(Headline, NeverSaysVerifiedOfAnythingElse) {
  for (const std::string_view language : ReportLanguages()) {
    const verify::Verification good = DemoVerification();
    const Headline verified = MakeHeadline(In(good, language), good, 0);
    for (const verify::Verification& v : {WrongVerification(), UnpinnedVerification(), OpenVerification()}) {
      const Headline other = MakeHeadline(In(v, language), v, 2);
      EXPECT_NE(other.word, verified.word);
      for (const std::string& sentence : other.means) EXPECT_THAT(verified.means, Not(Contains(sentence)));
    }
  }
  EXPECT_EQ(HeadlineOf(DemoVerification()).word, "The count is verified");
}

// Spec: MAN-4, MAN-1, VER-13
TEST(TextReport, ShowsTheTimesOfTheZoneTheFormatAndWhoWouldHaveToCollude) {
  verify::Verification v = DemoVerification();
  record::Manifest m = v.context->manifest;
  m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}, {m.closing_ms, 120, "EET"}}};
  v.context = testing::ContextOf(m);
  AddTestStatements(v);
  const std::string report = FormatTextReport(v, {});
  EXPECT_THAT(report, HasSubstr("1 December 1991, 08:01 EEST (entry 8): Pages 2"));
  for (const verify::Said& said : v.statements) EXPECT_THAT(SaidBy(In(v), said), Not(HasSubstr("UTC")));
  EXPECT_THAT(report, HasSubstr("\n  Voting: 1 December 1991, 08:00 EEST to 20:00 EET (18:00 UTC)\n"));
  EXPECT_THAT(report, HasSubstr("\n  Ballots were accepted from: 1 December 1991, 08:00 EEST\n"));
  EXPECT_THAT(report, HasSubstr("\n"
                                "  - to vote in the place of others: it takes the keys of the registrar; so "
                                "at least Registry of\n"
                                "    voters\n"));
  EXPECT_THAT(report, HasSubstr("\n  Format of the record: version 1, draft 2\n"));
}

TEST(FormatVoters, AddsTheRegionsUp) {
  record::Manifest manifest = DemoManifest();
  manifest.regions.resize(2);
  manifest.regions[1].name[0] = "A\x1b[2J";
  EXPECT_EQ(FormatVoters(manifest, std::vector<uint64_t>{1200, 34}),
            "         1,200  Crimea\n            34  A\uFFFD[2J\n         1,234  voters in all\n");
}

// "Verified" is easily read as "carried".
TEST(Headline, SaysOfWhichQuestionARuleDecidesNothing) {
  verify::Verification v = DemoVerification(150'000);
  ASSERT_EQ(v.result->questions[0].verdict, record::Verdict::kUndetermined);
  EXPECT_THAT(Means(v), HasSubstr("By its rule it is neither carried nor rejected."));
  EXPECT_EQ(HeadlineOf(v).word, "The count is verified, but the vote is not decided");
  EXPECT_THAT(HeadlineOf(v).next.front(), HasSubstr("The vote is not decided. Ask the organiser"));
  record::Manifest two = v.context->manifest;
  two.questions.push_back(two.questions[0]);
  v.context = testing::ContextOf(two);
  v.result->questions.insert(v.result->questions.begin(), {record::Verdict::kCarried, {}});
  EXPECT_THAT(Means(v), HasSubstr("Question 2: By its rule it is neither carried"));
  EXPECT_EQ(HeadlineOf(v).word, "The count is verified") << "one of two questions";
  EXPECT_THAT(Means(v), Not(HasSubstr("Question 1")));
  AddTestFinding(v, verify::CheckId::kBallots, {9, ErrorCode::kBadProof, "x"});
  EXPECT_THAT(Means(v), Not(HasSubstr("neither carried"))) << "of a wrong record nothing is said to follow";
  EXPECT_THAT(HeadlineOf(v).next.front(), HasSubstr("Do not rely"));
}

TEST(TextReport, SaysOfAWrongRecordWhatToDoBeforeItsNumbers) {
  verify::Verification wrong = WrongVerification();
  wrong.result = DemoVerification().result;
  const std::string report = FormatTextReport(wrong, {});
  EXPECT_LT(report.find("does not show who did it"), report.find("What to do now"));
  EXPECT_LT(report.find("What to do now"), report.find("Result in this record"));
  EXPECT_EQ(report.find("What to do now"), report.rfind("What to do now"));
  const std::string good = FormatTextReport(DemoVerification(), {});
  EXPECT_GT(good.find("What to do now"), good.find("\nResult"));
  EXPECT_THAT(good, Not(HasSubstr("did not")));
}

TEST(TextReport, NamesWitnessesWhoDidNotSign) {
  EXPECT_THAT(Confirmations(In(DemoVerification()), DemoVerification())[1],
              HasSubstr("They do not judge what it says. Not among them: witness.press.example. The record "
                        "does not say why."));
  verify::Verification all = DemoVerification();
  all.witnesses.push_back({"witness.press.example", 691'000'000});
  EXPECT_THAT(Confirmations(In(all), all)[1], Not(HasSubstr("Not among them")));
}

TEST(TextReport, SaysOfNumbersThatAreNotVerifiedWhatFollowsByThem) {
  EXPECT_THAT(FormatTextReport(UnpinnedVerification(), {}), HasSubstr("\n    By these numbers: Carried\n"));
  EXPECT_THAT(FormatTextReport(DemoVerification(), {}), HasSubstr("\n    Carried\n"));
}

TEST(Headline, SaysWhatBecameOfTheBoardsAnswers) {
  verify::Verification v = FinishedVerification(DemoManifest(), RealVotes(1000));
  v.pinned = true;
  EXPECT_THAT(Means(v), Not(HasSubstr("refus")));
  v.refusals_rightly = 1;
  v.promises_kept = 1;
  EXPECT_THAT(Means(v), HasSubstr(" The promise given for this check was kept. One refusal was judged: the "
                                  "board was right to refuse. "));
  v.refusals_rightly = 2;
  v.promises_kept = 3;
  EXPECT_THAT(Means(v), HasSubstr(" The 3 promises given for this check were kept. 2 refusals were judged"));
  v.notes.push_back({verify::NoteKind::kLate, "r", 1, "r: late"});
  EXPECT_THAT(NoteSentences(In(v), v),
              Contains(HasSubstr("The board itself says that 1 ballot came in time")));
}

// Spec: VER-6.
TEST(Limits, StateEverythingThatVerificationCannotShow) {
  record::Manifest manifest = DemoManifest();
  std::string all;
  for (const Limit& limit : Limits(Words(&manifest, "en", &PlainName))) all += limit.text + "\n";
  for (const std::string must :
       {"roll holds the right people and no others", "can vote after the voter",
        "on the registrars\u2019 word alone", "dishonest telephone or computer", "watched, forced or paid",
        "leave a ballot without an answer", "Any 3 of the 5 trustees", "A single one of the 3 witnesses",
        "One registrar made every voting code", "when, and how often", "voted the same",
        "secret only as long as"}) {
    EXPECT_THAT(all, HasSubstr(must));
  }
  manifest.registrars.push_back({"Post", TestKey("post")});
  manifest.quorum = 3;
  all.clear();
  for (const Limit& limit : Limits(Words(&manifest, "en", &PlainName))) all += limit.text + "\n";
  EXPECT_THAT(all, HasSubstr("2 registrars each made a part"));
  EXPECT_THAT(all, HasSubstr("Any 3 of the 3 witnesses"));
  EXPECT_EQ(Limits(Words(nullptr, "en", &PlainName)).size(),
            Limits(Words(&manifest, "en", &PlainName)).size());
}

}  // namespace
}  // namespace constat::report
