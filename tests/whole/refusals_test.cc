// A board that refuses rightly, wrongly, slowly, and one that forgets. Spec: BAL-15, BAL-16, BAL-17, TAL-11
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using record::EntryType;
using testing::ConvictsNobody;
using testing::Device;
using testing::Finds;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::Story;

using Strings = std::vector<std::string>;
constexpr uint64_t kMinuteMs = 60'000;

// SpoiltProof is a ballot whose last proof does not hold.
Bytes SpoiltProof(Bytes body) {
  body[body.size() - 32] ^= 1;
  return body;
}

class Refusals : public ::testing::Test {
 protected:
  // Keeps: the board refuses the body rightly, with this code, and its owner keeps that.
  void Keeps(const Device& device, const Bytes& body, ErrorCode code) {
    const record::RefusalFile refusal = story_.Refused(device, body);
    EXPECT_EQ(refusal.refusal.code, static_cast<uint16_t>(code)) << ErrorName(code);
    story_.KeepRefusal(refusal);
  }

  [[nodiscard]] Device Begin() {
    story_.ToOpen();
    story_.CastAll({1, 2, 5, 6, 7});
    return story_.DeviceOf(0);
  }

  Story story_{{.voters = {5, 4}, .max_ballots = 2}};
  Device device_{Begin()};
};

// What the rules refuse stays refused, judged when all is over. Spec: BAL-16
TEST_F(Refusals, OfWhatTheRulesRefuseHoldAfterTheClose) {
  const Bytes late = Value(device_.Vote(1));
  Keeps(device_, SpoiltProof(late), ErrorCode::kBadProof);
  Bytes stranger = late;
  std::copy_n(group::Point::Base().Encode().begin(), 32, stranger.begin());
  Keeps(device_, stranger, ErrorCode::kNotOnRoll);
  Bytes not_a_point = late;
  not_a_point[31] ^= 0x80;
  Keeps(device_, not_a_point, ErrorCode::kBadPoint);
  story_.CastWith(device_, 0);
  Keeps(device_, late, ErrorCode::kStaleRevision);
  const Bytes second = Value(device_.Vote(1));
  Bytes third = second;
  story_.Append(EntryType::kBallot, second);
  story_.voters[0].revision = 2;
  third = story_.MakeBallot(story_.voters[0], {{1}});
  Keeps(device_, third, ErrorCode::kTooManyBallots);
  Device other = story_.DeviceOf(8);
  const Bytes in_no_time = Value(other.Vote(0));
  story_.clock.Set(kClosingMs);
  Keeps(other, in_no_time, ErrorCode::kOutsideVotingTime);
  EXPECT_THAT(story_.Verify(), Finds(Strings{})) << "nor before the close";
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.refusals_rightly, 6u);
  EXPECT_EQ(v.At(verify::CheckId::kRefusals).status(), verify::CheckStatus::kPassed);
}

// A good ballot was refused for a proof that holds, and for coming too late when it did not. Spec: BAL-16
TEST_F(Refusals, OfAGoodBallotConvict) {
  const Bytes good = Value(device_.Vote(0));
  story_.KeepRefusal(story_.SignedRefusal(good, ErrorCode::kBadProof, kFirstMinuteMs));
  story_.KeepRefusal(story_.SignedRefusal(good, ErrorCode::kOutsideVotingTime, kFirstMinuteMs));
  EXPECT_THAT(story_.Verify(), Finds(Strings{"refusals - refused-wrongly", "refusals - refused-wrongly"}));
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, Finds(Strings{"refusals - refused-wrongly", "refusals - refused-wrongly"}));
  EXPECT_EQ(v.outcome(), verify::VerificationOutcome::kWrong);
}

// That it is let in later does not take the refusal back. Spec: BAL-16
TEST_F(Refusals, OfABallotThatIsLetInLaterConvict) {
  const Bytes good = Value(device_.Vote(0));
  story_.KeepRefusal(story_.SignedRefusal(good, ErrorCode::kBadProof, kFirstMinuteMs));
  story_.KeepReceipt([&] {
    const uint64_t index = Value(story_.Bring(good));
    story_.Publish();
    return Value(story_.board->Receipt(index));
  }());
  story_.CloseAndCount();
  EXPECT_THAT(story_.Verify(), Finds(Strings{"refusals - refused-wrongly"}));
}

// A refusal against an old tree, in which the entry that would have made the ballot good is
// missing. Spec: BAL-16
TEST_F(Refusals, AgainstAnOldTreeConvict) {
  const Bytes spoilt = SpoiltProof(Value(device_.Vote(0)));
  const record::RefusalFile old =
      story_.SignedRefusal(spoilt, ErrorCode::kBadProof, kFirstMinuteMs + 10 * kMinuteMs);
  story_.CastAll({8});
  story_.KeepRefusal(old);
  EXPECT_THAT(story_.Verify(), Finds(Strings{"refusals - refused-wrongly"}));
}

// Two minutes of waiting are allowed: each entry has the time of its arrival, and the refusals of the same
// minutes stay right. Spec: TAL-11, BAL-16
TEST_F(Refusals, AndABoardThatIsSlowConvictNobody) {
  const Bytes slow = Value(device_.Vote(0));
  Device other = story_.DeviceOf(3);
  const Bytes second = Value(other.Vote(0));
  const Bytes spoilt = SpoiltProof(second);
  story_.clock.Set(kFirstMinuteMs + 10 * kMinuteMs);  // the bodies come
  const uint64_t came_ms = story_.clock.NowMs();
  story_.clock.Set(came_ms + 2 * kMinuteMs);
  const uint64_t index = Value(story_.Bring(slow, 2 * kMinuteMs));
  Value(story_.Bring(second, 2 * kMinuteMs - 1));
  EXPECT_EQ(story_.board->state().LastTimeMs(), came_ms);
  story_.Publish();
  const tlog::InclusionReceipt receipt = Value(story_.board->Receipt(index));
  story_.KeepReceipt(receipt);
  const record::RefusalFile refusal = story_.Refused(other, spoilt, 1);
  EXPECT_EQ(refusal.refusal.time_ms, came_ms + kMinuteMs);
  story_.KeepRefusal(refusal);
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.ballots, 7u);
}

// A board that signed for a ballot and leaves it out is found by the promise alone. Spec: BAL-17
TEST_F(Refusals, AreNotNeededWhereABoardForgetsWhatItPromised) {
  const std::filesystem::path copy = story_.folder.path() / "copy";
  story_.BackUp(copy);
  const uint64_t index = Value(story_.Bring(Value(device_.Vote(0))));
  Value(story_.board->Commit());
  const tlog::InclusionReceipt promise = Value(story_.board->Promise(index));
  story_.KeepPromise(promise);
  const verify::Verification early = story_.Verify();
  EXPECT_THAT(early, Finds(Strings{}));
  EXPECT_EQ(early.CountOf(verify::NoteKind::kPromiseNotJudged), 1u) << "nobody can say yet";
  ASSERT_THAT(story_.Restore(copy), Succeeds());
  story_.CastAll({8});
  EXPECT_THAT(story_.Verify(), Finds(Strings{"receipts - receipt-not-included"}));
  story_.CloseAndCount();
  EXPECT_THAT(story_.Verify(), Finds(Strings{"receipts - receipt-not-included"}));
}

}  // namespace
}  // namespace constat::whole
