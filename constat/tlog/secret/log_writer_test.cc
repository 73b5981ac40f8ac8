#include "constat/tlog/secret/log_writer.h"

#include "constat/testing/disk.h"
#include "constat/testing/log.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/file_log_store.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;
using testing::CrashStore;
using testing::Disk;
using testing::EntryAt;
using testing::Fate;
using testing::KeyFromByte;
using testing::kOrigin;

LogWriter::Signer Signer() {
  return [](const Checkpoint& checkpoint) -> Result<NoteSignature> {
    return SignCheckpoint(KeyFromByte(1), checkpoint);
  };
}

Status AppendTo(LogWriter& log, uint64_t size) {
  while (log.size() < size) {
    CONSTAT_ASSIGN(const uint64_t index, log.Append(EntryAt(log.size())));
    EXPECT_EQ(index + 1, log.size());
  }
  return {};
}

// Grow appends up to size, commits and publishes.
Status Grow(LogWriter& log, uint64_t size) {
  CONSTAT_TRY(AppendTo(log, size));
  CONSTAT_ASSIGN(const SignedCheckpoint checkpoint, log.Commit(Signer()));
  return log.Publish(checkpoint);
}

// ExpectRecord demands a complete record of exactly the entries EntryAt(0 .. size - 1).
void ExpectRecord(const LogSource& source, uint64_t size) {
  const SignedCheckpoint checkpoint = ReadCheckpoint(source).value();
  EXPECT_THAT(VerifyLogSignature(checkpoint, LogKeyOf(KeyFromByte(1), kOrigin)), Succeeds());
  EXPECT_EQ(checkpoint.checkpoint.Tree(), testing::TreeOfEntries(size));
  EXPECT_THAT(CheckFiles(source, size), Succeeds());
  EXPECT_THAT(CheckTree(source, checkpoint.checkpoint.Tree()), Succeeds());
  EXPECT_THAT(ForEachEntry(source, size, {0, size},
                           [](uint64_t i, ByteView entry) -> Status {
                             EXPECT_TRUE(Equal(entry, EntryAt(i))) << i;
                             return {};
                           }),
              Succeeds());
}

class LogOnDisk {
 public:
  Result<LogWriter> Open() { return OpenAs(kOrigin); }
  Result<LogWriter> OpenAs(const std::string& origin) {
    CONSTAT_ASSIGN(std::unique_ptr<LogStore> store, OpenLogStore({record(), head()}));
    return LogWriter::Open(std::move(store), origin);
  }
  [[nodiscard]] fs::path record() const { return folder_.path() / "deep" / "record"; }
  [[nodiscard]] fs::path head() const { return folder_.path() / "state" / "head"; }

 private:
  TemporaryFolder folder_;
};

TEST(LogWriter, GrowsAcrossTilesAndHoldsExactlyItsFiles) {
  LogOnDisk files;
  LogWriter log = files.Open().value();
  EXPECT_FALSE(log.head().has_value());
  for (const uint64_t size : {0, 1, 2, 255, 256, 257, 300, 511, 512, 1025}) {
    ASSERT_THAT(Grow(log, size), Succeeds()) << size;
    ExpectRecord(DirectorySource(files.record()), size);
  }
}

TEST(LogWriter, ContinuesAfterReopeningAtAnySize) {
  LogOnDisk files;
  for (const uint64_t size : {0, 1, 200, 256, 300, 512, 513, 800}) {
    LogWriter log = files.Open().value();
    ASSERT_THAT(Grow(log, size), Succeeds());
    ExpectRecord(DirectorySource(files.record()), size);
  }
  const LogWriter log = files.Open().value();
  EXPECT_EQ(log.size(), 800u);
  EXPECT_EQ(log.published()->checkpoint.size, 800u);
}

TEST(LogWriter, ReachesTheSecondLevel) {
  LogOnDisk files;
  {
    LogWriter log = files.Open().value();
    ASSERT_THAT(Grow(log, 65536 + 255), Succeeds());
  }
  LogWriter log = files.Open().value();
  ASSERT_THAT(Grow(log, 65536 + 520), Succeeds());
  ExpectRecord(DirectorySource(files.record()), 65536 + 520);
}

