// Every number of a manifest in plain words, row by row, beside one that was made by hand.
#include <gmock/gmock.h>

#include "constat/record/local_time.h"
#include "constat/report/record/plain_words.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"

namespace constat::report {
namespace {

using page::NumbersOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Unfolded has the lines that were wrapped in one again: those that begin with more than two blanks.
std::vector<std::string> Unfolded(const std::string& text) {
  std::vector<std::string> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (line.starts_with("            ") && !out.empty()) {
      out.back() += " " + line.substr(line.find_first_not_of(' '));
    } else {
      out.push_back(line);
    }
    at = end + 1;
  }
  return out;
}
// PlainRow is the row with this name; the which-th of several.
std::string PlainRow(const record::Manifest& m, std::string_view name, size_t which = 0) {
  for (const std::string& line : Unfolded(FormatPlainWords(m, "en"))) {
    if (line.starts_with(fmt::format("  {:<12} ", name)) && which-- == 0) return line.substr(15);
  }
  ADD_FAILURE() << "no row " << name;
  return "";
}

// Scheduled is the county, with times, limits and pages.
record::Manifest Scheduled() {
  record::Manifest m = CountyManifest();
  m.description = {"About it.", "Про це."};
  m.replace_until_ms = m.opening_ms + 7'200'000;
  m.replace_permille = 47;
  m.replace_least = 8;
  m.observers = {{"Watch", TestKey("watch")}, {"League", TestKey("league")}};
  m.check_pages = {{1, "https://check.org/"}};
  m.notices.privacy = {"https://p.org/", ""};
  m.max_ballots = 12;
  return m;
}

TEST(PlainWords, HaveEveryTime) {
  const record::Manifest m = Scheduled();
  const auto at = [&](uint64_t time_ms) { return record::FormatLocalTime(m, time_ms); };
  EXPECT_THAT(PlainRow(m, "ceremony"), HasSubstr(at(m.ceremony_end_ms)));
  EXPECT_THAT(PlainRow(m, "opening"), ::testing::StartsWith(at(m.opening_ms)));
  EXPECT_EQ(PlainRow(m, "closing"), record::FormatLocalAndUtc(m, m.closing_ms));
  EXPECT_THAT(PlainRow(m, "seal"), HasSubstr(at(m.closing_ms + m.seal_ms)));
  EXPECT_THAT(PlainRow(m, "seal"), HasSubstr("one witness has to"));
  EXPECT_THAT(PlainRow(m, "grace"), HasSubstr(at(m.closing_ms + m.grace_ms) + " 2 of 3 witnesses"));
  EXPECT_THAT(PlainRow(m, "archive"), HasSubstr(at(m.archive_ms)));
  record::Manifest all = m;
  all.quorum = 3;
  EXPECT_THAT(PlainRow(all, "seal"), HasSubstr(" 3 witnesses have to"));
}

TEST(PlainWords, HaveEveryNumberOfPeople) {
  const record::Manifest m = Scheduled();
  EXPECT_THAT(NumbersOf(PlainRow(m, "again")), ElementsAre("12"));
  EXPECT_THAT(NumbersOf(PlainRow(m, "trustees")), ElementsAre("3", "5"));
  EXPECT_THAT(NumbersOf(PlainRow(m, "trustees", 1)), ElementsAre("5", "4", "3"));
  EXPECT_THAT(PlainRow(m, "trustees"), HasSubstr("Academy of Sciences, Bar Association"));
  EXPECT_THAT(NumbersOf(PlainRow(m, "witnesses")), ElementsAre("2", "3"));
  EXPECT_THAT(NumbersOf(PlainRow(m, "witnesses", 1)), ElementsAre("2", "3", "2")) << "2 who are away";
  EXPECT_EQ(PlainRow(m, "registrars"), "Registry, Post");
  EXPECT_THAT(PlainRow(m, "registrars", 1), HasSubstr("every day until lost codes end"));
  EXPECT_THAT(PlainRow(m, "observers"), ::testing::StartsWith("Watch, League: "));
  EXPECT_EQ(PlainRow(m, "organiser"), "Central Election Commission");
  EXPECT_EQ(PlainRow(m, "board"), "Board of the referendum, log example.org/county");
  record::Manifest none = m;
  none.replace_until_ms = 0;
  none.observers.clear();
  none.check_pages.clear();
  EXPECT_EQ(PlainRow(none, "registrars", 1), "before the opening for the roll");
  EXPECT_THAT(FormatPlainWords(none, "en"), Not(HasSubstr("  observers")));
  record::Manifest all = m;
  all.quorum = 3;
  EXPECT_THAT(NumbersOf(PlainRow(all, "witnesses", 1)), ElementsAre("3", "3"));
  const std::string text = FormatPlainWords(all, "en");
  EXPECT_THAT(text, HasSubstr("3 dishonest witnesses are"));
  all.threshold = 4;
  EXPECT_THAT(FormatPlainWords(all, "en"), HasSubstr("3 trustees are"));
}

TEST(PlainWords, HaveTheLimitsOfReplacements) {
  record::Manifest m = Scheduled();
  const auto sentence = [&] {
    const std::string text = FormatPlainWords(m, "en");
    const size_t at = text.find("\nLost codes\n") + 12;
    std::string out = text.substr(at, text.find("\n\n", at) - at);
    for (size_t fold = out.find("\n  "); fold != std::string::npos; fold = out.find("\n  ", fold))
      out.replace(fold, 3, " ");
    return out;
  };
  EXPECT_THAT(sentence(), HasSubstr(record::FormatLocalTime(m, m.replace_until_ms)));
  EXPECT_THAT(sentence(), HasSubstr("up to 8 in every region"));
  EXPECT_THAT(sentence(), HasSubstr("4.7"));
  const std::string ends = "Replacements end before the closing";
  EXPECT_THAT(sentence(), Not(HasSubstr(ends))) << "of a voting of thirteen hours";
  m.grace_ms = 21'599'999;
  m.closing_ms = m.opening_ms + 21'600'000;
  EXPECT_THAT(sentence(), HasSubstr(ends));
  ++m.grace_ms;
  EXPECT_THAT(sentence(), Not(HasSubstr(ends)));
  --m.grace_ms;
  ++m.closing_ms;
  EXPECT_THAT(sentence(), Not(HasSubstr(ends)));
}

TEST(PlainWords, HaveEveryQuestionOptionAndRegion) {
  const record::Manifest m = Scheduled();
  const std::string text = FormatPlainWords(m, "en");
  EXPECT_THAT(text, ::testing::StartsWith("The bridge\n  About it.\n\nQuestion 1: Build the bridge?\n"));
  EXPECT_THAT(text, HasSubstr("  1            Yes\n  2            Blank (blank vote)\n  3            No\n"));
  EXPECT_THAT(text, HasSubstr("\nQuestion 2: Which plans?\n"));
  EXPECT_THAT(text, HasSubstr("  4            D\n  A voter chooses from 0 to 2 of them.\n"
                              "  It is carried if this holds:\n"));
  size_t chooses = 0;
  for (size_t at = text.find("A voter chooses"); at != std::string::npos;
       at = text.find("A voter chooses", at + 1))
    ++chooses;
  EXPECT_EQ(chooses, 1u) << "of exactly one nothing is said";
  EXPECT_EQ(PlainRow(m, "north"), "North, weight 3");
  EXPECT_EQ(PlainRow(m, "cape"), "Cape, weight 1");
  EXPECT_THAT(text, HasSubstr("fewer than 10 ballots (the floor)"));
  EXPECT_THAT(text, HasSubstr("Question 1 is decided by regions"));
  EXPECT_THAT(text, Not(HasSubstr("Question 2 is decided by regions")));
  record::Manifest turnout = m;
  turnout.questions[0].terms = {
      record::Term{.num = 1, .den = 2, .scope = record::Scope::kRegionWeight, .weight = 6}};
  EXPECT_THAT(FormatPlainWords(turnout, "en"), Not(HasSubstr("is decided by regions")))
      << "turnout is known of every region";
  record::Manifest whole = m;
  whole.description = {"", ""};
  EXPECT_THAT(FormatPlainWords(whole, "en"), ::testing::StartsWith("The bridge\n\nQuestion 1"));
}

TEST(PlainWords, HaveEverythingThatPeopleAreTold) {
  record::Manifest m = Scheduled();
  EXPECT_EQ(PlainRow(m, "privacy"), "https://p.org/");
  EXPECT_THAT(FormatPlainWords(m, "en"), Not(HasSubstr("  imprint")));
  EXPECT_THAT(PlainRow(m, "check page"), ::testing::StartsWith("https://check.org/, of League;"));
  EXPECT_EQ(PlainRow(m, "software"), "Pages 1, 2 files of pages for voters are listed");
  EXPECT_EQ(PlainRow(m, "list"), "this referendum may be in public lists");
  m.listed = false;
  EXPECT_EQ(PlainRow(m, "list"), "this referendum is in no public list");
  m.kept_by_one = true;
  EXPECT_THAT(FormatPlainWords(m, "en"), HasSubstr("So one keeper alone"));
  EXPECT_THAT(FormatPlainWords(Scheduled(), "en"), Not(HasSubstr("So one keeper alone")));
  EXPECT_THAT(FormatPlainWords(m, "en"), HasSubstr("The key of League is kept by Central Election"));
  EXPECT_THAT(FormatPlainWords(CountyManifest(), "en"), Not(HasSubstr("is kept by")));
}

}  // namespace
}  // namespace constat::report
