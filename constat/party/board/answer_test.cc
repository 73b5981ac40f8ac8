#include "constat/party/board/answer.h"

#include "constat/io/file.h"
#include "constat/record/secret/sign_body.h"
#include "constat/testing/town.h"
#include "constat/verify/light/refusal.h"

namespace constat::party {
namespace {

using record::EntryType;
using record::RefusedType;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::Town;

class AnswerTest : public ::testing::Test {
 protected:
  AnswerTest() { town_.ToOpen(); }
  [[nodiscard]] Arrival ArrivalOf(const Bytes& body) const {
    return {RefusedType::kBallot, body, town_.clock.NowMs()};
  }
  [[nodiscard]] Judged Judge(const Bytes& body, Growth growth = Growth::kGrows) const {
    return JudgeArrival(town_.board->state(), ArrivalOf(body), growth);
  }
  [[nodiscard]] Bytes BallotOf(size_t voter) { return town_.MakeBallot(town_.voters[voter], {{0}}); }
  [[nodiscard]] Bytes SpoiltOf(size_t voter) {
    Bytes body = BallotOf(voter);
    body[body.size() - record::kSchnorrSize - 32] ^= 1;
    return body;
  }
  // Rules is what the rules say of a refusal's body now.
  [[nodiscard]] std::string Rules(const record::RefusalFile& file) const {
    return CodeOf(referendum::AskRules(town_.board->state(), file));
  }
  [[nodiscard]] Answer To(const Bytes& body, const crypto::Ed25519Key* key) {
    const Result<uint64_t> refused = town_.board->Append(EntryType::kBallot, body);
    EXPECT_FALSE(refused.has_value());
    FileAnswers answers(*town_.board, key);
    return Value(answers.To(ArrivalOf(body), refused.error()));
  }

