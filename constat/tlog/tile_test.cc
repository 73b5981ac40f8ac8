#include "constat/tlog/tile.h"

#include <map>
#include <set>

#include "constat/testing/log.h"

namespace constat::tlog {
namespace {

using ::testing::ElementsAre;
using testing::EntryAt;

TEST(Tile, PathsAreTheClauses) {
  // c2sp.org/tlog-tiles: "index 1234067 will be encoded as x001/x234/067".
  EXPECT_EQ(FormatTilePath({0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(FormatTilePath({4, 1234067, 1}), "tile/4/x001/x234/067.p/1");
  EXPECT_EQ(FormatTilePath({Tile::kEntries, 0, 255}), "tile/entries/000.p/255");
  EXPECT_EQ(FormatTilePath({Tile::kEntries, 1000, 256}), "tile/entries/x001/000");
  EXPECT_EQ(FormatTilePath({63, 999, 256}), "tile/63/999");
}

TEST(Tile, PathsReadBack) {
  for (const int level : {-1, 0, 1, 2, 7, 63}) {
    for (const uint64_t index : {uint64_t{0}, uint64_t{1}, uint64_t{999}, uint64_t{1000}, uint64_t{1234067},
                                 uint64_t{999999}, uint64_t{1000000}, kMaxTreeSize / 256 - 1}) {
      for (const unsigned width : {1u, 9u, 10u, 99u, 255u, 256u}) {
        const Tile tile{level, index, width};
        EXPECT_EQ(ParseTilePath(FormatTilePath(tile)).value(), tile);
      }
    }
  }
}

TEST(Tile, RefusesEveryOtherPath) {
  for (const std::string bad : {"",
                                "tile",
                                "tile/",
                                "tile/0",
                                "tile/0/",
                                "tile/0/0",
                                "tile/0/00",
                                "tile/0/0000",
                                "tile/00/000",
                                "tile/64/000",
                                "tile/-1/000",
                                "tile/0/x000/001",
                                "tile/0/x001",
                                "tile/0/x001/",
                                "tile/0/001/002",
                                "tile/0/x001/x002",
                                "tile/0/000.p",
                                "tile/0/000.p/",
                                "tile/0/000.p/0",
                                "tile/0/000.p/01",
                                "tile/0/000.p/256",
                                "tile/0/000.p/257",
                                "tile/0/000.p/258",
                                "tile/0/000.p/513",
                                "tile/0/000.p/1/2",
                                "tile/0/000.p/x",
                                "tile/0/000.q/1",
                                "tile/0/000p/1",
                                "tile/0/x000.p/1",
                                "tile/0/000/",
                                "tile//000",
                                "/tile/0/000",
                                "./tile/0/000",
                                "tile/0/../0/000",
                                "tile/0/0a0",
                                "tile/0/x1234/000",
                                "tile/Entries/000",
                                "tile/entries/x000/000",
                                "tile/data/000",
                                "Tile/0/000",
                                "tile/0/ 00",
                                "tile/0/+00",
                                "checkpoint",
                                "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
                                "tile/0/000\n",
                                "tile/0/x018/x014/x398/x509/x481/984"}) {
    EXPECT_THAT(ParseTilePath(bad), FailsWith(ErrorCode::kUnknownFile)) << bad;
  }
  // The last one that a tree can have.
  EXPECT_EQ(Value(ParseTilePath("tile/0/x018/x014/x398/x509/x481/983")).index, kMaxTreeSize / kTileWidth - 1);
}

TEST(Tile, ATreeOf70000HasTheClausesTiles) {
  // c2sp.org/tlog-tiles, "Partial Tiles".
  std::map<int, uint64_t> full;
  std::map<int, unsigned> partial;
  ASSERT_THAT(ForEachTile(70000,
                          [&](const Tile& tile) -> Status {
                            if (tile.IsFull()) {
                              ++full[tile.level];
                            } else {
                              partial[tile.level] = tile.width;
                            }
                            return {};
                          }),
              Succeeds());
  EXPECT_EQ(full, (std::map<int, uint64_t>{{Tile::kEntries, 273}, {0, 273}, {1, 1}}));
  EXPECT_EQ(partial, (std::map<int, unsigned>{{Tile::kEntries, 112}, {0, 112}, {1, 17}, {2, 1}}));
  EXPECT_THAT(PartialTiles(256), ElementsAre(Tile{1, 0, 1}));
  EXPECT_TRUE(IsTileOf(256, {0, 0, 256}));
}

TEST(Tile, CountVisitAndMembershipAgree) {
  for (const uint64_t size : {0ul, 1ul, 2ul, 255ul, 256ul, 257ul, 511ul, 512ul, 65535ul, 65536ul, 65537ul,
                              66000ul, 131072ul, 16777216ul}) {
    uint64_t visited = 0;
    std::set<std::string> paths;
    ASSERT_THAT(ForEachTile(size,
                            [&](const Tile& tile) -> Status {
                              ++visited;
                              if (size < 70000) paths.insert(FormatTilePath(tile));
                              EXPECT_TRUE(IsTileOf(size, tile));
                              Tile wider = tile;
                              wider.width = tile.width == 256 ? 255 : tile.width + 1;
                              EXPECT_FALSE(IsTileOf(size, wider));
                              return {};
                            }),
                Succeeds());
    EXPECT_EQ(visited, CountTiles(size)) << size;
    if (size < 70000) {
      EXPECT_EQ(paths.size(), visited);
    }
    EXPECT_FALSE(IsTileOf(size, {0, size / 256 + 1, 256}));
  }
  EXPECT_THAT(TileIn(256, 0, 1), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(TileIn(256, 8, 0), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(TileIn(0, Tile::kEntries, 0), FailsWith(ErrorCode::kBadNumber));
  EXPECT_FALSE(IsTileOf(kMaxTreeSize, {63, 0, 1}));
}

TEST(Bundle, RoundTripsAndRefusesEveryOtherLength) {
  const std::vector<Bytes> entries = {{}, {1}, {2, 3}, Bytes(65535, 4)};
  const Bytes bundle = EncodeBundle(entries);
  EXPECT_EQ(bundle.size(), 4 * 2 + 0 + 1 + 2 + 65535u);
  EXPECT_EQ((Bytes{bundle.begin(), bundle.begin() + 9}), (Bytes{0, 0, 0, 1, 1, 0, 2, 2, 3}));
  const std::vector<ByteView> views = DecodeBundle(bundle, 4).value();
  for (size_t i = 0; i < entries.size(); ++i) EXPECT_TRUE(Equal(views[i], entries[i]));
  for (const size_t size : {0ul, 1ul, 2ul, 3ul, 4ul, 8ul, 9ul, 10ul, 11ul, 12ul, 65545ul}) {
    EXPECT_THAT(DecodeBundle(ByteView(bundle).first(size), 4), FailsWith(ErrorCode::kTruncated)) << size;
  }
  EXPECT_THAT(DecodeBundle(bundle, 3), FailsWith(ErrorCode::kTrailingBytes));
  EXPECT_THAT(DecodeBundle(bundle, 5), FailsWith(ErrorCode::kTruncated));
}

TEST(HashTile, RoundTripsAndRefusesEveryOtherLength) {
  const std::vector<Hash> hashes = {LeafHash({}), EmptyRoot()};
  const Bytes tile = EncodeHashTile(hashes);
  EXPECT_EQ(DecodeHashTile(tile, 2).value(), hashes);
  for (size_t size = 0; size < tile.size(); ++size) {
    EXPECT_THAT(DecodeHashTile(ByteView(tile).first(size), 2), FailsWith(ErrorCode::kTruncated));
  }
  EXPECT_THAT(DecodeHashTile(tile, 1), FailsWith(ErrorCode::kTrailingBytes));
}

TEST(TileBuilder, TilesAndHeadsAgreeWithTheFrontier) {
  TileBuilder builder;
  MerkleFrontier frontier;
  std::map<std::string, std::vector<Hash>> tiles;
  const auto keep = [&](const Tile& tile, std::span<const Hash> hashes) -> Status {
    tiles[FormatTilePath(tile)] = {hashes.begin(), hashes.end()};
    return {};
  };
  constexpr uint64_t kSize = 65536 + 256 * 2 + 3;
  for (uint64_t i = 0; i < kSize; ++i) {
    const Hash leaf = LeafHash(EntryAt(i));
    ASSERT_THAT(builder.Append(leaf, keep), Succeeds());
    frontier.Append(leaf);
    if (i % 97 == 0 || i >= 65534) {
      ASSERT_EQ(builder.Head(), frontier.Head()) << i;
    }
  }
  ASSERT_THAT(builder.VisitPartial(keep), Succeeds());
  EXPECT_EQ(tiles.size(), CountTiles(kSize) - 259);  // without 259 bundles
  EXPECT_EQ(tiles["tile/0/000"][3], LeafHash(EntryAt(3)));
  // A level-1 hash is the Merkle tree hash of 256 leaves, a level-2 hash of 65536.
  EXPECT_EQ(tiles["tile/1/000"][0], testing::TreeOfEntries(256).root);
  EXPECT_EQ(tiles["tile/2/000.p/1"][0], testing::TreeOfEntries(65536).root);
  EXPECT_EQ(tiles["tile/1/001.p/2"].size(), 2u);
  EXPECT_EQ(tiles["tile/0/258.p/3"].size(), 3u);
}

TEST(TileBuilder, RestoresFromPartialTiles) {
  TileBuilder builder;
  const auto ignore = [](const Tile&, std::span<const Hash>) -> Status { return {}; };
  for (uint64_t i = 0; i < 700; ++i) ASSERT_THAT(builder.Append(LeafHash(EntryAt(i)), ignore), Succeeds());
  std::vector<std::vector<Hash>> levels(2);
  ASSERT_THAT(builder.VisitPartial([&](const Tile& tile, std::span<const Hash> hashes) -> Status {
    levels[static_cast<size_t>(tile.level)] = {hashes.begin(), hashes.end()};
    return {};
  }),
              Succeeds());
  TileBuilder restored = TileBuilder::Restore(700, levels);
  EXPECT_EQ(restored.Head(), builder.Head());
  for (uint64_t i = 700; i < 1100; ++i)
    ASSERT_THAT(restored.Append(LeafHash(EntryAt(i)), ignore), Succeeds());
  EXPECT_EQ(restored.Head(), testing::TreeOfEntries(1100));
}

TEST(TileBuilder, StopsAtTheVisitorsError) {
  TileBuilder builder;
  const auto fail = [](const Tile&, std::span<const Hash>) -> Status {
    return Fail(ErrorCode::kCannotWrite, "");
  };
  for (uint64_t i = 0; i < 255; ++i) ASSERT_THAT(builder.Append(LeafHash(EntryAt(i)), fail), Succeeds());
  EXPECT_THAT(builder.Append(LeafHash(EntryAt(255)), fail), FailsWith(ErrorCode::kCannotWrite));
}

}  // namespace
}  // namespace constat::tlog
