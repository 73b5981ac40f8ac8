#include "constat/report/record/look_again_rules.h"

#include <gmock/gmock.h>

#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using record::Comparator;
using record::Denominator;
using record::kNone;
using record::Manifest;
using record::Scope;
using record::Term;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// RulesOf is a manifest of one question, Yes, No and Blank, with these rules and three regions of weight
// 1, 2, 3.
Manifest RulesOf(const std::vector<Term>& terms) {
  Manifest m = DemoManifest();
  m.questions.resize(1);
  m.questions[0] = {.text = record::LocalText(m.languages.size(), "Build?"), .blank = 2};
  for (const char* const name : {"Yes", "No", "Blank"})
    m.questions[0].options.push_back({record::LocalText(m.languages.size(), name)});
  m.questions[0].terms = terms;
  m.regions.resize(1);
  m.regions = {m.regions[0], m.regions[0], m.regions[0]};
  for (size_t r = 0; r < 3; ++r) m.regions[r].weight = static_cast<uint32_t>(r + 1);
  return m;
}

void ExpectRule(const Manifest& m, const std::string& words) {
  EXPECT_THAT(LookAgainAtRules(m), Contains(HasSubstr(words)));
}
void ExpectNoRule(const Manifest& m) { EXPECT_THAT(LookAgainAtRules(m), IsEmpty()); }

Term Of(Denominator of, uint32_t num, uint32_t den, Comparator comparator = Comparator::kGreater) {
  return {.numerator = 0, .denominator = of, .comparator = comparator, .num = num, .den = den};
}
const Term kMajority = Of(Denominator::kValidVotes, 1, 2);

TEST(LookAgainAtRules, IsQuietAboutUsualRules) {
  ExpectNoRule(RulesOf({}));
  ExpectNoRule(RulesOf({kMajority}));
  ExpectNoRule(RulesOf({Of(Denominator::kValidVotes, 2, 3, Comparator::kAtLeast)}));
  ExpectNoRule(RulesOf({kMajority, Of(Denominator::kRegistered, 1, 4, Comparator::kAtLeast)}));
  ExpectNoRule(RulesOf({Of(Denominator::kOthers, 1, 1)}));
  ExpectNoRule(RulesOf({Term{.denominator = Denominator::kRegistered, .num = 1, .den = 2}, kMajority}));
  ExpectNoRule(RulesOf({Of(Denominator::kRegistered, 1, 4)}));
  Term regions = kMajority;
  regions.scope = Scope::kRegionWeight;
  regions.weight = 4;
  ExpectNoRule(RulesOf({kMajority, regions}));
}

TEST(LookAgainAtRules, FindsSharesThatAreHardlyMeant) {
  ExpectRule(RulesOf({Of(Denominator::kValidVotes, 1, 2, Comparator::kAtLeast)}),
             "Rule 1 of question 1 asks for at least one half");
  ExpectRule(RulesOf({Of(Denominator::kValidVotes, 1, 1, Comparator::kAtLeast)}), "asks for all votes");
  ExpectRule(RulesOf({kMajority, Of(Denominator::kRegistered, 0, 1)}),
             "Rule 2 of question 1 asks for one vote only");
  ExpectRule(RulesOf({Of(Denominator::kValidVotes, 1, 3)}), "asks for less than half of the votes");
  ExpectRule(RulesOf({Of(Denominator::kBallotsCounted, 1, 3), Of(Denominator::kRegistered, 1, 10)}),
             "less than half");
  ExpectRule(
      RulesOf({Term{.denominator = Denominator::kRegistered, .comparator = Comparator::kAtLeast, .num = 1},
               kMajority}),
      "asks everybody on the roll to vote");
  ExpectRule(RulesOf({Term{.denominator = Denominator::kRegistered, .num = 0}, kMajority}),
             "asks for one voter only");
  Term blank = kMajority;
  blank.numerator = 2;
  ExpectRule(RulesOf({blank}), "counts blank votes as votes");
}

