// Which files a record may hold. Spec: LOG-1, LOG-5, VER-9
#include "constat/verify/files.h"

#include <sys/stat.h>

#include "constat/verify/test_record.h"

namespace constat::verify::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr uint64_t kSize = 600;  // three bundles, three tiles of level 0 and one of level 1

Bytes SmallEntry(uint64_t i) {
  return record::EncodeEntry(record::EntryView{record::EntryType::kBallot, i, AsBytes(std::to_string(i))});
}

class FilesTest : public ::testing::Test {
 protected:
  // Bundle is the first entries of bundle number index.
  static Bytes Bundle(uint64_t index, unsigned width) {
    std::vector<Bytes> entries;
    for (unsigned i = 0; i < width; ++i) entries.push_back(SmallEntry(index * tlog::kTileWidth + i));
    return tlog::EncodeBundle(entries);
  }
  Bytes Hashes(const std::string& path, size_t width) const {
    const Bytes& whole = log_.tiles.at(path);
    return {whole.begin(), whole.begin() + static_cast<ptrdiff_t>(32 * width)};
  }
  void Put(const std::string& path, Bytes bytes) { log_.tiles[path] = std::move(bytes); }
  [[nodiscard]] FileFindings Find() const { return FindStrayFiles(log_, kSize).value(); }

  MadeUpLog log_{kSize, SmallEntry};
};

TEST_F(FilesTest, FindsNothingInAWholeRecord) {
  EXPECT_THAT(Find().unknown, IsEmpty());
  EXPECT_THAT(Find().earlier_tiles, IsEmpty());
}

TEST_F(FilesTest, AllowsEveryPartialTileOfASmallerTree) {
  for (const unsigned width : {1u, 2u, 100u, 255u}) {
    for (const uint64_t index : {0u, 1u}) {
      Put(tlog::FormatTilePath({tlog::Tile::kEntries, index, width}), Bundle(index, width));
      Put(tlog::FormatTilePath({0, index, width}), Hashes("tile/0/00" + std::to_string(index), width));
    }
  }
  Put("tile/entries/002.p/87", Bundle(2, 87));
  Put("tile/0/002.p/87", Hashes("tile/0/002.p/88", 87));
  Put("tile/1/000.p/1", Hashes("tile/1/000.p/2", 1));
  EXPECT_THAT(Find().unknown, IsEmpty());
  EXPECT_THAT(Find().earlier_tiles, IsEmpty());
}

TEST_F(FilesTest, NamesFilesOfNoTreeByPath) {
  for (const char* path :
       {"README", "tile/0/003", "tile/0/002", "tile/0/002.p/89", "tile/entries/002", "tile/2/000.p/1",
        "tile/entries/002.p/89", "tile/1/000", "tile/0/0", "tile/0/000.p/0", "checkpoint.old",
        "tile/0/000.p/256", "tile/64/000", "a", "a b", "a.b"}) {
    Put(path, Bytes(1));
  }
  const std::vector<Finding> unknown = Find().unknown;
  ASSERT_THAT(unknown, SizeIs(16));
  std::vector<std::string> texts;
  for (const Finding& finding : unknown) {
    EXPECT_EQ(finding.code, ErrorCode::kUnknownFile);
    EXPECT_FALSE(finding.entry.has_value());
    texts.push_back(finding.text);
  }
  EXPECT_THAT(texts[0], HasSubstr("README"));
  EXPECT_TRUE(texts[1].starts_with("a is"));
  EXPECT_TRUE(texts[2].starts_with("a b is"));
  EXPECT_TRUE(texts[3].starts_with("a.b is"));
  EXPECT_TRUE(texts[15].starts_with("tile/entries/002.p/89 is"));
  EXPECT_THAT(Find().earlier_tiles, IsEmpty());
}

TEST_F(FilesTest, AnEarlierTileMustBeAPrefixAndEndWhereAnEntryOrHashEnds) {
  Bytes altered = Bundle(0, 20);
  altered[40] ^= 1;
  Bytes cut = Bundle(0, 21);
  cut.pop_back();
  Bytes hash = Hashes("tile/0/001", 30);
  hash[959] ^= 1;
  Bytes half = Hashes("tile/0/001", 31);
  half.resize(half.size() - 16);
  Put("tile/entries/000.p/20", altered);
  Put("tile/entries/000.p/21", cut);
  Put("tile/entries/000.p/22", Bundle(0, 23));
  Put("tile/entries/000.p/23", Bundle(1, 23));
  Put("tile/entries/000.p/24", {});
  Put("tile/0/001.p/30", hash);
  Put("tile/0/001.p/31", half);
  Put("tile/0/001.p/32", Hashes("tile/0/001", 33));
  const FileFindings found = Find();
  EXPECT_THAT(found.unknown, IsEmpty());
  ASSERT_THAT(found.earlier_tiles, SizeIs(8));
  for (const Finding& finding : found.earlier_tiles) EXPECT_EQ(finding.code, ErrorCode::kWrongTile);
  EXPECT_TRUE(found.earlier_tiles[0].text.starts_with("tile/0/001.p/30 "));
  EXPECT_TRUE(found.earlier_tiles[7].text.starts_with("tile/entries/000.p/24 "));
}

TEST_F(FilesTest, AnEarlierTileOfAMissingOneIsWrong) {
  Put("tile/0/000.p/9", Hashes("tile/0/000", 9));
  log_.tiles.erase("tile/0/000");
  EXPECT_THAT(Find().earlier_tiles, SizeIs(1));
}

