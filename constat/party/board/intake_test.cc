#include "constat/party/board/intake.h"

#include "constat/party/organiser/organiser.h"
#include "constat/record/credential_name.h"
#include "constat/record/shown_hash.h"
#include "constat/testing/board_inbox.h"
#include "constat/testing/town.h"
#include "constat/verify/light/refusal.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::BoardInbox;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using testing::Town;

class IntakeTest : public BoardInbox {
 protected:
  Status Take(const std::vector<std::string>& names) {
    Forget();
    return Intake(*board_, Sinks(), Intake::Answers::kAll).Take(names);
  }
  // ToVoting brings everything up to the opening.
  void ToVoting() {
    Begin();
    std::vector<std::string> names = PutEach("commit", EntryType::kTrusteeCommit);
    for (const auto& [name, type] :
         {std::pair("deal", EntryType::kTrusteeDeal), std::pair("accept", EntryType::kTrusteeAccept)}) {
      for (std::string& file : PutEach(name, type)) names.push_back(std::move(file));
    }
    for (std::string& file : PutRolls()) names.push_back(std::move(file));
    for (std::string& file : PutEach("drill", EntryType::kTrusteeDrill)) names.push_back(std::move(file));
    names.push_back(Put("open", Bodies(EntryType::kOpen)));
    ASSERT_THAT(Take(names), Succeeds());
    ASSERT_EQ(board_->board().state().phase(), referendum::Phase::kOpen);
    clock_.Set(testing::kFirstMinuteMs);
  }
  std::vector<parcel::EntryBody> Ballots() { return Bodies(EntryType::kBallot); }
};

// Whatever the order in which files lie there. Spec: LOG-6
TEST_F(IntakeTest, PutsFilesInTheirOrder) {
  Begin();
  std::vector<std::string> names{Put("a-open", Bodies(EntryType::kOpen))};
  for (std::string& file : PutEach("b-drill", EntryType::kTrusteeDrill)) names.push_back(std::move(file));
  for (std::string& file : PutRolls()) names.push_back(std::move(file));
  for (const EntryType type :
       {EntryType::kTrusteeAccept, EntryType::kTrusteeDeal, EntryType::kTrusteeCommit}) {
    for (std::string& file : PutEach(std::string(record::EntryTypeName(type)), type))
      names.push_back(std::move(file));
  }
  ASSERT_THAT(Take(names), Succeeds());
  EXPECT_THAT(refused_, IsEmpty());
  EXPECT_EQ(board_->board().state().phase(), referendum::Phase::kOpen);
  EXPECT_EQ(board_->board().head()->checkpoint.size, accepted_.size() + 1) << "committed, with the manifest";
}

// A stranger's file, a cut one and a neighbour's do no harm to the others. Spec: BAL-8
TEST_F(IntakeTest, JudgesEachFileByItself) {
  ToVoting();
  const std::string junk = (inbox() / "junk").string();
  ASSERT_THAT(io::WriteFile(junk, AsBytes("hello")), Succeeds());
  const std::string neighbours = (inbox() / "neighbours").string();
  ASSERT_THAT(parcel::WriteEntryFile(neighbours, {Bytes32{1}, {Ballots()[0]}}), Succeeds());
  parcel::EntryBody forged = Ballots()[1];
  forged.body.back() ^= 1;
  parcel::EntryBody other = Bodies(EntryType::kTrusteeDeal)[0];
  other.body.back() ^= 1;
  const std::string deal = Put("late-deal", {other, Bodies(EntryType::kOpen)[0]});
  ASSERT_THAT(Take({junk, neighbours, deal, "nowhere", Put("forged", {forged}), Put("good", {Ballots()[2]})}),
              Succeeds());
  EXPECT_EQ(accepted_.size(), 1u);
  ASSERT_EQ(refused_.size(), 5u);
  EXPECT_THAT(refused_, ::testing::Contains(HasSubstr("junk")));
  EXPECT_THAT(refused_, ::testing::Contains(StartsWith("wrong-referendum")));
  EXPECT_THAT(refused_, ::testing::Contains(HasSubstr("nowhere")));
  EXPECT_THAT(refused_, ::testing::Contains(HasSubstr("forged: ")));
  EXPECT_THAT(refused_, ::testing::Contains(HasSubstr("late-deal: ")));
  EXPECT_EQ(board_->board().head()->checkpoint.size, board_->board().state().tree().size());
}

// What is brought again, by a crash or by two people, is no fault.
TEST_F(IntakeTest, ARepetitionIsNoFault) {
  ToVoting();
  const std::vector<std::string> once = {Put("b0", {Ballots()[0]}), (inbox() / "roll-1").string(),
                                         (inbox() / "deal-1").string()};
  ASSERT_THAT(Take(once), Succeeds());
  EXPECT_EQ(accepted_.size(), 1u);
  EXPECT_EQ(already_.size(), 2u);
  EXPECT_THAT(refused_, IsEmpty());
  const uint64_t ballot = accepted_.front();
  ASSERT_THAT(Take({once[0], Put("copy", {Ballots()[0]})}), Succeeds());
  EXPECT_EQ(already_, (std::vector<uint64_t>{ballot, ballot}));
  EXPECT_TRUE(std::filesystem::exists(inbox() / "b0.promise")) << "the board's answer";
  ASSERT_THAT(Take({Put("twice", {Ballots()[1], Ballots()[1]})}), Succeeds());
  EXPECT_EQ(accepted_.size(), 1u);
  EXPECT_EQ(already_, accepted_);
}

