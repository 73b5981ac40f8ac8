#include "constat/party/registrar/letters_made.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/party/registrar/letters_folder.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

using ::testing::HasSubstr;

class LettersMadeTest : public ::testing::Test {
 protected:
  LettersMadeTest() {
    crypto::SeededRng rng("letters", "made");
    for (const char* id : {"a", "b", "c"})
      sheet_.push_back({{id, 0, "Main Street"}, 0, parcel::VotingCode::Generate(rng)});
  }
  void Make() {
    const auto make = [](size_t number, std::span<const parcel::Issued>) {
      return Result<std::vector<io::FolderFile>>({{"page-" + std::to_string(number) + ".html", "page"},
                                                  {"mail/" + std::to_string(number) + ".eml", "mail"}});
    };
    const LettersTarget target{.folder = place_.folder, .sheet = Hash(), .part_size = 2};
    ASSERT_THAT(WriteLetters(target, sheet_, make, {}), Succeeds());
  }
  [[nodiscard]] Bytes32 Hash() const { return HashSheet({}, 0, sheet_); }
  [[nodiscard]] Result<LettersStanding> Find() const { return FindLetters(place_, Hash()); }

  const TemporaryFolder folder_;
  const LettersPlace place_ = LettersPlace::Of(folder_.File("letters"), folder_.File("credentials.csv"));
  std::vector<parcel::Issued> sheet_;
};

TEST_F(LettersMadeTest, AreFoundByTheirFiles) {
  EXPECT_EQ(Value(Find()), LettersStanding::kNone);
  Make();
  EXPECT_EQ(Value(Find()), LettersStanding::kMade);
  std::swap(sheet_[0], sheet_[2]);
  EXPECT_EQ(Value(Find()), LettersStanding::kMade) << "somebody sorted the sheet";
  ASSERT_THAT(io::WriteFile(place_.folder / "printed.pdf", AsBytes("x")), Succeeds());
  EXPECT_EQ(Value(Find()), LettersStanding::kMade) << "somebody printed into the folder";
}

TEST_F(LettersMadeTest, AreNotBelievedByTheFoldersName) {
  std::filesystem::create_directory(place_.folder);
  EXPECT_THAT(Find(), FailsWith(ErrorCode::kRefusesOverwrite));
  ASSERT_THAT(io::WriteFile(place_.folder / kLettersNote, AsBytes("# constat-letters-1")), Succeeds());
  EXPECT_THAT(Find(), FailsWith(ErrorCode::kRefusesOverwrite));
}

// The attack: a letter whose code was put in the place of another one's, or a part taken away.
TEST_F(LettersMadeTest, AreRefusedOnceOneIsChangedOrMissing) {
  for (const char* name : {"page-1.html", "page-2.html", "mail/1.eml", "mail/2.eml"}) {
    Make();
    ASSERT_THAT(io::WriteFile(place_.folder / name, AsBytes("Page")), Succeeds());
    EXPECT_THAT(Find().error().detail, HasSubstr(name));
    std::filesystem::remove(place_.folder / name);
    EXPECT_THAT(Find().error().detail, HasSubstr(name));
    std::filesystem::remove_all(place_.folder);
  }
}

TEST_F(LettersMadeTest, AreRefusedOnceTheSheetIsAnotherOne) {
  Make();
  EXPECT_THAT(FindLetters(place_, HashSheet({1}, 0, sheet_)), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_THAT(FindLetters(place_, HashSheet({}, 1, sheet_)), FailsWith(ErrorCode::kRefusesOverwrite));
  ASSERT_THAT(RememberLetters(place_), Succeeds());
  std::swap(sheet_[0].code, sheet_[1].code);
  EXPECT_THAT(Find(), FailsWith(ErrorCode::kRefusesOverwrite));
  std::swap(sheet_[0].code, sheet_[1].code);
  EXPECT_EQ(Value(Find()), LettersStanding::kMade);
  sheet_[0].person.contact = "Bridge Street";
  EXPECT_THAT(Find(), FailsWith(ErrorCode::kRefusesOverwrite));
  std::filesystem::remove_all(place_.folder);
  EXPECT_THAT(Find(), FailsWith(ErrorCode::kRefusesOverwrite));
}

TEST_F(LettersMadeTest, AreRememberedOnceTheyAreSentAndDestroyed) {
  EXPECT_FALSE(RememberLetters(place_));
  Make();
  ASSERT_THAT(RememberLetters(place_), Succeeds());
  ASSERT_THAT(RememberLetters(place_), Succeeds());
  EXPECT_EQ(Value(Find()), LettersStanding::kMade);
  std::filesystem::remove_all(place_.folder);
  EXPECT_EQ(Value(Find()), LettersStanding::kTaken);
  struct stat info {};
  ASSERT_EQ(::stat(place_.note.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(LettersMadeTest, NoteIsWhatSha256sumWrites) {
  const std::string note = FormatLettersNote({}, {{"b", crypto::Sha256({})}, {"a", {}}});
  const std::string zeros(64, '0');
  EXPECT_EQ(note, "# constat-letters-1 " + zeros + "\n" + zeros +
                      "  a\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n");
}

}  // namespace
}  // namespace constat::party