// Spec: VER-9
TEST_F(FilesTest, TheReportHasStrayFilesThenBundlesThenEarlierTilesThenTiles) {
  Put("zzz", {});
  Put("tile/entries/000.p/9", {});
  Put("tile/0/001.p/5", {});
  log_.tiles["tile/0/001"][0] ^= 1;
  log_.tiles["tile/1/000.p/2"].pop_back();
  log_.missing.insert("tile/entries/002.p/88");
  const Verification v = VerifyUnpinned(log_);
  EXPECT_THAT(Findings(v, ClauseId::kLog),
              ElementsAre("- unknown-file", "512 missing-file", "- wrong-tile", "- wrong-tile",
                          "- wrong-tile", "- wrong-tile", "- truncated", "- wrong-root"));
  EXPECT_THAT(v.At(ClauseId::kLog).findings()[2].text, HasSubstr("tile/0/001.p/5 "));
  EXPECT_THAT(v.At(ClauseId::kLog).findings()[4].text, HasSubstr("tile/0/001 "));
  EXPECT_THAT(v.At(ClauseId::kLog).findings()[5].text, HasSubstr("tile/0/002.p/88 "));
}

// WithSize is a checkpoint that states another size; nobody signed that.
Bytes WithSize(const Bytes& checkpoint, uint64_t size) {
  tlog::SignedCheckpoint changed = tlog::ParseSignedCheckpoint(AsText(checkpoint)).value();
  changed.checkpoint.size = size;
  const std::string text = tlog::FormatSignedCheckpoint(changed);
  return {text.begin(), text.end()};
}

// Spec: VER-9. The attack: a size that keeps the verifier busy for ever.
TEST(HugeLogTest, ARecordWithoutMostOfItsBundlesCannotBeChecked) {
  MemoryRecord record("plain");
  const Bytes checkpoint = record.files.at("checkpoint");
  for (const uint64_t size :
       {1002 * tlog::kTileWidth, 1001 * tlog::kTileWidth + 1, uint64_t{1} << 40, tlog::kMaxTreeSize}) {
    record.files["checkpoint"] = WithSize(checkpoint, size);
    EXPECT_THAT(VerifyRecord(record, {.threads = 2}), FailsWith(ErrorCode::kMissingFile)) << size;
  }
  // The first bundle is not there either: it is a partial one, of another tree.
  record.files["checkpoint"] = WithSize(checkpoint, 1000 * tlog::kTileWidth);
  const Verification v = VerifyUnpinned(record);
  EXPECT_EQ(v.outcome(), Outcome::kWrong);
  EXPECT_EQ(v.At(ClauseId::kLog).findings().size(), 1000u);
}

// Spec: VER-9
TEST(SpecialFileTest, WhatIsNoRegularFileIsNotThere) {
  const TemporaryFolder folder;
  const std::filesystem::path record = folder.path() / "record";
  std::filesystem::copy(VectorFolder("plain") / "record", record, std::filesystem::copy_options::recursive);
  const tlog::DirectorySource source(record);
  ASSERT_EQ(VerifyUnpinned(source).outcome(), Outcome::kConsistent);
  std::filesystem::create_symlink("checkpoint", record / "another");
  ASSERT_EQ(::mkfifo((record / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(Findings(VerifyUnpinned(source), ClauseId::kLog),
              ElementsAre("- unknown-file", "- unknown-file"));
  std::filesystem::remove(record / "another");
  std::filesystem::remove(record / "pipe");
  const std::filesystem::path tiles = record / "tile" / "0";
  const std::filesystem::path tile = std::filesystem::directory_iterator(tiles)->path() / "";
  const std::filesystem::path file = std::filesystem::directory_iterator(tile)->path();
  std::filesystem::rename(file, folder.path() / "moved");
  std::filesystem::create_symlink(folder.path() / "moved", file);
  EXPECT_THAT(Findings(VerifyUnpinned(source), ClauseId::kLog), ElementsAre("- missing-file"));
  std::filesystem::remove(record / "checkpoint");
  std::filesystem::create_symlink("elsewhere", record / "checkpoint");
  EXPECT_THAT(VerifyRecord(source, {}), FailsWith(ErrorCode::kMissingFile));
}

// With more than 65,536 entries the first tile of level 1 is full before the last of level 0 is.
TEST(BigLogTest, TilesAreFoundWrongByLevelAndIndex) {
  constexpr uint64_t kBig = 65536 + 256 + 7;
  MadeUpLog log(kBig, [](uint64_t i) {
    return record::EncodeEntry(record::EntryView{record::EntryType::kBallot, i, {}});
  });
  const std::vector<std::string> spoilt = {"tile/0/000", "tile/0/256", "tile/0/257.p/7", "tile/1/000",
                                           "tile/2/000.p/1"};
  for (const std::string& path : spoilt) log.tiles.at(path)[0] ^= 1;
  const Verification v = VerifyUnpinned(log);
  const std::vector<Finding>& found = v.At(ClauseId::kLog).findings();
  ASSERT_EQ(found.size(), spoilt.size());
  for (size_t i = 0; i < spoilt.size(); ++i) EXPECT_THAT(found[i].text, HasSubstr(spoilt[i] + " "));
}

}  // namespace
}  // namespace constat::verify::testing
