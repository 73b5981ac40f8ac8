#include "constat/party/board/replay.h"

#include "constat/load/synthetic_record.h"
#include "constat/testing/town.h"
#include "constat/tlog/secret/sign.h"

namespace constat::party {

using load::SyntheticRecord;
using record::EntryType;
using referendum::Referendum;
using testing::kOpeningMs;
using testing::Town;

constexpr size_t kBallots = 300;  // more than a bundle

class TrustedReplayTest : public ::testing::Test {
 protected:
  static Result<Referendum> Trusted(const ReplayInput& input) { return TrustedReplay::Of(input); }
};

std::unique_ptr<SyntheticRecord> RecordOf(SyntheticRecord::Quality quality) {
  return Value(SyntheticRecord::Make(kBallots, 2, quality));
}

ReplayInput InputOf(const SyntheticRecord& record, unsigned threads) {
  return {&record, Value(tlog::ReadCheckpoint(record)).checkpoint.Tree(), threads};
}

TEST_F(TrustedReplayTest, ComesToTheStateOfReplay) {
  const auto record = RecordOf(SyntheticRecord::Quality::kClean);
  const Referendum full = Value(Replay(InputOf(*record, 1)));
  for (const unsigned threads : {1u, 3u}) {
    const Referendum trusted = Value(Trusted(InputOf(*record, threads)));
    EXPECT_EQ(trusted.phase(), full.phase());
    EXPECT_EQ(trusted.tree().Root(), full.tree().Root());
    EXPECT_EQ(trusted.ballots().Ballots(), kBallots);
    EXPECT_EQ(trusted.ballots().CountedIn(0), full.ballots().CountedIn(0));
    const std::vector<group::Point>& sums = full.ballots().SumsIn(0);
    ASSERT_EQ(trusted.ballots().SumsIn(0).size(), sums.size());
    for (size_t i = 0; i < sums.size(); ++i) {
      EXPECT_EQ(trusted.ballots().SumsIn(0)[i].Encode(), sums[i].Encode());
    }
  }
}

// What sets them apart: a false proof under a signed root is the board's own lie, which others find.
TEST_F(TrustedReplayTest, TakesProofsAsChecked) {
  const auto record = RecordOf(SyntheticRecord::Quality::kOnePercentBad);
  EXPECT_THAT(Replay(InputOf(*record, 2)), FailsWith(ErrorCode::kRecordNotVerified));
  EXPECT_THAT(Trusted(InputOf(*record, 2)), Succeeds());
}

// Where the entries are not those of the signed root, nothing is taken as checked.
TEST_F(TrustedReplayTest, ChecksAllThatIsNotUnderTheRoot) {
  ReplayInput input;
  const auto good = RecordOf(SyntheticRecord::Quality::kClean);
  input = InputOf(*good, 2);
  input.tree.root[0] ^= 1;
  EXPECT_THAT(Trusted(input), FailsWith(ErrorCode::kWrongRoot));
  const auto bad = RecordOf(SyntheticRecord::Quality::kOnePercentBad);
  input = InputOf(*bad, 2);
  input.tree.root[0] ^= 1;
  EXPECT_THAT(Trusted(input), FailsWith(ErrorCode::kRecordNotVerified));
  input = InputOf(*good, 2);
  ++input.tree.size;
  EXPECT_THAT(Trusted(input), FailsWith(ErrorCode::kMissingFile));
}

// AppendUnjudged puts an entry into the log of a town whose board is closed, and signs it with
// the board's key.
void AppendUnjudged(Town& town, const record::EntryView& entry) {
  auto store = Value(tlog::OpenLogStore(town.MakeBoardOptions().files));
  auto log = Value(tlog::LogWriter::Open(std::move(store), town.manifest.origin));
  Value(log.Append(record::EncodeEntry(entry)));
  Value(log.Commit([&](const tlog::Checkpoint& c) -> Result<tlog::NoteSignature> {
    return tlog::SignCheckpoint(town.board_key, c);
  }));
}

// Only who holds the key that signed a log takes its proofs as checked.
TEST(Replay, TrustsNobodyElsesLog) {
  Town town;
  town.ToOpen();
  Bytes ballot = town.MakeBallot(town.voters[0], {{0}});
  ballot.back() ^= 1;
  town.board.reset();
  AppendUnjudged(town, {EntryType::kBallot, testing::kFirstMinuteMs, ballot});
  EXPECT_THAT(Board::Open(town.MakeBoardOptions()), Succeeds());
  for (const bool stranger : {false, true}) {
    BoardOptions options = town.MakeBoardOptions();
    options.key.reset();
    if (stranger) options.key = crypto::Ed25519Key::FromSeed(town.organiser_key.seed());
    EXPECT_THAT(Board::Open(std::move(options)), FailsWith(ErrorCode::kRecordNotVerified));
  }
}

// A record somebody else spoilt is not gone on with.
TEST(Replay, RefusesARecordWhoseEntriesBreakTheRules) {
  Town town;
  town.Start();
  town.board.reset();
  BoardOptions options = town.MakeBoardOptions();
  AppendUnjudged(town, {EntryType::kBallot, kOpeningMs, ByteView()});
  const Result<Board> board = Board::Open(std::move(options));
  ASSERT_THAT(board, FailsWith(ErrorCode::kRecordNotVerified));
  EXPECT_THAT(board.error().detail, ::testing::HasSubstr("entry 1 breaks the rules: wrong-phase"));
}

}  // namespace constat::party
