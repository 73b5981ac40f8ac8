#include "constat/report/record/look_again_voters.h"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include "constat/record/local_time.h"
#include "constat/referendum/voting_time.h"
#include "constat/testing/town.h"

namespace constat::report {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Town;

constexpr uint64_t kAnHour = 3'600'000;

// People are as many persons of each region as it says.
std::vector<parcel::Person> People(const std::vector<size_t>& regions) {
  std::vector<parcel::Person> out;
  for (size_t r = 0; r < regions.size(); ++r) {
    for (size_t i = 0; i < regions[r]; ++i)
      out.push_back({fmt::format("{}", 1000 * (r + 1) + i), static_cast<uint16_t>(r), ""});
  }
  return out;
}

record::Manifest TwoRegions() {
  testing::Cast cast({.voters = {3, 3}});
  record::Manifest m = cast.manifest;
  m.regions[0].name = {"North"};
  m.regions[1].name = {"South"};
  m.floor = 10;
  return m;
}

auto Says(const std::string& words) { return Contains(HasSubstr(words)); }

TEST(LookAgainAtPersons, IsQuietAboutAUsualList) {
  EXPECT_THAT(LookAgainAtPersons(TwoRegions(), People({40, 20})), IsEmpty());
}

TEST(LookAgainAtPersons, EndsWithTheNumbersByRegion) {
  const std::string table =
      "\nCompare with the official numbers of voters\n"
      "            40  North\n"
      "            20  South\n"
      "            60  voters in all\n";
  EXPECT_EQ(FormatLookAgainAtPersons(TwoRegions(), People({40, 20})), table);
  const std::string few = FormatLookAgainAtPersons(TwoRegions(), People({40, 9}));
  EXPECT_THAT(few, ::testing::StartsWith("\nLook again at this\n"));
  EXPECT_THAT(few, ::testing::EndsWith("             9  South\n            49  voters in all\n"));
}

// Spec: TAL-3, ROL-10
TEST(LookAgainAtPersons, FindsRegionsWithNobodyOrFew) {
  const record::Manifest m = TwoRegions();
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 0})), Says("Nobody is to vote in \u201cSouth\u201d"));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 9})), Says("the floor of 10: \u201cSouth\u201d (9)"));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 10})), Not(Says("the floor")));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 3})), Says("Every single code may be "
                                                           "replaced in \u201cSouth\u201d"));
  EXPECT_THAT(LookAgainAtPersons(m, People({2, 0})),
              Says("2 voters: fewer than 3 ballots are never decrypted"));
  EXPECT_THAT(LookAgainAtPersons(m, People({10, 9})), Says("19 voters are few"));
  EXPECT_THAT(LookAgainAtPersons(m, People({10, 10})), Not(Says("are few")));
}

// Spec: RUL-4
TEST(LookAgainAtPersons, FindsRulesThatCanNeverHold) {
  record::Manifest m = TwoRegions();
  m.questions = {testing::Majority()};
  record::Term& term = m.questions[0].terms[0];
  term.scope = record::Scope::kNamedRegions;
  term.named = {1};
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 9})),
              Says("Rule 1 of question 1 must hold in \u201cSouth\u201d, which has too few voters"));
  EXPECT_THAT(LookAgainAtPersons(m, People({9, 40})), Not(Says("can never be carried")));
  term.scope = record::Scope::kRegionWeight;
  term.named.clear();
  term.weight = 2;
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 9})), Says("asks for regions of weight 2; those "
                                                           "with enough voters"));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 40})), IsEmpty());
  term.numerator = record::kNone;
  term.denominator = record::Denominator::kRegistered;
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 9})), Not(Says("can never be carried"))) << "needs no votes";
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 0})), Says("can never be carried"));
}

TEST(LookAgainAtPersons, NamesPersonsWhoMayBeOne) {
  const record::Manifest m = TwoRegions();
  std::vector<parcel::Person> persons = People({40, 40});
  persons[2].id = "1 ";
  persons[2].line = 4;
  persons[5].id = "001";
  persons[7].contact = persons[9].contact = "Ann, Main St 5";
  const std::vector<std::string> said = LookAgainAtPersons(m, persons);
  EXPECT_THAT(said, Says("The persons \u201c1 \u201d (line 4) and \u201c001\u201d look alike"));
  EXPECT_THAT(said, Says("begin or end with a blank, or with what nobody sees: \u201c1 \u201d (line 4)."));
  EXPECT_THAT(said, Says("may be one person twice: \u201c1007\u201d and \u201c1009\u201d."));
  EXPECT_THAT(said, Says("Persons without a contact, while others have one: "
                         "\u201c1000\u201d, \u201c1001\u201d, "));
  EXPECT_THAT(said, Says(" and 73 more."));
  for (size_t i = 0; i < 40; ++i) persons[40 + i].id = " " + persons[i].id;
  EXPECT_THAT(LookAgainAtPersons(m, persons),
              Contains(AllOf(HasSubstr("gets two votes"), HasSubstr("There are 36 more such pairs."))));
}

