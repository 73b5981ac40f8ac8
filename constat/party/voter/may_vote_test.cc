#include "constat/party/voter/may_vote.h"

#include "constat/record/shown_hash.h"
#include "constat/testing/town.h"
#include "constat/verify/light/place.h"

namespace constat::party {
namespace {

using referendum::NumberedBallot;
using testing::Plan;
using testing::Town;

verify::RecordView ViewOf(Town& town, const group::EncodedPoint& credential) {
  const verify::OpenedPlace place =
      Value(verify::OpenPlace({.record = (town.folder.path() / "record").string(), .trust = ""}));
  return Value(verify::RecordView::OpenFor(place, credential, {}));
}

class MayVoteTest : public ::testing::Test {
 protected:
  void Begin(const Plan& plan) {
    town_.emplace(plan);
    town_->Start();
    town_->HoldCeremony();
    town_->MakeRoll();
  }
  verify::RecordView View(size_t voter) { return ViewOf(*town_, town_->voters[voter].secret.credential()); }
  Status Check(size_t voter, const std::vector<NumberedBallot>& receipts = {}) {
    return CheckMayVote(town_->manifest, View(voter).own(), receipts);
  }
  std::optional<Town> town_;
};

// A ballot that would be made for nothing is not made. Spec: LOG-7
TEST_F(MayVoteTest, NobodyVotesAfterTheClosingByTheirClock) {
  Begin({});
  EXPECT_THAT(CheckInTime(town_->manifest, 0), Succeeds()) << "a clock that is behind harms nobody";
  EXPECT_THAT(CheckInTime(town_->manifest, testing::kClosingMs - 1), Succeeds());
  const Status late = CheckInTime(town_->manifest, testing::kClosingMs);
  ASSERT_THAT(late, FailsWith(ErrorCode::kOutsideVotingTime));
  EXPECT_THAT(late.error().detail, ::testing::HasSubstr("the voting ended on "));
}

TEST_F(MayVoteTest, TheSlotIsFoundOnlyWhileTheVotingIsOpen) {
  Begin({.voters = {2, 1}});
  const verify::RecordView before = View(2);
  EXPECT_THAT(FindSlot(before.state(), before.own()), FailsWith(ErrorCode::kWrongOrder));
  town_->OpenVoting();
  const verify::RecordView open = View(2);
  EXPECT_EQ(Value(FindSlot(open.state(), open.own())).region, 1);
  const verify::RecordView stranger = ViewOf(*town_, town_->manifest.trustees[0].key.encoded);
  EXPECT_THAT(FindSlot(stranger.state(), stranger.own()), FailsWith(ErrorCode::kNotOnRoll));
  town_->Close();
  const verify::RecordView closed = View(2);
  const Result<referendum::Slot> slot = FindSlot(closed.state(), closed.own());
  ASSERT_THAT(slot, FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(slot.error().detail, ::testing::HasSubstr("the voting is over since 15 January 2027, 09:00:30 "
                                                        "UTC, and no ballot can be cast any more: entry "));
}

TEST_F(MayVoteTest, WhereVotingAgainIsAllowedItIsAsOftenAsTheManifestSays) {
  Begin({.voters = {2, 1}});
  town_->OpenVoting();
  EXPECT_THAT(Check(0), Succeeds());
  town_->Vote(0, {{0}});
  town_->Vote(0, {{1}});
  town_->Publish();
  EXPECT_THAT(Check(0), Succeeds());
  town_->manifest.max_ballots = 2;
  const Status third = Check(0);
  ASSERT_THAT(third, FailsWith(ErrorCode::kTooManyBallots));
  EXPECT_EQ(third.error().detail,
            "2 ballots were cast with this code, and no more are allowed; if some were not yours, tell the "
            "office that sent the code");
  EXPECT_THAT(Check(1), Succeeds());
}

TEST_F(MayVoteTest, WhereItIsNotARecordedBallotOrAReceiptIsTheLast) {
  Begin({.voters = {2, 1}, .revoting = false, .max_ballots = 1});
  town_->OpenVoting();
  EXPECT_THAT(Check(0), Succeeds());
  const Status by_receipt = Check(0, {{1, {7}}});
  ASSERT_THAT(by_receipt, FailsWith(ErrorCode::kAlreadyVoted));
  EXPECT_THAT(by_receipt.error().detail, ::testing::HasSubstr(record::FormatTracker({7})));
  const uint64_t entry = town_->Vote(0, {{0}});
  town_->Publish();
  const Status by_record = Check(0);
  ASSERT_THAT(by_record, FailsWith(ErrorCode::kAlreadyVoted));
  EXPECT_THAT(by_record.error().detail, ::testing::HasSubstr("(entry " + std::to_string(entry) + ")"));
  EXPECT_THAT(Check(1), Succeeds());
}

}  // namespace
}  // namespace constat::party
