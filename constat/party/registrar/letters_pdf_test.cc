#include "constat/party/registrar/letters_pdf.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class LettersPdfTest : public ::testing::Test {
 protected:
  // Program is an executable of this script.
  fs::path Program(const std::string& name, const std::string& script) {
    const fs::path path = folder_.File(name);
    EXPECT_THAT(io::WriteFile(path, AsBytes("#!/bin/sh\n" + script)), Succeeds());
    EXPECT_EQ(::chmod(path.c_str(), 0755), 0);
    return path;
  }
  [[nodiscard]] Status Print(const fs::path& browser) {
    return PrintPdf(browser, folder_.File("a b#.html"), folder_.File("letters.pdf"));
  }
  const TemporaryFolder folder_;
};

TEST_F(LettersPdfTest, FindsABrowserInTheAbsoluteFoldersOfThePath) {
  EXPECT_THAT(FindBrowser(""), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(FindBrowser(folder_.path().string()), FailsWith(ErrorCode::kMissingFile));
  const fs::path chrome = Program("google-chrome", "");
  EXPECT_EQ(Value(FindBrowser("relative::/nowhere:" + folder_.path().string())), chrome);
  const fs::path chromium = Program("chromium", "");
  EXPECT_EQ(Value(FindBrowser(folder_.path().string() + ":/nowhere")), chromium);
}

TEST_F(LettersPdfTest, TheBrowserHasAProfileOfItsOwnAndNoNetwork) {
  const std::string said = folder_.File("said");
  const fs::path browser =
      Program("chromium", "for a; do echo \"$a\" >> " + said +
                              "; case $a in --print-to-pdf=*) echo %PDF-1.4 > \"${a#*=}\";;\n"
                              "--user-data-dir=*) stat -c 'mode %a' \"${a#*=}\" >> " +
                              said + "; touch \"${a#*=}/History\";; esac; done; env >> " + said + "\n");
  ASSERT_THAT(Print(browser), Succeeds());
  const std::string text(AsText(Value(io::ReadFile(said))));
  EXPECT_THAT(text, HasSubstr("mode 700\n"));
  EXPECT_THAT(text, HasSubstr("--host-resolver-rules=MAP * ~NOTFOUND\n"));
  EXPECT_THAT(text, HasSubstr("/a%20b%23.html\n"));
  const std::string profile =
      text.substr(text.find("--user-data-dir=") + 16, folder_.path().string().size() + 15);
  EXPECT_THAT(text, HasSubstr("HOME=" + profile + "\n"));
  EXPECT_FALSE(fs::exists(profile)) << "nothing of it is left";
  struct stat info {};
  ASSERT_EQ(::stat(folder_.File("letters.pdf").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(LettersPdfTest, ABrowserThatPrintsNothingIsAnError) {
  for (const char* script : {"exit 1", "exit 0", "kill -9 $$",
                             "for a; do case $a in --print-to-pdf=*) echo text > \"${a#*=}\";; esac; done"}) {
    const Status status = Print(Program("chromium", script));
    ASSERT_THAT(status, FailsWith(ErrorCode::kCannotWrite)) << script;
    EXPECT_THAT(status.error().detail, HasSubstr("chromium made no PDF"));
  }
  EXPECT_THAT(Print(folder_.File("absent")), FailsWith(ErrorCode::kCannotWrite));
}

}  // namespace
}  // namespace constat::party
