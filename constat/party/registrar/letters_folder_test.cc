#include "constat/party/registrar/letters_folder.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

class LettersFolderTest : public ::testing::Test {
 protected:
  LettersFolderTest() {
    crypto::SeededRng rng("letters", "folder");
    for (const char* id : {"a", "b", "c", "d", "e"})
      sheet_.push_back({{id, 0, ""}, 0, parcel::VotingCode::Generate(rng)});
  }
  // Make makes a file a part, with the ids of its rows.
  static Result<std::vector<io::FolderFile>> Make(size_t number, std::span<const parcel::Issued> rows) {
    std::string text;
    for (const parcel::Issued& row : rows) text += row.person.id;
    return std::vector<io::FolderFile>{{"part-" + std::to_string(number), text}};
  }

  const TemporaryFolder folder_;
  const LettersTarget target_{.folder = folder_.File("letters"), .part_size = 2};
  std::vector<parcel::Issued> sheet_;
};

TEST_F(LettersFolderTest, WritesPartsForOneReaderOnly) {
  uint64_t told = 0;
  ASSERT_THAT(
      WriteLetters(target_, sheet_, Make, [&](uint64_t done, uint64_t) { told = std::max(told, done); }),
      Succeeds());
  EXPECT_EQ(AsText(Value(io::ReadFile(target_.folder / "part-1"))), "ab");
  EXPECT_EQ(AsText(Value(io::ReadFile(target_.folder / "part-3"))), "e");
  EXPECT_EQ(told, 5u);
  struct stat info {};
  ASSERT_EQ(::stat((target_.folder / "part-2").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_THAT(WriteLetters(target_, sheet_, Make, {}), FailsWith(ErrorCode::kRefusesOverwrite));
}

// Spec: ROL-3
TEST_F(LettersFolderTest, TheOrderOfLettersDoesNotShowTheOrderOfTheRoll) {
  const std::string code = sheet_[0].code.Format();
  sheet_[0].person.id = "10";
  sheet_[1].person.id = "9";
  OrderByPerson(sheet_);
  std::string ids;
  for (const parcel::Issued& row : sheet_) ids += row.person.id + " ";
  EXPECT_EQ(ids, "9 c d e 10 ");
  EXPECT_EQ(sheet_[4].code.Format(), code) << "each keeps its code";
}

TEST_F(LettersFolderTest, LeavesNothingWhereALetterCannotBeMade) {
  const auto make = [&](size_t number, std::span<const parcel::Issued> rows) {
    return number == 2 ? Fail(ErrorCode::kBadText, "no such region") : Make(number, rows);
  };
  EXPECT_THAT(WriteLetters(target_, sheet_, make, {}), FailsWith(ErrorCode::kBadText));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(LettersFolderTest, PagesBecomePdfWhereABrowserIsNamed) {
  const std::filesystem::path browser = folder_.File("browser");
  constexpr std::string_view kScript =
      "#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) echo %PDF-1.4 > \"${a#*=}\";; esac; done\n";
  ASSERT_THAT(io::WriteFile(browser, AsBytes(kScript)), Succeeds());
  ASSERT_EQ(::chmod(browser.c_str(), 0700), 0);
  const auto make = [](size_t, std::span<const parcel::Issued>) -> Result<std::vector<io::FolderFile>> {
    return std::vector<io::FolderFile>{{"letters.html", "page"}, {"mail/1.eml", "mail"}};
  };
  LettersTarget target = target_;
  target.browser = browser;
  target.part_size = 5;
  ASSERT_THAT(WriteLetters(target, sheet_, make, {}), Succeeds());
  EXPECT_TRUE(std::filesystem::exists(target.folder / "letters.pdf"));
  EXPECT_FALSE(std::filesystem::exists(target.folder / "letters.html")) << "one copy of the codes is enough";
  EXPECT_EQ(AsText(Value(io::ReadFile(target.folder / "mail/1.eml"))), "mail");
}

}  // namespace
}  // namespace constat::party
