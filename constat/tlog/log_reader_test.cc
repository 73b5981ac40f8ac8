#include "constat/tlog/log_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "constat/testing/archive.h"
#include "constat/testing/log.h"
#include "constat/tlog/record_names.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/log_writer.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;
using testing::EntryAt;
using testing::KeyFromByte;

constexpr uint64_t kEntries = 600;

// MakeRecord writes a log of kEntries entries into folder/record.
fs::path MakeRecord(const fs::path& folder) {
  const LogFiles files{folder / "record", folder / "head"};
  LogWriter log = LogWriter::Open(OpenLogStore(files).value(), "example.com/log").value();
  for (uint64_t i = 0; i < kEntries; ++i) EXPECT_THAT(log.Append(EntryAt(i)), Succeeds());
  const SignedCheckpoint head = log.Commit([](const Checkpoint& checkpoint) -> Result<NoteSignature> {
                                     return SignCheckpoint(KeyFromByte(1), checkpoint);
                                   })
                                    .value();
  EXPECT_THAT(log.Publish(head), Succeeds());
  return files.folder;
}

void Put(const fs::path& path, ByteView bytes) {
  fs::create_directories(path.parent_path());
  ASSERT_THAT(io::WriteFile(path, bytes), Succeeds());
}

// WholeCheck is what a verifier asks of a record's files.
Status WholeCheck(const LogSource& source) {
  CONSTAT_ASSIGN(const SignedCheckpoint checkpoint, ReadCheckpoint(source));
  CONSTAT_TRY(CheckFiles(source, checkpoint.checkpoint.size));
  return CheckTree(source, checkpoint.checkpoint.Tree());
}

class LogReaderTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  fs::path record_ = MakeRecord(folder_.path());
  DirectorySource source_{record_};

  void Run(const std::string& command) {
    ASSERT_EQ(std::system(("cd " + folder_.path().string() + " && " + command).c_str()), 0) << command;
  }
};

TEST_F(LogReaderTest, AWholeRecordChecks) { EXPECT_THAT(WholeCheck(source_), Succeeds()); }

