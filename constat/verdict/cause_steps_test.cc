// What follows from what: steps that were refused, histories, altered copies. Spec: VER-14
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "constat/testing/findings.h"
#include "constat/verdict/cause.h"

namespace constat::verdict {
namespace {

using record::EntryType;
using record::Keeper;
using record::Role;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using verify::CheckId;
using verify::Finding;
using verify::Verification;

// What follows from a step that was refused, and only from a step.
TEST(GatherCauses, StopARecordOnlyAtAStep) {
  for (auto c = static_cast<size_t>(CheckId::kManifest); c <= static_cast<size_t>(CheckId::kSoftware); ++c) {
    const auto check = static_cast<CheckId>(c);
    if (check == CheckId::kUnits) continue;  // whose numbers are the result's
    const std::set<CheckId> steps{CheckId::kManifest, CheckId::kCeremony, CheckId::kRoll,
                                  CheckId::kDrills,   CheckId::kOpen,     CheckId::kClose};
    Verification v = Demo();
    Add(v, check, Refused(10, ErrorCode::kTruncated, EntryType::kBallot, Keeper{Role::kTrustee, 4}));
    Add(v, CheckId::kShares, TooEarly(20, EntryType::kDecryptionShare));
    const std::vector<Cause> causes = GatherCauses(v);
    SCOPED_TRACE(verify::CheckName(check));
    EXPECT_THAT(causes[0].entries, ElementsAre(10));
    EXPECT_EQ(causes[0].check, check);
    EXPECT_EQ(Count(causes), 2u);
    if (steps.contains(check)) {
      ASSERT_EQ(causes.size(), 1u);
      EXPECT_EQ(causes[0].rest, Rest::kStopped);
      EXPECT_EQ(causes[0].stopped_at, 10u);
      EXPECT_EQ(causes[0].unjudged, 1u);
    } else {
      ASSERT_EQ(causes.size(), 2u);
      EXPECT_EQ(causes[0].rest, Rest::kJudged);
      EXPECT_EQ(causes[0].stopped_at, std::nullopt);
    }
    // Without anything that was not judged, nothing was stopped.
    Verification alone = Demo();
    Add(alone, check, Refused(10, ErrorCode::kTruncated, EntryType::kBallot));
    EXPECT_EQ(GatherCauses(alone)[0].rest, Rest::kJudged);
    EXPECT_EQ(GatherCauses(alone)[0].stopped_at, std::nullopt);
    EXPECT_EQ(GatherCauses(alone)[0].author, std::nullopt);
  }
}

TEST(GatherCauses, TellWhatComesBeforeTheFirstEntryFirst) {
  Verification v = Demo();
  Add(v, CheckId::kManifest, Plain(ErrorCode::kIncomplete));
  Add(v, CheckId::kCeremony, TooEarly(0, EntryType::kTrusteeDeal));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].kind, CauseKind::kNoManifest);
  EXPECT_THAT(causes[0].entries, IsEmpty());
  EXPECT_EQ(causes[0].unjudged, 1u);
}

TEST(GatherCauses, TellEntriesInTheirOrderWhateverTheirCheck) {
  Verification v = Demo();
  Add(v, CheckId::kCeremony, Refused(0, ErrorCode::kTruncated, EntryType::kTrusteeDeal));
  Add(v, CheckId::kCeremony, Refused(1, ErrorCode::kBadProof, EntryType::kTrusteeDeal));
  Add(v, CheckId::kBallots, Refused(9, ErrorCode::kNotOnRoll, EntryType::kBallot));
  Add(v, CheckId::kOpen, Plain(ErrorCode::kTruncated));
  Add(v, CheckId::kStatements, Refused(5, ErrorCode::kBadText, EntryType::kStatement));
  EXPECT_THAT(Kinds(v), ElementsAre("ceremony-refused", "opening-refused", "unproven-key", "statement-text",
                                    "no-voter"));
}

