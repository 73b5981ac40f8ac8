#include "constat/parcel/own_ballots.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "constat/io/file.h"
#include "constat/testing/folder.h"

namespace constat::parcel {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(OwnBallots, KeepsNotesPrivate) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("notes");
  EXPECT_THAT(*ReadOwnBallots(path), IsEmpty());
  OwnBallot ballot;
  ballot.revision = 18446744073709551ULL;
  ballot.tracker.fill(7);
  ASSERT_TRUE(AddOwnBallot(path, ballot).has_value());
  ballot.tracker.fill(8);
  ASSERT_TRUE(AddOwnBallot(path, ballot).has_value());
  const Result<std::vector<OwnBallot>> back = ReadOwnBallots(path);
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->size(), 2u);
  EXPECT_EQ(back->back().tracker, ballot.tracker);
  EXPECT_EQ(back->back().revision, ballot.revision);
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(OwnBallots, AreReadFromText) {
  const std::string line = "constat-own-ballot/1 " + std::string(64, '1') + " " + std::string(64, '2') +
                           " 3 " + std::string(64, '4') + "\n";
  const Result<std::vector<OwnBallot>> notes = ParseOwnBallots(line + line, "notes");
  ASSERT_TRUE(notes.has_value());
  ASSERT_EQ(notes->size(), 2u);
  EXPECT_EQ(notes->back().revision, 3u);
  EXPECT_EQ(notes->back().tracker.front(), 0x44);
  const Result<std::vector<OwnBallot>> cut = ParseOwnBallots(line + line.substr(0, 100), "notes");
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().code, ErrorCode::kBadText);
  EXPECT_THAT(cut.error().detail, HasSubstr("notes line 2: "));
  EXPECT_THAT(*ParseOwnBallots("", "notes"), IsEmpty());
}

TEST(OwnBallots, NamesTheBadLineAndKeepsTheFile) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("notes");
  ASSERT_TRUE(AddOwnBallot(path, {}).has_value());
  const Bytes good = *io::ReadFile(path);
  for (const char* more : {"x\n", "constat-own-ballot/1 00 00 1 00\n", "no end"}) {
    Bytes bad = good;
    Append(bad, AsBytes(more));
    ASSERT_TRUE(io::WriteFile(path, bad, io::FileAccess::kSecret).has_value());
    const Status added = AddOwnBallot(path, {});
    ASSERT_FALSE(added.has_value()) << more;
    EXPECT_THAT(added.error().detail, HasSubstr("notes line 2"));
    EXPECT_EQ(*io::ReadFile(path), bad);
  }
}

// A note that its own reader refuses would hide every ballot that is in it.
TEST(OwnBallots, NeverWritesMoreThanItReads) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "mine.txt";
  ASSERT_TRUE(AddOwnBallot(path, {{}, {}, 1, {}}).has_value());
  const Bytes line = *io::ReadFile(path, 1000);
  Bytes whole;
  while (whole.size() + line.size() <= size_t{1} << 24) whole.insert(whole.end(), line.begin(), line.end());
  ASSERT_TRUE(io::WriteFile(path, whole, io::FileAccess::kSecret).has_value());
  const Status added = AddOwnBallot(path, {{}, {}, 2, {}});
  ASSERT_FALSE(added.has_value());
  EXPECT_EQ(added.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(added.error().detail, ::testing::HasSubstr("--keep"));
  const auto read = ReadOwnBallots(path);
  ASSERT_TRUE(read.has_value()) << "what was there can still be read";
  EXPECT_EQ(read->size(), whole.size() / line.size());
}

TEST(OwnBallots, NeverWritesALineThatItDoesNotRead) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "mine.txt";
  ASSERT_TRUE(AddOwnBallot(path, {{}, {}, 1, {}}).has_value());
  const Status added = AddOwnBallot(path, {{}, {}, UINT64_MAX, {}});
  ASSERT_FALSE(added.has_value());
  EXPECT_THAT(added.error().detail, ::testing::HasSubstr("was not written"));
  EXPECT_THAT(added.error().detail, ::testing::HasSubstr("mine.txt line 2"));
  const auto read = ReadOwnBallots(path);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, (std::vector<OwnBallot>{{{}, {}, 1, {}}}));
}

}  // namespace
}  // namespace constat::parcel
