// Which files a record may hold. Spec: LOG-1, LOG-5, VER-9
#include "constat/verify/files.h"

#include <sys/stat.h>

#include "constat/testing/record.h"
#include "constat/tlog/record_names.h"

namespace constat::verify {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Everything;
using testing::Findings;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MadeUpLog;
using testing::MemoryRecord;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::VectorFolder;
using testing::VerifyUnpinned;

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
  // LogTexts are the findings of the check `log`, each as "code text".
  [[nodiscard]] std::vector<std::string> LogTexts() const {
    std::vector<std::string> out;
    const Verification v = VerifyUnpinned(log_);
    for (const Finding& f : v.At(CheckId::kLog).findings()) {
      EXPECT_FALSE(f.entry.has_value());
      out.push_back(std::string(ErrorName(f.code)) + " " + f.text);
    }
    return out;
  }

  MadeUpLog log_{kSize, SmallEntry};
};

TEST_F(FilesTest, FindsNothingInAWholeRecord) { EXPECT_THAT(LogTexts(), IsEmpty()); }

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
  EXPECT_THAT(LogTexts(), IsEmpty());
}

// The attack `ahead`: a copy from between the tiles of a larger tree and its checkpoint. Spec: LOG-5, VER-8.
TEST_F(FilesTest, AllowsEveryTileOfALargerTree) {
  Bytes more = Hashes("tile/0/002.p/88", 88);
  more.resize(32 * 90, 7);
  Put("tile/0/002.p/90", more);
  Put("tile/entries/002.p/90", Bundle(2, 90));
  Put("tile/entries/002", Bundle(2, 256));
  Bytes level1 = Hashes("tile/1/000.p/2", 2);
  level1.resize(32 * 3, 7);
  Put("tile/1/000.p/3", level1);
  for (const char* path :
       {"tile/0/003", "tile/entries/003.p/1", "tile/2/000.p/1", "tile/1/001", "tile/63/000"}) {
    Put(path, Bytes(1));  // begins beyond the tree: stray
  }
  EXPECT_THAT(LogTexts(), IsEmpty());
  const Verification v = VerifyUnpinned(log_);
  EXPECT_EQ(v.CountOf(NoteKind::kStray), 5u);
  // Of bundle 2, of which the tree has 88, and of bundle 3.
  EXPECT_EQ(v.CountOf(NoteKind::kAhead), (256u - 88u) + 1u);
}

// Spec: LOG-5
TEST_F(FilesTest, TheNarrowestWiderTileServesForAMissingPartialOne) {
  Bytes more = Hashes("tile/0/002.p/88", 88);
  more.resize(32 * 90, 7);
  log_.tiles.erase("tile/0/002.p/88");
  Put("tile/0/002.p/90", more);
  Put("tile/0/002", Bytes(8192));  // not the narrowest; but what begins below the size must agree
  log_.missing.insert("tile/entries/002.p/88");
  Put("tile/entries/002.p/89", Bundle(2, 89));
  EXPECT_THAT(LogTexts(), ElementsAre(StartsWith("wrong-tile tile/0/002 is from an earlier or later state "
                                                 "of the log")));
  Put("tile/0/002.p/89", Hashes("tile/0/002.p/90", 50));
  EXPECT_THAT(LogTexts(), ElementsAre(StartsWith("wrong-tile tile/0/002 "),
                                      StartsWith("wrong-tile tile/0/002.p/89"), HasSubstr("truncated")));
  // A full tile that is not there has no wider one.
  log_.tiles.erase("tile/0/001");
  EXPECT_THAT(LogTexts(), Contains(StartsWith("missing-file")));
}

// The attack `strays`: a false report beside the record. Spec: LOG-5, VER-8
TEST_F(FilesTest, StraysAreNotedByPathAndChangeNothing) {
  for (const char* path : {"README", "tile/0/0", "tile/0/000.p/0", "checkpoint.old", "tile/0/000.p/256",
                           "tile/64/000", "a", "a b", "a.b", "../x"}) {
    Put(path, Bytes(1));
  }
  EXPECT_THAT(LogTexts(), IsEmpty());
  const Verification v = VerifyUnpinned(log_);
  EXPECT_EQ(v.CountOf(NoteKind::kStray), 10u);
  std::vector<std::string> names;
  for (const Note& note : v.notes) names.push_back(note.file);
  EXPECT_THAT(names, ElementsAre("../x", "README", "a", "a b", "a.b", "checkpoint.old", "tile/0/0",
                                 "tile/0/000.p/0", "tile/0/000.p/256", "tile/64/000"));
}

// The attack `forked-tile`: another history in tiles of another size. Spec: LOG-5
TEST_F(FilesTest, TilesOfAnotherSizeMustAgreeInWhatBothHaveAndBeWhole) {
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
  Put("tile/0/002.p/100", Hashes("tile/0/001", 100));
  Put("tile/entries/002.p/99", Bundle(1, 99));
  Put("tile/entries/002.p/98", Bundle(2, 80));
  Put("tile/0/002", Bytes(8193));
  const std::vector<std::string> texts = LogTexts();
  ASSERT_THAT(texts, SizeIs(12));
  for (const std::string& text : texts) EXPECT_TRUE(text.starts_with("wrong-tile ")) << text;
  EXPECT_THAT(texts[0], HasSubstr(" tile/0/001.p/30 "));
  EXPECT_THAT(texts[11], HasSubstr(" tile/entries/002.p/99 "));
}

