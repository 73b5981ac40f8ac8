// What commands print and write: errors, whole files, plain words.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "constat/base/file.h"
#include "constat/cli/error_text.h"
#include "constat/cli/terminal.h"
#include "constat/cli/whole_file.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

fs::path FreshFolder(const std::string& name) {
  const fs::path folder = fs::path(testing::TempDir()) / ("constat-cli-" + name);
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

TEST(FormatError, IsOneHarmlessLine) {
  const std::string text = FormatError({ErrorCode::kBadText, "a\n\x1b[2J\x07 name."});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\n")));
  EXPECT_THAT(text, EndsWith("(bad-text)."));
}

TEST(FormatError, SaysWhatToDoOnce) {
  EXPECT_THAT(FormatError({ErrorCode::kMissingFile, "cannot open x"}),
              EndsWith("(missing-file). Check the name and the folder."));
  EXPECT_THAT(FormatError({ErrorCode::kMissingFile, "cannot open x; make it first"}),
              EndsWith("make it first (missing-file)."));
}

TEST(WholeFile, AppearsOnlyWhenFinished) {
  const fs::path folder = FreshFolder("whole");
  const fs::path path = folder / "file";
  {
    Result<WholeFile> file = WholeFile::Open(path, FileAccess::kSecret);
    ASSERT_TRUE(file.has_value());
    ASSERT_TRUE(file->Write("one ").has_value());
    EXPECT_FALSE(fs::exists(path));
    ASSERT_TRUE(file->Write("two").has_value());
    ASSERT_TRUE(file->Finish().has_value());
  }
  EXPECT_EQ(AsText(*ReadFile(path)), "one two");
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

TEST(WholeFile, LeavesNothingBehindUnlessFinished) {
  const fs::path folder = FreshFolder("unfinished");
  {
    Result<WholeFile> file = WholeFile::Open(folder / "file", FileAccess::kPublic);
    ASSERT_TRUE(file.has_value());
    ASSERT_TRUE(file->Write("one").has_value());
  }
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST(WholeFile, NeverOverwrites) {
  const fs::path path = FreshFolder("there") / "file";
  Result<WholeFile> file = WholeFile::Open(path, FileAccess::kPublic);
  ASSERT_TRUE(file.has_value());
  ASSERT_TRUE(WriteFile(path, AsBytes("first")).has_value());
  EXPECT_EQ(file->Finish().error().code, ErrorCode::kRefusesOverwrite);
  EXPECT_EQ(WholeFile::Open(path, FileAccess::kPublic).error().code, ErrorCode::kRefusesOverwrite);
  EXPECT_EQ(AsText(*ReadFile(path)), "first");
}

}  // namespace
}  // namespace constat::cli
