// Where a record is in what is given. Spec: LOG-1, VER-9
#include "constat/tlog/record_names.h"

#include "constat/testing/matchers.h"

namespace constat::tlog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

// LocateAll finds the record among files; a name that ends in '@' is a link's.
Result<LocatedRecord> LocateAll(const std::vector<std::string>& paths) {
  RecordNames names;
  for (const std::string& path : paths) {
    const bool is_link = path.ends_with('@');
    CONSTAT_TRY(names.CountEntry());
    const Result<bool> added = names.Add(is_link ? path.substr(0, path.size() - 1) : path, !is_link);
    if (!added) return tl::unexpected(added.error());
  }
  return std::move(names).Locate();
}

std::vector<std::string> TilesOf(const LocatedRecord& record) {
  std::vector<std::string> out;
  for (const TileFile& file : record.tiles) {
    out.push_back(FormatTilePath(file.AsTile()) + (file.is_regular ? "" : "@"));
  }
  return out;
}

// Spec: LOG-1
TEST(RecordNames, TheRecordIsWhereTheOneCheckpointIs) {
  for (const std::string in : {"", "record/", "a/tile/c/"}) {
    const LocatedRecord found = Value(LocateAll({in + "tile/0/000.p/3", in + "tile/entries/000.p/3",
                                                 in + "checkpoint", in + "x", in + "tile/0/001@"}));
    EXPECT_EQ(found.folder, in);
    EXPECT_THAT(TilesOf(found), ElementsAre("tile/entries/000.p/3", "tile/0/000.p/3", "tile/0/001@")) << in;
    EXPECT_THAT(found.other_names, ElementsAre(Pair("x", true)));
    EXPECT_NE(found.FindTile("tile/0/001"), nullptr);
    EXPECT_EQ(found.FindTile("tile/0/002"), nullptr);
    EXPECT_EQ(found.FindTile("x"), nullptr);
  }
}

TEST(RecordNames, FilesOutsideItAreNamedFromIt) {
  const LocatedRecord found =
      Value(LocateAll({"a/b/checkpoint", "top", "a/beside", "c/tile/0/000", "a/b/deep/x", "a/b/c@", "ab/x"}));
  EXPECT_THAT(found.other_names,
              ElementsAre(Pair("../../ab/x", true), Pair("../../c/tile/0/000", true), Pair("../../top", true),
                          Pair("../beside", true), Pair("c", false), Pair("deep/x", true)));
  EXPECT_EQ(NameFrom("", "a/b"), "a/b");
  EXPECT_EQ(NameFrom("a/b/", "a/bc"), "../bc");
  EXPECT_EQ(NameFrom("a/", "a/tile"), "tile");
}

