// A board's disk is lost, and an older copy of its folder is put in its place: what its program says, what
// the witnesses do, and how it goes on. Spec: LOG-5, LOG-8, BAL-17
#include "constat/party/board/cosigned.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

namespace fs = std::filesystem;
using testing::ConvictsNobody;
using testing::Device;
using testing::Finds;
using ::testing::HasSubstr;
using testing::Story;

using Strings = std::vector<std::string>;

class RestoredBackup : public ::testing::Test {
 protected:
  RestoredBackup() {
    story_.ToOpen();
    story_.CastAll({1, 2, 5});
    story_.BackUp(Old());
  }
  [[nodiscard]] fs::path Old() const { return story_.folder.path() / "yesterday"; }
  // Promised is a ballot that was committed and not published; its voter keeps the promise.
  struct Promised {
    Bytes body;
    uint64_t index = 0;
  };
  Promised Promise(Device& device) {
    Promised out{Value(device.Vote(0))};
    out.index = Value(story_.Bring(out.body));
    Value(story_.board->Commit());
    story_.KeepPromise(Value(story_.board->Promise(out.index)));
    return out;
  }
  [[nodiscard]] Result<tlog::SignedCheckpoint> AskWitness(size_t w) {
    return story_.witnesses[w].Cosign(Value(story_.board->Commit()), story_.board->log());
  }

  Story story_;
};

// The board's program goes by what was published, and does not go on from less; with the right disk it does.
TEST_F(RestoredBackup, OlderThanThePublishedRecordIsRefusedByTheBoardItself) {
  story_.CastAll({0, 6, 7});
  const fs::path newest = story_.folder.path() / "newest";
  story_.BackUp(newest);
  const Status restored = story_.Restore(Old());
  EXPECT_THAT(restored, FailsWith(ErrorCode::kLogRewound));
  EXPECT_THAT(DetailOf(restored), HasSubstr("record"));
  ASSERT_THAT(story_.Restore(newest), Succeeds());
  story_.CastAll({8});
  story_.CloseAndCount();
  EXPECT_THAT(story_.Verify(), ConvictsNobody());
}

