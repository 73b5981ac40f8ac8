#include "constat/io/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "constat/io/descriptor_name.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::io {
namespace {

namespace fs = std::filesystem;

class FileTest : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path Path(const std::string& name) const { return folder_.File(name); }

  // Names is what lies in the folder.
  [[nodiscard]] std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path()))
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

  TemporaryFolder folder_;
};

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
  EXPECT_EQ(CodeOf(ReadFile(folder_.path())), "cannot-read");
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
  fs::permissions(folder_.path(), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("x"))), "cannot-write");
  fs::permissions(folder_.path(), fs::perms::owner_all);
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

// Pipe is a pipe whose ends have names as a shell gives them.
struct Pipe {
  Pipe() { EXPECT_EQ(::pipe(ends), 0); }
  ~Pipe() {
    CloseWriter();
    ::close(ends[0]);
  }
  void CloseWriter() {
    if (ends[1] >= 0) ::close(std::exchange(ends[1], -1));
  }
  [[nodiscard]] fs::path Name(int end) const { return "/dev/fd/" + std::to_string(ends[end]); }
  int ends[2] = {-1, -1};
};

TEST_F(FileTest, ReadsAPipeHandedOverUpToTheLimit) {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{1000}}) {
    Pipe pipe;
    ASSERT_EQ(CodeOf(WriteFile(pipe.Name(1), Bytes(size, 'x'))), "ok");
    pipe.CloseWriter();
    EXPECT_EQ(CodeOf(CheckOwnerOnly(pipe.Name(0))), "ok");
    const Result<Bytes> read = ReadFile(pipe.Name(0), 1000);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, Bytes(size, 'x'));
  }
  Pipe pipe;
  ASSERT_EQ(CodeOf(WriteNewFile(pipe.Name(1), Bytes(1001, 'x'))), "ok");
  EXPECT_EQ(CodeOf(ReadFile(pipe.Name(0), 1000)), "too-large");
}

TEST_F(FileTest, AFileHandedOverIsStillTheOwnersOnly) {
  ASSERT_EQ(CodeOf(WriteFile(Path("a"), AsBytes("text"))), "ok");
  const int fd = ::open(Path("a").c_str(), O_RDONLY | O_CLOEXEC);
  const fs::path name = "/dev/fd/" + std::to_string(fd);
  EXPECT_EQ(CodeOf(CheckOwnerOnly(name)), "unsafe-file");
  EXPECT_EQ(TextOf(name), "text");
  ::close(fd);
  EXPECT_EQ(CodeOf(ReadFile(name)), "missing-file");
  EXPECT_EQ(CodeOf(CheckOwnerOnly(name)), "missing-file");
  EXPECT_EQ(CodeOf(WriteFile(name, {})), "cannot-write");
}

TEST_F(FileTest, WhatIsNoFileIsWrittenIntoAndNeverReplaced) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  const int reader = ::open(Path("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  ASSERT_EQ(CodeOf(WriteFile(Path("pipe"), AsBytes("one"))), "ok");
  ASSERT_EQ(CodeOf(WriteNewFile(Path("pipe"), AsBytes("two"))), "ok");
  char got[7] = {};
  EXPECT_EQ(::read(reader, got, sizeof(got)), 6);
  EXPECT_STREQ(got, "onetwo");
  ::close(reader);
  EXPECT_EQ(Names(), std::vector<std::string>{"pipe"});
  EXPECT_TRUE(fs::is_fifo(Path("pipe")));
  EXPECT_EQ(CodeOf(ReadFile(Path("pipe"))), "cannot-read")
      << "a foreign folder must not make the reader wait";
}

TEST_F(FileTest, SecretsGoToFilesAlone) {
  Pipe pipe;
  EXPECT_EQ(CodeOf(WriteFile(pipe.Name(1), AsBytes("x"), FileAccess::kSecret)), "cannot-write");
  EXPECT_EQ(CodeOf(WriteNewFile(pipe.Name(1), AsBytes("x"), FileAccess::kSecret)), "cannot-write");
  EXPECT_EQ(CodeOf(WriteNewFile("/dev/null", AsBytes("x"), FileAccess::kSecret)), "cannot-write");
  pipe.CloseWriter();
  EXPECT_TRUE(ReadFile(pipe.Name(0)).value().empty());
}

TEST(DescriptorNameTest, KnowsTheNamesOfDescriptorsAndNoOthers) {
  EXPECT_EQ(DescriptorNamed("/dev/stdin"), 0);
  EXPECT_EQ(DescriptorNamed("/dev/stdout"), 1);
  EXPECT_EQ(DescriptorNamed("/dev/stderr"), 2);
  EXPECT_EQ(DescriptorNamed("/dev/fd/63"), 63);
  EXPECT_EQ(DescriptorNamed("/proc/self/fd/7"), 7);
  for (const char* other : {"", "-", "/dev/fd", "/dev/fd/", "/dev/fd/-1", "/dev/fd/1x", "/dev/fd/99999999999",
                            "dev/fd/1", "/dev/null", "/dev/stdout/x", "/proc/1/fd/1"}) {
    EXPECT_EQ(DescriptorNamed(other), std::nullopt) << other;
  }
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
}  // namespace constat::io
