#include "constat/record/meant.h"

#include <gmock/gmock.h>

#include "constat/testing/manifest.h"

namespace constat::record {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Said is where something is that cannot be meant, and why: "" where there is nothing.
std::string Said(const Manifest& manifest) {
  const std::optional<NotMeant> found = FindNotMeant(manifest);
  return found ? found->part + ": " + found->why : "";
}

Manifest With(const std::vector<Term>& terms) {
  Manifest m = TestManifest();
  m.questions.resize(1);
  m.questions[0] = {.text = LocalText(m.languages.size(), "Build?"), .blank = 2};
  for (const char* const name : {"Yes", "No", "Blank"})
    m.questions[0].options.push_back({LocalText(m.languages.size(), name)});
  m.questions[0].terms = terms;
  return m;
}

Term More(uint16_t option, uint32_t num, uint32_t den, Denominator of = Denominator::kValidVotes) {
  return {.numerator = option, .denominator = of, .num = num, .den = den};
}
Term AtLeast(uint16_t option, uint32_t num, uint32_t den) {
  Term out = More(option, num, den);
  out.comparator = Comparator::kAtLeast;
  return out;
}
Term Ahead(uint16_t option, uint16_t other, uint32_t num, uint32_t den) {
  Term out = More(option, num, den, Denominator::kOption);
  out.other = other;
  return out;
}

TEST(Meant, AnOriginIsANameAndNoAddress) {
  Manifest m = TestManifest();
  EXPECT_EQ(Said(m), "");
  for (const char* const good :
       {"example.org/bridge", "vote.example.org:8080/a/b", "Town-2026", "h\u00f6he.example"}) {
    m.origin = good;
    EXPECT_EQ(Said(m), "") << good;
  }
  for (const auto& [bad, words] :
       std::vector<std::pair<std::string, std::string>>{{"https:example.org", "begins with https:"},
                                                        {"HTTP:example.org", "begins with http:"},
                                                        {"mailto:clerk", "begins with mailto:"},
                                                        {"clerk@example.org", "has a @"},
                                                        {"example.org/?id=3", "has a ?"},
                                                        {"example.org/#top", "has a #"},
                                                        {"example.org/", "slash or a dot"},
                                                        {"/example.org", "slash or a dot"},
                                                        {"example.org.", "slash or a dot"}}) {
    m.origin = bad;
    EXPECT_THAT(Said(m), AllOf(HasSubstr("origin: "), HasSubstr(words))) << bad;
  }
}

TEST(Meant, ALanguageIsNoCountryAndNoName) {
  const auto said = [](const std::string& tag) {
    Manifest m = TestManifest();
    m.languages.back() = tag;
    return Said(m);
  };
  for (const char* const good : {"en", "UK", "de-CH", "zh-Hant-TW", "rue", "sr-Latn", "za", "aa", "zu", "iw"})
    EXPECT_EQ(said(good), "") << good;
  EXPECT_THAT(said("ua"), HasSubstr("the code of a country and of no language; Ukrainian is \"uk\""));
  EXPECT_THAT(said("UA-Cyrl"), HasSubstr("Ukrainian"));
  EXPECT_THAT(said("xx"), HasSubstr("the code of no language"));
  EXPECT_THAT(said("ea"), HasSubstr("the code of no language")) << "across two codes of the list";
  EXPECT_THAT(said("en-"), HasSubstr("is no language tag"));
  EXPECT_THAT(said("en--GB"), HasSubstr("is no language tag"));
  EXPECT_THAT(said("en-Schriftdeutsch"), HasSubstr("is no language tag"));
}

TEST(Meant, VotingAgainTakesMoreThanOneBallot) {
  Manifest m = TestManifest();
  m.revoting = true;
  m.max_ballots = 1;
  EXPECT_THAT(Said(m), HasSubstr("max_ballots: max_ballots = 1, so nobody can vote again"));
  m.max_ballots = 2;
  EXPECT_EQ(Said(m), "");
  m.revoting = false;
  m.max_ballots = 1;
  EXPECT_EQ(Said(m), "");
}

TEST(Meant, BallotsDiffer) {
  Manifest m = With({});
  m.questions[0].blank = kNone;
  m.questions[0].min = m.questions[0].max = 3;
  EXPECT_THAT(Said(m), HasSubstr("question 1: question 1 has 3 options, and everybody has to choose all 3"));
  m.questions[0].min = 2;
  EXPECT_EQ(Said(m), "");
  m.questions[0].options.pop_back();
  m.questions[0].max = 2;
  EXPECT_THAT(Said(m), HasSubstr("choose both"));
  m = With({});
  m.questions[0].min = m.questions[0].max = 2;
  EXPECT_EQ(Said(m), "") << "all or blank";
}

// Spec: RUL-5
TEST(Meant, RulesCanFail) {
  EXPECT_EQ(Said(With({More(0, 0, 1)})), "") << "more than nothing";
  EXPECT_EQ(Said(With({More(0, 1, 2)})), "");
  EXPECT_THAT(Said(With({More(0, 1, 2), AtLeast(0, 0, 1)})),
              HasSubstr("question 1, rule 2: rule 2 of question 1 asks for at least nothing"));
}

TEST(Meant, RulesCanHoldTogether) {
  const std::string never = "can never both hold";
  EXPECT_THAT(Said(With({More(0, 1, 2), More(1, 1, 2)})),
              AllOf(HasSubstr("question 1, rule 2: rules 1 and 2 of question 1"), HasSubstr(never),
                    HasSubstr("\u201cYes\u201d and for \u201cNo\u201d")));
  EXPECT_THAT(Said(With({More(0, 1, 2), AtLeast(1, 1, 2)})), HasSubstr(never));
  EXPECT_EQ(Said(With({AtLeast(0, 1, 2), AtLeast(1, 1, 2)})), "") << "a tie";
  EXPECT_THAT(Said(With({AtLeast(0, 1, 2), AtLeast(1, 501, 1000)})), HasSubstr(never));
  EXPECT_EQ(Said(With({More(0, 1, 3), More(1, 1, 2)})), "");
  EXPECT_THAT(Said(With({More(0, 1, 3), More(1, 2, 3)})), HasSubstr(never)) << "exactly all, and more";
  EXPECT_EQ(Said(With({More(0, 1, 2), More(0, 2, 3)})), "") << "of one option";
  EXPECT_EQ(Said(With({More(0, 1, 2), More(2, 1, 2, Denominator::kRegistered)})), "") << "blank votes are "
                                                                                         "apart";
  EXPECT_THAT(Said(With({More(0, 1, 4), More(1, 2, 3), More(0, 1, 2)})), HasSubstr("rules 2 and 3"));
  EXPECT_THAT(
      Said(With({More(0, 3, 5, Denominator::kRegistered), More(1, 2, 5, Denominator::kBallotsCounted)})),
      HasSubstr(never));
  EXPECT_THAT(Said(With({More(0, 1, 1, Denominator::kOthers), More(1, 1, 1, Denominator::kOthers)})),
              HasSubstr(never));
  EXPECT_EQ(Said(With({More(0, 1, 2, Denominator::kOthers), More(1, 1, 2, Denominator::kOthers)})), "");
  constexpr uint32_t kMost = UINT32_MAX;
  EXPECT_THAT(Said(With({More(0, kMost - 1, kMost), More(1, kMost - 2, kMost - 1)})), HasSubstr(never));

  Manifest several = With({More(0, 1, 2), More(1, 1, 2)});
  several.questions[0].max = 2;
  EXPECT_EQ(Said(several), "") << "who may choose two can give both a majority";
  std::vector<Term> terms{More(0, 1, 2), More(1, 1, 2)};
  terms[1].scope = Scope::kNamedRegions;
  terms[1].named = {0};
  EXPECT_EQ(Said(With(terms)), "") << "in a region";
}

TEST(Meant, OneOptionIsAheadOfTheOther) {
  const std::string never = "would each have to be ahead";
  EXPECT_THAT(Said(With({Ahead(0, 1, 1, 1), Ahead(1, 0, 1, 1)})), HasSubstr(never));
  EXPECT_EQ(Said(With({Ahead(0, 1, 1, 2), Ahead(1, 0, 1, 1)})), "");
  EXPECT_THAT(Said(With({Ahead(0, 1, 1, 2), Ahead(1, 0, 2, 1)})), HasSubstr(never)) << "exactly, and more";
  EXPECT_THAT(Said(With({Ahead(0, 1, 3, 1), Ahead(1, 0, 1, 2)})), HasSubstr(never));
  std::vector<Term> tie{Ahead(0, 1, 1, 1), Ahead(1, 0, 1, 1)};
  tie[0].comparator = tie[1].comparator = Comparator::kAtLeast;
  EXPECT_EQ(Said(With(tie)), "") << "a tie";
  EXPECT_EQ(Said(With({Ahead(0, 1, 1, 1), Ahead(0, 1, 1, 1)})), "");
}

}  // namespace
}  // namespace constat::record