TEST(LogWriter, ProvesWhatItCommitted) {
  LogOnDisk files;
  LogWriter log = files.Open().value();
  ASSERT_THAT(AppendTo(log, 700), Succeeds());
  EXPECT_THAT(log.ProveInclusion(0), FailsWith(ErrorCode::kBadNumber));  // nothing is committed yet
  ASSERT_THAT(log.Commit(Signer()), Succeeds());
  ASSERT_THAT(AppendTo(log, 1000), Succeeds());
  const TreeHead tree = testing::TreeOfEntries(700);
  for (const uint64_t index : {0, 1, 255, 256, 511, 512, 698, 699}) {
    EXPECT_THAT(VerifyInclusion(LeafHash(EntryAt(index)), index, tree, log.ProveInclusion(index).value()),
                Succeeds());
  }
  for (const uint64_t size : {0, 1, 255, 256, 257, 512, 699, 700}) {
    EXPECT_THAT(VerifyConsistency(testing::TreeOfEntries(size), tree, log.ProveConsistency(size).value()),
                Succeeds());
  }
  EXPECT_THAT(log.ProveInclusion(700), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(log.ProveConsistency(701), FailsWith(ErrorCode::kBadNumber));
}

TEST(LogWriter, PublishesOnlyWhatItCommittedLast) {
  LogOnDisk files;
  LogWriter log = files.Open().value();
  ASSERT_THAT(AppendTo(log, 5), Succeeds());
  const SignedCheckpoint five = log.Commit(Signer()).value();
  ASSERT_THAT(AppendTo(log, 9), Succeeds());
  const SignedCheckpoint nine = log.Commit(Signer()).value();
  EXPECT_THAT(log.Publish(five), FailsWith(ErrorCode::kBadConsistency));
  SignedCheckpoint bare = nine;
  bare.signatures.clear();
  EXPECT_THAT(log.Publish(bare), FailsWith(ErrorCode::kMissingSignature));
  SignedCheckpoint cosigned = nine;
  cosigned.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w", nine.checkpoint, 1));
  ASSERT_THAT(log.Publish(cosigned), Succeeds());
  ExpectRecord(DirectorySource(files.record()), 9);
  EXPECT_EQ(ReadCheckpoint(DirectorySource(files.record())).value().signatures.size(), 2u);
}

TEST(LogWriter, UncommittedEntriesAreForgottenAndTheirFilesRemoved) {
  LogOnDisk files;
  {
    LogWriter log = files.Open().value();
    ASSERT_THAT(Grow(log, 10), Succeeds());
    ASSERT_THAT(AppendTo(log, 600), Succeeds());  // full tiles are on disk now
    EXPECT_TRUE(fs::exists(files.record() / "tile/0/000"));
  }
  const LogWriter log = files.Open().value();
  EXPECT_EQ(log.size(), 10u);
  ExpectRecord(DirectorySource(files.record()), 10);
}

TEST(LogWriter, ACommittedHeadSurvivesAndIsContinued) {
  LogOnDisk files;
  {
    LogWriter log = files.Open().value();
    ASSERT_THAT(Grow(log, 10), Succeeds());
    ASSERT_THAT(AppendTo(log, 300), Succeeds());
    ASSERT_THAT(log.Commit(Signer()), Succeeds());  // a witness may have seen it
  }
  LogWriter log = files.Open().value();
  EXPECT_EQ(log.head()->checkpoint.size, 300u);
  EXPECT_EQ(log.published()->checkpoint.size, 10u);
  EXPECT_THAT(CheckTree(log.store(), testing::TreeOfEntries(10)), Succeeds());  // still served
  ASSERT_THAT(log.Publish(*log.head()), Succeeds());
  ExpectRecord(DirectorySource(files.record()), 300);
}

TEST(LogWriter, AFailingSignerChangesNothing) {
  LogOnDisk files;
  LogWriter log = files.Open().value();
  ASSERT_THAT(Grow(log, 3), Succeeds());
  ASSERT_THAT(AppendTo(log, 7), Succeeds());
  const auto refuse = [](const Checkpoint&) -> Result<NoteSignature> {
    return Fail(ErrorCode::kWrongOrder, "no");
  };
  EXPECT_THAT(log.Commit(refuse), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_EQ(log.head()->checkpoint.size, 3u);
  ASSERT_THAT(Grow(log, 8), Succeeds());
  ExpectRecord(DirectorySource(files.record()), 8);  // no tile of width 7 is left
}

TEST(LogWriter, RefusesOversizedEntriesAndForeignFiles) {
  LogOnDisk files;
  {
    LogWriter log = files.Open().value();
    EXPECT_THAT(log.Append(Bytes(65536)), FailsWith(ErrorCode::kTooLarge));
    ASSERT_THAT(log.Append(Bytes(65535)), Succeeds());
    ASSERT_THAT(log.Append(Bytes()), Succeeds());
    ASSERT_THAT(log.Commit(Signer()), Succeeds());
    EXPECT_EQ(ReadBundle(log.store(), 2, 0).value().entries[0].size(), 65535u);
    EXPECT_THAT(files.Open(), FailsWith(ErrorCode::kCannotWrite));  // one opener at a time
  }
  EXPECT_THAT(files.OpenAs("example.com/other"), FailsWith(ErrorCode::kWrongOrigin));
  ASSERT_THAT(io::WriteFile(files.record() / "notes.txt", {}), Succeeds());
  EXPECT_THAT(files.Open(), FailsWith(ErrorCode::kUnknownFile));
}

TEST(LogWriter, RefusesADamagedLog) {
  LogOnDisk files;
  {
    LogWriter log = files.Open().value();
    ASSERT_THAT(Grow(log, 300), Succeeds());
  }
  const auto with_damage = [&](const char* name, const std::function<void(Bytes&)>& damage) {
    const fs::path path = name == std::string("head") ? files.head() : files.record() / name;
    const Bytes good = io::ReadFile(path).value();
    Bytes bad = good;
    damage(bad);
    EXPECT_THAT(io::WriteFile(path, bad), Succeeds());
    Result<LogWriter> log = files.Open();
    EXPECT_THAT(io::WriteFile(path, good), Succeeds());
    return log.has_value() ? ErrorCode::kUsage : log.error().code;
  };
  const auto flip = [](Bytes& bytes) { bytes[40] ^= 1; };
  EXPECT_EQ(with_damage("tile/entries/001.p/44", flip), ErrorCode::kWrongTile);
  EXPECT_EQ(with_damage("tile/0/001.p/44", flip), ErrorCode::kWrongTile);
  EXPECT_EQ(with_damage("tile/1/000.p/1", [](Bytes& bytes) { bytes[0] ^= 1; }), ErrorCode::kWrongRoot);
  EXPECT_EQ(with_damage("tile/0/001.p/44", [](Bytes& bytes) { bytes.pop_back(); }), ErrorCode::kTruncated);
  EXPECT_EQ(with_damage("tile/entries/001.p/44", [](Bytes& bytes) { bytes.push_back(0); }),
            ErrorCode::kTrailingBytes);
  EXPECT_EQ(with_damage("head", [](Bytes& bytes) { bytes.resize(30); }), ErrorCode::kBadCheckpoint);
  EXPECT_EQ(with_damage("checkpoint", [](Bytes& bytes) { bytes.clear(); }), ErrorCode::kBadCheckpoint);

  // An older head, as from a restored backup, would let the log sign a fork.
  const Checkpoint older{kOrigin, 299, testing::TreeOfEntries(299).root};
  EXPECT_EQ(
      with_damage(
          "head",
          [&](Bytes& bytes) {
            const std::string text = FormatSignedCheckpoint({older, {SignCheckpoint(KeyFromByte(1), older)}});
            bytes.assign(text.begin(), text.end());
          }),
      ErrorCode::kLogRewound);
  const Checkpoint other{kOrigin, 299, EmptyRoot()};
  EXPECT_EQ(
      with_damage(
          "checkpoint",
          [&](Bytes& bytes) {
            const std::string text = FormatSignedCheckpoint({other, {SignCheckpoint(KeyFromByte(1), other)}});
            bytes.assign(text.begin(), text.end());
          }),
      ErrorCode::kBadConsistency);
  ASSERT_THAT(files.Open(), Succeeds());
  fs::remove(files.record() / "tile/0/000");
  EXPECT_THAT(files.Open(), FailsWith(ErrorCode::kMissingFile));
}

TEST(LogWriter, RefusesARecordWithoutItsHead) {
  LogOnDisk files;
  {
    LogWriter log = files.Open().value();
    ASSERT_THAT(Grow(log, 3), Succeeds());
  }
  fs::remove(files.head());
  EXPECT_THAT(files.Open(), FailsWith(ErrorCode::kMissingFile));
  ExpectRecord(DirectorySource(files.record()), 3);  // nothing was removed
}

TEST(LogStore, RefusesAHeadInsideTheRecord) {
  TemporaryFolder folder;
  EXPECT_THAT(OpenLogStore({folder.path() / "record", folder.path() / "record" / "head"}),
              FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(OpenLogStore({folder.path() / "record", folder.path() / "record-head"}), Succeeds());
}

// History is what the world outside the log's machine has seen of it.
struct History {
  std::vector<Checkpoint> shown;  // returned by Commit
  uint64_t acknowledged = 0;      // entries in a checkpoint that Publish has returned for
};

// Live grows the log through fixed sizes until it ends or the machine stops.
Status Live(Disk& disk, bool last_step_happens, History& history) {
  CONSTAT_ASSIGN(LogWriter log,
                 LogWriter::Open(std::make_unique<CrashStore>(disk, last_step_happens), kOrigin));
  for (const uint64_t size : {3, 7, 250, 256, 260, 515, 519}) {
    CONSTAT_TRY(AppendTo(log, size));
    CONSTAT_ASSIGN(const SignedCheckpoint checkpoint, log.Commit(Signer()));
    history.shown.push_back(checkpoint.checkpoint);
    if (size == 7 || size == 260) continue;  // committed, never published
    CONSTAT_TRY(log.Publish(checkpoint));
    history.acknowledged = checkpoint.checkpoint.size;
  }
  return {};
}

// Recover opens the log after a crash and checks that nothing anyone has seen is lost or contradicted.
void Recover(Disk& disk, const History& history) {
  Result<LogWriter> opened = LogWriter::Open(std::make_unique<CrashStore>(disk, true), kOrigin);
  ASSERT_THAT(opened, Succeeds());
  LogWriter& log = *opened;
  const uint64_t shown = history.shown.empty() ? 0 : history.shown.back().size;
  ASSERT_GE(log.size(), shown);
  ASSERT_GE(log.published() ? log.published()->checkpoint.size : 0, history.acknowledged);
  const uint64_t size = log.size();
  const TreeHead head = log.head() ? log.head()->checkpoint.Tree() : TreeHead{0, EmptyRoot()};
  ASSERT_EQ(head, testing::TreeOfEntries(size));
  if (log.published()) {
    ASSERT_THAT(CheckTree(log.store(), log.published()->checkpoint.Tree()), Succeeds());
  }
  if (log.head()) {
    ASSERT_THAT(log.Publish(*log.head()), Succeeds());
    ExpectRecord(log.store(), size);
  }
  // Other entries than the lost ones may follow now; what was shown stays a prefix.
  for (int i = 0; i < 300; ++i) ASSERT_THAT(log.Append(AsBytes("another entry")), Succeeds());
  const SignedCheckpoint checkpoint = log.Commit(Signer()).value();
  ASSERT_THAT(log.Publish(checkpoint), Succeeds());
  ASSERT_THAT(CheckFiles(log.store(), size + 300), Succeeds());
  ASSERT_THAT(CheckTree(log.store(), checkpoint.checkpoint.Tree()), Succeeds());
  for (const Checkpoint& earlier : history.shown) {
    ASSERT_THAT(VerifyConsistency(earlier.Tree(), checkpoint.checkpoint.Tree(),
                                  log.ProveConsistency(earlier.size).value()),
                Succeeds());
  }
}

TEST(LogWriterCrash, LosesNothingThatWasShownWhereverTheMachineStops) {
  Disk whole;
  History all;
  ASSERT_THAT(Live(whole, true, all), Succeeds());
  const uint64_t steps = whole.steps_taken;
  ASSERT_GT(steps, 40u);
  std::mt19937 random(20241);
  int crashes = 0;
  for (uint64_t stop = 1; stop <= steps; ++stop) {
    for (const bool last_step_happens : {false, true}) {
      for (const Fate fate : {Fate::kKeepAll, Fate::kLoseAll, Fate::kTearAll, Fate::kRandom, Fate::kRandom}) {
        SCOPED_TRACE(::testing::Message() << "stop at step " << stop << ", happens " << last_step_happens
                                          << ", fate " << static_cast<int>(fate) << ", crash " << crashes);
        Disk disk;
        disk.steps_left = stop;
        History history;
        ASSERT_THAT(Live(disk, last_step_happens, history), FailsWith(ErrorCode::kCannotWrite));
        disk.Crash(fate, random);
        Recover(disk, history);
        if (HasFatalFailure()) return;
        ++crashes;
      }
    }
  }
  EXPECT_EQ(crashes, static_cast<int>(steps) * 10);
}

TEST(LogWriterCrash, SurvivesCrashesDuringRecovery) {
  std::mt19937 random(7);
  for (uint64_t stop = 5; stop < 48; stop += 2) {
    for (uint64_t second_stop = 1; second_stop < 8; ++second_stop) {
      SCOPED_TRACE(::testing::Message() << "stops " << stop << " and " << second_stop);
      Disk disk;
      disk.steps_left = stop;
      History history;
      ASSERT_FALSE(Live(disk, true, history).has_value());
      disk.Crash(Fate::kRandom, random);
      disk.steps_left = second_stop;
      History again = history;
      const Status second = Live(disk, false, again);
      if (!second) {
        EXPECT_EQ(second.error().code, ErrorCode::kCannotWrite);
      }
      disk.Crash(Fate::kRandom, random);
      again.acknowledged = std::max(again.acknowledged, history.acknowledged);
      Recover(disk, again);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(LogWriterCrash, AFailedWriterRefusesToGoOn) {
  Disk disk;
  LogWriter log = LogWriter::Open(std::make_unique<CrashStore>(disk, true), kOrigin).value();
  ASSERT_THAT(AppendTo(log, 3), Succeeds());
  disk.steps_left = 1;
  EXPECT_THAT(log.Commit(Signer()), FailsWith(ErrorCode::kCannotWrite));
  disk.steps_left = UINT64_MAX;
  EXPECT_THAT(log.Append(Bytes{1}), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_THAT(log.Commit(Signer()), FailsWith(ErrorCode::kWrongOrder));
}

}  // namespace
}  // namespace constat::tlog
