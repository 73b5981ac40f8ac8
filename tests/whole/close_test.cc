// A slow disk at the close: what came in time goes in when the closing time is over, and then the
// tree is frozen.
// Spec: TAL-1, TAL-11
#include "constat/party/board/cosigned.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using testing::ConvictsNobody;
using testing::Device;
using testing::Finds;
using testing::kClosingMs;
using testing::kGraceMs;
using testing::kSealMs;
using testing::Story;

using Strings = std::vector<std::string>;

// kFrozenMs is when the tree has to be frozen at the latest: a third of the seal is less than
// five minutes here.
constexpr uint64_t kFrozenMs = kClosingMs + kSealMs / 3;

class SlowDisk : public ::testing::Test {
 protected:
  SlowDisk() {
    story_.ToOpen();
    story_.CastAll({1, 2, 5, 6, 7});
  }
  // Came is a ballot of a voter that arrives so long before the closing, and waits.
  struct Came {
    Device device;
    Bytes body;
    uint64_t at_ms = 0;
  };
  [[nodiscard]] Came Comes(size_t voter, uint64_t before_ms) {
    story_.clock.Set(kClosingMs - before_ms);
    Came out{story_.DeviceOf(voter), {}, story_.clock.NowMs()};
    out.body = Value(out.device.Vote(0));
    return out;
  }
  // GoesIn appends what waited, with the time of its arrival.
  uint64_t GoesIn(const Came& came) {
    const uint64_t index = Value(story_.Bring(came.body, story_.clock.NowMs() - came.at_ms));
    EXPECT_EQ(story_.board->state().LastTimeMs(), story_.board->state().EntryTimeMs(came.at_ms));
    return index;
  }

  Story story_;
};

// Spec: TAL-11, LOG-7
TEST_F(SlowDisk, WhatCameInTimeIsAppendedAfterTheClosing) {
  const std::vector<Came> waiting = [&] {
    std::vector<Came> out;
    out.push_back(Comes(0, 70'000));
    out.push_back(Comes(3, 31'000));
    out.push_back(Comes(8, 1));
    return out;
  }();
  story_.clock.Set(kFrozenMs);
  std::vector<uint64_t> indices;
  for (const Came& came : waiting) indices.push_back(GoesIn(came));
  story_.Publish();
  for (const uint64_t index : indices) story_.KeepReceipt(Value(story_.board->Receipt(index)));
  story_.KeepCheckpoint();
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.ballots, 8u);
  EXPECT_EQ(v.At(verify::CheckId::kClose).status(), verify::CheckStatus::kPassed);
}

// What is still not in gets the board's word that it came in time: a note, and no finding.
// Spec: BAL-15, BAL-16
TEST_F(SlowDisk, WhatIsLeftOutOfTheFrozenTreeIsCalledLate) {
  const Came first = Comes(0, 60'000);
  const Came second = Comes(3, 5'000);
  story_.clock.Set(kFrozenMs);
  GoesIn(first);
  story_.Publish();
  const record::RefusalFile late =
      story_.Refused(second.device, second.body, story_.clock.NowMs() - second.at_ms, party::Growth::kFrozen);
  EXPECT_EQ(late.refusal.code, static_cast<uint16_t>(ErrorCode::kLate));
  story_.KeepRefusal(late);
  EXPECT_EQ(story_.Verify().CountOf(verify::NoteKind::kRefusalNotJudged), 1u) << "there is no close yet";
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_EQ(v.outcome(), verify::VerificationOutcome::kVerified);
  EXPECT_THAT(v, Finds(Strings{}));
  ASSERT_EQ(v.notes.size(), 1u);
  EXPECT_EQ(v.notes[0].kind, verify::NoteKind::kLate);
  EXPECT_EQ(v.ballots, 6u);
}

// It cannot say so of a ballot that it had for longer, and an honest one does not. Spec: BAL-16, TAL-11
TEST_F(SlowDisk, IsNoExcuseForWhatCameFiveMinutesBefore) {
  const Came came = Comes(0, 300'000);
  story_.clock.Set(kFrozenMs);
  story_.Publish();
  EXPECT_EQ(party::JudgeArrival(story_.board->state(), {record::RefusedType::kBallot, came.body, came.at_ms},
                                party::Growth::kFrozen)
                .decision,
            party::Decision::kPlainWords);
  story_.KeepRefusal(
      story_.SignedRefusal(came.body, ErrorCode::kLate, story_.board->state().EntryTimeMs(came.at_ms)));
  story_.CloseAndCount();
  EXPECT_THAT(story_.Verify(), Finds(Strings{"refusals - refused-wrongly"}));
}

// Of three witnesses one signs within the seal, the quorum within the grace. Spec: TAL-1
TEST_F(SlowDisk, AndWitnessesWhoAreAwayForAnHourStopNoClose) {
  const Came came = Comes(0, 1'000);
  story_.clock.Set(kFrozenMs);
  GoesIn(came);
  const tlog::SignedCheckpoint head = Value(story_.board->PrepareClose());
  story_.clock.Set(kClosingMs + kSealMs);
  std::vector<party::CosignedFile> files;
  files.push_back({"early", Value(story_.witnesses[1].Cosign(head, story_.board->log()))});
  EXPECT_THAT(story_.board->Close(party::MergeCosigned(story_.context(), head, files).checkpoint),
              FailsWith(ErrorCode::kNoQuorum));
  story_.clock.Set(kClosingMs + kGraceMs);
  files.push_back({"late", Value(story_.witnesses[0].Cosign(head, story_.board->log()))});
  ASSERT_THAT(story_.board->Close(party::MergeCosigned(story_.context(), head, files).checkpoint),
              Succeeds());
  story_.Publish();
  story_.Count({0, 1});
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.ballots, 6u);
}

}  // namespace
}  // namespace constat::whole
