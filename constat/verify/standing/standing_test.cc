#include "constat/verify/standing/standing.h"

#include "constat/io/file.h"
#include "constat/testing/town.h"
#include "constat/tlog/log_reader.h"

namespace constat::verify {
namespace {

using testing::kClosingMs;
using testing::Town;

class StandingTest : public ::testing::Test {
 protected:
  StandingTest() {
    town_.ToOpen();
    town_.Vote(0, {{0}});
    town_.Publish();
  }
  [[nodiscard]] std::filesystem::path Record() const { return town_.folder.path() / "record"; }
  [[nodiscard]] Standing Find(const std::filesystem::path& record, const Trust* trust = nullptr,
                              bool whole = false) {
    const tlog::DirectorySource source(record);
    return Value(
        FindStanding(source, {.trust = trust, .heads = &heads_, .whole = whole, .now_ms = ++now_ms_}));
  }
  [[nodiscard]] Standing Find() { return Find(Record()); }
  // ByKeptHead says whether the standing came from a kept head, and not from the whole record.
  static bool ByKeptHead(const Standing& standing) { return standing.judged_ms != 0; }

  [[nodiscard]] tlog::SignedCheckpoint Checkpoint() const {
    return Value(tlog::ReadCheckpoint(tlog::DirectorySource(Record())));
  }
  void Put(const tlog::SignedCheckpoint& checkpoint) {
    ASSERT_THAT(io::WriteFile(Record() / "checkpoint", AsBytes(tlog::FormatSignedCheckpoint(checkpoint))),
                Succeeds());
  }
  // Spoil changes the first byte of a file, or the last one.
  enum class End { kFirst, kLast };
  void Spoil(const std::filesystem::path& path, End end) {
    Bytes bytes = Value(io::ReadFile(path));
    (end == End::kFirst ? bytes.front() : bytes.back()) ^= 1;
    ASSERT_THAT(io::WriteFile(path, bytes), Succeeds());
  }
  // FileOf is where the record's partial tile or bundle of a kind lies.
  [[nodiscard]] std::filesystem::path FileOf(int level) const {
    const uint64_t size = Checkpoint().checkpoint.size;
    return Record() / tlog::FormatTilePath(Value(tlog::TileIn(size, level, 0)));
  }

