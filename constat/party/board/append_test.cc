#include "constat/party/board/append.h"

#include "constat/party/organiser/organiser.h"
#include "constat/record/shown_hash.h"
#include "constat/testing/town.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::Town;

class AppendingTest : public ::testing::Test {
 protected:
  AppendingTest() {
    town_.ToOpen();
    sinks_.accepted = [this](uint64_t index, const parcel::EntryBody&) { accepted_.push_back(index); };
    sinks_.refused = [this](const Error& error) {
      refused_.push_back(std::string(ErrorName(error.code)) + " " + error.detail);
    };
  }
  [[nodiscard]] Status Add(std::vector<parcel::EntryBody> entries) {
    return Appending(*town_.board, sinks_).Add({town_.manifest_hash, std::move(entries)}, "file");
  }
  [[nodiscard]] parcel::EntryBody BallotOf(size_t voter) {
    return {EntryType::kBallot, town_.MakeBallot(town_.voters[voter], {{0}})};
  }

  Town town_;
  AppendSinks sinks_;
  std::vector<uint64_t> accepted_;
  std::vector<std::string> refused_;
};

TEST_F(AppendingTest, LeavesOutTheBallotsThatTheRulesRefuse) {
  const uint64_t next = town_.board->state().tree().size();
  parcel::EntryBody bad = BallotOf(1);
  bad.body.back() ^= 1;
  EXPECT_THAT(Add({BallotOf(0), bad, BallotOf(2)}), Succeeds());
  EXPECT_EQ(accepted_, (std::vector<uint64_t>{next, next + 1}));
  ASSERT_EQ(refused_.size(), 1u);
  EXPECT_THAT(refused_.front(), ::testing::StartsWith("bad-"));
  EXPECT_THAT(refused_.front(), ::testing::HasSubstr("file: "));
}

TEST_F(AppendingTest, StopsAtAnythingElseThatIsRefused) {
  EXPECT_THAT(Add({{EntryType::kTrusteeDeal, Bytes{1}}, BallotOf(0)}), FailsWith(ErrorCode::kWrongPhase));
  EXPECT_TRUE(accepted_.empty());
  EXPECT_TRUE(refused_.empty());
}

TEST_F(AppendingTest, TakesNoFileOfAnotherReferendum) {
  Appending appending(*town_.board, sinks_);
  EXPECT_THAT(appending.Add({Bytes32{1}, {BallotOf(0)}}, "file"), FailsWith(ErrorCode::kWrongReferendum));
  EXPECT_TRUE(accepted_.empty());
}

// Spec: MAN-6
TEST_F(AppendingTest, CountersignsOneListOfPagesOfThisReferendum) {
  const auto file = [&](const std::string& name, const Bytes32& hash,
                        std::vector<parcel::EntryBody> entries) {
    const std::filesystem::path path = town_.folder.path() / name;
    EXPECT_THAT(parcel::WriteEntryFile(path, {hash, std::move(entries)}), Succeeds());
    return path;
  };
  const parcel::EntryBody list{EntryType::kSoftware,
                               Value(MakePagesBody(town_.board->state(), {"Pages", "1", {{"a", Bytes32{1}}}},
                                                   town_.organiser_key, town_.clock.NowMs()))};
  Board& board = *town_.board;
  EXPECT_THAT(AppendPages(board, file("other", Bytes32{1}, {list})), FailsWith(ErrorCode::kWrongReferendum));
  EXPECT_THAT(AppendPages(board, file("ballot", town_.manifest_hash, {BallotOf(0)})),
              FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(AppendPages(board, file("two", town_.manifest_hash, {list, list})),
              FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(AppendPages(board, "nowhere"), FailsWith(ErrorCode::kMissingFile));
  const std::filesystem::path good = file("good", town_.manifest_hash, {list});
  EXPECT_THAT(AppendPages(board, good), Succeeds());
  EXPECT_EQ(board.state().software().Count(), 1);
  EXPECT_THAT(AppendPages(board, good), FailsWith(ErrorCode::kBadNumber));
}

TEST_F(AppendingTest, NamesTheTrackerOfABallot) {
  const parcel::EntryBody ballot = BallotOf(0);
  const record::BallotShape& shape = town_.context().shape;
  const Bytes32 tracker =
      record::Tracker(shape, Value(record::ParseBallot(shape, ballot.body)).ballot, town_.manifest_hash);
  EXPECT_EQ(FormatAccepted(town_.context(), 7, ballot),
            "entry 7: a ballot  tracker " + record::FormatTracker(tracker));
  EXPECT_EQ(FormatAccepted(town_.context(), 8, {EntryType::kOpen, {}}), "entry 8: an opening");
}

// The front end says "refused" of what the rules said, and "cannot" of files and disks.
TEST(IsRefusal, IsWhatTheRulesSay) {
  for (const ErrorCode code : {ErrorCode::kBadProof, ErrorCode::kWrongPhase, ErrorCode::kOutsideVotingTime}) {
    EXPECT_TRUE(IsRefusal(code)) << ErrorName(code);
  }
  for (const ErrorCode code :
       {ErrorCode::kMissingFile, ErrorCode::kWrongReferendum, ErrorCode::kRefusesOverwrite,
        ErrorCode::kCannotWrite, ErrorCode::kCannotRead, ErrorCode::kUsage}) {
    EXPECT_FALSE(IsRefusal(code)) << ErrorName(code);
  }
}

}  // namespace
}  // namespace constat::party
