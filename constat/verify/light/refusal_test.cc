#include "constat/verify/light/refusal.h"

#include "constat/record/secret/sign_refusal.h"
#include "constat/testing/town.h"

namespace constat::verify {
namespace {

using record::RefusedType;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::Town;

// A device that asked about a ballot when the log had 20 entries, and was refused with bad-proof for 25.
class DeviceTest : public ::testing::Test {
 protected:
  DeviceTest() {
    town_.ToOpen();
    asked_.body = {1, 2, 3};
    asked_.request = {Bytes32{7}, {20, Bytes32{8}}};
    asked_.first_sent_ms = kFirstMinuteMs + 10'000;
    asked_.answered_ms = kFirstMinuteMs + 20'000;
    refusal_.manifest_hash = town_.manifest_hash;
    refusal_.body_hash = record::RefusedHash(RefusedType::kBallot, asked_.body);
    refusal_.code = static_cast<uint16_t>(ErrorCode::kBadProof);
    refusal_.tree = {25, Bytes32{9}};
    refusal_.time_ms = kFirstMinuteMs;
    refusal_.request = record::RequestHash(asked_.request);
  }
  [[nodiscard]] Status Check(const record::Refusal& refusal) {
    const referendum::Referendum& state = town_.board->state();
    return CheckAnswer(record::SignRefusal(refusal, town_.refusal_key), asked_,
                       {*state.context(), state.voting_time(), fetched_});
  }
  [[nodiscard]] record::Refusal With(ErrorCode code, uint64_t time_ms) const {
    record::Refusal out = refusal_;
    out.code = static_cast<uint16_t>(code);
    out.time_ms = time_ms;
    return out;
  }

  Town town_;
  Asked asked_;
  record::Refusal refusal_;
  uint64_t fetched_ = 25;
};

// Spec: BAL-15
TEST_F(DeviceTest, TakesAnAnswer) { EXPECT_THAT(Check(refusal_), Succeeds()); }

TEST_F(DeviceTest, TakesNoOtherSignatureBodyRequestOrReferendum) {
  const referendum::Referendum& state = town_.board->state();
  const AnswerContext known{*state.context(), state.voting_time(), fetched_};
  EXPECT_THAT(CheckAnswer(record::SignRefusal(refusal_, town_.board_key), asked_, known),
              FailsWith(ErrorCode::kBadSignature));
  record::Refusal other = refusal_;
  other.manifest_hash[0] ^= 1;
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kWrongReferendum));
  other = refusal_;
  other.body_hash[0] ^= 1;
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kWrongHash));
  other = refusal_;
  other.type = RefusedType::kStatement;
  other.body_hash = record::RefusedHash(other.type, asked_.body);
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kWrongHash));
}

// An answer to an earlier question, which the board gives again.
TEST_F(DeviceTest, ReplayedRefusal) {
  record::Refusal other = refusal_;
  other.request = record::RequestHash({Bytes32{6}, asked_.request.tree});
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kWrongHash));
}

// An answer for a tree from before the newest checkpoint that the device knows.
TEST_F(DeviceTest, EarlyRefusal) {
  record::Refusal other = refusal_;
  other.tree = asked_.request.tree;
  EXPECT_THAT(Check(other), Succeeds());
  other.tree.size = 19;
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kLogRewound));
  other = With(ErrorCode::kLate, kClosingMs - 30'000);
  other.tree.size = 19;
  asked_.first_sent_ms = kClosingMs - 50'000;
  asked_.answered_ms = kClosingMs + 600'000;
  EXPECT_THAT(Check(other), Succeeds());
  other.tree.size = 26;
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kBadNumber));
}

// A refusal for the very tree that the device knows, with another root: of a second log.
TEST_F(DeviceTest, RefusalOfASecondLog) {
  record::Refusal other = refusal_;
  other.tree = asked_.request.tree;
  EXPECT_THAT(Check(other), Succeeds());
  other.tree.root[0] ^= 1;
  EXPECT_THAT(Check(other), FailsWith(ErrorCode::kBadConsistency));
}

// A board whose clock runs ahead, so that it may say that the voting is over.
TEST_F(DeviceTest, FastClockRefusal) {
  asked_.first_sent_ms = asked_.answered_ms = kClosingMs - 600'001;
  EXPECT_THAT(Check(With(ErrorCode::kOutsideVotingTime, kClosingMs)), FailsWith(ErrorCode::kBadNumber));
  asked_.answered_ms = kClosingMs - 600'000;
  EXPECT_THAT(Check(With(ErrorCode::kOutsideVotingTime, kClosingMs)), Succeeds());
  asked_.first_sent_ms = asked_.answered_ms = kFirstMinuteMs + 600'000;
  EXPECT_THAT(Check(refusal_), Succeeds());
  asked_.first_sent_ms = asked_.answered_ms = kFirstMinuteMs + 600'001;
  EXPECT_THAT(Check(refusal_), FailsWith(ErrorCode::kTimeWentBack));
}

