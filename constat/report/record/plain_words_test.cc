#include "constat/report/record/plain_words.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "constat/record/sizes.h"
#include "constat/testing/verification.h"
#include "constat/text/number.h"

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
  for (const char* part : {"\nWhen (times of UTC)\n", "\nWho\n", "\nCounted by\n"})
    EXPECT_THAT(text, HasSubstr(part));
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
  EXPECT_THAT(text, HasSubstr("a voter votes once, and"));
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

// Spec: VER-13
TEST(FormatPlainWords, SaysWhatIsPrintedBeforeTheSignature) {
  record::Manifest m = DemoManifest();
  m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}}};
  const std::string text = FormatPlainWords(m, "en");
  for (const char* part :
       {"When (times of Europe/Kyiv)", "EEST (", "the organiser can still open until", "Lost codes",
        "Who is needed when", "2 who are away stop the voting and the close",
        "Who would have to work together",
        "to vote in the place of others: it takes the keys of the registrar; so at least",
        "1 dishonest witness is enough", "If 1 trustee is dishonest too",
        "counted together with others. A higher floor", "from one region, these are the votes of that",
        "What people are told", "ask each of them"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("REHEARSAL")));
}

TEST(FormatPlainWords, SaysWhatAnotherChoiceWouldCost) {
  record::Manifest m = DemoManifest();
  m.rehearsal = true;
  m.replace_until_ms = m.replace_permille = m.replace_least = 0;
  m.quorum = static_cast<uint16_t>(m.witnesses.size());
  m.trustees[0].keeper = {record::Role::kOrganiser, 0};
  m.questions[0].terms = {
      record::Term{.numerator = 0, .num = 1, .den = 2, .scope = record::Scope::kRegionWeight, .weight = 1}};
  const std::string text = FormatPlainWords(m, "en");
  EXPECT_THAT(text, HasSubstr("no code is ever replaced"));
  EXPECT_THAT(text, HasSubstr("one who is away until the seal makes the whole vote void"));
  EXPECT_THAT(text, HasSubstr("The key of " + m.trustees[0].name + " is kept by " + m.organiser.name));
  EXPECT_THAT(text, HasSubstr("Question 1 is decided by regions"));
  EXPECT_THAT(text, ::testing::StartsWith("REHEARSAL: Independence of Ukraine\n"));
  EXPECT_THAT(text, HasSubstr("REHEARSAL: the parties may set the clock"));
}

// Spec: TAL-3
TEST(FormatPlainWords, PromisesNothingOfTheFloorToASingleRegion) {
  record::Manifest m = DemoManifest();
  m.regions.resize(1);
  EXPECT_THAT(FormatPlainWords(m, "en"), HasSubstr("There is one region: its votes are shown from "
                                                   "3 ballots on"));
  EXPECT_THAT(FormatPlainWords(m, "en"), Not(HasSubstr("together with others")));
}

TEST(FormatSizes, CountsVotersWhereTheyAreKnown) {
  EXPECT_THAT(FormatSizes(DemoManifest(), 0), HasSubstr(" bytes on the public roll\n"));
  EXPECT_THAT(FormatSizes(DemoManifest(), 0), Not(HasSubstr("the record")));
  const record::Manifest m = DemoManifest();
  const record::Sizes sizes = record::SizesOf(m);
  const auto row = [](const char* name, uint64_t bytes, const std::string& more) {
    return fmt::format("  {:<16}{:>12} bytes{}\n", name, text::FormatCount(bytes), more);
  };
  EXPECT_EQ(FormatSizes(m, 1000),
            "\nSizes\n" + row("manifest", sizes.manifest, "") + row("a trustee's deal", sizes.deal, "") +
                row("a voter", sizes.voter, " on the public roll") + row("a ballot", sizes.ballot, "") +
                row("the record", sizes.Record(1000, 1),
                    fmt::format(" if all 1,000 voters vote once, at most {} if all vote {} times",
                                text::FormatCount(sizes.Record(1000, m.max_ballots)), m.max_ballots)));
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