TEST(LookAgainAtRules, FindsRulesBesideOtherOptions) {
  ExpectRule(RulesOf({Of(Denominator::kOthers, 1, 2)}), "with all others, and holds with fewer votes");
  ExpectRule(RulesOf({Of(Denominator::kOthers, 1, 1, Comparator::kAtLeast)}),
             "has as many votes as all others");
  ExpectRule(RulesOf({Of(Denominator::kOthers, 50, 1)}), "more than 10 times as many votes");
  Term ahead = Of(Denominator::kOption, 1, 2);
  ahead.other = 1;
  ExpectRule(RulesOf({ahead}), "compares \u201cYes\u201d with \u201cNo\u201d");
}

TEST(LookAgainAtRules, FindsRulesThatStandTogether) {
  ExpectRule(RulesOf({kMajority, kMajority}), "Rule 2 of question 1 says what an earlier rule says");
  Term no = Of(Denominator::kRegistered, 1, 4);
  no.numerator = 1;
  ExpectRule(RulesOf({kMajority, no}), "votes for \u201cYes\u201d and for \u201cNo\u201d");
  Manifest m = RulesOf({});
  m.questions.push_back(m.questions[0]);
  m.questions[1].terms = {kMajority};
  ExpectRule(m, "Question 1 has no rule, and others have");
}

// Spec: RUL-4
TEST(LookAgainAtRules, FindsRulesOfRegions) {
  Term term = kMajority;
  term.scope = Scope::kRegionWeight;
  term.weight = 3;
  ExpectRule(RulesOf({kMajority, term}), "asks for regions of weight 3 of 6");
  term.weight = 6;
  ExpectRule(RulesOf({kMajority, term}), "asks for all regions");
  Manifest one = RulesOf({term});
  one.regions.resize(1);
  one.regions[0].weight = 6;
  ExpectRule(one, "is about regions, and there is one region");
}

TEST(LookAgainAtRules, FindsChoicesThatAreHardlyMeant) {
  Manifest m = RulesOf({});
  m.questions[0].min = 0;
  ExpectRule(m, "may be left without any choice");
  m.questions[0].min = m.questions[0].max = 2;
  ExpectRule(m, "choose all 2 options together or vote blank");
  m.questions[0].blank = kNone;
  ExpectNoRule(m);
}

// Of several questions each sentence says of which one and of which rule it is.
TEST(LookAgainAtRules, NumbersQuestionsAndRules) {
  Manifest m = RulesOf({kMajority});
  m.questions.push_back(m.questions[0]);
  m.questions[1].min = 0;
  ExpectRule(m, "Question 2 has a blank option and may be left");
  m.questions[1].min = m.questions[1].max = 2;
  ExpectRule(m, "In question 2 people choose all 2 options together");
  m.questions[1].terms.clear();
  ExpectRule(m, "Question 2 has no rule, and others have one");
  Term zero = kMajority;
  zero.num = 0;
  m.questions[1].terms = {kMajority, zero, kMajority};
  ExpectRule(m, "Rule 2 of question 2 asks for one vote only.");
  ExpectRule(m, "Rule 3 of question 2 says what an earlier rule says.");
  Term other = kMajority;
  other.numerator = 1;
  m.questions[1].terms = {kMajority, other};
  ExpectRule(m, "The rules of question 2 ask for votes for \u201cYes\u201d and for \u201cNo\u201d");
  Term regions = kMajority;
  regions.scope = Scope::kRegionWeight;
  regions.weight = 3;
  m.questions[1].terms = {kMajority, regions};
  ExpectRule(m, "Rule 2 of question 2 asks for regions of weight 3 of 6");
  m.questions[1].terms[1].weight = 4;
  for (const std::string& sentence : LookAgainAtRules(m))
    EXPECT_THAT(sentence, ::testing::Not(HasSubstr("Rule 2")));
  m.questions[1].terms[1].weight = 5;
  for (const std::string& sentence : LookAgainAtRules(m))
    EXPECT_THAT(sentence, ::testing::Not(HasSubstr("Rule 2")));
  m.questions[1].terms[1].weight = 6;
  ExpectRule(m, "Rule 2 of question 2 asks for all regions");
  const PartLines lines{{"question 2, rule 2", 31}, {"question 2", 20}};
  EXPECT_THAT(LookAgainAtRules(m, &lines), Contains(::testing::StartsWith("Line 31: Rule 2 of question 2")));
}

}  // namespace
}  // namespace constat::report