// Spec: LOG-6, CER-12
TEST(LookAgainAtRoll, ComparesTimesTrusteesAndReplacements) {
  Town town({.voters = {20, 20}, .trustees = 5, .threshold = 3});
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  town.Drill();
  const referendum::Referendum& state = town.board->state();
  const record::Manifest& m = town.manifest;
  const auto at = [&](uint64_t now_ms) { return LookAgainAtRoll(state, now_ms); };
  EXPECT_THAT(at(m.opening_ms - 2 * kAnHour), IsEmpty());
  EXPECT_THAT(at(m.opening_ms - kAnHour + 1), Says("opens in less than an hour"));
  EXPECT_THAT(at(m.opening_ms + 1), Says("is in the past: until the board has this entry nobody can vote"));
  EXPECT_THAT(at(referendum::OpenUntilMs(m)), Says("is in the past"));
  EXPECT_THAT(at(referendum::OpenUntilMs(m) + 1), Says("could be opened until"));
  EXPECT_THAT(at(m.closing_ms), Says("The voting closed at"));
  EXPECT_THAT(at(m.replace_until_ms), Says("Lost codes could be replaced until"));
  EXPECT_THAT(at(m.opening_ms - 2 * kAnHour), Not(Says("Lost codes")));
}

// Spec: CER-12
TEST(LookAgainAtRoll, NamesTrusteesWhoHaveShownNoKey) {
  Town town({.voters = {20, 20}, .trustees = 4, .threshold = 3});
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  EXPECT_THAT(LookAgainAtRoll(town.board->state(), 0),
              Says("Ask trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3), 4 (Trustee 4) for a drill"));
}

// Spec: LOG-6. Each limit of the clock, at the limit and one beyond it; the voting lasts an hour.
TEST(LookAgainAtRoll, KnowsHowMuchTimeIsLeft) {
  Town town({.voters = {20, 20}, .trustees = 5, .threshold = 3});
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  town.Drill();
  const record::Manifest& m = town.manifest;
  const auto at = [&](uint64_t now_ms) { return LookAgainAtRoll(town.board->state(), now_ms); };
  const auto time = [&](uint64_t time_ms) { return record::FormatLocalTime(m, time_ms); };
  const std::string open_until = time(referendum::OpenUntilMs(m));
  EXPECT_THAT(at(m.opening_ms - kAnHour), Not(Says("opens in less than")));
  EXPECT_THAT(at(m.opening_ms - kAnHour + 1),
              Contains(AllOf(HasSubstr(", " + time(m.opening_ms) + ":"), HasSubstr(" until " + open_until))));
  EXPECT_THAT(at(m.opening_ms), Says("opens in less than an hour"));
  EXPECT_THAT(at(m.opening_ms), Not(Says("in the past")));
  EXPECT_THAT(at(m.opening_ms + 1),
              Contains(AllOf(HasSubstr(", " + time(m.opening_ms) + ","), HasSubstr(" by " + open_until))));
  EXPECT_THAT(at(m.opening_ms), Not(Says("People have less than an hour")));
  EXPECT_THAT(at(m.opening_ms + 1),
              Says("People have less than an hour to vote, until " + time(m.closing_ms)));
  const uint64_t late_ms = referendum::OpenUntilMs(m) + 1;
  EXPECT_THAT(at(late_ms),
              Contains(HasSubstr(open_until + ", and this machine\u2019s clock shows " + time(late_ms))));
  EXPECT_THAT(at(late_ms), Not(Says("People have")));
  EXPECT_THAT(at(m.closing_ms - 1), Says("could be opened until"));
  EXPECT_THAT(at(m.closing_ms), Contains(HasSubstr(time(m.closing_ms) +
                                                   " by the manifest, and this machine\u2019s clock shows " +
                                                   time(m.closing_ms))));
  // Codes can be replaced until then; a quarter of the voting before that is soon.
  EXPECT_THAT(at(m.replace_until_ms), Says("replaced until " + time(m.replace_until_ms) + ": nobody"));
  const uint64_t soon_ms = m.replace_until_ms - (m.closing_ms - m.opening_ms) / 4;
  ASSERT_GT(soon_ms, m.opening_ms);
  EXPECT_THAT(at(soon_ms), Not(Says("Lost codes")));
  EXPECT_THAT(at(soon_ms + 1),
              Says("Lost codes can be replaced until " + time(m.replace_until_ms) + " only"));
  EXPECT_THAT(at(m.replace_until_ms - 1), Says("Lost codes can be replaced until"));
}