  Town town_;
  KeptHeads heads_{town_.folder.path() / "cache", "aa11"};
  uint64_t now_ms_ = 1000;
};

TEST_F(StandingTest, TheSecondTimeIsByTheKeptHead) {
  const Standing first = Find();
  EXPECT_EQ(first.outcome, StandingOutcome::kGood);
  EXPECT_FALSE(ByKeptHead(first));
  EXPECT_EQ(first.judged, first.said.entries);
  const Standing second = Find();
  EXPECT_EQ(second.judged_ms, 1001u);
  EXPECT_EQ(second.said, first.said);
  EXPECT_EQ(second.seen_ms, first.seen_ms);
  EXPECT_EQ(second.seen_ms, town_.clock.NowMs() / 1000 * 1000);
  EXPECT_EQ(second.judged, first.judged);
  EXPECT_FALSE(ByKeptHead(Find(Record(), nullptr, true))) << "asked for the whole record";
  EXPECT_EQ(Find().judged_ms, 1003u) << "which is kept";
  const tlog::DirectorySource source(Record());
  EXPECT_FALSE(ByKeptHead(Value(FindStanding(source, {.now_ms = 5})))) << "nothing is kept";
}

// Ballots and the like are counted as entries, and said not to be judged.
TEST_F(StandingTest, NewerBallotsAreNamedAsNotJudged) {
  const Standing first = Find();
  town_.Vote(1, {{1}});
  town_.clock.Set(town_.clock.NowMs() + 60'000);
  town_.Vote(2, {{1}});
  town_.Publish();
  const Standing second = Find();
  EXPECT_TRUE(ByKeptHead(second));
  EXPECT_EQ(second.judged, first.judged);
  EXPECT_EQ(second.said.entries, first.said.entries + 2);
  EXPECT_EQ(second.said.ballots, first.said.ballots);
  EXPECT_EQ(second.said.last_time_ms, town_.board->MutableState().LastTimeMs());
}

// An entry that changes who is waited for is judged, with all before it.
TEST_F(StandingTest, AStepOfAPartyIsJudged) {
  (void)Find();
  town_.Close();
  const Standing closed = Find();
  EXPECT_FALSE(ByKeptHead(closed));
  EXPECT_EQ(closed.said.phase, referendum::Phase::kTallying);
  EXPECT_EQ(closed.said, referendum::MilestonesOf(town_.board->MutableState()));
  EXPECT_TRUE(ByKeptHead(Find()));
}

// What the kept head stands on is looked at anew each time: the checkpoint, the tiles, the newer entries.
// Each of these is left to the verification of the whole record, which says that it is wrong.
TEST_F(StandingTest, AWrongRecordIsNotCoveredByTheKeptHead) {
  (void)Find();
  town_.Vote(1, {{1}});
  town_.Publish();
  const tlog::SignedCheckpoint good = Checkpoint();

  tlog::SignedCheckpoint bad = good;
  bad.signatures.pop_back();
  Put(bad);
  EXPECT_EQ(Find().outcome, StandingOutcome::kWrong) << "no quorum";
  bad = good;
  bad.checkpoint.root[0] ^= 1;
  Put(bad);
  EXPECT_EQ(Find().outcome, StandingOutcome::kWrong) << "not what the board signed";
  Put(good);
  EXPECT_TRUE(ByKeptHead(Find()));

  Spoil(FileOf(0), End::kFirst);
  EXPECT_EQ(Find().outcome, StandingOutcome::kWrong) << "a hash tile";
  Spoil(FileOf(0), End::kFirst);
  EXPECT_EQ(Find().outcome, StandingOutcome::kGood);
  Spoil(FileOf(tlog::Tile::kEntries), End::kLast);
  EXPECT_EQ(Find().outcome, StandingOutcome::kWrong) << "the newest ballot";
  Spoil(FileOf(tlog::Tile::kEntries), End::kLast);
  EXPECT_TRUE(ByKeptHead(Find()));
}

TEST_F(StandingTest, TheTrustFileIsAskedEachTime) {
  (void)Find();
  Trust trust{.manifest_hash = town_.context().manifest_hash,
              .policy = town_.context().LogPolicy(),
              .checkpoints = {},
              .receipts = {}};
  EXPECT_TRUE(ByKeptHead(Find(Record(), &trust)));
  trust.checkpoints.push_back({"older", Checkpoint()});
  EXPECT_FALSE(ByKeptHead(Find(Record(), &trust))) << "more to check than the head says";
  trust.checkpoints.clear();
  trust.manifest_hash[0] ^= 1;
  EXPECT_EQ(Find(Record(), &trust).outcome, StandingOutcome::kWrong);
  trust.manifest_hash = town_.context().manifest_hash;
  trust.policy = Value(tlog::Policy::MakeThreshold(town_.context().BoardKey(), town_.context().WitnessKeys(),
                                                   testing::kQuorum + 1));
  EXPECT_EQ(Find(Record(), &trust).outcome, StandingOutcome::kWrong) << "no quorum by the trust file";
}

// An older copy is no fault of the record, and does not make this computer forget what it saw.
TEST_F(StandingTest, AnOlderCopyIsNamed) {
  std::filesystem::copy(Record(), town_.folder.path() / "older", std::filesystem::copy_options::recursive);
  town_.Vote(1, {{1}});
  town_.Publish();
  const Standing newer = Find();
  const Standing older = Find(town_.folder.path() / "older");
  EXPECT_EQ(older.outcome, StandingOutcome::kGood);
  EXPECT_FALSE(ByKeptHead(older));
  EXPECT_EQ(older.kept, newer.said.entries);
  EXPECT_EQ(older.judged, newer.said.entries - 1);
  EXPECT_TRUE(ByKeptHead(Find()));
}

// The attack: board and witnesses tell this person another story than before. Spec: VER-3
TEST_F(StandingTest, AForkedLogIsNamed) {
  const std::filesystem::path fork = town_.folder.path() / "fork";
  party::BoardOptions options = town_.CopyBoard(fork);
  town_.Vote(1, {{1}});
  town_.Publish();
  const Standing seen = Find();
  town_.PlotWith(fork, std::move(options));
  town_.Vote(2, {{0}});
  town_.Vote(2, {{0}});
  town_.Publish();
  const Standing forked = Find(fork / "record");
  EXPECT_EQ(forked.outcome, StandingOutcome::kForked);
  EXPECT_EQ(forked.kept, seen.said.entries);
  EXPECT_EQ(Find(fork / "record").outcome, StandingOutcome::kForked) << "and again: the fork is not kept";
  EXPECT_TRUE(ByKeptHead(Find()));
}

}  // namespace
}  // namespace constat::verify
