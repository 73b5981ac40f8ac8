#include "constat/base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace constat {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string name = (fs::temp_directory_path() / "constat_file_test.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  ~FileTest() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path Path(const std::string& name) const { return folder_ / name; }

  // Names is what lies in the folder.
  [[nodiscard]] std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  static mode_t ModeOf(const fs::path& path) {
    struct stat info {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0);
    return info.st_mode & 07777;
  }

  static std::string TextOf(const fs::path& path) { return std::string(AsText(ReadFile(path).value())); }

  fs::path folder_;
};

template <typename T>
std::string CodeOf(const Result<T>& result) {
  return result ? "ok" : std::string(ErrorName(result.error().code));
}

TEST_F(FileTest, WritesAndReadsBytes) {
  Bytes all(70000);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<uint8_t>(i);
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), all)), "ok");
  EXPECT_EQ(ReadFile(Path("a")).value(), all);
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), {})), "ok");
  EXPECT_TRUE(ReadFile(Path("a")).value().empty());
}

TEST_F(FileTest, ModeSaysWhoMayRead) {
  ASSERT_EQ(CodeOf(WriteFile(Path("public"), {}, FileAccess::kPublic)), "ok");
  EXPECT_EQ(ModeOf(Path("public")), 0644u);
  ASSERT_EQ(CodeOf(WriteFile(Path("secret"), {}, FileAccess::kSecret)), "ok");
  EXPECT_EQ(ModeOf(Path("secret")), 0600u);
  ASSERT_EQ(CodeOf(WriteNewFile(Path("new"), {}, FileAccess::kSecret)), "ok");
  EXPECT_EQ(ModeOf(Path("new")), 0600u);
  // Replacing a public file by a secret one leaves no time in which others can read it.
  ASSERT_EQ(CodeOf(WriteFile(Path("public"), {}, FileAccess::kSecret)), "ok");
  EXPECT_EQ(ModeOf(Path("public")), 0600u);
}

TEST_F(FileTest, ReplacesAFileAsAWhole) {
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("old bytes"))), "ok");
  // Another name of the old file keeps the old bytes: they are not written over.
  fs::create_hard_link(Path("a"), Path("witness"));
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("new"))), "ok");
  EXPECT_EQ(TextOf(Path("a")), "new");
  EXPECT_EQ(TextOf(Path("witness")), "old bytes");
  EXPECT_EQ(Names(), (std::vector<std::string>{"a", "witness"}));
}

TEST_F(FileTest, FailedWriteLeavesNothingBehind) {
  fs::create_directory(Path("folder"));
  const Status refused = WriteFile(Path("folder"), AsBytes("x"));
  EXPECT_EQ(CodeOf(refused), "cannot-write");
  EXPECT_NE(refused.error().detail.find(Path("folder").string()), std::string::npos);
  EXPECT_EQ(Names(), (std::vector<std::string>{"folder"}));
  EXPECT_EQ(CodeOf(WriteFile(Path("none/a"), AsBytes("x"))), "cannot-write");
  EXPECT_EQ(CodeOf(WriteNewFile(Path("none/a"), AsBytes("x"))), "cannot-write");
}

TEST_F(FileTest, NewFileRefusesOverwrite) {
  ASSERT_EQ(CodeOf(WriteNewFile(Path("a"), AsBytes("first"))), "ok");
  const Status refused = WriteNewFile(Path("a"), AsBytes("second"));
  EXPECT_EQ(CodeOf(refused), "refuses-overwrite");
  EXPECT_NE(refused.error().detail.find("move it away"), std::string::npos);
  EXPECT_EQ(TextOf(Path("a")), "first");
  fs::create_directory(Path("folder"));
  EXPECT_EQ(CodeOf(WriteNewFile(Path("folder"), AsBytes("x"))), "refuses-overwrite");
  fs::create_symlink("nowhere", Path("link"));
  EXPECT_EQ(CodeOf(WriteNewFile(Path("link"), AsBytes("x"))), "refuses-overwrite");
  EXPECT_EQ(Names(), (std::vector<std::string>{"a", "folder", "link"}));
}

TEST_F(FileTest, ReadsNothingThatIsMissingOrNoFile) {
  EXPECT_EQ(CodeOf(ReadFile(Path("a"))), "missing-file");
  EXPECT_EQ(CodeOf(ReadFile(folder_)), "cannot-read");
  EXPECT_EQ(CodeOf(ReadFile("/dev/null")), "cannot-read");
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), {})), "ok");
  EXPECT_EQ(CodeOf(ReadFile(Path("a/b"))), "missing-file");
}

TEST_F(FileTest, ReadsNothingLargerThanExpected) {
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("12345"))), "ok");
  EXPECT_EQ(CodeOf(ReadFile(Path("a"), 5)), "ok");
  EXPECT_EQ(CodeOf(ReadFile(Path("a"), 4)), "too-large");
}

TEST_F(FileTest, ReadsNothingItMayNotRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read every file";
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("x"))), "ok");
  fs::permissions(Path("a"), fs::perms::none);
  EXPECT_EQ(CodeOf(ReadFile(Path("a"))), "cannot-read");
}

TEST_F(FileTest, WritesNowhereItMayNotWrite) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("x"))), "cannot-write");
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(FileTest, SecretsAreTheOwnersOnly) {
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), {}, FileAccess::kSecret)), "ok");
  EXPECT_EQ(CodeOf(CheckOwnerOnly(Path("a"))), "ok");
  for (const mode_t bit : {040, 020, 010, 04, 02, 01}) {
    ASSERT_EQ(::chmod(Path("a").c_str(), 0600 | bit), 0);
    const Status refused = CheckOwnerOnly(Path("a"));
    EXPECT_EQ(CodeOf(refused), "unsafe-file") << bit;
    EXPECT_NE(refused.error().detail.find("chmod 600"), std::string::npos);
  }
  EXPECT_EQ(CodeOf(CheckOwnerOnly(Path("none"))), "missing-file");
}

TEST_F(FileTest, MakesFoldersWithTheirParents) {
  EXPECT_EQ(CodeOf(MakeDirectories(Path("a/b/c"))), "ok");
  EXPECT_EQ(CodeOf(MakeDirectories(Path("a/b/c"))), "ok");
  EXPECT_TRUE(fs::is_directory(Path("a/b/c")));
  ASSERT_EQ(CodeOf(WriteFile(Path("file"), {})), "ok");
  EXPECT_EQ(CodeOf(MakeDirectories(Path("file/a"))), "cannot-write");
  EXPECT_EQ(CodeOf(SyncDirectory(Path("a"))), "ok");
  EXPECT_EQ(CodeOf(SyncDirectory(Path("none"))), "cannot-write");
}

}  // namespace
}  // namespace constat
