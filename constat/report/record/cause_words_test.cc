// Spec: VER-14
#include "constat/report/record/cause_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "constat/report/record/report_languages.h"
#include "constat/report/record/wording.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using record::Keeper;
using record::Role;
using ::testing::AllOf;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using verdict::Cause;
using verdict::CauseKind;
using verdict::Doer;
using verdict::Rest;
using verdict::VotesKind;

CauseWords Describe(const Cause& cause, const verify::Verification& v = DemoVerification(),
                    std::string_view language = "en") {
  return DescribeCause(Words(ManifestOf(v), language, &PlainName), v, cause);
}

Cause Of(CauseKind kind) {
  return {.kind = kind,
          .check = verify::CheckId::kBallots,
          .code = ErrorCode::kBadProof,
          .text = {},
          .author = Keeper{Role::kTrustee, 2},
          .entries = {41},
          .file = {},
          .ballots = {},
          .findings = 1,
          .follows = {},
          .doer = Doer::kBoard,
          .votes = {},
          .rest = Rest::kJudged,
          .stopped_at = {}};
}

TEST(DescribeCause, HasASentenceOfItsOwnForEachKindInEachLanguage) {
  for (const std::string_view language : ReportLanguages()) {
    std::set<std::string> sentences;
    for (size_t k = 0; k < verdict::kCauseKinds; ++k) {
      const std::string what = Describe(Of(static_cast<CauseKind>(k)), DemoVerification(), language).what;
      EXPECT_THAT(what, AllOf(::testing::Not(IsEmpty()), ::testing::EndsWith(".")));
      EXPECT_TRUE(sentences.insert(what).second) << language << ": " << what;
    }
  }
}

TEST(DescribeCause, BeginsWithTheParty) {
  EXPECT_EQ(Describe(Of(CauseKind::kFalseShare)).what,
            "Trustee 2 (Bar Association) published a false decryption.");
  Cause cause = Of(CauseKind::kRollCount);
  cause.author = Keeper{Role::kRegistrar, 0};
  EXPECT_THAT(Describe(cause).what, StartsWith("Registrar 1 (Registry of voters) states another number"));
  cause.author = Keeper{Role::kRegistrar, 7};
  EXPECT_THAT(Describe(cause).what, StartsWith("Registrar 8 (name not known) states")) << "there is no such "
                                                                                          "registrar";
  cause.author.reset();
  EXPECT_THAT(Describe(cause).what, StartsWith("Somebody who is not named states"));
}

TEST(DescribeCause, SaysWhere) {
  Cause cause = Of(CauseKind::kNoVoter);
  EXPECT_EQ(Describe(cause).where, "Entry 41");
  cause.entries = {1, 2, 3, 7, 1200};
  cause.findings = 5;
  EXPECT_EQ(Describe(cause).where, "Entries 1 to 3, 7, 1,200");
  cause.entries = {1, 3, 5, 7, 9, 11, 13};
  cause.findings = 20;
  EXPECT_EQ(Describe(cause).where, "Entries 1, 3, 5, 7, 9 and 15 more");
  cause.entries.clear();
  cause.file = "tile/0\n";
  EXPECT_EQ(Describe(cause).where, "File tile/0\\x0a");
  cause.file.clear();
  EXPECT_EQ(Describe(cause).where, "");
}

TEST(DescribeCause, PutsWhatWasStatedBesideWhatIsRight) {
  Cause cause = Of(CauseKind::kCloseCount);
  cause.ballots = verify::StatedCount{1063, 1062};
  EXPECT_EQ(Describe(cause).beside, "The board states 1,063 ballots. The record holds 1,062.");
  verify::Verification v = DemoVerification();
  v.witnesses.resize(1);
  cause = Of(CauseKind::kTooFewWitnesses);
  cause.doer = Doer::kBoardOrAbsent;
  EXPECT_EQ(Describe(cause, v).beside, "1 of the 2 witnesses who are needed confirm it.");
  EXPECT_THAT(Describe(cause, v).who,
              HasSubstr("missing: witness.press.example, witness.observers.example."));
  v.pinned_manifest = Bytes32{1};
  EXPECT_THAT(Describe(Of(CauseKind::kOtherReferendum), v).beside,
              StartsWith("The check asked for r 04000 00000 "));
}

