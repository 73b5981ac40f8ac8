// The public folder: a record at any moment. Spec: LOG-1, LOG-5
#include "constat/tlog/secret/public_folder.h"

#include "constat/io/file.h"
#include "constat/testing/log.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/log_writer.h"
#include "constat/tlog/secret/sign.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;
using testing::EntryAt;
using testing::KeyFromByte;

constexpr char kFolderOrigin[] = "example.org/folder";

// Log is a log of EntryAt(0), EntryAt(1), ... in a folder that is not public.
class Log {
 public:
  explicit Log(const fs::path& folder, std::string origin = kFolderOrigin)
      : writer_(LogWriter::Open(OpenLogStore({folder / "log", folder / "head"}).value(), std::move(origin))
                    .value()) {}

  SignedCheckpoint Grow(uint64_t size) {
    while (writer_.size() < size) EXPECT_THAT(writer_.Append(EntryAt(writer_.size())), Succeeds());
    return Commit();
  }
  SignedCheckpoint Commit() {
    return writer_
        .Commit(
            [](const Checkpoint& c) -> Result<NoteSignature> { return SignCheckpoint(KeyFromByte(1), c); })
        .value();
  }
  Result<uint64_t> Append(ByteView entry) { return writer_.Append(entry); }
  [[nodiscard]] const LogSource& files() const { return writer_.store(); }

 private:
  LogWriter writer_;
};

class PublicFolderTest : public ::testing::Test {
 protected:
  [[nodiscard]] PublicFolder Open() const {
    return PublicFolder::Open({Record(), root() / "staging"}).value();
  }
  [[nodiscard]] const fs::path& root() const { return folder_.path(); }
  [[nodiscard]] fs::path Record() const { return root() / "record"; }
  // ExpectRecord demands the files of the tree of size entries, all right and no others.
  void ExpectRecord(uint64_t size) const {
    const DirectorySource source(Record());
    EXPECT_THAT(CheckFiles(source, size), Succeeds());
    EXPECT_THAT(CheckTree(source, testing::TreeOfEntries(size)), Succeeds());
    EXPECT_EQ(ReadCheckpoint(source).value().checkpoint.Tree(), testing::TreeOfEntries(size));
  }

  TemporaryFolder folder_;
};

TEST_F(PublicFolderTest, BringsTheFolderFromAnySizeToAnyLarger) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  EXPECT_FALSE(folder.published().has_value());
  EXPECT_FALSE(fs::exists(Record()));
  for (const uint64_t size : {1u, 2u, 200u, 256u, 257u, 300u, 513u, 1025u}) {
    ASSERT_THAT(folder.Publish(log.Grow(size), log.files()), Succeeds()) << size;
    ASSERT_THAT(folder.RemoveOldTiles(), Succeeds());
    ExpectRecord(size);
  }
  EXPECT_EQ(Open().published()->checkpoint.size, 1025u);
}

TEST_F(PublicFolderTest, HoldsNothingThatIsNotPublished) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  ASSERT_THAT(folder.Publish(log.Grow(10), log.files()), Succeeds());
  (void)log.Grow(600);
  ExpectRecord(10);
}

TEST_F(PublicFolderTest, OldTilesStayUntilTheyAreRemoved) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  ASSERT_THAT(folder.Publish(log.Grow(10), log.files()), Succeeds());
  ASSERT_THAT(folder.Publish(log.Grow(20), log.files()), Succeeds());
  EXPECT_TRUE(fs::exists(Record() / "tile/0/000.p/10"));
  ASSERT_THAT(folder.RemoveOldTiles(), Succeeds());
  EXPECT_FALSE(fs::exists(Record() / "tile/0/000.p/10"));
  ASSERT_THAT(folder.Publish(log.Grow(256), log.files()), Succeeds());
  ASSERT_THAT(folder.RemoveOldTiles(), Succeeds());
  EXPECT_FALSE(fs::exists(Record() / "tile/0/000.p"));
  ExpectRecord(256);
}