TEST_F(LogReaderTest, ReadsAnyRangeOfEntries) {
  for (const EntryRange range :
       {EntryRange{0, 0}, {0, 1}, {5, 256}, {255, 257}, {256, 512}, {599, 600}, {0, 600}}) {
    uint64_t next = range.from;
    ASSERT_THAT(ForEachEntry(source_, kEntries, range,
                             [&](uint64_t i, ByteView entry) -> Status {
                               EXPECT_EQ(i, next++);
                               EXPECT_TRUE(Equal(entry, EntryAt(i)));
                               return {};
                             }),
                Succeeds());
    EXPECT_EQ(next, range.to);
  }
  const auto ignore = [](uint64_t, ByteView) -> Status { return {}; };
  EXPECT_THAT(ForEachEntry(source_, kEntries, {0, 601}, ignore), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(ForEachEntry(source_, kEntries, {5, 4}, ignore), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(ReadBundle(source_, kEntries, 3), FailsWith(ErrorCode::kBadNumber));
}

TEST_F(LogReaderTest, EveryDamagedFileIsFound) {
  std::vector<std::string> paths;
  ASSERT_THAT(ForEachTile(kEntries,
                          [&](const Tile& tile) -> Status {
                            paths.push_back(FormatTilePath(tile));
                            return {};
                          }),
              Succeeds());
  ASSERT_EQ(paths.size(), 7u);
  for (const std::string& path : paths) {
    const Bytes good = io::ReadFile(record_ / path).value();
    Bytes bad = good;
    bad.pop_back();
    Put(record_ / path, bad);
    EXPECT_THAT(WholeCheck(source_), FailsWith(ErrorCode::kTruncated)) << path;
    bad = good;
    bad.push_back(0);
    Put(record_ / path, bad);
    const bool is_too_large = path.starts_with("tile/0/") && bad.size() > kMaxHashTileSize;
    EXPECT_THAT(WholeCheck(source_),
                FailsWith(is_too_large ? ErrorCode::kTooLarge : ErrorCode::kTrailingBytes))
        << path;
    Put(record_ / path, Bytes(good.size() + 9000));
    EXPECT_FALSE(WholeCheck(source_).has_value()) << path;
    bad = good;
    bad.back() ^= 1;
    Put(record_ / path, bad);
    const bool is_bundle = path.starts_with("tile/entries/");
    EXPECT_THAT(WholeCheck(source_), FailsWith(is_bundle ? ErrorCode::kWrongRoot : ErrorCode::kWrongTile))
        << path;
    fs::remove(record_ / path);
    EXPECT_THAT(WholeCheck(source_), FailsWith(ErrorCode::kMissingFile)) << path;
    Put(record_ / path, good);
  }
  EXPECT_THAT(WholeCheck(source_), Succeeds());
}

TEST_F(LogReaderTest, AnotherRootIsFound) {
  TreeHead tree = ReadCheckpoint(source_).value().checkpoint.Tree();
  tree.root[0] ^= 1;
  EXPECT_THAT(CheckTree(source_, tree), FailsWith(ErrorCode::kWrongRoot));
  fs::remove(record_ / "checkpoint");
  EXPECT_THAT(CheckFiles(source_, kEntries), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(ReadCheckpoint(source_), FailsWith(ErrorCode::kMissingFile));
}

TEST_F(LogReaderTest, EveryFileTooManyIsFound) {
  for (const char* extra : {"README", "tile/0/000.p/5", "tile/0/003", "tile/2/000.p/1", "tile/1/000",
                            "checkpoint.old", "tile/entries/002.p/89", ".hidden", "tile/0/2"}) {
    Put(record_ / extra, {});
    EXPECT_THAT(CheckFiles(source_, kEntries), FailsWith(ErrorCode::kUnknownFile)) << extra;
    fs::remove(record_ / extra);
  }
  fs::create_symlink("000", record_ / "tile/0/003");
  EXPECT_THAT(CheckFiles(source_, kEntries), FailsWith(ErrorCode::kUnknownFile));
  fs::remove(record_ / "tile/0/003");
  ASSERT_EQ(::mkfifo((record_ / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(CheckFiles(source_, kEntries), FailsWith(ErrorCode::kUnknownFile));
  EXPECT_THAT(source_.Read("pipe", 10),
              FailsWith(ErrorCode::kMissingFile));  // and does not wait for a writer
}

TEST_F(LogReaderTest, ReadsNothingOutsideTheFolder) {
  Put(folder_.path() / "outside", Bytes{1});
  fs::create_symlink(folder_.path() / "outside", record_ / "link");
  fs::create_directory_symlink(folder_.path(), record_ / "linked");
  EXPECT_THAT(source_.Read("../outside", 10), FailsWith(ErrorCode::kUnknownFile));
  EXPECT_THAT(source_.Read("tile/../../outside", 10), FailsWith(ErrorCode::kUnknownFile));
  EXPECT_THAT(source_.Read("/etc/passwd", 10), FailsWith(ErrorCode::kUnknownFile));
  EXPECT_THAT(source_.Read("link", 10), FailsWith(ErrorCode::kMissingFile));
  EXPECT_FALSE(source_.Read("linked/outside", 10).has_value());
  EXPECT_THAT(source_.Read("checkpoint", 10), FailsWith(ErrorCode::kTooLarge));
}

TEST_F(LogReaderTest, ProofsFromTilesVerify) {
  const TreeHead tree = ReadCheckpoint(source_).value().checkpoint.Tree();
  const TileHashSource hashes(source_, kEntries);
  for (uint64_t i = 0; i < kEntries; i += 7) {
    EXPECT_THAT(VerifyInclusion(LeafHash(EntryAt(i)), i, tree, InclusionProof(hashes, i, kEntries).value()),
                Succeeds());
    EXPECT_THAT(
        VerifyConsistency(testing::TreeOfEntries(i), tree, ConsistencyProof(hashes, i, kEntries).value()),
        Succeeds());
  }
  EXPECT_EQ(RootOf(hashes, kEntries).value(), tree.root);
  EXPECT_THAT(hashes.NodeAt(0, kEntries), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(hashes.NodeAt(4, kEntries / 16), FailsWith(ErrorCode::kBadNumber));  // not complete
}

TEST_F(LogReaderTest, ArchivesOfEveryKindAreTheSameRecord) {
  Run("tar -cf plain.tar -C record checkpoint tile");
  Run("tar -cf dot.tar -C record .");
  Run("tar -cf top.tar record");
  Run("tar -czf packed.tar.gz record");
  Run("zstd -q dot.tar -o packed.tar.zst");
  Run("tar --format=pax -cf pax.tar record && tar --format=ustar -cf ustar.tar record");
  for (const char* name : {"plain.tar", "dot.tar", "top.tar", "packed.tar.gz", "packed.tar.zst", "pax.tar",
                           "ustar.tar", "record"}) {
    const Result<std::unique_ptr<LogSource>> source = OpenLogSource(folder_.path() / name);
    ASSERT_THAT(source, Succeeds()) << name;
    EXPECT_THAT(WholeCheck(**source), Succeeds()) << name;
    EXPECT_THAT((*source)->Read("nothing", 10), FailsWith(ErrorCode::kMissingFile));
    EXPECT_THAT((*source)->Read("checkpoint", 10), FailsWith(ErrorCode::kTooLarge));
  }
}

TEST_F(LogReaderTest, SourcesAreReadFromSeveralThreads) {
  Run("tar -cf plain.tar record");
  const std::unique_ptr<LogSource> archive = OpenArchive(folder_.path() / "plain.tar").value();
  const TreeHead tree = ReadCheckpoint(*archive).value().checkpoint.Tree();
  for (const LogSource* source : std::initializer_list<const LogSource*>{archive.get(), &source_}) {
    const TileHashSource hashes(*source, kEntries);
    std::atomic<int> verified = 0;
    std::vector<std::thread> threads;
    for (uint64_t first = 0; first < 4; ++first) {
      threads.emplace_back([&, first] {
        for (uint64_t i = first; i < kEntries; i += 40) {
          const Result<EntryBundle> bundle = ReadBundle(*source, kEntries, i / kTileWidth);
          const Hash leaf = LeafHash(bundle.value().entries[i % kTileWidth]);
          const Proof proof = InclusionProof(hashes, i, kEntries).value();
          if (VerifyInclusion(leaf, i, tree, proof)) ++verified;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(verified, 60);
  }
}

TEST_F(LogReaderTest, HostileArchivesAreRefused) {
  Put(folder_.path() / "evil", Bytes(1000, 'x'));
  Run("tar -cPf absolute.tar " + (folder_.path() / "evil").string());
  Run("tar -cPf up.tar record/../evil");
  Run("cd record && tar -cPf ../out.tar ../evil");
  Run("tar --hard-dereference -cf twice.tar record/checkpoint record/checkpoint");
  Run("tar --hard-dereference -cf dots.tar evil ./evil");
  const auto open = [&](const char* name) { return OpenLogSource(folder_.path() / name); };
  for (const char* name : {"absolute.tar", "up.tar", "out.tar"}) {
    EXPECT_THAT(open(name), FailsWith(ErrorCode::kUnknownFile)) << name;
  }
  EXPECT_THAT(open("twice.tar"), FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(open("dots.tar"), FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(open("missing.tar"), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(open("evil"), FailsWith(ErrorCode::kCannotRead));
}

// NamesIn are what lies in or beside a record but for its own files, with "@" for what is no regular file.
std::vector<std::string> NamesIn(const LogSource& source) {
  std::vector<std::string> out;
  EXPECT_THAT(source.ForEachFile([&](const ListedFile& file) -> Status {
    const Result<Tile> tile = ParseTilePath(file.path);
    const bool is_own = file.path == kCheckpointPath || (tile && IsTileOf(kEntries, *tile));
    if (!is_own) out.push_back(std::string(file.path) + (file.is_regular ? "" : "@"));
    return {};
  }),
              Succeeds());
  std::sort(out.begin(), out.end());
  return out;
}

// Links, pipes and other files are listed, and never opened. Spec: LOG-5, VER-12
TEST_F(LogReaderTest, StraysAreTheSameInAFolderAndInAnArchive) {
  Put(record_ / "a b", Bytes(1000, 'x'));
  Put(record_ / "old" / "CHECKPOINT", {});
  Put(record_ / "old" / "tile" / "0" / "000", Bytes(8192));
  Put(record_ / "tile" / "0" / "003", Bytes(8192));
  Run("ln -s ../record/checkpoint record/old/checkpoint && ln -s / record/root && mkfifo record/pipe");
  Run("ln -s . record/tile/entries/x001");
  Run("tar --hard-dereference -czf strays.tar.gz record && tar -C record -cf dot.tar .");
  for (const char* name : {"record", ".", "strays.tar.gz", "dot.tar"}) {
    if (std::string(name) == ".") Run("rm -rf head head.lock");
    const auto source = OpenLogSource(folder_.path() / name);
    ASSERT_THAT(source, Succeeds()) << name;
    std::vector<std::string> expected = {"a b",   "old/CHECKPOINT", "old/checkpoint@", "old/tile/0/000",
                                         "pipe@", "root@",          "tile/0/003",      "tile/entries/x001@"};
    if (std::string(name) == ".") {
      expected.insert(expected.begin(), {"../dot.tar", "../strays.tar.gz"});
    }
    EXPECT_EQ(NamesIn(**source), expected) << name;
    EXPECT_THAT(CheckTree(**source, ReadCheckpoint(**source).value().checkpoint.Tree()), Succeeds()) << name;
    for (const char* stray : {"pipe", "old/checkpoint", "tile/entries/x001/000"}) {
      EXPECT_THAT((*source)->Read(stray, 10'000), FailsWith(ErrorCode::kMissingFile)) << name << stray;
    }
  }
  Put(folder_.path() / "checkpoint", {});
  EXPECT_THAT(OpenLogSource(folder_.path()), FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(OpenLogSource(record_), Succeeds());
}

// A disk's owner may keep folders to itself. Spec: VER-9
TEST_F(LogReaderTest, FoldersThatCannotBeListedMatterWhereTilesCanBe) {
  if (::geteuid() == 0) GTEST_SKIP() << "nothing is forbidden to root";
  Put(record_ / "lost+found" / "x", {});
  fs::permissions(record_ / "lost+found", fs::perms::none);
  const auto source = OpenLogSource(record_);
  ASSERT_THAT(source, Succeeds());
  EXPECT_THAT(NamesIn(**source), ::testing::ElementsAre("lost+found@"));
  for (const fs::perms perms : {fs::perms::none, fs::perms::owner_read}) {
    fs::permissions(record_ / "tile" / "0", perms);
    EXPECT_THAT(OpenLogSource(record_), FailsWith(ErrorCode::kCannotRead));
  }
  fs::permissions(record_ / "tile" / "0", fs::perms::owner_all);
  fs::permissions(record_ / "lost+found", fs::perms::owner_all);
}

// A folder whose path is too long is one stray: nobody goes down there. Spec: VER-9
TEST_F(LogReaderTest, DeepFoldersAreNotEntered) {
  const std::string fifty(50, 'd');
  fs::path deep = record_;
  for (int i = 0; i < 5; ++i) deep /= fifty;
  Put(deep / "y", {});
  Put(deep / "zz" / "checkpoint", {});
  const auto source = OpenLogSource(record_);
  ASSERT_THAT(source, Succeeds());
  const std::string start = fs::relative(deep, record_).string();
  EXPECT_THAT(NamesIn(**source), ::testing::ElementsAre(start + "/y", start + "/zz@"));
}

TEST_F(LogReaderTest, ArchivesThatUnpackToTooMuchAreRefused) {
  Run("truncate -s 64M zeros && tar -czf bomb.tar.gz zeros && tar -cSf sparse.tar zeros");
  EXPECT_THAT(OpenLogSource(folder_.path() / "bomb.tar.gz"), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(OpenLogSource(folder_.path() / "sparse.tar"), FailsWith(ErrorCode::kUnknownFile));
}

// TarOf is an archive of these files; folders end in "/".
Bytes TarOf(const std::vector<std::pair<std::string, std::string>>& files) {
  Bytes out;
  for (const auto& [name, contents] : files)
    testing::AppendTar(out, {.name = name, .type = name.ends_with('/') ? '5' : '0'}, contents);
  testing::AppendTarEnd(out);
  return out;
}

std::string NoteOf(uint64_t size) {
  return FormatSignedCheckpoint({{"example.com/log", size, {}}, {{"nobody", 1, Bytes(64)}}});
}

// The attack `many-files`: entries without number that cost nothing to pack. Spec: VER-12
TEST(ArchiveLimits, TenThousandStraysMayBeThereWhereverTheCheckpointIs) {
  for (const bool checkpoint_last : {false, true}) {
    for (const bool is_elsewhere : {false, true}) {
      std::vector<std::pair<std::string, std::string>> files;
      for (uint64_t i = 0; i < kMaxStrays; ++i) {
        files.emplace_back(is_elsewhere ? "a/" + FormatTilePath({0, i, kTileWidth}) : "x" + std::to_string(i),
                           "");
        files.emplace_back("folder/", "");
      }
      const auto with_checkpoint = [&] {
        auto all = files;
        all.insert(checkpoint_last ? all.end() : all.begin(), {"checkpoint", NoteOf(3)});
        return TarOf(all);
      };
      EXPECT_THAT(ArchiveFrom(with_checkpoint()), Succeeds()) << is_elsewhere << checkpoint_last;
      files.emplace_back("one-more", "");
      EXPECT_THAT(ArchiveFrom(with_checkpoint()), FailsWith(ErrorCode::kTooLarge))
          << is_elsewhere << checkpoint_last;
    }
  }
}

// The attack: a checkpoint that calls for everything does not make others part of the record. Spec: VER-12
TEST(ArchiveLimits, ALyingCheckpointLiftsNoLimit) {
  std::vector<std::pair<std::string, std::string>> files{{"checkpoint", NoteOf(kMaxTreeSize)}};
  for (uint64_t i = 0; i <= kMaxStrays; ++i) files.emplace_back("x" + std::to_string(i), "");
  EXPECT_THAT(ArchiveFrom(TarOf(files)), FailsWith(ErrorCode::kTooLarge));
}

// The attack: bytes in folders, headers and other files, packed well. Spec: VER-12
TEST(ArchiveLimits, HeadersAndFoldersCountAsBytesUnpacked) {
  std::vector<std::pair<std::string, std::string>> files{{"checkpoint", NoteOf(3)}};
  for (uint64_t i = 0; i < 9'999; ++i) files.emplace_back("tile/", "");
  const Bytes tar = TarOf(files);
  EXPECT_THAT(ArchiveFrom(tar), Succeeds());
  const Bytes packed = testing::Gzip(tar);
  ASSERT_LT(packed.size(), 40'000u);
  EXPECT_THAT(ArchiveFrom(packed), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(ArchiveFrom(testing::Gzip(packed)), FailsWith(ErrorCode::kCannotRead));
  EXPECT_THAT(ArchiveFrom(testing::Zstd(packed)), FailsWith(ErrorCode::kCannotRead));
}

TEST(ArchiveFrom, KeepsALargeRecordInMemoryAndOpensNoFile) {
  const char* const before = std::getenv("TMPDIR");
  const std::string restored = before == nullptr ? "" : before;
  ASSERT_EQ(::setenv("TMPDIR", "/nonexistent", 1), 0);
  const std::string large(size_t{5} << 20, 'x');
  const Bytes tar = TarOf({{"checkpoint", NoteOf(3)}, {"tile/0/000", large}, {"large", large}});
  const auto source = ArchiveFrom(tar);
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("record.tar");
  ASSERT_THAT(io::WriteFile(path, tar), Succeeds());
  const auto opened = OpenArchive(path);
  ASSERT_EQ(before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", restored.c_str(), 1), 0);
  ASSERT_THAT(source, Succeeds());
  EXPECT_EQ(AsText(Value((*source)->Read("tile/0/000", large.size()))), large);
  EXPECT_THAT(opened, FailsWith(ErrorCode::kCannotWrite));  // for it a temporary file is made
}

TEST(ArchiveLimits, WithoutACheckpointThereIsNoRecord) {
  EXPECT_THAT(ArchiveFrom(TarOf({})), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(ArchiveFrom(TarOf({{"./", ""}})), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(ArchiveFrom(TarOf({{"a", "b"}})), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(ArchiveFrom(TarOf({{"a/checkpoint", NoteOf(0)}, {"b", ""}})), Succeeds());
  EXPECT_THAT(ArchiveFrom(TarOf({{"a/checkpoint", NoteOf(0)}, {"checkpoint", NoteOf(0)}})),
              FailsWith(ErrorCode::kDuplicate));
  const auto bad = ArchiveFrom(TarOf({{"checkpoint", "none"}}));
  ASSERT_THAT(bad, Succeeds());
  EXPECT_THAT(ReadCheckpoint(**bad), FailsWith(ErrorCode::kBadCheckpoint));
}

TEST_F(LogReaderTest, ATruncatedArchiveIsNeverAWholeRecord) {
  Run("tar -czf packed.tar.gz record && tar -cf plain.tar record");
  for (const char* name : {"packed.tar.gz", "plain.tar"}) {
    const Bytes whole = io::ReadFile(folder_.path() / name).value();
    for (size_t size = 0; size + 1024 * 11 < whole.size(); size += whole.size() / 37) {
      Put(folder_.path() / "cut", ByteView(whole).first(size));
      const Result<std::unique_ptr<LogSource>> source = OpenLogSource(folder_.path() / "cut");
      EXPECT_FALSE(source.has_value() && WholeCheck(**source).has_value()) << name << " cut at " << size;
    }
  }
}

}  // namespace
}  // namespace constat::tlog