TEST(DescribeCause, SaysWhoHowManyVotesAndWhatOfTheRest) {
  struct Row {
    VotesKind kind;
    uint64_t most;
    std::string says;
  };
  for (const Row& row :
       {Row{VotesKind::kNone, 0, "None."}, Row{VotesKind::kVerdict, 0, "None. But"},
        Row{VotesKind::kLeftOut, 1, "One, if it had been accepted."},
        Row{VotesKind::kLeftOut, 3, "3, if they had been"}, Row{VotesKind::kAnyNumber, 0, "Any number"},
        Row{VotesKind::kCounted, 1, "One vote is"}, Row{VotesKind::kCounted, 1200, "1,200 votes are"},
        Row{VotesKind::kVoters, 1, "One: a voter"}, Row{VotesKind::kEvery, 712, "Every vote: up to 712,"},
        Row{VotesKind::kEvery, 0, "Every vote."}}) {
    Cause cause = Of(CauseKind::kNoVoter);
    cause.votes = {row.kind, row.most};
    EXPECT_THAT(Describe(cause).votes, StartsWith(row.says));
  }
  Cause cause = Of(CauseKind::kCloseTime);
  cause.rest = Rest::kStopped;
  cause.stopped_at = 41;
  cause.unjudged = 5;
  EXPECT_EQ(Describe(cause).rest, "What comes after entry 41 was not judged: 5 entries.");
  std::set<std::string> rests;
  for (const Rest rest : {Rest::kJudged, Rest::kUnreliable, Rest::kWhole, Rest::kOtherSubject}) {
    cause.rest = rest;
    rests.insert(Describe(cause).rest);
  }
  EXPECT_THAT(rests, SizeIs(4));
  std::set<std::string> doers;
  for (int d = 0; d <= static_cast<int>(Doer::kOrganiser); ++d) {
    cause.doer = static_cast<Doer>(d);
    doers.insert(Describe(cause).who);
  }
  EXPECT_THAT(doers, SizeIs(8));
  EXPECT_EQ(Describe(cause).follow, "");
  cause.follows = {{verify::CheckId::kShares, 4}, {verify::CheckId::kResult, 1}};
  EXPECT_EQ(Describe(cause).follow, "5 other findings follow from this.");
}

TEST(DescribeCause, NamesNobodyWithoutAManifest) {
  verify::Verification none;
  Cause cause = Of(CauseKind::kNoManifest);
  cause.author.reset();
  EXPECT_THAT(Describe(cause, none).who, HasSubstr("(name not known)"));
}

TEST(DescribeDifference, ListsWhatDiffersByOptionAndRegion) {
  verify::Verification v = DemoVerification();
  v.recomputed = v.result;
  v.published = verify::PublishedResult{77, *v.result};
  v.published->outcome.units[0].votes[0][0] -= 5;
  v.published->outcome.units[0].votes[0][1] += 5;
  v.published->outcome.regions[1].registered += 1;
  v.published->outcome.questions[0].verdict = record::Verdict::kNotCarried;
  const Words words(ManifestOf(v), "en", &PlainName);
  std::string all;
  for (const DifferenceRow& row : DescribeDifference(words, *verdict::CompareResults(v)))
    all += row.what + " | " + row.published + " | " + row.right + "\n";
  EXPECT_EQ(all,
            "Verdict | Not carried | Carried\n"
            "All regions: \u201cYes\u201d | 28,798 | 28,803\n"
            "All regions: \u201cNo\u201d | 2,424 | 2,419\n"
            "Crimea: \u201cYes\u201d | 556 | 561\n"
            "Crimea: \u201cNo\u201d | 443 | 438\n"
            "Dnipropetrovsk: registered voters | 2,879 | 2,878\n");
  EXPECT_THAT(SameAnswers(words, *verdict::CompareResults(v)), SizeIs(0));
  v.published->outcome.questions[0].verdict = record::Verdict::kCarried;
  EXPECT_THAT(SameAnswers(words, *verdict::CompareResults(v)),
              ::testing::ElementsAre("By both numbers the answer is the same: Carried."));
  v.recomputed->questions[0].verdict = v.published->outcome.questions[0].verdict = record::Verdict::kNoRule;
  EXPECT_THAT(SameAnswers(words, *verdict::CompareResults(v)), SizeIs(0)) << "a poll has no answer";
}

TEST(DescribeCause, SaysWhetherNothingElseIsWrong) {
  verify::Verification v = DemoVerification();
  AddTestFinding(v, verify::CheckId::kBallots, {9, ErrorCode::kBadProof, "x"});
  Cause cause = Of(CauseKind::kNoVoter);
  cause.rest = Rest::kJudged;
  cause.findings = 1;
  EXPECT_EQ(Describe(cause, v).rest,
            "All other entries were checked, and nothing else was found to be wrong.");
  AddTestFinding(v, verify::CheckId::kClose, {11, ErrorCode::kBadProof, "y"});
  EXPECT_EQ(Describe(cause, v).rest, "All other entries were checked.");
  cause.follows = {{verify::CheckId::kClose, 1}};
  EXPECT_THAT(Describe(cause, v).rest, HasSubstr("nothing else"));
}

}  // namespace
}  // namespace constat::report