// Where the published folder was lost too, the witnesses remember: they sign neither the smaller tree
// nor another one.
// Spec: LOG-8
TEST_F(RestoredBackup, WithItsPublishedFolderIsStoppedByTheWitnesses) {
  const fs::path old_record = story_.folder.path() / "yesterdays-record";
  fs::copy(story_.Record(), old_record, fs::copy_options::recursive);
  story_.CastAll({0, 6, 7});
  const fs::path mirror = story_.folder.path() / "a-readers-copy";
  fs::copy(story_.Record(), mirror, fs::copy_options::recursive);
  fs::remove_all(story_.Record());
  fs::copy(old_record, story_.Record(), fs::copy_options::recursive);
  ASSERT_THAT(story_.Restore(Old()), Succeeds()) << "its own folders cannot know of more";
  EXPECT_THAT(AskWitness(0), FailsWith(ErrorCode::kLogRewound));
  EXPECT_THAT(AskWitness(1), FailsWith(ErrorCode::kLogRewound));
  const verify::Verification lacking = story_.Verify();
  EXPECT_EQ(testing::Everything(lacking), Strings(3, "receipts - receipt-not-included"))
      << "as it is now, the record lacks what three people have receipts for";
  EXPECT_THAT(lacking.At(verify::CheckId::kReceipts).findings()[0].text, HasSubstr("an older copy"))
      << "nobody is accused who was given a copy of yesterday";
  for (const size_t voter : {0, 3, 4, 8}) {
    Device device = story_.DeviceOf(voter);
    Value(story_.Bring(Value(device.Vote(1))));
  }
  EXPECT_THAT(AskWitness(0), FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(AskWitness(1), FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(story_.board->Publish(Value(story_.board->Commit())), FailsWith(ErrorCode::kNoQuorum));

  // Any reader's copy of the published record is the log: with it as the board's folder all goes on.
  story_.board.reset();
  const fs::path own = story_.folder.path() / "board";
  fs::remove_all(own);
  fs::remove_all(story_.Record());
  fs::create_directories(own);
  fs::copy(mirror, own / "log", fs::copy_options::recursive);
  fs::copy(mirror / "checkpoint", own / "head");
  ASSERT_NO_FATAL_FAILURE(story_.Reopen());
  story_.CastAll({8});
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.receipts_checked, 7u);
}

// Promises are lost with the disk; who sends the same ballot again has it counted, and is told that its place
// is another one. Nothing convicts. Spec: BAL-17
TEST_F(RestoredBackup, LosesPromisesAndWhoSendsAgainIsCounted) {
  Device first = story_.DeviceOf(0);
  Device second = story_.DeviceOf(6);
  const Promised one = Promise(first);
  const Promised two = Promise(second);
  ASSERT_THAT(story_.Restore(Old()), Succeeds());
  EXPECT_EQ(Value(first.Revision()), 1u) << "a promise is no receipt";
  Value(story_.Bring(two.body));
  Value(story_.Bring(one.body));
  story_.Publish();
  story_.CastAll({7, 8});
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_EQ(v.outcome(), verify::VerificationOutcome::kVerified);
  EXPECT_THAT(v, Finds(Strings{}));
  EXPECT_EQ(v.CountOf(verify::NoteKind::kPromiseMoved), 2u);
  EXPECT_EQ(v.notes.size(), 2u);
  EXPECT_EQ(v.promises_kept, 2u);
  EXPECT_EQ(v.ballots, 7u);
}

// In its old place, with a later time, the promise was kept under another tree. Spec: BAL-17
TEST_F(RestoredBackup, APromiseThatIsKeptInItsPlaceIsNotedToo) {
  Device device = story_.DeviceOf(0);
  const Promised one = Promise(device);
  story_.clock.Set(story_.clock.NowMs() + 120'000);
  ASSERT_THAT(story_.Restore(Old()), Succeeds());
  EXPECT_EQ(Value(story_.Bring(one.body)), one.index);
  story_.Publish();
  story_.CastAll({6, 7, 8});
  story_.CloseAndCount();
  const verify::Verification v = story_.Verify();
  EXPECT_EQ(v.outcome(), verify::VerificationOutcome::kVerified);
  EXPECT_THAT(v, Finds(Strings{}));
  EXPECT_EQ(v.CountOf(verify::NoteKind::kPromiseForked), 1u);
}

// Who made another ballot in its place has broken the promise as much as a board that lied: the design says
// so (T6 of the threats). Spec: BAL-17
TEST_F(RestoredBackup, BreaksThePromiseOfABallotThatWasMadeAnew) {
  Device device = story_.DeviceOf(0);
  Promise(device);
  ASSERT_THAT(story_.Restore(Old()), Succeeds());
  story_.CastWith(device, 1);
  EXPECT_THAT(story_.Verify(), Finds(Strings{"receipts - receipt-not-included"}));
}

// One witness had cosigned what the disk lost. It signs no other history any more; two of three go
// on without it.
TEST_F(RestoredBackup, LosesTheWitnessThatHadSeenMore) {
  Device device = story_.DeviceOf(0);
  Value(story_.Bring(Value(device.Vote(0))));
  ASSERT_THAT(AskWitness(0), Succeeds());
  ASSERT_THAT(story_.Restore(Old()), Succeeds());
  EXPECT_THAT(AskWitness(0), FailsWith(ErrorCode::kLogRewound));
  Value(story_.Bring(Value(device.Vote(1))));
  const tlog::SignedCheckpoint head = Value(story_.board->Commit());
  std::vector<party::CosignedFile> files;
  files.push_back({"1", Value(AskWitness(1))});
  files.push_back(
      {"2", Value(story_.witnesses[2].Cosign(head, story_.board->log(), party::FileWitness::First::kYes))});
  EXPECT_THAT(story_.board->Publish(party::MergeCosigned(story_.context(), head, files).checkpoint),
              Succeeds());
  EXPECT_THAT(story_.Verify(), Finds(Strings{}));
}

}  // namespace
}  // namespace constat::whole
