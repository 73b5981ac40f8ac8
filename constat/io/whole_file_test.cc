#include "constat/io/whole_file.h"

#include <sys/stat.h>

#include <iterator>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::io {
namespace {

namespace fs = std::filesystem;

size_t FilesIn(const fs::path& folder) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WholeFile, AppearsOnlyWhenFinished) {
  const TemporaryFolder folder;
  const fs::path path = folder.File("file");
  {
    Result<WholeFile> file = WholeFile::Open(path, FileAccess::kSecret);
    ASSERT_THAT(file, Succeeds());
    ASSERT_THAT(file->Write(AsBytes("one ")), Succeeds());
    EXPECT_FALSE(fs::exists(path));
    ASSERT_THAT(file->Write(AsBytes("two")), Succeeds());
    ASSERT_THAT(file->Finish(), Succeeds());
  }
  EXPECT_EQ(AsText(*ReadFile(path)), "one two");
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(WholeFile, LeavesNothingBehindUnlessFinished) {
  const TemporaryFolder folder;
  for (const Existing existing : {Existing::kRefuse, Existing::kReplace}) {
    Result<WholeFile> file = WholeFile::Open(folder.File("file"), FileAccess::kPublic, existing);
    ASSERT_THAT(file, Succeeds());
    ASSERT_THAT(file->Write(AsBytes("one")), Succeeds());
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(WholeFile, NeverOverwrites) {
  const TemporaryFolder folder;
  const fs::path path = folder.File("file");
  {
    Result<WholeFile> file = WholeFile::Open(path, FileAccess::kPublic);
    ASSERT_THAT(file, Succeeds());
    ASSERT_THAT(WriteFile(path, AsBytes("first")), Succeeds());
    EXPECT_THAT(file->Finish(), FailsWith(ErrorCode::kRefusesOverwrite));
  }
  EXPECT_THAT(WholeFile::Open(path, FileAccess::kPublic), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_EQ(AsText(*ReadFile(path)), "first");
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(WholeFile, ReplacesWhereThatIsMeant) {
  const TemporaryFolder folder;
  const fs::path path = folder.File("file");
  ASSERT_THAT(WriteFile(path, AsBytes("first")), Succeeds());
  Result<WholeFile> file = WholeFile::Open(path, FileAccess::kPublic, Existing::kReplace);
  ASSERT_THAT(file, Succeeds());
  ASSERT_THAT(file->Write(AsBytes("second")), Succeeds());
  EXPECT_EQ(AsText(*ReadFile(path)), "first");
  ASSERT_THAT(file->Finish(), Succeeds());
  EXPECT_EQ(AsText(*ReadFile(path)), "second");
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

}  // namespace
}  // namespace constat::io