TEST_F(DeviceTest, TakesNoCodeOrTimeThatIsNotSigned) {
  asked_.answered_ms = kClosingMs + 600'000;
  asked_.first_sent_ms = kOpeningMs;
  const auto code_of = [&](ErrorCode code, uint64_t time_ms) { return CodeOf(Check(With(code, time_ms))); };
  for (const ErrorCode code :
       {ErrorCode::kTruncated, ErrorCode::kTrailingBytes, ErrorCode::kWrongPhase, ErrorCode::kTimeWentBack,
        ErrorCode::kTimeNotRounded, ErrorCode::kRevisionJump, ErrorCode::kTooManyStatements}) {
    EXPECT_EQ(code_of(code, kFirstMinuteMs), "bad-number") << ErrorName(code);
  }
  record::Refusal none = refusal_;
  none.code = 65535;
  EXPECT_THAT(Check(none), FailsWith(ErrorCode::kBadNumber));
  EXPECT_EQ(code_of(ErrorCode::kBadProof, kOpeningMs), "ok");
  EXPECT_EQ(code_of(ErrorCode::kBadProof, kOpeningMs - 1), "bad-number");
  EXPECT_EQ(code_of(ErrorCode::kBadProof, kFirstMinuteMs + 1), "bad-number");
  EXPECT_EQ(code_of(ErrorCode::kBadProof, kClosingMs), "bad-number");
  EXPECT_EQ(code_of(ErrorCode::kOutsideVotingTime, kClosingMs), "ok");
  EXPECT_EQ(code_of(ErrorCode::kOutsideVotingTime, kFirstMinuteMs), "bad-number");
  // The closing is half past a minute.
  EXPECT_EQ(code_of(ErrorCode::kLate, kClosingMs - 30'000), "ok");
  EXPECT_EQ(code_of(ErrorCode::kLate, kClosingMs - 150'000), "ok");
  EXPECT_EQ(code_of(ErrorCode::kLate, kClosingMs - 210'000), "bad-number");
  EXPECT_EQ(code_of(ErrorCode::kLate, kClosingMs), "bad-number");
}

TEST_F(DeviceTest, DescribesOnlyWhatTheBoardSigned) {
  record::RefusalFile file{record::SignRefusal(refusal_, town_.refusal_key), asked_.request, asked_.body};
  EXPECT_THAT(Value(DescribeRefusal(file, town_.context())),
              ::testing::AllOf(::testing::HasSubstr("first 25 entries"),
                               ::testing::HasSubstr("whose it was cannot be told")));
  EXPECT_EQ(PaperOf(file, town_.context()).credential, std::nullopt);
  file.body.push_back(0);
  EXPECT_THAT(DescribeRefusal(file, town_.context()), FailsWith(ErrorCode::kWrongHash));
  file.refusal.code = 999;
  EXPECT_THAT(DescribeRefusal(file, town_.context()), FailsWith(ErrorCode::kBadSignature));
}

TEST_F(DeviceTest, SaysWhoseBallotWasRefused) {
  asked_.body = town_.MakeBallot(town_.voters[0], {{1}});
  refusal_.body_hash = record::RefusedHash(RefusedType::kBallot, asked_.body);
  record::RefusalFile file{record::SignRefusal(refusal_, town_.refusal_key), asked_.request, asked_.body};
  const group::EncodedPoint credential = town_.voters[0].secret.credential();
  EXPECT_THAT(Value(DescribeRefusal(file, town_.context())),
              ::testing::HasSubstr(record::FormatCredentialName(town_.manifest_hash, credential)));
  EXPECT_THAT(CheckWhose(PaperOf(file, town_.context()), credential), Succeeds());
  EXPECT_THAT(CheckWhose(PaperOf(file, town_.context()), town_.voters[1].secret.credential()),
              FailsWith(ErrorCode::kAnotherVoter));
  file.refusal.type = RefusedType::kStatement;
  EXPECT_EQ(PaperOf(file, town_.context()).credential, std::nullopt) << "a statement is of a party";
}

}  // namespace
}  // namespace constat::verify
