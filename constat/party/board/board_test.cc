#include "constat/party/board/board.h"

#include "constat/testing/town.h"
#include "constat/verify/light/receipt.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::Phase;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::Town;
using testing::TownVoter;

TEST(Board, ForgetsWhatWasNotCommitted) {
  Town town;
  town.Start();
  town.Deal();
  town.Reopen();  // a crash: nobody was told of the deals
  EXPECT_EQ(town.board->state().tree().size(), 1u);
  town.HoldCeremony();
  EXPECT_EQ(town.board->state().phase(), Phase::kRoll);
}

TEST(Board, IsStartedOnce) {
  Town town;
  town.Start();
  EXPECT_THAT(Board::Create(town.MakeBoardOptions(), town.manifest_body),
              FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_THAT(Board::Open(town.MakeBoardOptions()), FailsWith(ErrorCode::kCannotWrite))
      << "it is open already";
}

TEST(Board, WantsItsOwnKeyAndLog) {
  Town town;
  BoardOptions options = town.MakeBoardOptions();
  EXPECT_THAT(Board::Open(std::move(options)), FailsWith(ErrorCode::kMissingFile));
  options = town.MakeBoardOptions();
  options.key = crypto::Ed25519Key::FromSeed(town.organiser_key.seed());
  EXPECT_THAT(Board::Create(std::move(options), town.manifest_body), FailsWith(ErrorCode::kWrongKey));
  town.Start();
  town.board.reset();
  options = town.MakeBoardOptions();
  options.key = crypto::Ed25519Key::FromSeed(town.organiser_key.seed());
  EXPECT_THAT(Board::Open(std::move(options)), FailsWith(ErrorCode::kWrongKey));
  options = town.MakeBoardOptions();
  options.key.reset();
  Board reading = Value(Board::Open(std::move(options)));
  EXPECT_THAT(reading.Append(EntryType::kTrusteeDeal, Bytes{1}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(reading.Commit(), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(reading.Receipt(0), Succeeds());
}

// Spec: LOG-7
TEST(Board, WritesNothingThatTheRulesRefuse) {
  Town town;
  town.Start();
  EXPECT_THAT(town.board->Append(EntryType::kBallot, Bytes{1, 2, 3}), FailsWith(ErrorCode::kWrongPhase));
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeCommit, Bytes{0, 1}), FailsWith(ErrorCode::kTruncated));
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeCommit, Bytes(record::kMaxBodySize + 1)),
              FailsWith(ErrorCode::kTooLarge));
  EXPECT_EQ(Value(town.board->Commit()).checkpoint.size, 1u);
  town.clock.Set(town.clock.NowMs() - 120'000);
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeCommit, town.trustees[0].Commit(town.rng)),
              FailsWith(ErrorCode::kTimeWentBack));
}

// Spec: BAL-8
TEST(Board, JudgesBallotsTogetherAsOneByOne) {
  Town town({.voters = {60, 0}});
  town.ToOpen();
  std::vector<Bytes> bodies;
  for (size_t v = 0; v < 50; ++v)
    bodies.push_back(town.MakeBallot(town.voters[v], {{static_cast<uint16_t>(v % 3)}}));
  bodies[7].back() ^= 1;    // the signature's response
  bodies[20] = bodies[19];  // a replay
  bodies[30].pop_back();
  bodies[31].resize(record::kMaxBodySize + 1);
  bodies[40][31] ^= 0x80;  // no canonical point
  const std::vector<ByteView> views(bodies.begin(), bodies.end());
  const std::vector<Result<uint64_t>> answers = town.board->AppendBallots(views);
  ASSERT_EQ(answers.size(), bodies.size());
  uint64_t expected = town.board->state().tree().size() - 45;
  for (size_t i = 0; i < answers.size(); ++i) {
    switch (i) {
      case 7:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kBadProof));
        break;
      case 20:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kStaleRevision));
        break;
      case 30:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kTruncated));
        break;
      case 31:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kTooLarge));
        break;
      case 40:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kBadPoint));
        break;
      default:
        ASSERT_THAT(answers[i], Succeeds()) << i;
        EXPECT_EQ(*answers[i], expected++);
    }
  }
  EXPECT_EQ(town.board->state().ballots().Ballots(), 45u);
}

