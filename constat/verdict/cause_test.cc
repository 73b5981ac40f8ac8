// Spec: VER-14
#include "constat/verdict/cause.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "constat/testing/findings.h"

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

TEST(GatherCauses, AreNoneWithoutAFinding) { EXPECT_THAT(GatherCauses(Demo()), IsEmpty()); }

TEST(CauseKindName, TellsAllApart) {
  std::set<std::string> names;
  for (size_t k = 0; k < kCauseKinds; ++k) names.insert(CauseKindName(static_cast<CauseKind>(k)));
  EXPECT_EQ(names.size(), kCauseKinds);
  EXPECT_FALSE(names.contains(""));
  EXPECT_EQ(kCauseKinds, static_cast<size_t>(CauseKind::kPagesRefused) + 1) << "the last one";
  EXPECT_EQ(CauseKindName(CauseKind::kWrongResult), "wrong-result");
}

TEST(GatherCauses, PutOneKindOfOneAuthorTogether) {
  Verification v = Demo();
  for (const uint64_t entry : {41, 42, 57})
    Add(v, CheckId::kRoll,
        Refused(entry, ErrorCode::kBadProof, EntryType::kRollChunk, Keeper{Role::kRegistrar, 0}));
  Add(v, CheckId::kRoll,
      Refused(58, ErrorCode::kBadProof, EntryType::kRollChunk, Keeper{Role::kRegistrar, 1}));
  Add(v, CheckId::kRoll,
      Refused(59, ErrorCode::kDuplicate, EntryType::kRollChunk, Keeper{Role::kRegistrar, 1}));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 3u);
  EXPECT_THAT(causes[0].entries, ElementsAre(41, 42, 57));
  EXPECT_EQ(causes[0].findings, 3u);
  EXPECT_EQ(causes[0].author, (Keeper{Role::kRegistrar, 0}));
  EXPECT_EQ(causes[0].text, "text of 41");
  EXPECT_EQ(causes[0].check, CheckId::kRoll);
  EXPECT_EQ(causes[0].code, ErrorCode::kBadProof);
  EXPECT_THAT(causes[1].entries, ElementsAre(58));
  EXPECT_EQ(causes[2].kind, CauseKind::kSamePart);
  EXPECT_EQ(causes[0].rest, Rest::kJudged);
}

TEST(GatherCauses, TellAnEntryThatOnlyCameBeforeItsTurnUnderTheStepThatIsMissing) {
  Verification v = Demo();
  Add(v, CheckId::kBallots, Refused(30, ErrorCode::kNotOnRoll, EntryType::kBallot));
  Add(v, CheckId::kClose,
      Refused(99, ErrorCode::kWrongCloseTime, EntryType::kClose, Keeper{Role::kBoard, 0}));
  for (const uint64_t entry : {100, 101})
    Add(v, CheckId::kShares, TooEarly(entry, EntryType::kDecryptionShare));
  Add(v, CheckId::kResult, TooEarly(102, EntryType::kResult));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 2u);
  EXPECT_EQ(causes[0].kind, CauseKind::kNoVoter);
  EXPECT_EQ(causes[0].rest, Rest::kJudged);
  EXPECT_EQ(causes[1].kind, CauseKind::kCloseTime);
  EXPECT_EQ(causes[1].rest, Rest::kStopped);
  EXPECT_EQ(causes[1].stopped_at, 99u);
  EXPECT_EQ(causes[1].unjudged, 3u);
  ASSERT_EQ(causes[1].follows.size(), 2u);
  EXPECT_EQ(causes[1].follows[0].check, CheckId::kShares);
  EXPECT_EQ(causes[1].follows[0].findings, 2u);
  EXPECT_EQ(causes[1].follows[1].check, CheckId::kResult);
  EXPECT_EQ(causes[1].follows[1].findings, 1u);
  EXPECT_EQ(causes[1].Following(), 3u);
  EXPECT_FALSE(causes[0].stopped_at.has_value());
}

TEST(GatherCauses, TellWhatCameBeforeItsTurnWithoutAReasonAsACauseOfItsOwn) {
  Verification v = Demo();
  Add(v, CheckId::kCeremony, TooEarly(5, EntryType::kTrusteeDeal));
  EXPECT_THAT(Kinds(v), ElementsAre("out-of-turn"));
}