// What an interrupted Publish left of a size between is removed, what it left of a later size is not yet.
TEST_F(PublicFolderTest, CleansUpBehindAnInterruptedPublish) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  ASSERT_THAT(folder.Publish(log.Grow(10), log.files()), Succeeds());
  fs::create_directories(Record() / "tile/entries/000.p");
  ASSERT_THAT(io::WriteFile(Record() / "tile/entries/000.p/15", Bytes(1)), Succeeds());
  ASSERT_THAT(io::WriteFile(Record() / "tile/entries/000.p/40", Bytes(1)), Succeeds());
  ASSERT_THAT(folder.Publish(log.Grow(20), log.files()), Succeeds());
  ASSERT_THAT(folder.RemoveOldTiles(), Succeeds());
  EXPECT_FALSE(fs::exists(Record() / "tile/entries/000.p/15"));
  EXPECT_TRUE(fs::exists(Record() / "tile/entries/000.p/40"));
  ASSERT_THAT(folder.Publish(log.Grow(40), log.files()), Succeeds());
  ASSERT_THAT(folder.RemoveOldTiles(), Succeeds());
  ExpectRecord(40);
}

TEST_F(PublicFolderTest, RefusesAnotherHistoryAnotherLogAndAShorterOne) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  const SignedCheckpoint five = log.Grow(5);
  const SignedCheckpoint ten = log.Grow(10);
  ASSERT_THAT(folder.Publish(ten, log.files()), Succeeds());
  EXPECT_THAT(folder.Publish(five, log.files()), FailsWith(ErrorCode::kLogRewound));
  Log fork(root() / "fork");
  (void)fork.Grow(9);
  ASSERT_THAT(fork.Append(Bytes{1}), Succeeds());
  EXPECT_THAT(folder.Publish(fork.Commit(), fork.files()), FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(folder.Publish(fork.Grow(12), fork.files()), FailsWith(ErrorCode::kBadConsistency));
  Log other(root() / "other", "example.org/other");
  EXPECT_THAT(folder.Publish(other.Grow(12), other.files()), FailsWith(ErrorCode::kWrongOrigin));
  EXPECT_THAT(folder.Publish(log.Grow(12), fork.files()), FailsWith(ErrorCode::kWrongRoot));
  ExpectRecord(10);
}

// The attack: one witness's padding makes a checkpoint that no reader reads. Spec: LOG-3
TEST_F(PublicFolderTest, WritesNoCheckpointThatNobodyCouldRead) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  ASSERT_THAT(folder.Publish(log.Grow(10), log.files()), Succeeds());
  SignedCheckpoint padded = log.Grow(20);
  for (uint8_t i = 0; i < kMaxNoteSignatures; ++i) padded.signatures.push_back({"w", i, Bytes(72)});
  EXPECT_THAT(folder.Publish(padded, log.files()), FailsWith(ErrorCode::kBadCheckpoint));
  ExpectRecord(10);
}

TEST_F(PublicFolderTest, KeepsItsStagingOutOfTheFolder) {
  EXPECT_THAT(PublicFolder::Open({Record(), Record() / "staging"}), FailsWith(ErrorCode::kUsage));
}

TEST_F(PublicFolderTest, AFullOrForbiddenFolderIsAnErrorAndCanBeTriedAgain) {
  Log log(root() / "board");
  PublicFolder folder = Open();
  ASSERT_THAT(folder.Publish(log.Grow(10), log.files()), Succeeds());
  ASSERT_THAT(io::WriteFile(Record() / "tile/1", Bytes()), Succeeds());  // where a folder has to be
  const SignedCheckpoint large = log.Grow(300);
  EXPECT_THAT(folder.Publish(large, log.files()), FailsWith(ErrorCode::kCannotWrite));
  EXPECT_EQ(ReadCheckpoint(DirectorySource(Record())).value().checkpoint.size, 10u);
  fs::remove(Record() / "tile/1");
  ASSERT_THAT(folder.Publish(large, log.files()), Succeeds());
  ASSERT_THAT(folder.RemoveOldTiles(), Succeeds());
  ExpectRecord(300);
}

}  // namespace
}  // namespace constat::tlog