// They are compared with what the entries hash to, not with the record's own tile.
TEST_F(FilesTest, ATileOfAnotherSizeIsComparedWithTheEntries) {
  Put("tile/0/000.p/9", Hashes("tile/0/000", 9));
  log_.tiles.erase("tile/0/000");
  EXPECT_THAT(LogTexts(), ElementsAre(StartsWith("missing-file")));
  Put("tile/0/000", Bytes(8192));
  EXPECT_THAT(LogTexts(), ElementsAre(StartsWith("wrong-tile tile/0/000 ")));
}

// With entries that cannot be read nothing is compared. Spec: LOG-5
TEST_F(FilesTest, ABundleBesideAnUnreadableOneIsNotJudged) {
  Put("tile/entries/000.p/9", Bundle(1, 9));
  log_.missing.insert("tile/entries/000");
  std::vector<std::string> codes = Findings(VerifyUnpinned(log_), CheckId::kLog);
  EXPECT_THAT(codes, ElementsAre("0 missing-file", "- wrong-tile", "- wrong-tile", "- wrong-root"));
}

// The attack `many-files`. Spec: VER-8, VER-9
TEST_F(FilesTest, TooManyStraysCannotBeChecked) {
  for (uint64_t i = 0; i < tlog::kMaxStrays - 1; ++i) Put(fmt::format("stray-{:05}", i), {});
  Put("tile/0/999", {});  // of a later tree
  const Verification v = VerifyUnpinned(log_);
  EXPECT_THAT(Everything(v), Not(Contains(StartsWith("log"))));
  EXPECT_EQ(v.CountOf(NoteKind::kStray), tlog::kMaxStrays);
  ASSERT_THAT(v.notes, SizeIs(kMaxListedStrays + 1));
  EXPECT_EQ(v.notes[kMaxListedStrays - 1].file, "stray-00099");
  EXPECT_EQ(v.notes.back().file, "");
  EXPECT_EQ(v.notes.back().count, tlog::kMaxStrays - kMaxListedStrays);
  Put("one-more", {});
  EXPECT_THAT(VerifyRecord(log_, {.threads = 1}), FailsWith(ErrorCode::kTooLarge));
}

// Spec: VER-9
TEST_F(FilesTest, TheReportHasBundlesThenTilesOfOtherSizesThenTiles) {
  Put("tile/entries/000.p/9", {});
  Put("tile/0/001.p/5", {});
  log_.tiles["tile/0/001"][0] ^= 1;
  log_.tiles["tile/1/000.p/2"].pop_back();
  log_.missing.insert("tile/entries/002.p/88");
  const Verification v = VerifyUnpinned(log_);
  EXPECT_THAT(Findings(v, CheckId::kLog),
              ElementsAre("512 missing-file", "- wrong-tile", "- wrong-tile", "- wrong-tile", "- wrong-tile",
                          "- truncated", "- wrong-root"));
  std::vector<std::string> names;
  for (const Finding& finding : v.At(CheckId::kLog).findings()) names.push_back(finding.file);
  EXPECT_THAT(names, ElementsAre("tile/entries/002.p/88", "tile/0/001.p/5", "tile/entries/000.p/9",
                                 "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", ""));
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
  EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
  EXPECT_EQ(v.At(CheckId::kLog).findings().size(), 1000u);
}

// Spec: VER-9
TEST(SpecialFileTest, WhatIsNoRegularFileIsNotThere) {
  const TemporaryFolder folder;
  const std::filesystem::path record = folder.path() / "record";
  std::filesystem::copy(VectorFolder("plain") / "record", record, std::filesystem::copy_options::recursive);
  const tlog::DirectorySource source(record);
  ASSERT_EQ(VerifyUnpinned(source).outcome(), VerificationOutcome::kConsistent);
  std::filesystem::create_symlink("checkpoint", record / "another");
  ASSERT_EQ(::mkfifo((record / "pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink("000.p/11", record / "tile" / "0" / "000");  // of another size: a stray too
  const Verification with_strays = VerifyUnpinned(source);
  EXPECT_THAT(Everything(with_strays), IsEmpty());
  EXPECT_EQ(with_strays.CountOf(NoteKind::kStray), 3u);
  std::filesystem::remove(record / "tile" / "0" / "000");
  std::filesystem::remove(record / "another");
  std::filesystem::remove(record / "pipe");
  const std::filesystem::path tiles = record / "tile" / "0";
  const std::filesystem::path tile = std::filesystem::directory_iterator(tiles)->path() / "";
  const std::filesystem::path file = std::filesystem::directory_iterator(tile)->path();
  std::filesystem::rename(file, folder.path() / "moved");
  std::filesystem::create_symlink(folder.path() / "moved", file);
  EXPECT_THAT(Findings(VerifyUnpinned(source), CheckId::kLog), ElementsAre("- missing-file"));
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
  const std::vector<Finding>& found = v.At(CheckId::kLog).findings();
  ASSERT_EQ(found.size(), spoilt.size());
  for (size_t i = 0; i < spoilt.size(); ++i) EXPECT_THAT(found[i].text, HasSubstr(spoilt[i] + " "));
}

}  // namespace
}  // namespace constat::verify