// What comes too late is no consequence of an earlier refusal.
TEST(GatherCauses, TellALateBallotApartFromAnEarlierRefusal) {
  Verification v = Demo();
  Add(v, CheckId::kClose, Refused(98, ErrorCode::kBadSignature, EntryType::kClose, Keeper{Role::kBoard, 0}));
  Add(v, CheckId::kBallots, Refused(100, ErrorCode::kWrongPhase, EntryType::kBallot));
  EXPECT_THAT(Kinds(v), ElementsAre("close-refused", "ballot-after-close"));
}

TEST(GatherCauses, TellACloseThatCountsRefusedBallotsUnderThese) {
  Verification v = Demo();
  Add(v, CheckId::kBallots, Refused(37, ErrorCode::kBadProof, EntryType::kBallot));
  Finding close = Refused(97, ErrorCode::kWrongCount, EntryType::kClose, Keeper{Role::kBoard, 0});
  close.ballots = verify::StatedCount{60, 59};
  Add(v, CheckId::kClose, close);
  Add(v, CheckId::kShares, TooEarly(98, EntryType::kDecryptionShare));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].kind, CauseKind::kUnprovenBallot);
  EXPECT_EQ(causes[0].stopped_at, 97u);
  EXPECT_EQ(causes[0].unjudged, 1u);
  EXPECT_EQ(Count(causes), Count(v));

  for (const verify::StatedCount& other : {verify::StatedCount{61, 59}, verify::StatedCount{58, 59}}) {
    Verification more = Demo();
    Add(more, CheckId::kBallots, Refused(37, ErrorCode::kBadProof, EntryType::kBallot));
    close.ballots = other;
    Add(more, CheckId::kClose, close);
    EXPECT_THAT(Kinds(more), ElementsAre("unproven-ballot", "close-count")) << other.stated;
    EXPECT_EQ(GatherCauses(more)[1].ballots->stated, other.stated);
  }
}

TEST(GatherCauses, TellWhatFollowsWithinOneStep) {
  struct Row {
    CheckId first;
    ErrorCode first_code;
    EntryType first_type;
    CheckId then;
    ErrorCode then_code;
    EntryType then_type;
    std::string kind;
  };
  const std::vector<Row> rows{
      {CheckId::kRoll, ErrorCode::kDuplicate, EntryType::kRollChunk, CheckId::kRoll, ErrorCode::kWrongCount,
       EntryType::kRollEnd, "same-part"},
      {CheckId::kDrills, ErrorCode::kBadProof, EntryType::kTrusteeDrill, CheckId::kOpen,
       ErrorCode::kDrillMissing, EntryType::kOpen, "unproven-drill"},
      {CheckId::kShares, ErrorCode::kWrongShare, EntryType::kDecryptionShare, CheckId::kResult,
       ErrorCode::kTooFewShares, EntryType::kResult, "false-share"},
      {CheckId::kResult, ErrorCode::kWrongResult, EntryType::kResult, CheckId::kResult, ErrorCode::kBadNumber,
       EntryType::kResult, "wrong-result"},
  };
  for (const Row& row : rows) {
    Verification v = Demo();
    Add(v, row.first, Refused(10, row.first_code, row.first_type));
    Add(v, row.then, Refused(20, row.then_code, row.then_type));
    EXPECT_THAT(Kinds(v), ElementsAre(row.kind));
    Verification alone = Demo();
    Add(alone, row.then, Refused(20, row.then_code, row.then_type));
    ASSERT_EQ(Kinds(alone).size(), 1u);
    EXPECT_NE(Kinds(alone)[0], row.kind);
  }
}

TEST(GatherCauses, TellEverythingOfAnAlteredCopyUnderIt) {
  Verification v = Demo();
  Add(v, CheckId::kLog, OfFile(ErrorCode::kWrongTile, "tile/0/000"));
  Add(v, CheckId::kLog, Plain(ErrorCode::kWrongRoot));
  Add(v, CheckId::kResult,
      Refused(106, ErrorCode::kBadSignature, EntryType::kResult, Keeper{Role::kBoard, 0}));
  Add(v, CheckId::kPins, OfFile(ErrorCode::kBadConsistency, "noon"));
  Add(v, CheckId::kPins, Plain(ErrorCode::kWrongReferendum));
  Add(v, CheckId::kReceipts, OfFile(ErrorCode::kReceiptNotIncluded, "receipt-1"));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].kind, CauseKind::kAlteredCopy);
  EXPECT_EQ(causes[0].code, ErrorCode::kWrongRoot);
  EXPECT_EQ(causes[0].rest, Rest::kUnreliable);
  EXPECT_EQ(causes[0].doer, Doer::kCopy);
  EXPECT_EQ(causes[0].votes.kind, VotesKind::kEvery);
  EXPECT_EQ(causes[0].votes.most, kRegistered);
  EXPECT_EQ(Count(causes), 6u);
  // The checkpoint's own signatures are another matter.
  Add(v, CheckId::kWitnesses, Plain(ErrorCode::kNoQuorum));
  Add(v, CheckId::kPins, Plain(ErrorCode::kNoQuorum));
  EXPECT_THAT(Kinds(v), ElementsAre("altered-copy", "too-few-witnesses"));
  EXPECT_EQ(Count(GatherCauses(v)), Count(v));
}

