#include "constat/cli/vote/voter_input.h"

#include <gmock/gmock.h>

namespace constat::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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

}  // namespace
}  // namespace constat::cli