// Spec: BAL-15, BAL-16
TEST_F(IntakeTest, WritesTheBoardsAnswersBesideTheFilesOfBallots) {
  ToVoting();
  PublishAll();
  parcel::EntryBody spoilt = Ballots()[0];
  spoilt.body.back() ^= 1;
  const std::string name = Put("b.entry", {spoilt});
  ASSERT_THAT(Take({name}), Succeeds());
  ASSERT_EQ(refused_.size(), 1u);
  EXPECT_THAT(refused_.front(), HasSubstr("see " + name + ".refusal"));
  EXPECT_EQ(Value(verify::ReadRefusalFile(name + ".refusal")).body, spoilt.body);
  const std::string two = Put("two.entry", {spoilt, spoilt});
  ASSERT_THAT(Take({two}), Succeeds());
  EXPECT_THAT(refused_.back(), HasSubstr("see " + two + "-2.refusal"));
}

// Half a roll would be in the way of the whole one. Spec: ROL-6
TEST_F(IntakeTest, ARollIsAppendedWholeOrNotAtAll) {
  Begin();
  for (const EntryType type : {EntryType::kTrusteeCommit, EntryType::kTrusteeDeal, EntryType::kTrusteeAccept})
    ASSERT_THAT(Take(PutEach(std::string(record::EntryTypeName(type)), type)), Succeeds());
  std::vector<parcel::EntryBody> cut;
  for (const EntryType type : {EntryType::kRollChunk, EntryType::kRollEnd}) {
    for (parcel::EntryBody& entry : Bodies(type)) {
      if (entry.body[1] == 0) cut.push_back(std::move(entry));
    }
  }
  cut.back().body.back() ^= 1;
  const uint64_t before = board_->board().state().tree().size();
  ASSERT_THAT(Take({Put("bad-roll", cut)}), Succeeds());
  EXPECT_EQ(refused_.size(), 1u);
  EXPECT_EQ(board_->board().state().tree().size(), before);
  ASSERT_THAT(Take(PutRolls()), Succeeds());
  EXPECT_THAT(refused_, IsEmpty());
  EXPECT_TRUE(board_->board().state().roll().AllEnded());
}

// Spec: MAN-6
TEST(AppendPages, CountersignsOneListOfPagesOfThisReferendum) {
  Town town;
  town.ToOpen();
  const auto file = [&](const std::string& name, const Bytes32& hash,
                        std::vector<parcel::EntryBody> entries) {
    const std::filesystem::path path = town.folder.path() / name;
    EXPECT_THAT(parcel::WriteEntryFile(path, {hash, std::move(entries)}), Succeeds());
    return path;
  };
  const parcel::EntryBody list{EntryType::kSoftware,
                               Value(MakePagesBody(town.board->state(), {"Pages", "1", {{"a", Bytes32{1}}}},
                                                   town.organiser_key, town.clock.NowMs()))};
  const parcel::EntryBody ballot{EntryType::kBallot, town.MakeBallot(town.voters[0], {{0}})};
  Board& board = *town.board;
  EXPECT_THAT(AppendPages(board, file("other", Bytes32{1}, {list})), FailsWith(ErrorCode::kWrongReferendum));
  EXPECT_THAT(AppendPages(board, file("ballot", town.manifest_hash, {ballot})),
              FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(AppendPages(board, file("two", town.manifest_hash, {list, list})),
              FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(AppendPages(board, "nowhere"), FailsWith(ErrorCode::kMissingFile));
  const std::filesystem::path good = file("good", town.manifest_hash, {list});
  EXPECT_THAT(AppendPages(board, good), Succeeds());
  EXPECT_EQ(board.state().software().Count(), 1);
  EXPECT_THAT(AppendPages(board, good), FailsWith(ErrorCode::kBadNumber));
}

TEST_F(IntakeTest, NamesTheTrackerAndTheVoterOfABallot) {
  const parcel::EntryBody ballot = Ballots()[0];
  const record::BallotShape& shape = world_.context().shape;
  const record::ParsedBallot parsed = Value(record::ParseBallot(shape, ballot.body));
  const Bytes32 tracker = record::Tracker(shape, parsed.ballot, world_.manifest_hash);
  EXPECT_EQ(FormatTaken(world_.context(), ballot),
            "a ballot  tracker " + record::FormatTracker(tracker) + "  of " +
                record::FormatCredentialName(world_.manifest_hash, parsed.ballot.Credential()));
  EXPECT_EQ(FormatTaken(world_.context(), {EntryType::kOpen, {}}), "an opening");
}

// The front end says "refused" of what the rules said, and "not used" of files and disks.
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