TEST(GatherCauses, TellAMissingBundleAsAnAlteredCopyAndWrongTilesAlmostAsNothing) {
  Verification missing = Demo();
  Finding bundle = OfFile(ErrorCode::kMissingFile, "tile/entries/000");
  bundle.entry = 0;
  Add(missing, CheckId::kLog, bundle);
  missing.context = nullptr;
  missing.turnout.clear();
  Add(missing, CheckId::kManifest, Plain(ErrorCode::kIncomplete));
  Add(missing, CheckId::kPins, Plain(ErrorCode::kWrongReferendum));
  const std::vector<Cause> causes = GatherCauses(missing);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].file, "tile/entries/000");
  EXPECT_EQ(causes[0].votes.most, 0u);

  Verification tiles = Demo();
  Add(tiles, CheckId::kLog, OfFile(ErrorCode::kWrongTile, "tile/0/000"));
  Add(tiles, CheckId::kLog, OfFile(ErrorCode::kMissingFile, "tile/1/000"));
  Add(tiles, CheckId::kBallots, Refused(30, ErrorCode::kNotOnRoll, EntryType::kBallot));
  const std::vector<Cause> two = GatherCauses(tiles);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].kind, CauseKind::kNoVoter) << "what can change a vote comes first";
  EXPECT_EQ(two[1].kind, CauseKind::kDamagedIndex);
  EXPECT_EQ(two[1].findings, 2u);
  EXPECT_EQ(two[1].rest, Rest::kWhole);
  EXPECT_EQ(two[1].votes.kind, VotesKind::kNone);

  Verification bytes = Demo();
  Add(bytes, CheckId::kLog, Refused(7, ErrorCode::kUnknownEnum, EntryType::kBallot));
  EXPECT_THAT(Kinds(bytes), ElementsAre("not-an-entry"));
}

TEST(GatherCauses, SayNothingOfAReferendumThatWasNotAskedFor) {
  Verification v = Demo();
  Add(v, CheckId::kPins, Plain(ErrorCode::kWrongReferendum));
  Add(v, CheckId::kPins, Plain(ErrorCode::kWrongOrigin));
  Add(v, CheckId::kPins, Plain(ErrorCode::kNoQuorum));
  Add(v, CheckId::kPins, OfFile(ErrorCode::kMissingSignature, "noon"));
  Add(v, CheckId::kCeremony,
      Refused(1, ErrorCode::kBadSignature, EntryType::kTrusteeDeal, Keeper{Role::kTrustee, 1}));
  Add(v, CheckId::kReceipts, OfFile(ErrorCode::kBadConsistency, "receipt-1"));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].kind, CauseKind::kOtherReferendum);
  EXPECT_EQ(causes[0].rest, Rest::kOtherSubject);
  EXPECT_EQ(causes[0].doer, Doer::kGiver);
  EXPECT_EQ(Count(causes), Count(v));
}

