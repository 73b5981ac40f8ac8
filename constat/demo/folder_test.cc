#include "constat/demo/folder.h"

#include <gmock/gmock.h>

#include <fstream>

#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::demo {
namespace {

namespace fs = std::filesystem;

TEST(PrepareFolder, ReplacesAnEarlierDemoAndNothingElse) {
  const TemporaryFolder folder;
  const fs::path out = folder.File("demo");
  ASSERT_THAT(PrepareFolder(out), Succeeds());
  std::ofstream(out / "report.html") << "old";
  ASSERT_THAT(PrepareFolder(out), Succeeds());
  EXPECT_FALSE(fs::exists(out / "report.html"));

  const fs::path other = folder.File("other");
  fs::create_directory(other);
  ASSERT_THAT(PrepareFolder(other), Succeeds()) << "it was empty";
  const fs::path full = folder.File("full");
  fs::create_directory(full);
  std::ofstream(full / "letter") << "mine";
  EXPECT_THAT(PrepareFolder(full), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_TRUE(fs::exists(full / "letter"));
  EXPECT_THAT(PrepareFolder(full / "letter"), FailsWith(ErrorCode::kCannotWrite)) << "it is a file";
}

TEST(BallotsOf, IsWhatWasAskedForOrWhatTheAttackNeeds) {
  Cheat cheat;
  cheat.ballots = 70;
  EXPECT_EQ(BallotsOf(0, nullptr), 3000u);
  EXPECT_EQ(BallotsOf(0, &cheat), 70u);
  EXPECT_EQ(BallotsOf(5, &cheat), 5u);
  EXPECT_LT(BallotsOf(0, nullptr), kFastFrom);
}

}  // namespace
}  // namespace constat::demo
