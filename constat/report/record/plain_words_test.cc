#include "constat/report/record/plain_words.h"

#include <gmock/gmock.h>

#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(FormatPlainWords, SaysWhatIsAskedAndHowItIsDecided) {
  const std::string text = FormatPlainWords(DemoManifest(), "en");
  EXPECT_THAT(text, HasSubstr("\n"
                              "Question 1: Do you support the Act of Declaration of "
                              "Independence of Ukraine?\n"
                              "  1            Yes\n"
                              "  2            No\n"
                              "  3            Invalid or blank (blank vote)\n"
                              "  It is carried if all of these hold:\n"
                              "    \u201cYes\u201d needs more than 1/2 of the valid votes.\n"));
  for (const char* part : {"\nWhen\n", "\nWho\n", "\nCounted by\n"}) EXPECT_THAT(text, HasSubstr(part));
}

TEST(FormatPlainWords, TakesTheLanguageAskedFor) {
  EXPECT_THAT(FormatPlainWords(DemoManifest(), "uk"), HasSubstr("  2            Ні\n"));
  EXPECT_EQ(FormatPlainWords(DemoManifest(), "xx"), FormatPlainWords(DemoManifest(), "en"));
}

TEST(FormatPlainWords, SaysHowManyMayBeChosenAndWhatAPollIs) {
  record::Manifest manifest = DemoManifest();
  manifest.questions[0].terms.clear();
  manifest.questions[0].min = 0;
  manifest.questions[0].max = 2;
  manifest.revoting = false;
  const std::string text = FormatPlainWords(manifest, "en");
  EXPECT_THAT(text, HasSubstr("  A voter chooses from 0 to 2 of them.\n"
                              "  It is a poll: no rule decides anything.\n"));
  EXPECT_THAT(text, HasSubstr("a voter votes once\n"));
  manifest.questions[0].terms = {record::Term{.numerator = 0, .num = 1, .den = 2}};
  EXPECT_THAT(FormatPlainWords(manifest, "en"), HasSubstr("  It is carried if this holds:\n"));
}

TEST(FormatPlainWords, WarnsOfOneRegistrar) {
  record::Manifest manifest = DemoManifest();
  manifest.registrars.resize(1);
  EXPECT_THAT(FormatPlainWords(manifest, "en"), HasSubstr("that registrar knows every voting code"));
  manifest.registrars.push_back(manifest.registrars.front());
  EXPECT_THAT(FormatPlainWords(manifest, "en"), Not(HasSubstr("that registrar knows")));
}

TEST(FormatPlainWords, NamesCannotMoveTheCursor) {
  record::Manifest manifest = DemoManifest();
  manifest.questions[0].options[0].name[0] = "Yes\x1b[2J\nNo";
  manifest.organiser.name = "Council\r";
  const std::string text = FormatPlainWords(manifest, "en");
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\r")));
}

}  // namespace
}  // namespace constat::report