// Spec: LOG-7, BAL-8 (2)
TEST(Board, RoundsTimesInPhaseOpenOnly) {
  Town town;
  town.Start();
  EXPECT_EQ(town.board->state().EntryTimeMs(town.clock.NowMs()), town.clock.NowMs());
  town.HoldCeremony();
  town.MakeRoll();
  town.Drill();
  const uint64_t open_ms = testing::kOpeningMs + 7'123;
  town.clock.Set(open_ms);
  town.OpenVoting();
  const referendum::Referendum& state = town.board->state();
  EXPECT_EQ(state.voting_time().BeginMs(), open_ms) << "what came at this moment is what is written";
  EXPECT_EQ(state.EntryTimeMs(open_ms + 5'000), open_ms);
  EXPECT_EQ(state.EntryTimeMs(testing::kFirstMinuteMs + 59'999), testing::kFirstMinuteMs);
  EXPECT_EQ(state.EntryTimeMs(testing::kClosingMs - 1), testing::kClosingMs - 30'000);
  EXPECT_EQ(state.EntryTimeMs(testing::kClosingMs + 1), testing::kClosingMs);
}

// A clock that is ahead once must not end the referendum: the rules take a roll, a drill, pages and a
// statement at any time, and none of them could ever be followed by an opening. Spec: LOG-7, ROL-8
TEST(Board, AClockThatIsAheadEndsNothing) {
  constexpr uint64_t kYearMs = 365ull * 86'400'000;
  Town town;
  town.Start();
  const uint64_t before_ms = town.clock.NowMs();
  const Bytes commit = town.trustees[0].Commit(town.rng);
  town.clock.Set(before_ms + kYearMs);
  const auto late = town.board->Append(EntryType::kTrusteeCommit, commit);
  ASSERT_THAT(late, FailsWith(ErrorCode::kWrongPhase));
  EXPECT_THAT(late.error().detail, ::testing::HasSubstr("this machine's clock shows "));
  town.clock.Set(before_ms);
  town.HoldCeremony();
  town.MakeRoll();
  const uint64_t size = town.board->state().tree().size();
  const Bytes drill = Value(town.trustees[1].MakeDrill(town.board->state(), town.rng));
  town.clock.Set(before_ms + kYearMs);
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeDrill, drill), FailsWith(ErrorCode::kWrongPhase));
  EXPECT_EQ(town.board->state().tree().size(), size);
  town.clock.Set(before_ms);
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeDrill, drill), Succeeds());
}

// Spec: BAL-12, LOG-4
TEST(Board, PublishesAndReceiptsOnlyWithAQuorum) {
  Town town;
  town.ToOpen();
  const uint64_t index = town.Vote(0, {{0}});
  EXPECT_THAT(town.board->Receipt(index), FailsWith(ErrorCode::kWrongOrder));
  const tlog::SignedCheckpoint committed = Value(town.board->Commit());
  EXPECT_THAT(town.board->Receipt(index), FailsWith(ErrorCode::kWrongOrder)) << "committed, not published";
  tlog::SignedCheckpoint one =
      Value(town.witnesses[2].Cosign(committed, town.board->log(), FileWitness::First::kYes));
  EXPECT_THAT(town.board->Publish(one), FailsWith(ErrorCode::kNoQuorum));
  ASSERT_THAT(town.board->Publish(town.Cosign(committed)), Succeeds());
  EXPECT_THAT(town.board->Receipt(index), Succeeds());
  // The log goes on; the receipt is under the published checkpoint all the same.
  town.Vote(1, {{0}});
  Value(town.board->Commit());
  const tlog::InclusionReceipt receipt = Value(town.board->Receipt(index));
  EXPECT_EQ(receipt.checkpoint.checkpoint, committed.checkpoint);
  EXPECT_THAT(verify::CheckReceipt(receipt, town.context().LogPolicy(), town.context()), Succeeds());
}

// Spec: TAL-1
TEST(Board, ClosesOnTimeAndWithTheWitnesses) {
  Town town;
  town.ToOpen();
  for (size_t v = 0; v < 3; ++v) town.Vote(v, {{0}});
  EXPECT_THAT(town.board->PrepareClose(), FailsWith(ErrorCode::kWrongCloseTime));
  const tlog::SignedCheckpoint early = town.Cosign(Value(town.board->Commit()));
  town.clock.Set(kClosingMs);
  EXPECT_THAT(town.board->Append(EntryType::kBallot, town.MakeBallot(town.voters[1], {{0}})),
              FailsWith(ErrorCode::kOutsideVotingTime));
  const tlog::SignedCheckpoint prepared = Value(town.board->PrepareClose());
  EXPECT_THAT(town.board->Close(prepared), FailsWith(ErrorCode::kNoQuorum));
  EXPECT_THAT(town.board->Close(early), FailsWith(ErrorCode::kWrongCloseTime))
      << "cosigned before the closing";
  EXPECT_THAT(town.board->Close(town.Cosign(prepared)), Succeeds());
  EXPECT_EQ(town.board->state().phase(), Phase::kTallying);
  EXPECT_THAT(town.board->AppendResult(), FailsWith(ErrorCode::kTooFewShares));
}

}  // namespace
}  // namespace constat::party