// The attack `two-records`: what is verified is not what is read. Spec: LOG-1
TEST(RecordNames, TwoRecordsCannotBeChecked) {
  EXPECT_THAT(LocateAll({}), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(LocateAll({"tile/0/000", "Checkpoint", "checkpoint.old", "mycheckpoint", "checkpoint/x"}),
              FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(LocateAll({"a/checkpoint@"}), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(LocateAll({"checkpoint", "a/checkpoint@"}), Succeeds());
  const auto two = LocateAll({"a/checkpoint", "b/checkpoint"});
  ASSERT_THAT(two, FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(two.error().detail, HasSubstr("give the folder of one alone"));
  EXPECT_THAT(LocateAll({"checkpoint", "old/checkpoint"}), FailsWith(ErrorCode::kDuplicate));
}

TEST(RecordNames, ANameTwiceCannotBeChecked) {
  for (const std::string name : {"checkpoint", "tile/0/000", "x", "a/tile/0/000", "checkpoint@", "x@"}) {
    EXPECT_THAT(LocateAll({"checkpoint", name, name}), FailsWith(ErrorCode::kDuplicate)) << name;
  }
  EXPECT_THAT(LocateAll({"checkpoint", "tile/0/000", "tile/0/000@"}), FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(LocateAll({"checkpoint", "x", "x@"}), FailsWith(ErrorCode::kDuplicate));
}

// The attack `case-twins`: one copy keeps the good file, another the bad one. Spec: LOG-1
TEST(RecordNames, CaseTwinsOfTheRecordsNamesCannotBeChecked) {
  const std::vector<std::string> good = {"r/checkpoint", "r/tile/0/000", "r/tile/entries/000.p/7"};
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = good;
    all.insert(all.end(), more.begin(), more.end());
    return LocateAll(all);
  };
  for (const std::string twin :
       {"r/CHECKPOINT", "r/Tile/0/000", "R/tile/0/000", "r/tile/ENTRIES/000.p/7", "R/checkpoinT",
        "r/tile/entries/000.P/7", "r/tile/0/000@", "R/TILE/0/000@"}) {
    EXPECT_THAT(with({twin}), FailsWith(ErrorCode::kDuplicate)) << twin;
  }
  EXPECT_THAT(with({"r/TILE/0/001", "r/Tile/0/001"}), FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(with({"R/tile/0/001", "r/Tile/0/001"}), FailsWith(ErrorCode::kDuplicate));
  // No name of the record's, or nowhere near it, or alone.
  for (const std::string stray :
       {"r/TILE/0/001", "Checkpoint", "tile/0/000", "r/tile/0/000.P/256", "r/s/CHECKPOINT"}) {
    EXPECT_THAT(with({stray}), Succeeds()) << stray;
  }
  EXPECT_THAT(with({"r/x", "r/X"}), Succeeds());
}

// The attack `many-files`: a reader that is busy for ever. Spec: VER-9
TEST(RecordNames, ManyFiles) {
  for (const std::string kind : {"x", "tile/1/", "tile/0/x", "a/tile/0/"}) {
    std::vector<std::string> paths{"checkpoint"};
    for (uint64_t i = 0; i < kMaxStrays; ++i) {
      paths.push_back(kind == "a/tile/0/" ? "a/" + FormatTilePath({0, i, kTileWidth})
                                          : kind + std::to_string(i) + ".");
    }
    EXPECT_THAT(LocateAll(paths), Succeeds()) << kind;
    paths.emplace_back("one-more");
    EXPECT_THAT(LocateAll(paths), FailsWith(ErrorCode::kTooLarge)) << kind;
  }
  // Tiles beside the record's are its own as far as names say.
  std::vector<std::string> own{"checkpoint"};
  for (uint64_t i = 0; i <= kMaxStrays; ++i) own.push_back(FormatTilePath({0, i, kTileWidth}));
  EXPECT_THAT(LocateAll(own), Succeeds());
}

// Before the checkpoint is found, the folders that could be the record's are as few. Spec: VER-9
TEST(RecordNames, ManyFoldersWithTilesCannotBeChecked) {
  RecordNames names;
  for (uint64_t i = 0; i <= kMaxStrays; ++i) {
    ASSERT_THAT(names.Add(std::to_string(i) + "/tile/0/000", true), Succeeds()) << i;
  }
  EXPECT_THAT(names.Add("more/tile/0/000", true), FailsWith(ErrorCode::kTooLarge));
}

TEST(RecordNames, SaysWhatMayBeTheRecords) {
  RecordNames names;
  EXPECT_TRUE(Value(names.Add("a/checkpoint", true)));
  EXPECT_TRUE(Value(names.Add("b/tile/0/000", true)));
  EXPECT_FALSE(Value(names.Add("c/tile/0/000", false)));
  EXPECT_FALSE(Value(names.Add("x", true)));
  EXPECT_FALSE(Value(names.Add("d/checkpoint", false)));
}

TEST(RecordNames, CountsEverythingThatIsGiven) {
  RecordNames names;
  uint64_t counted = 0;
  while (names.CountEntry()) ++counted;
  EXPECT_EQ(counted, kMaxGivenEntries);
  EXPECT_THAT(names.CountEntry(), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(TilesOf(Value(LocateAll({"checkpoint"}))), IsEmpty());
}

}  // namespace
}  // namespace constat::tlog
