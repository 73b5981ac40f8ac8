#include "constat/io/whole_folder.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::io {
namespace {

namespace fs = std::filesystem;

unsigned ModeOf(const fs::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

TEST(WholeFolder, AppearsOnlyWhenFinishedAndForOneReaderOnly) {
  const TemporaryFolder folder;
  const fs::path path = folder.File("letters");
  const ::mode_t before = ::umask(0);
  {
    WholeFolder made = Value(WholeFolder::Open(path));
    ASSERT_THAT(made.Add("one", AsBytes("1")), Succeeds());
    ASSERT_THAT(made.Add("sub/two", AsBytes("2")), Succeeds());
    ASSERT_THAT(made.Add("sub/three", AsBytes("3")), Succeeds());
    EXPECT_THAT(made.Add("one", AsBytes("other")), FailsWith(ErrorCode::kRefusesOverwrite));
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(ModeOf(made.place()), 0700u);
    ASSERT_THAT(made.Finish(), Succeeds());
  }
  ::umask(before);
  EXPECT_EQ(AsText(Value(ReadFile(path / "one"))), "1");
  EXPECT_EQ(AsText(Value(ReadFile(path / "sub/three"))), "3");
  EXPECT_EQ(ModeOf(path), 0700u);
  EXPECT_EQ(ModeOf(path / "sub"), 0700u);
  EXPECT_EQ(ModeOf(path / "one"), 0600u);
  EXPECT_EQ(ModeOf(path / "sub/two"), 0600u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(WholeFolder, LeavesNothingBehindUnlessFinished) {
  const TemporaryFolder folder;
  {
    const WholeFolder first = Value(WholeFolder::Open(folder.File("a")));
    ASSERT_THAT(first.Add("sub/file", AsBytes("x")), Succeeds());
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
  EXPECT_THAT(WholeFolder::Open(folder.File("none/a")), FailsWith(ErrorCode::kCannotWrite));
}

// Abandon begins a folder as a program that is killed in the middle.
void Abandon(const fs::path& path) {
  const ::pid_t child = ::fork();
  if (child == 0) {
    const Result<WholeFolder> begun = WholeFolder::Open(path);
    if (begun) (void)begun->Add("sub/secret", AsBytes("x"));
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
}

TEST(WholeFolder, RemovesWhatAnInterruptedRunLeft) {
  const TemporaryFolder folder;
  Abandon(folder.File("a"));
  Abandon(folder.File("a"));
  Abandon(folder.File("other"));
  EXPECT_EQ(Value(RemoveUnfinished(folder.File("a/"))).size(), 2u);
  EXPECT_EQ(Value(RemoveUnfinished(folder.File("a"))).size(), 0u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

// What is not certainly its own stays.
TEST(WholeFolder, RemovesNothingElse) {
  const TemporaryFolder folder;
  WholeFolder at_it = Value(WholeFolder::Open(folder.File("a")));
  const WholeFolder longer = Value(WholeFolder::Open(folder.File("a.b")));
  fs::create_directories(folder.File("a.backup/sub"));  // as long as a temporary name
  fs::create_directories(folder.File("a.backUp/.unfinished"));
  fs::create_directories(folder.File("a.Backup"));
  ASSERT_THAT(WriteFile(folder.File("a.Backup/.unfinished"), AsBytes("by somebody else")), Succeeds());
  ASSERT_THAT(WriteFile(folder.File("a.backuP"), AsBytes("a file")), Succeeds());
  fs::create_directory_symlink(longer.place(), folder.File("a.bAckup"));
  const auto before = std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
  EXPECT_EQ(Value(RemoveUnfinished(folder.File("a"))).size(), 0u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), before);
  ASSERT_THAT(at_it.Finish(), Succeeds());
  EXPECT_TRUE(fs::is_empty(folder.File("a"))) << "without the file that says that it is not finished";
  EXPECT_EQ(Value(RemoveUnfinished(folder.File("a"))).size(), 0u);
}

TEST(WholeFolder, ReplacesNothing) {
  const TemporaryFolder folder;
  WholeFolder late = Value(WholeFolder::Open(folder.File("a/")));
  ASSERT_THAT(late.Add("file", AsBytes("x")), Succeeds());
  fs::create_directory(folder.File("a"));  // came in between, and is empty
  EXPECT_THAT(late.Finish(), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_TRUE(fs::is_empty(folder.File("a")));
  EXPECT_THAT(WholeFolder::Open(folder.File("a/")), FailsWith(ErrorCode::kRefusesOverwrite));
  ASSERT_THAT(WriteFile(folder.File("f"), AsBytes("x")), Succeeds());
  EXPECT_THAT(WholeFolder::Open(folder.File("f")), FailsWith(ErrorCode::kRefusesOverwrite));
}

}  // namespace
}  // namespace constat::io