TEST(GatherCauses, TellTwoHistoriesBeforeWhatComesOfThem) {
  Verification v = Demo();
  Add(v, CheckId::kWitnesses, Plain(ErrorCode::kNoQuorum));
  Add(v, CheckId::kPins, Plain(ErrorCode::kNoQuorum));
  Add(v, CheckId::kPins, OfFile(ErrorCode::kBadConsistency, "noon"));
  Add(v, CheckId::kPins, OfFile(ErrorCode::kLogRewound, "evening"));
  Add(v, CheckId::kBallots, Refused(37, ErrorCode::kBadProof, EntryType::kBallot));
  Finding close = Refused(97, ErrorCode::kWrongCount, EntryType::kClose, Keeper{Role::kBoard, 0});
  close.ballots = verify::StatedCount{63, 60};
  Add(v, CheckId::kClose, close);
  Add(v, CheckId::kShares, TooEarly(98, EntryType::kDecryptionShare));
  Add(v, CheckId::kReceipts, OfFile(ErrorCode::kReceiptNotIncluded, "receipt-1"));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].kind, CauseKind::kTwoHistories);
  EXPECT_EQ(causes[0].file, "noon");
  EXPECT_EQ(causes[0].stopped_at, 97u);
  EXPECT_EQ(Count(causes), Count(v));
  // A ballot that the rules refuse whatever the history is a cause of its own.
  Add(v, CheckId::kBallots, Refused(40, ErrorCode::kNotOnRoll, EntryType::kBallot));
  EXPECT_THAT(Kinds(v), ElementsAre("two-histories", "no-voter"));
}

TEST(GatherCauses, TellReceiptsAlone) {
  Verification forked = Demo();
  Add(forked, CheckId::kReceipts, OfFile(ErrorCode::kReceiptNotIncluded, "receipt-1"));
  Add(forked, CheckId::kReceipts, OfFile(ErrorCode::kBadConsistency, "receipt-2"));
  EXPECT_THAT(Kinds(forked), ElementsAre("two-histories"));
  EXPECT_EQ(Count(GatherCauses(forked)), Count(forked));
  Verification dropped = Demo();
  for (const std::string file : {"receipt-1", "receipt-2"}) {
    Finding finding = OfFile(ErrorCode::kReceiptNotIncluded, file);
    finding.paper = verify::HeldPaper::Kind::kReceipt;
    Add(dropped, CheckId::kReceipts, finding);
  }
  Finding promise = OfFile(ErrorCode::kReceiptNotIncluded, "promise-1");
  promise.paper = verify::HeldPaper::Kind::kPromise;
  Add(dropped, CheckId::kReceipts, promise);
  Add(dropped, CheckId::kReceipts, OfFile(ErrorCode::kBadSignature, "receipt-9"));
  const std::vector<Cause> causes = GatherCauses(dropped);
  EXPECT_THAT(Kinds(dropped), ElementsAre("ballot-missing", "promise-broken", "receipt-refused"));
  EXPECT_EQ(causes[0].findings, 2u);
  EXPECT_EQ(causes[1].votes.kind, VotesKind::kVoters);
  EXPECT_EQ(causes[1].votes.most, 1u);
  EXPECT_EQ(causes[2].votes.kind, VotesKind::kNone);
  Verification rewound = Demo();
  Add(rewound, CheckId::kPins, OfFile(ErrorCode::kLogRewound, "evening"));
  Add(rewound, CheckId::kReceipts, OfFile(ErrorCode::kLogRewound, "receipt-1"));
  EXPECT_THAT(Kinds(rewound), ElementsAre("taken-back"));
}

TEST(GatherCauses, TellTheCheckpointsSignaturesOnceForManifestAndTrustFile) {
  struct Row {
    std::optional<std::pair<CheckId, ErrorCode>> own;
    ErrorCode pinned;
    std::string kind;
  };
  for (const Row& row :
       {Row{{{CheckId::kBoardSignature, ErrorCode::kWrongOrigin}}, ErrorCode::kWrongOrigin, "other-log"},
        Row{{{CheckId::kBoardSignature, ErrorCode::kBadSignature}},
            ErrorCode::kMissingSignature,
            "board-signature"},
        Row{{{CheckId::kWitnesses, ErrorCode::kNoQuorum}}, ErrorCode::kNoQuorum, "too-few-witnesses"},
        Row{{}, ErrorCode::kMissingSignature, "other-board"},
        Row{{}, ErrorCode::kNoQuorum, "other-witnesses"}}) {
    Verification v = Demo();
    if (row.own) Add(v, row.own->first, Plain(row.own->second));
    Add(v, CheckId::kPins, Plain(row.pinned));
    EXPECT_THAT(Kinds(v), ElementsAre(row.kind));
    EXPECT_EQ(Count(GatherCauses(v)), Count(v));
  }
  Verification v = Demo();
  Add(v, CheckId::kPins, OfFile(ErrorCode::kMissingSignature, "noon"));
  EXPECT_THAT(Kinds(v), ElementsAre("foreign-file"));
}