// The close that counts refused ballots stops what comes after it, not an earlier step.
TEST(GatherCauses, StopAtTheCloseThatCountsRefusedBallots) {
  Verification v = Demo();
  Add(v, CheckId::kRoll, Refused(8, ErrorCode::kDuplicate, EntryType::kRollChunk));
  for (const uint64_t entry : {37, 38}) {
    Add(v, CheckId::kBallots, Refused(entry, ErrorCode::kNotOnRoll, EntryType::kBallot));
  }
  Finding close = Refused(97, ErrorCode::kWrongCount, EntryType::kClose, Keeper{Role::kBoard, 0});
  close.ballots = verify::StatedCount{61, 59};
  Add(v, CheckId::kClose, close);
  Add(v, CheckId::kShares, TooEarly(98, EntryType::kDecryptionShare));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 2u);
  EXPECT_EQ(causes[0].unjudged, 0u);
  EXPECT_EQ(causes[1].kind, CauseKind::kNoVoter);
  EXPECT_EQ(causes[1].stopped_at, 97u);
  EXPECT_EQ(causes[1].Following(), 2u);
  EXPECT_EQ(causes[1].votes.most, 2u);
}

TEST(GatherCauses, PutTogetherOnlyWhatHasKindCodeAndAuthorInCommon) {
  Verification v = Demo();
  Add(v, CheckId::kBallots, Refused(30, ErrorCode::kAlreadyVoted, EntryType::kBallot));
  Add(v, CheckId::kBallots, Refused(31, ErrorCode::kTooManyBallots, EntryType::kBallot));
  Add(v, CheckId::kBallots, Refused(32, ErrorCode::kAlreadyVoted, EntryType::kBallot));
  Add(v, CheckId::kRoll, Refused(20, ErrorCode::kBadProof, EntryType::kRollChunk));
  Add(v, CheckId::kBallots, Refused(33, ErrorCode::kBadProof, EntryType::kBallot));
  Finding unnamed{.entry = 34, .code = ErrorCode::kBadProof, .text = "unnamed"};
  Add(v, CheckId::kBallots, unnamed);
  const std::vector<Cause> causes = GatherCauses(v);
  EXPECT_THAT(Kinds(v), ElementsAre("unproven-part", "voted-already", "voted-already", "unproven-ballot"));
  EXPECT_THAT(causes[1].entries, ElementsAre(30, 32));
  EXPECT_THAT(causes[2].entries, ElementsAre(31));
  EXPECT_THAT(causes[3].entries, ElementsAre(33, 34));
  EXPECT_EQ(causes[3].votes.kind, VotesKind::kAnyNumber);
  EXPECT_EQ(causes[3].votes.most, 0u);
}

TEST(GatherCauses, TellWrongTilesLastWhateverElseTheLogHas) {
  Verification v = Demo();
  Add(v, CheckId::kLog, Refused(7, ErrorCode::kUnknownEnum, EntryType::kBallot));
  Add(v, CheckId::kLog, Refused(9, ErrorCode::kUnknownEnum, EntryType::kBallot));
  for (uint64_t i = 0; i < verify::kMaxFindings + 3; ++i) {
    Add(v, CheckId::kLog, OfFile(ErrorCode::kWrongTile, "tile/0/" + std::to_string(i)));
  }
  Add(v, CheckId::kBallots, Refused(30, ErrorCode::kNotOnRoll, EntryType::kBallot));
  Add(v, CheckId::kRefusals, OfFile(ErrorCode::kRefusedWrongly, "refusal-1"));
  Add(v, CheckId::kRefusals, OfFile(ErrorCode::kRefusedWrongly, "refusal-2"));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_THAT(Kinds(v), ElementsAre("not-an-entry", "no-voter", "wrong-refusal", "damaged-index"));
  EXPECT_THAT(causes[0].entries, ElementsAre(7, 9));
  EXPECT_EQ(causes[2].votes.most, 2u);
  EXPECT_EQ(causes[2].file, "refusal-1");
  EXPECT_EQ(causes[3].findings, verify::kMaxFindings + 3);
  EXPECT_EQ(Count(causes), Count(v));
}

