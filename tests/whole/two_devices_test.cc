// Two devices of one voter, a ballot without an answer, and five minutes left. Spec: BAL-14
#include "constat/party/voter/own_fate.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using record::EntryType;
using testing::ConvictsNobody;
using testing::Device;
using testing::kClosingMs;
using testing::Story;

constexpr uint16_t kYes = 0;
constexpr uint16_t kNo = 1;

// The others have voted for kYes when the voter, who is voter 0, begins.
class HeldBackBallot : public ::testing::Test {
 protected:
  // North is what the voter's region voted: two others for kYes, and the voter.
  [[nodiscard]] static std::vector<std::vector<uint32_t>> North(uint16_t vote) {
    std::vector<uint32_t> votes{2, 0, 0};
    ++votes[vote];
    return {votes};
  }

  [[nodiscard]] Device Begin() {
    story_.ToOpen();
    story_.CastAll({1, 2, 5, 6, 7});
    story_.clock.Set(kClosingMs - 5 * 60'000);
    return story_.DeviceOf(0);
  }

  Story story_;
  Device telephone_{Begin()};
  Device tablet_{story_.DeviceOf(0)};
};

// The one that has a receipt counts, and the one held back cannot beat it, whenever the board brings
// it. Spec: BAL-14
TEST_F(HeldBackBallot, CannotReplaceTheOneWithAReceipt) {
  const Bytes held = Value(telephone_.Vote(kNo));  // the board has it, and says nothing
  story_.CastWith(tablet_, kYes);
  EXPECT_EQ(tablet_.notes()[0].revision, telephone_.notes()[0].revision);
  EXPECT_THAT(story_.Bring(held, 60'000), FailsWith(ErrorCode::kStaleRevision));
  story_.clock.Set(kClosingMs + 60'000);
  EXPECT_THAT(story_.Bring(held, 120'000), FailsWith(ErrorCode::kStaleRevision)) << "nor at the close";
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.result->units[0].votes, North(kYes));
  const verify::RecordView view = telephone_.Look();
  EXPECT_EQ(party::FateOf(telephone_.notes()[0], view.own()), party::Fate::kOvertaken);
  EXPECT_FALSE(party::FindingsOf(view.own(), telephone_.notes()).lost) << "it is not missing: it was "
                                                                          "overtaken";
}

// Between two of one number the board chooses. Its refusal brings the other's receipt, and the next
// number is safe.
TEST_F(HeldBackBallot, ThatComesFirstIsReplacedByTheNextNumber) {
  const Bytes held = Value(telephone_.Vote(kNo));
  const Bytes other = Value(tablet_.Vote(kYes));
  const uint64_t index = Value(story_.Bring(held));
  story_.Publish();
  const record::RefusalFile refusal = story_.Refused(tablet_, other);
  EXPECT_EQ(refusal.refusal.code, static_cast<uint16_t>(ErrorCode::kStaleRevision));
  story_.KeepRefusal(refusal);
  const auto last =
      party::LastBallotOf(story_.board->state(), {record::RefusedType::kBallot, other, story_.clock.NowMs()},
                          ErrorCode::kStaleRevision);
  EXPECT_EQ(last, index);
  const tlog::InclusionReceipt hint = Value(story_.board->Receipt(*last));
  story_.KeepReceipt(hint);
  tablet_.Receive(hint);
  EXPECT_THAT(tablet_.Revision(), Succeeds());
  EXPECT_EQ(*tablet_.Revision(), 2u);
  story_.CastWith(tablet_, kYes);
  EXPECT_THAT(story_.Bring(other), FailsWith(ErrorCode::kStaleRevision));
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.refusals_rightly, 1u);
  EXPECT_EQ(v.result->units[0].votes, North(kYes));
}

// A changed vote is sure only after its own receipt: the change that was held back is replaced by the next
// one, which another device makes from the record alone.
TEST_F(HeldBackBallot, OfAChangedVoteCannotBeatTheLastReceipt) {
  story_.CastWith(telephone_, kYes);
  const Bytes held = Value(telephone_.Vote(kNo));
  EXPECT_EQ(telephone_.notes()[1].revision, 2u);
  EXPECT_EQ(Value(tablet_.Revision()), 2u) << "the record shows what the telephone cast";
  story_.CastWith(tablet_, kYes);
  EXPECT_THAT(story_.Bring(held), FailsWith(ErrorCode::kStaleRevision));
  EXPECT_EQ(Value(telephone_.Revision()), 3u);
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.ballots, 7u);
  EXPECT_EQ(v.result->units[0].votes, North(kYes));
}

// A device cannot be led to a number that the record does not bear out: its notes, however high,
// count for nothing.
TEST_F(HeldBackBallot, IsSentAgainAsItIs) {
  const Bytes held = Value(telephone_.Vote(kNo));
  EXPECT_EQ(Value(telephone_.Revision()), 1u);
  const uint64_t index = Value(story_.Bring(held));
  story_.Publish();
  EXPECT_EQ(Value(telephone_.Revision()), 2u);
  const party::BodyIndex known = Value(party::BodyIndex::Of(*story_.board));
  EXPECT_EQ(known.Find({record::RefusedType::kBallot, held, story_.clock.NowMs()}), index)
      << "what comes again gets its receipt, never a refusal";
  story_.KeepReceipt(Value(story_.board->Receipt(index)));
  story_.CloseAndCount();
  EXPECT_THAT(story_.Verify(), ConvictsNobody());
}

}  // namespace
}  // namespace constat::whole