// Of a long voting, a day before the end of replacements is soon.
TEST(LookAgainAtRoll, SaysADayBeforeThatCodesCanBeReplaced) {
  constexpr uint64_t kADay = 24 * kAnHour;
  Town town(
      {.voters = {20, 20}, .trustees = 5, .threshold = 3, .closing_ms = testing::kOpeningMs + 20 * kADay});
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  town.Drill();
  const record::Manifest& m = town.manifest;
  const auto at = [&](uint64_t now_ms) { return LookAgainAtRoll(town.board->state(), now_ms); };
  ASSERT_GT(m.replace_until_ms, m.opening_ms + kADay);
  EXPECT_THAT(at(m.replace_until_ms - kADay), Not(Says("Lost codes")));
  EXPECT_THAT(at(m.replace_until_ms - kADay + 1), Says("Lost codes can be replaced until"));
  EXPECT_THAT(at(m.opening_ms), Not(Says("Lost codes")));
}

TEST(LookAgainAtRoll, SaysThatNoCodeCanBeReplaced) {
  Town town({.voters = {20, 20}, .trustees = 5, .threshold = 3, .replace_permille = 0, .replace_least = 0});
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  town.Drill();
  ASSERT_EQ(town.manifest.replace_until_ms, 0u);
  EXPECT_THAT(LookAgainAtRoll(town.board->state(), 0), Says("No lost code can be replaced"));
}

TEST(LookAgainAtPersons, KnowsTheLimitOfEachNumber) {
  record::Manifest m = TwoRegions();
  EXPECT_THAT(LookAgainAtPersons(m, People({2, 1})), Not(Says("never decrypted"))) << "three are enough";
  EXPECT_THAT(LookAgainAtPersons(m, People({2, 1})), Says("3 voters are few"));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 4})), Not(Says("Every single code")));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 3})), Says("replace_least = 3"));
  m.replace_until_ms = 0;
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 3})), Not(Says("Every single code")));
  m.regions.resize(1);
  EXPECT_THAT(LookAgainAtPersons(m, People({9})), Not(Says("the floor"))) << "of the only region";
  // Of the second rule of the second question.
  m = TwoRegions();
  m.questions = {testing::Majority(), testing::Majority()};
  m.questions[1].terms.push_back(m.questions[1].terms[0]);
  record::Term& term = m.questions[1].terms[1];
  term.scope = record::Scope::kRegionWeight;
  term.weight = 2;
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 9})),
              Says("Rule 2 of question 2 asks for regions of weight 2; those with enough voters to be shown "
                   "by themselves have 1:"));
  EXPECT_THAT(LookAgainAtPersons(m, People({40, 10})), Not(Says("Rule 2")));
  term.scope = record::Scope::kNamedRegions;
  term.named = {0, 1};
  EXPECT_THAT(LookAgainAtPersons(m, People({9, 8})),
              Says("Rule 2 of question 2 must hold in \u201cNorth\u201d, \u201cSouth\u201d, which"));
  EXPECT_THAT(LookAgainAtPersons(m, People({10, 8})), Says("must hold in \u201cSouth\u201d, which"));
}

// Five of a kind are named, and how many others there are is said.
TEST(LookAgainAtPersons, NamesFiveOfAKind) {
  record::Manifest m = TwoRegions();
  m.regions.clear();
  for (size_t r = 0; r < 7; ++r) {
    m.regions.push_back(TwoRegions().regions[0]);
    m.regions.back().name = {fmt::format("R{}", r)};
  }
  const auto said = [&](size_t empty) {
    std::vector<size_t> people(7, 40);
    for (size_t r = 0; r < empty; ++r) people[r] = 0;
    return LookAgainAtPersons(m, People(people))[0];
  };
  const std::string five = "\u201cR0\u201d, \u201cR1\u201d, \u201cR2\u201d, \u201cR3\u201d, \u201cR4\u201d";
  EXPECT_THAT(said(5), HasSubstr(" in " + five + ":"));
  EXPECT_THAT(said(6), HasSubstr(" in " + five + " and 1 more:"));
  std::vector<parcel::Person> persons = People({40});
  for (size_t i = 0; i < 5; ++i) persons[20 + i].id = "0" + persons[i].id;
  for (size_t i = 0; i < 5; ++i) persons[20 + i].line = 30 + i;
  m = TwoRegions();
  m.regions.resize(1);
  std::vector<std::string> alike = LookAgainAtPersons(m, persons);
  ASSERT_EQ(alike.size(), 5u);
  EXPECT_THAT(alike[4], ::testing::StartsWith("The persons \u201c1004\u201d and \u201c01004\u201d "
                                              "(line 34) look"));
  EXPECT_THAT(alike, Not(Says("more such pairs")));
  persons[25].id = "0" + persons[5].id;
  alike = LookAgainAtPersons(m, persons);
  ASSERT_EQ(alike.size(), 5u);
  EXPECT_THAT(alike[3], Not(HasSubstr("more such pairs")));
  EXPECT_THAT(alike[4], HasSubstr("There are 1 more such pairs."));
}

}  // namespace
}  // namespace constat::report
