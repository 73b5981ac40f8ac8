#include "constat/party/voter/choice.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

record::Question ThreeOptions() {
  record::Question question;
  question.options = {{{"Yes", "Ja"}}, {{"No, 2 bridges", "Nein"}}, {{"Blank", "Leer"}}};
  return question;
}

TEST(ParseChoice, TakesNumbersAndNames) {
  const record::Question question = ThreeOptions();
  EXPECT_THAT(*ParseChoice(question, "1"), ElementsAre(0));
  EXPECT_THAT(*ParseChoice(question, "3, 1"), ElementsAre(0, 2));
  EXPECT_THAT(*ParseChoice(question, "2 3"), ElementsAre(1, 2));
  EXPECT_THAT(*ParseChoice(question, "Nein"), ElementsAre(1));
  EXPECT_THAT(*ParseChoice(question, "No, 2 bridges"), ElementsAre(1));
  EXPECT_THAT(*ParseChoice(question, ""), IsEmpty());
}

TEST(ParseChoice, RefusesWhatIsNeither) {
  const record::Question question = ThreeOptions();
  for (const char* text : {"0", "4", "yes", "1;2", "-1", "1.0", "99999999999999999999999", "1x", "\x1b[2J"}) {
    EXPECT_FALSE(ParseChoice(question, text).has_value()) << text;
  }
}

// Spec: BAL-2
TEST(ReadChoice, TakesOnlyWhatMayBeChosen) {
  record::Question question = ThreeOptions();
  question.blank = 2;
  EXPECT_THAT(*ReadChoice(question, "2"), ElementsAre(1));
  EXPECT_THAT(ReadChoice(question, ""), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(ReadChoice(question, "4"), FailsWith(ErrorCode::kBadNumber));
  const Result<std::vector<uint16_t>> both = ReadChoice(question, "1,2");
  ASSERT_THAT(both, FailsWith(ErrorCode::kBadNumber));
  EXPECT_EQ(both.error().detail, "1 to 1 options may be chosen, or the blank one alone");
  question.max = 2;
  EXPECT_THAT(*ReadChoice(question, "1,2"), ElementsAre(0, 1));
  EXPECT_THAT(ReadChoice(question, "1,3"), FailsWith(ErrorCode::kBadNumber)) << "the blank one alone";
  EXPECT_THAT(ReadChoice(question, "1,1"), FailsWith(ErrorCode::kBadNumber));
}

}  // namespace
}  // namespace constat::party