  Town town_;
};

TEST_F(AnswerTest, AcceptsWhatTheRulesAccept) {
  const Judged judged = Judge(BallotOf(0));
  EXPECT_EQ(judged.decision, Decision::kAccept);
  EXPECT_EQ(judged.time_ms, town_.board->state().EntryTimeMs(town_.clock.NowMs()));
}

// Spec: BAL-15
TEST_F(AnswerTest, RefusesInWritingWhatWillNeverBeAccepted) {
  EXPECT_EQ(Judge(SpoiltOf(0)).decision, Decision::kRefuse);
  EXPECT_EQ(Judge(SpoiltOf(0)).why.code, ErrorCode::kBadProof);
  Bytes stranger = BallotOf(1);
  std::copy_n(group::Point::Base().Encode().begin(), 32, stranger.begin());
  EXPECT_EQ(Judge(stranger).why.code, ErrorCode::kNotOnRoll);
  EXPECT_EQ(Judge(stranger).decision, Decision::kRefuse);
}

TEST_F(AnswerTest, SaysInPlainWordsWhatMayPass) {
  const Bytes good = BallotOf(0);
  EXPECT_EQ(Judge(Bytes(good.begin(), good.end() - 1)).decision, Decision::kPlainWords);
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(Judge(longer).decision, Decision::kPlainWords);
  town_.voters[2].revision = 5000;
  const Judged jump = Judge(BallotOf(2));
  EXPECT_EQ(jump.decision, Decision::kPlainWords);
  EXPECT_EQ(jump.why.code, ErrorCode::kRevisionJump);
}

TEST_F(AnswerTest, RefusesALateBallotOnlyIfNothingElseIsWrong) {
  const Bytes good = BallotOf(0);
  const Bytes spoilt = SpoiltOf(1);
  town_.clock.Set(kClosingMs + 1000);
  const Judged late = Judge(good);
  EXPECT_EQ(late.decision, Decision::kRefuse);
  EXPECT_EQ(late.why.code, ErrorCode::kOutsideVotingTime);
  EXPECT_EQ(Judge(spoilt).decision, Decision::kPlainWords);
}

// Spec: TAL-11
TEST_F(AnswerTest, CallsLateWhatCameInTheLastTwoMinutesAndIsNotInTheFrozenTree) {
  const Bytes good = BallotOf(0);
  const auto at = [&](uint64_t arrived_ms, const Bytes& body) {
    return JudgeArrival(town_.board->state(), {RefusedType::kBallot, body, arrived_ms}, Growth::kFrozen);
  };
  EXPECT_EQ(at(kClosingMs - 1, good).decision, Decision::kRefuse);
  EXPECT_EQ(at(kClosingMs - 1, good).why.code, ErrorCode::kLate);
  EXPECT_EQ(at(kClosingMs - 120'000, good).decision, Decision::kRefuse);
  EXPECT_EQ(at(kClosingMs - 120'001, good).decision, Decision::kPlainWords);
  EXPECT_EQ(at(kClosingMs, good).why.code, ErrorCode::kOutsideVotingTime);
  EXPECT_EQ(at(kClosingMs - 1, SpoiltOf(1)).why.code, ErrorCode::kBadProof);
}

TEST_F(AnswerTest, SaysAfterTheCloseThatItIsTooLate) {
  const Bytes good = BallotOf(0);
  for (size_t voter = 1; voter < 4; ++voter) town_.Vote(voter, {{0}});
  town_.Close();
  const Judged judged = Judge(good);
  EXPECT_EQ(judged.decision, Decision::kPlainWords);
  EXPECT_EQ(judged.why.code, ErrorCode::kWrongPhase);
}

// "about" an entry that is not there yet is right a moment later: no fault of a statement is signed but one.
TEST(FutureAbout, GetsPlainWords) {
  for (const ErrorCode code : {ErrorCode::kBadNumber, ErrorCode::kBadText, ErrorCode::kBadSignature,
                               ErrorCode::kDuplicate, ErrorCode::kWrongPhase, ErrorCode::kLate}) {
    EXPECT_FALSE(referendum::MayBeSigned(RefusedType::kStatement, code)) << ErrorName(code);
  }
  EXPECT_TRUE(referendum::MayBeSigned(RefusedType::kStatement, ErrorCode::kTooManyStatements));
}

// SpokenTest is a town in which the organiser speaks.
class SpokenTest : public AnswerTest {
 protected:
  [[nodiscard]] Bytes Say(const std::string& text, uint64_t about = record::kNoEntry) {
    record::Statement statement{.party = {record::Role::kOrganiser, 0}, .about = about, .text = text};
    const Bytes body = record::EncodeStatement(statement);
    statement.signature = record::SignBody(
        {town_.context().manifest_hash, EntryType::kStatement, 0},
        ByteView(body).first(body.size() - record::kStatementSignatureSize), town_.organiser_key);
    return record::EncodeStatement(statement);
  }
  [[nodiscard]] Judged JudgeSaid(const Bytes& body) const {
    return JudgeArrival(town_.board->state(), {RefusedType::kStatement, body, town_.clock.NowMs()},
                        Growth::kGrows);
  }
};

TEST_F(SpokenTest, AStatementAboutALaterEntryGetsPlainWords) {
  EXPECT_EQ(JudgeSaid(Say("now")).decision, Decision::kAccept);
  const Judged future = JudgeSaid(Say("later", 1000));
  EXPECT_EQ(future.why.code, ErrorCode::kBadNumber);
  EXPECT_EQ(future.decision, Decision::kPlainWords);
}

// Only who signed it can be held to have said too much. Spec: BAL-15
TEST_F(SpokenTest, ASignedStatementTooManyIsRefusedInWriting) {
  for (size_t i = 0; i < referendum::kMostStatements; ++i)
    town_.Append(EntryType::kStatement, Say("number " + std::to_string(i)));
  Bytes one_more = Say("one more");
  EXPECT_EQ(JudgeSaid(one_more).why.code, ErrorCode::kTooManyStatements);
  EXPECT_EQ(JudgeSaid(one_more).decision, Decision::kRefuse);
  one_more.back() ^= 1;
  EXPECT_EQ(JudgeSaid(one_more).why.code, ErrorCode::kTooManyStatements);
  EXPECT_EQ(JudgeSaid(one_more).decision, Decision::kPlainWords);
}

TEST_F(AnswerTest, SignsForThePublishedTreeAlone) {
  const Bytes spoilt = SpoiltOf(0);
  EXPECT_FALSE(To(spoilt, nullptr).refusal.has_value());
  town_.Publish();
  const Answer answer = To(spoilt, &town_.refusal_key);
  ASSERT_TRUE(answer.refusal.has_value());
  EXPECT_FALSE(answer.receipt.has_value());
  EXPECT_EQ(answer.refusal->body, spoilt);
  EXPECT_EQ(answer.refusal->refusal.tree, town_.board->published()->checkpoint.Tree());
  EXPECT_THAT(record::CheckRefusalFile(*answer.refusal, town_.refusal_key.public_key()), Succeeds());
  EXPECT_EQ(Rules(*answer.refusal), "bad-proof");
  town_.Vote(1, {{0}});
  const Answer waits = To(spoilt, &town_.refusal_key);
  EXPECT_FALSE(waits.refusal.has_value());
  EXPECT_THAT(waits.words, ::testing::HasSubstr("bring it again"));
}

// Spec: BAL-15, BAL-17. A repeat gets its receipt, or its promise; never a refusal.
TEST_F(AnswerTest, RefusedAndCounted) {
  const Bytes body = BallotOf(0);
  const uint64_t index = town_.Append(EntryType::kBallot, body);
  (void)Value(town_.board->Commit());
  const Answer promised = To(body, &town_.refusal_key);
  EXPECT_FALSE(promised.refusal.has_value());
  ASSERT_TRUE(promised.receipt.has_value());
  EXPECT_TRUE(promised.is_promise);
  EXPECT_EQ(promised.receipt->index, index);
  const tlog::Policy policy = town_.context().LogPolicy();
  EXPECT_THAT(tlog::VerifyReceipt(*promised.receipt, promised.receipt->extra, policy),
              FailsWith(ErrorCode::kNoQuorum));
  town_.Publish();
  const Answer received = To(body, &town_.refusal_key);
  EXPECT_FALSE(received.refusal.has_value());
  EXPECT_FALSE(received.is_promise);
  EXPECT_THAT(tlog::VerifyReceipt(*received.receipt, received.receipt->extra, policy), Succeeds());
}

// Also where the ballot came in after the first answer was given. Spec: BAL-15
TEST_F(AnswerTest, KnowsWhatCameInSinceItAnsweredFirst) {
  town_.Publish();
  FileAnswers answers(*town_.board, &town_.refusal_key);
  const Bytes spoilt = SpoiltOf(1);
  EXPECT_TRUE(Value(answers.To(ArrivalOf(spoilt), {ErrorCode::kBadProof, "spoilt"})).refusal.has_value());
  const Bytes body = BallotOf(0);
  const uint64_t index = town_.Append(EntryType::kBallot, body);
  town_.Publish();
  const Result<uint64_t> again = town_.board->Append(EntryType::kBallot, body);
  ASSERT_THAT(again, FailsWith(ErrorCode::kStaleRevision));
  const Answer answer = Value(answers.To(ArrivalOf(body), again.error()));
  EXPECT_FALSE(answer.refusal.has_value());
  ASSERT_TRUE(answer.receipt.has_value());
  EXPECT_EQ(answer.receipt->index, index);
}

// Spec: BAL-14, BAL-15. The board's hint is the receipt of the credential's last ballot.
TEST_F(AnswerTest, HandsOverTheReceiptOfTheLastBallot) {
  const Bytes other = BallotOf(0);
  town_.voters[0].revision = 0;
  const uint64_t index = town_.Append(EntryType::kBallot, BallotOf(0));
  town_.Publish();
  const Answer answer = To(other, &town_.refusal_key);
  ASSERT_TRUE(answer.refusal.has_value() && answer.receipt.has_value());
  EXPECT_EQ(Rules(*answer.refusal), "stale-revision");
  EXPECT_EQ(answer.receipt->index, index);
}

}  // namespace
}  // namespace constat::party
