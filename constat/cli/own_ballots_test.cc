#include "constat/cli/own_ballots.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>

#include "constat/io/file.h"
#include "constat/testing/folder.h"

namespace constat::cli {
namespace {

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
  EXPECT_THAT(added.error().detail, testing::HasSubstr("--keep"));
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
  EXPECT_THAT(added.error().detail, testing::HasSubstr("was not written"));
  EXPECT_THAT(added.error().detail, testing::HasSubstr("mine.txt:2"));
  const auto read = ReadOwnBallots(path);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, (std::vector<OwnBallot>{{{}, {}, 1, {}}}));
}

}  // namespace
}  // namespace constat::cli
