#include "constat/report/table/text_report.h"

#include <gmock/gmock.h>

#include "constat/testing/examination.h"

namespace constat::report::examination {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Unwrapped has every run of blanks and line feeds as one blank.
std::string Unwrapped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string TextOf(table::StationTable table, const examine::Choice& choice = {}) {
  WholeReport whole(std::move(table), "test.csv", choice);
  return Unwrapped(MakeText(whole.report(), false));
}

void ExpectHarmless(const std::string& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    ASSERT_TRUE((byte >= 0x20 && byte != 0x7f) || byte == '\n') << "at " << i;
    const auto next = static_cast<uint8_t>(text[i + 1 < text.size() ? i + 1 : i]);
    ASSERT_FALSE(byte == 0xc2 && next < 0xa0) << "at " << i;  // U+0080 to U+009F
  }
  for (const char* control :
       {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
    EXPECT_THAT(text, Not(HasSubstr(control)));
}

TEST(ExaminationText, SaysFirstWhatStandsOutAndWhatThatDoesNotProve) {
  const std::string text = TextOf(examine::MakeTestTable({.planted = 20}));
  EXPECT_THAT(text, ::testing::StartsWith("300 of 300 rows in test.csv were examined for votes for “Yes”"));
  EXPECT_THAT(text,
              HasSubstr("What stands out here, and does not on undisputed elections: Whole percentages"));
  EXPECT_THAT(text, HasSubstr("It does not follow who made them"));
  EXPECT_THAT(text, HasSubstr("Whole percentages: STANDS OUT"));
  EXPECT_THAT(text, HasSubstr("For comparison, A clean vote:"));
  EXPECT_THAT(text, HasSubstr("both whole"));
  EXPECT_THAT(text, Not(HasSubstr("robability of fraud")));
}

TEST(ExaminationText, SaysWhatFollowsFromRegistersAlone) {
  table::StationTable table = examine::MakeTestTable({.n = 2000});
  for (int64_t& n : table.stations.registered) n -= n % 5;
  const std::string text = TextOf(std::move(table));
  EXPECT_THAT(text, HasSubstr("What stands out here, and does not on undisputed elections: Last digits of"));
  EXPECT_THAT(text, HasSubstr("Nothing follows about the votes"));
  EXPECT_THAT(text, Not(HasSubstr("it follows that they did not come")));
}

TEST(ExaminationText, NamesTheTestsThatCouldNotBeUsed) {
  table::StationTable table = examine::MakeTestTable();
  table.stations.ballots = table.stations.registered;  // everybody voted
  const std::string text = TextOf(std::move(table));
  EXPECT_THAT(text, HasSubstr("stands out. That does not show that the numbers are right"));
  EXPECT_THAT(text, HasSubstr("Not used, so nothing for or against the numbers follows "
                              "from: Whole percentages."));
  EXPECT_THAT(TextOf(examine::MakeTestTable()), Not(HasSubstr("neither for nor against")));
}

TEST(ExaminationText, HasTheGrammarOfOne) {
  EXPECT_THAT(TextOf(examine::MakeTestTable({.n = 1})),
              ::testing::StartsWith("1 of 1 row in test.csv was examined"));
}

TEST(ExaminationText, GivesACalibrationIfThereIsOne) {
  WholeReport whole(examine::MakeTestTable());
  EXPECT_THAT(MakeText(whole.report(), false), Not(HasSubstr("How sensitive is it?")));
  whole.report().calibration = MakeTestCalibration();
  const std::string text = Unwrapped(MakeText(whole.report(), false));
  EXPECT_THAT(text, HasSubstr("How sensitive is it? Fabrication planted into this table"));
  EXPECT_THAT(text, HasSubstr("- Planted A: seen nearly always"));
  EXPECT_THAT(text, HasSubstr("Asked 0 % 0.5 % 1 % 2 % 5 % 10 % 20 %"));
  EXPECT_THAT(text, HasSubstr("integer_share 0 0 0 100 100 100 100"));
  EXPECT_THAT(text, HasSubstr("- Planted B: not seen; a mark in none of 10 trials"));
}

TEST(ExaminationText, GivesNoCleanBill) {
  const std::string text = TextOf(examine::MakeTestTable());
  EXPECT_THAT(text, HasSubstr("That does not show that the numbers are right"));
  EXPECT_THAT(text, HasSubstr("Whole percentages: does not stand out"));
  EXPECT_THAT(text, HasSubstr("What this cannot show"));
}

TEST(ExaminationText, DoesNotSayThatNothingStandsOutWhereNothingCouldBeAsked) {
  const std::string few = TextOf(examine::MakeTestTable({.n = 3}));
  EXPECT_THAT(few, HasSubstr("could be used. So nothing stands out, and nothing is cleared"));
  EXPECT_THAT(few, Not(HasSubstr("That does not show that the numbers are right")));
  const std::string areas = TextOf(examine::MakeTestTable({.n = 600, .scale = 100}));
  EXPECT_THAT(areas, HasSubstr("The rows are totals of areas, not polling stations"));
  table::StationTable empty = examine::MakeTestTable({.n = 5});
  empty.stations.registered.assign(5, 0);
  const std::string none = TextOf(std::move(empty));
  EXPECT_THAT(none, ::testing::StartsWith("None of 5 rows in test.csv has registered voters"));
  EXPECT_THAT(none, HasSubstr("5 rows contradict themselves."));
}

TEST(ExaminationText, SaysWhatTheShareIsAShareOf) {
  EXPECT_THAT(TextOf(examine::MakeTestTable({.n = 60})), HasSubstr("of the ballots counted."));
  EXPECT_THAT(TextOf(examine::MakeTestTable({.n = 60}), {.option = "No", .against = {"Yes"}}),
              HasSubstr("of the votes for it and for “Yes”."));
}

TEST(ExaminationText, SaysWhatStandsInForBallots) {
  table::StationTable table = examine::MakeTestTable({.n = 60});
  table.stations.ballots.clear();
  EXPECT_THAT(TextOf(table), Not(HasSubstr("in its place")));
  table.stations.counted.clear();
  EXPECT_THAT(TextOf(table), HasSubstr("the invalid papers, added up, are used in its place"));
  table.stations.invalid.clear();
  EXPECT_THAT(TextOf(table), HasSubstr("The votes for its options, added up, are used in its place"));
}

TEST(ExaminationText, CountsOneRowInTheSingular) {
  table::StationTable table = examine::MakeTestTable({.n = 100});
  table.stations.options[1].votes[20] += 7;
  const std::string text = TextOf(std::move(table));
  EXPECT_THAT(text, HasSubstr("1 row contradicts itself."));
  EXPECT_THAT(text, HasSubstr("votes add up to more than the ballots 1 row"));
}

TEST(ExaminationText, HasNoControlCharactersWhateverTheNames) {
  WholeReport whole(HostileTable(), std::string("t") + kHostile);
  whole.report().mapping = "x";
  const std::string text = MakeText(whole.report(), false);
  ExpectHarmless(text);
  EXPECT_THAT(Unwrapped(text), HasSubstr("guessed from their headers"));
  EXPECT_THAT(MakeText(whole.report(), true), HasSubstr("\x1b[31m"));
}

TEST(ExaminationText, KeepsItsLinesShort) {
  WholeReport whole(examine::MakeTestTable({.planted = 20}));
  const std::string text = MakeText(whole.report(), false);
  size_t longest = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    longest = std::max(longest, end - at);
    at = end + 1;
  }
  EXPECT_LE(longest, 110U);  // bytes, of at most 100 characters
}

}  // namespace
}  // namespace constat::report::examination
