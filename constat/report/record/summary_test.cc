// Spec: VER-14
#include "constat/report/record/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/record/report_languages.h"
#include "constat/testing/verification.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> English(const verify::Verification& v) {
  return SummaryLines(v, {.program = "constat 1", .sha256 = "beef", .date = "2026-05-01T09:30:00Z"}, "en");
}

TEST(Summary, IsTenLinesThatAnswerOneQuestionEach) {
  const verify::Verification v = DemoVerification();
  const std::vector<std::string> lines = English(v);
  ASSERT_THAT(lines, SizeIs(kMostSummaryLines));
  EXPECT_EQ(lines[0], "VERIFIED: Independence of Ukraine");
  EXPECT_EQ(lines[1], "Asked: Do you support the Act of Declaration of Independence of Ukraine?");
  EXPECT_EQ(lines[2], "Result: Yes 28,803 (92.3%), No 2,419 (7.7%), Invalid or blank 669 (2.1%)");
  EXPECT_THAT(lines[3], StartsWith("Rule: Carried. Every condition of the rule holds. \u201cYes\u201d needs "
                                   "more than 1/2 of the valid votes. 28,803 of 31,222 valid votes = 92.3%; "
                                   "more than 1/2 needed, at least 15,612: holds. Turnout must be"));
  EXPECT_EQ(lines[4], "Turnout: 31,891 of 37,885 registered voters took part, 84.2%.");
  EXPECT_EQ(lines[5],
            "Confirmed by: the board\u2019s signature; 2 of 3 witnesses (2 needed); the trust file of "
            "whoever made this check");
  EXPECT_THAT(lines[6], StartsWith("Not shown by this: whether the roll is right"));
  EXPECT_THAT(lines[7], StartsWith("What to do now: Ask whoever made this check"));
  EXPECT_EQ(lines[8], "Record: 32,818 entries, fingerprint " + text::FormatHex(v.tree.root) +
                          "; number of the referendum " +
                          record::FormatReferendumNumber(v.context->manifest_hash));
  EXPECT_EQ(lines[9], "Checked: 1 May 2026, 09:30 UTC, by constat 1, SHA-256 beef");
}

TEST(Summary, SaysWhatIsWrongInPlaceOfWhatIsNotShown) {
  verify::Verification v = WrongVerification();
  const std::vector<std::string> lines = English(v);
  EXPECT_THAT(lines.size(), ::testing::Le(kMostSummaryLines));
  EXPECT_EQ(lines[0], "WRONG: Independence of Ukraine");
  const std::string all = FormatSummary(v, {}, "en");
  EXPECT_THAT(all, HasSubstr("\nWhat is wrong: The board took in 1,203 ballots whose proofs are false"));
  EXPECT_THAT(all, HasSubstr("Who could have done it: The board (Board of the referendum)"));
  EXPECT_THAT(all, HasSubstr("The published result is not what the ballots add up to."));
  EXPECT_THAT(all, Not(HasSubstr("Not shown by this")));
  EXPECT_THAT(all, EndsWith("Checked: not stated, by not stated, SHA-256 not stated\n"));
  EXPECT_THAT(all, Not(HasSubstr("\nResult:")));
  v.recomputed = DemoVerification().result;
  EXPECT_THAT(FormatSummary(v, {}, "en"),
              HasSubstr("\nResult: What the ballots in this record add up to: Yes 28,803 (92.3%)"));
}

// A witness that signed twice is one witness.
TEST(Summary, CountsAWitnessOnce) {
  verify::Verification v = DemoVerification();
  v.witnesses = {{"witness.uni-a.example", 691'611'245}, {"witness.uni-a.example", 691'611'250}};
  EXPECT_THAT(English(v)[5], HasSubstr("1 of 3 witnesses (2 needed)"));
}

TEST(Summary, NeverSaysMoreThanTheOutcome) {
  const std::vector<std::string> consistent = English(UnpinnedVerification());
  EXPECT_THAT(consistent[0], StartsWith("CONSISTENT, NOT VERIFIED: "));
  EXPECT_THAT(consistent[5], EndsWith("; no trust file was given"));
  EXPECT_THAT(consistent[6], HasSubstr("a made-up referendum would look exactly the same"));
  const std::vector<std::string> open = English(OpenVerification());
  EXPECT_THAT(open[0], StartsWith("NOT FINISHED: "));
  for (const std::string& line : open) EXPECT_THAT(line, Not(StartsWith("Result:")));
  verify::Verification none;
  AddTestFinding(none, verify::CheckId::kManifest, {0, ErrorCode::kBadManifest, "x"});
  EXPECT_THAT(FormatSummary(none, {}, "en"), StartsWith("WRONG: A record without a usable definition"));
}

TEST(Summary, IsOfTenLinesInEveryLanguageAndForSeveralQuestions) {
  record::Manifest m = DemoManifest();
  m.title = {"A\x1b[2J", "\u0411\x1b[2J"};
  m.questions.push_back(m.questions[0]);
  std::vector<RegionVotes> votes = RealVotes(1000);
  for (RegionVotes& region : votes) region.votes.push_back(region.votes[0]);
  const verify::Verification v = FinishedVerification(m, votes);
  for (const std::string_view language : ReportLanguages()) {
    const std::vector<std::string> lines = SummaryLines(v, {}, std::string(language));
    EXPECT_THAT(lines, SizeIs(kMostSummaryLines));
    for (const std::string& line : lines) EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  }
  EXPECT_THAT(English(v)[2], StartsWith("Result: Question 1: Yes 28,803 (92.3%), No 2,419 (7.7%), Invalid "
                                        "or blank 669 (2.1%); Question 2: Yes 28,803"));
}

}  // namespace
}  // namespace constat::report
