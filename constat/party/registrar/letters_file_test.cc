#include "constat/party/registrar/letters_file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

class LettersFileTest : public ::testing::Test {
 protected:
  LettersFileTest() {
    crypto::SeededRng rng("letters", "file");
    for (const char* id : {"a", "b"}) sheet_.push_back({{id, 0, ""}, 0, parcel::VotingCode::Generate(rng)});
  }
  const TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_.File("letters.html");
  std::vector<parcel::Issued> sheet_;
};

TEST_F(LettersFileTest, WritesOnePageARowForOneReaderOnly) {
  uint64_t told = 0;
  const LetterPages pages{
      "<", [](const std::string& code, const parcel::Person& person) { return person.id + " " + code + "|"; },
      ">"};
  ASSERT_THAT(WriteLetters(path_, sheet_, pages, [&](uint64_t done, uint64_t) { told = done; }), Succeeds());
  EXPECT_EQ(AsText(Value(io::ReadFile(path_))),
            "<a " + sheet_[0].code.Format() + "|b " + sheet_[1].code.Format() + "|>");
  EXPECT_EQ(told, 2u);
  struct stat info {};
  ASSERT_EQ(::stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_THAT(WriteLetters(path_, sheet_, pages, {}), FailsWith(ErrorCode::kRefusesOverwrite));
}

TEST_F(LettersFileTest, LeavesNothingWhereAPageCannotBeMade) {
  size_t pages_made = 0;
  const LetterPages pages{"<",
                          [&](const std::string&, const parcel::Person&) -> Result<std::string> {
                            if (++pages_made == 2) return Fail(ErrorCode::kBadText, "no such region");
                            return std::string("page");
                          },
                          ">"};
  EXPECT_THAT(WriteLetters(path_, sheet_, pages, {}), FailsWith(ErrorCode::kBadText));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace constat::party
