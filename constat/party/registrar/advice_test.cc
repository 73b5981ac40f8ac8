#include "constat/party/registrar/advice.h"

#include "constat/testing/matchers.h"
#include "constat/testing/town.h"

namespace constat::party {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(RegistrarAdvice, SaysWhichFilesAreSecret) {
  EXPECT_THAT(DescribeIssue({"roll", true}),
              Contains(AllOf(HasSubstr("roll/order.csv"), HasSubstr("SECRET"))));
  EXPECT_THAT(DescribeIssue({"roll", false}), Not(Contains(HasSubstr("order.csv"))));
  EXPECT_THAT(DescribeIssue({"roll", false}),
              Contains(AllOf(HasSubstr("roll/slots.csv"), HasSubstr("SECRET"))));
  EXPECT_THAT(DescribeLetters("l.html", 1, "s.csv").front(),
              AllOf(HasSubstr("1 letter."), HasSubstr("SECRET")));
}

TEST(RegistrarAdvice, SaysWhatBecameOfTheLetters) {
  const LettersPlace letters = IssueTarget{"roll"}.letters();
  EXPECT_THAT(DescribeLettersDue(letters, 40), Contains(HasSubstr("40 letters, in the folder roll/letters")));
  EXPECT_THAT(DescribeLettersMade(LettersStanding::kMade, letters, 40),
              AllOf(Contains(HasSubstr("roll/letters has 40 letters, unchanged")),
                    Contains(HasSubstr("give each letter to the person whom it names"))));
  EXPECT_THAT(DescribeLettersMade(LettersStanding::kTaken, letters, 40),
              Contains(AllOf(HasSubstr("roll/letters-made says"), Not(HasSubstr("unchanged")))));
}

TEST(RegistrarAdvice, SaysWhatWasRemoved) {
  EXPECT_THAT(DescribeRemoved({}), IsEmpty());
  EXPECT_THAT(DescribeRemoved({"letters.aBcDeF"}), Contains(HasSubstr("Removed letters.aBcDeF")));
}

TEST(RegistrarAdvice, AsksWherePeopleVote) {
  EXPECT_THAT(CheckPlaceToVote("Town hall"), Succeeds());
  EXPECT_THAT(CheckPlaceToVote("").error().detail, HasSubstr("--vote-at"));
}

TEST(RegistrarAdvice, SaysWhatWaitsForOthers) {
  const testing::Town town({.registrars = 2});
  EXPECT_THAT(DescribeReplaced({.made = 3, .complete = 1, .refused = {}}, {"day"}, town.manifest),
              Contains(HasSubstr("2 of them wait for the other registrars (2 in all)")));
  EXPECT_THAT(DescribeReplaced({.made = 3, .complete = 3, .refused = {}}, {"day"}, town.manifest),
              Not(Contains(HasSubstr("wait"))));
}

TEST(RegistrarAdvice, SaysWhichRowsGetNoLetter) {
  EXPECT_THAT(DescribeStanding({}), IsEmpty());
  EXPECT_THAT(DescribeStanding({.compared = false, .held = {}}), Contains(HasSubstr("not compared")));
  const std::vector<std::string> both = DescribeStanding({.held = {}, .replaced = 1, .waiting = 2});
  ASSERT_EQ(both.size(), 2u);
  EXPECT_THAT(both[0], HasSubstr("1 code of this sheet"));
  EXPECT_THAT(both[1], HasSubstr("2 codes of this sheet"));
}

}  // namespace
}  // namespace constat::party