TEST(GatherCauses, TellUnderAnAlteredCopyWhatWasNotJudgedAndApartWhoSignedIt) {
  Verification v = Demo();
  Add(v, CheckId::kLog, Plain(ErrorCode::kWrongRoot));
  Add(v, CheckId::kCeremony, Refused(3, ErrorCode::kTruncated, EntryType::kTrusteeDeal));
  Add(v, CheckId::kRoll, TooEarly(5, EntryType::kRollChunk));
  Add(v, CheckId::kPins, Plain(ErrorCode::kNoQuorum));
  Add(v, CheckId::kPins, Plain(ErrorCode::kMissingSignature));
  Add(v, CheckId::kReceipts, OfFile(ErrorCode::kBadSignature, "receipt-1"));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_THAT(Kinds(v), ElementsAre("altered-copy", "other-witnesses", "other-board", "receipt-refused"));
  EXPECT_EQ(causes[0].rest, Rest::kUnreliable);
  EXPECT_EQ(causes[0].unjudged, 1u);
  EXPECT_EQ(causes[0].stopped_at, std::nullopt) << "that is of a record that was stopped";
  EXPECT_EQ(causes[0].Following(), 2u);
  EXPECT_EQ(causes[3].file, "receipt-1");
}

TEST(GatherCauses, TellUnderTwoHistoriesWhatComesOfThemAlone) {
  const auto forked = [] {
    Verification v = Demo();
    Add(v, CheckId::kPins, OfFile(ErrorCode::kBadConsistency, "noon"));
    Add(v, CheckId::kPins, OfFile(ErrorCode::kBadConsistency, "evening"));
    return v;
  };
  Verification follows = forked();
  Add(follows, CheckId::kReceipts, OfFile(ErrorCode::kLogRewound, "receipt-1"));
  Add(follows, CheckId::kRoll, Refused(20, ErrorCode::kBadSignature, EntryType::kRollChunk));
  Add(follows, CheckId::kBallots, Refused(30, ErrorCode::kBadProof, EntryType::kBallot));
  Add(follows, CheckId::kClose, Refused(97, ErrorCode::kWrongRoot, EntryType::kClose));
  Add(follows, CheckId::kShares, TooEarly(98, EntryType::kDecryptionShare));
  Add(follows, CheckId::kResult, Refused(99, ErrorCode::kBadSignature, EntryType::kResult));
  const std::vector<Cause> one = GatherCauses(follows);
  ASSERT_THAT(Kinds(follows), ElementsAre("two-histories"));
  EXPECT_EQ(one[0].findings, 1u);
  EXPECT_EQ(one[0].file, "noon");
  EXPECT_EQ(one[0].Following(), 7u);
  EXPECT_EQ(one[0].unjudged, 1u);
  EXPECT_EQ(one[0].stopped_at, 97u) << "a result is no step";

  Verification apart = forked();
  Add(apart, CheckId::kBoardSignature, Plain(ErrorCode::kBadSignature));
  Add(apart, CheckId::kPins, OfFile(ErrorCode::kMissingSignature, "stranger"));
  Add(apart, CheckId::kPins, OfFile(ErrorCode::kMissingSignature, "stranger-2"));
  Add(apart, CheckId::kRoll, Refused(20, ErrorCode::kDuplicate, EntryType::kRollChunk));
  Add(apart, CheckId::kOpen, TooEarly(21, EntryType::kOpen));
  Add(apart, CheckId::kReceipts, OfFile(ErrorCode::kBadSignature, "receipt-1"));
  EXPECT_THAT(Kinds(apart), ElementsAre("two-histories", "board-signature", "foreign-file", "same-part",
                                        "receipt-refused"));
  EXPECT_EQ(GatherCauses(apart)[2].findings, 2u);
  EXPECT_EQ(GatherCauses(apart)[3].unjudged, 1u) << "the step that was refused, not the history";
  EXPECT_EQ(Count(GatherCauses(apart)), Count(apart));

  Verification early = forked();
  Add(early, CheckId::kOpen, TooEarly(21, EntryType::kOpen));
  EXPECT_THAT(Kinds(early), ElementsAre("two-histories"));
}