// A check lists the first findings alone, and counts the others.
TEST(GatherCauses, CountWhatIsNotListed) {
  Verification v = Demo();
  Add(v, CheckId::kClose, Refused(5, ErrorCode::kBadSignature, EntryType::kClose, Keeper{Role::kBoard, 0}));
  for (uint64_t i = 0; i < verify::kMaxFindings + 7; ++i) {
    Add(v, CheckId::kBallots, Refused(10 + i, ErrorCode::kNotOnRoll, EntryType::kBallot));
    Add(v, CheckId::kShares, TooEarly(5000 + i, EntryType::kDecryptionShare));
  }
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 2u);
  EXPECT_EQ(causes[1].findings, verify::kMaxFindings + 7);
  EXPECT_EQ(causes[1].votes.most, verify::kMaxFindings + 7);
  EXPECT_EQ(causes[1].entries.size(), verify::kMaxFindings);
  EXPECT_EQ(causes[0].unjudged, verify::kMaxFindings + 7);
  EXPECT_EQ(Count(causes), Count(v));
}

// A harmless wrong result must not hide how much another one changes.
TEST(GatherCauses, CountTheVotesOfTheResultThatTheyAreAbout) {
  Verification v = Demo();
  v.recomputed = v.result;
  v.published = verify::PublishedResult{105, *v.result};
  v.published->outcome.units[0].votes[0][0] += 9;
  const auto wrong = [](uint64_t entry) {
    return Refused(entry, ErrorCode::kWrongResult, EntryType::kResult, Keeper{Role::kBoard, 0});
  };
  Add(v, CheckId::kResult, wrong(105));
  EXPECT_EQ(GatherCauses(v)[0].votes.kind, VotesKind::kCounted);
  EXPECT_EQ(GatherCauses(v)[0].votes.most, 9u);
  EXPECT_TRUE(IsCompared(GatherCauses(v)[0], CompareResults(v)));
  Add(v, CheckId::kResult, wrong(107));
  EXPECT_EQ(GatherCauses(v)[0].votes.kind, VotesKind::kEvery);
  EXPECT_EQ(GatherCauses(v)[0].votes.most, kRegistered);

  Verification later = Demo();
  later.recomputed = later.result;
  later.published = verify::PublishedResult{105, *later.result};  // refused for its verdict alone
  Add(later, CheckId::kVerdict,
      Refused(105, ErrorCode::kWrongVerdict, EntryType::kResult, Keeper{Role::kBoard, 0}));
  Add(later, CheckId::kResult, wrong(107));
  const std::vector<Cause> causes = GatherCauses(later);
  ASSERT_EQ(causes.size(), 2u);
  EXPECT_TRUE(IsCompared(causes[0], CompareResults(later)));
  EXPECT_FALSE(IsCompared(causes[1], CompareResults(later)));
  EXPECT_EQ(causes[1].votes.kind, VotesKind::kEvery);
}

TEST(GatherCauses, CountAsManyVotesAsABallotMayHave) {
  Verification v = Demo();
  record::Manifest m = v.context->manifest;
  m.questions[0].max = 2;
  v.context = testing::ContextOf(m);
  Add(v, CheckId::kBallots, Refused(30, ErrorCode::kNotOnRoll, EntryType::kBallot));
  EXPECT_EQ(GatherCauses(v)[0].votes.most, 2u);
}

TEST(GatherCauses, NameNobodyWhoseSignatureIsWrong) {
  Verification v = Demo();
  Add(v, CheckId::kShares,
      Refused(9, ErrorCode::kBadSignature, EntryType::kDecryptionShare, Keeper{Role::kTrustee, 2}));
  Add(v, CheckId::kShares,
      Refused(10, ErrorCode::kWrongShare, EntryType::kDecryptionShare, Keeper{Role::kTrustee, 2}));
  Add(v, CheckId::kShares, Refused(11, ErrorCode::kTruncated, EntryType::kDecryptionShare));
  Add(v, CheckId::kResult,
      Refused(12, ErrorCode::kBadSignature, EntryType::kResult, Keeper{Role::kBoard, 0}));
  const std::vector<Cause> causes = GatherCauses(v);
  ASSERT_EQ(causes.size(), 4u);
  EXPECT_EQ(causes[0].doer, Doer::kBoardForAuthor);
  EXPECT_EQ(causes[1].doer, Doer::kAuthor);
  EXPECT_EQ(causes[2].doer, Doer::kBoard) << "nobody is named";
  EXPECT_EQ(causes[3].doer, Doer::kBoard);
}

}  // namespace
}  // namespace constat::verdict