TEST(GatherCauses, TellTheFirstStateThatWasTakenBackAndTheOthersUnderIt) {
  Verification v = Demo();
  Add(v, CheckId::kPins, OfFile(ErrorCode::kMissingSignature, "stranger"));
  Add(v, CheckId::kPins, OfFile(ErrorCode::kLogRewound, "noon"));
  Add(v, CheckId::kPins, OfFile(ErrorCode::kLogRewound, "evening"));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_THAT(Kinds(v), ElementsAre("taken-back", "foreign-file"));
  EXPECT_EQ(causes[0].file, "noon");
  EXPECT_EQ(causes[0].Following(), 1u);
  EXPECT_EQ(causes[1].file, "stranger");
}

TEST(GatherCauses, CountUnlistedFindingsThatFollowAndWereJudged) {
  Verification v = Demo();
  Add(v, CheckId::kPins, OfFile(ErrorCode::kBadConsistency, "noon"));
  for (uint64_t i = 0; i < verify::kMaxFindings + 7; ++i)
    Add(v, CheckId::kBallots, Refused(10 + i, ErrorCode::kBadProof, EntryType::kBallot));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].findings, 1u);
  EXPECT_EQ(causes[0].Following(), verify::kMaxFindings + 7);
  EXPECT_EQ(causes[0].unjudged, 0u);
}

TEST(GatherCauses, CountOneVoteABallotWhereTheQuestionsAreNotKnown) {
  Verification v = Demo();
  v.context = nullptr;
  Add(v, CheckId::kBallots, Refused(30, ErrorCode::kNotOnRoll, EntryType::kBallot));
  Add(v, CheckId::kBallots, Refused(31, ErrorCode::kNotOnRoll, EntryType::kBallot));
  EXPECT_EQ(GatherCauses(v)[0].votes.most, 2u);
}

TEST(IsCompared, IsSaidOfTheFirstEntryOfAWrongResultAlone) {
  const Difference difference{.entry = 105, .questions = {}, .groups = {}, .regions = {}};
  const auto cause = [](CauseKind kind, std::vector<uint64_t> entries) {
    Cause out{};
    out.kind = kind;
    out.entries = std::move(entries);
    return out;
  };
  EXPECT_TRUE(IsCompared(cause(CauseKind::kWrongResult, {105, 107}), difference));
  EXPECT_TRUE(IsCompared(cause(CauseKind::kWrongVerdict, {105}), difference));
  EXPECT_FALSE(IsCompared(cause(CauseKind::kResultRefused, {105}), difference));
  EXPECT_FALSE(IsCompared(cause(CauseKind::kWrongResult, {104, 105}), difference));
  EXPECT_FALSE(IsCompared(cause(CauseKind::kWrongResult, {}), difference));
  EXPECT_FALSE(IsCompared(cause(CauseKind::kWrongResult, {105}), std::nullopt));
}

TEST(GatherCauses, NameTheBoardWhereAWrongSignatureNamesNobody) {
  Verification v = Demo();
  Add(v, CheckId::kShares, Refused(9, ErrorCode::kBadSignature, EntryType::kDecryptionShare));
  EXPECT_EQ(GatherCauses(v)[0].doer, Doer::kBoard);
  Verification bare = Demo();
  Finding finding{.entry = 9, .code = ErrorCode::kBadSignature, .text = "bare"};
  Add(bare, CheckId::kShares, finding);
  EXPECT_EQ(GatherCauses(bare)[0].doer, Doer::kBoard);
}

}  // namespace
}  // namespace constat::verdict
