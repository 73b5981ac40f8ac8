#include "constat/table/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::table {
namespace {

bool Matches(std::string_view pattern, std::string_view text) {
  const Result<Pattern> parsed = Pattern::Parse(pattern);
  if (!parsed) ADD_FAILURE() << parsed.error().detail;
  return parsed && parsed->Matches(text);
}

TEST(Pattern, FindsAPartUnlessAnchored) {
  EXPECT_TRUE(Matches("votes", "all votes cast"));
  EXPECT_FALSE(Matches("^votes", "all votes cast"));
  EXPECT_TRUE(Matches("^all", "all votes"));
  EXPECT_TRUE(Matches("votes$", "all votes"));
  EXPECT_FALSE(Matches("votes$", "votes cast"));
  EXPECT_TRUE(Matches("^$", ""));
  EXPECT_FALSE(Matches("^$", "x"));
  EXPECT_TRUE(Matches("", "anything"));
}

TEST(Pattern, KnowsRepetition) {
  EXPECT_TRUE(Matches("^C[0-9]+$", "C007"));
  EXPECT_FALSE(Matches("^C[0-9]+$", "C"));
  EXPECT_TRUE(Matches("^C[0-9]*$", "C"));
  EXPECT_TRUE(Matches("^colou?r$", "color"));
  EXPECT_TRUE(Matches("^colou?r$", "colour"));
  EXPECT_FALSE(Matches("^colou?r$", "colouur"));
  EXPECT_TRUE(Matches("^(ab)+$", "ababab"));
  EXPECT_FALSE(Matches("^(ab)+$", "aba"));
  EXPECT_TRUE(Matches("^[0-9]{3}$", "007"));
  EXPECT_FALSE(Matches("^[0-9]{3}$", "07"));
}

TEST(Pattern, KnowsAlternativesAndSets) {
  EXPECT_TRUE(Matches("^(Valid|Invalid) papers$", "Invalid papers"));
  EXPECT_FALSE(Matches("^(Valid|Invalid) papers$", "Lost papers"));
  EXPECT_TRUE(Matches("^a|b$", "ax"));
  EXPECT_TRUE(Matches("^[^a-c]$", "d"));
  EXPECT_FALSE(Matches("^[^a-c]$", "b"));
  EXPECT_TRUE(Matches("^[]-]+$", "]-"));
  EXPECT_TRUE(Matches("^[\\^]$", "^"));
}

TEST(Pattern, CountsCharactersNotBytes) {
  EXPECT_TRUE(Matches("^.$", "\xd0\x94"));
  EXPECT_TRUE(Matches("^[\xd0\x90-\xd0\xaf]+$", "\xd0\x94\xd0\x90"));  // a range of capital Cyrillic letters
  EXPECT_FALSE(Matches("^[\xd0\x90-\xd0\xaf]+$", "\xd0\x94\xd0\xb0"));
}

TEST(Pattern, EscapesSigns) {
  EXPECT_TRUE(Matches("^1\\. Party \\(X\\)$", "1. Party (X)"));
  EXPECT_FALSE(Matches("^1\\.$", "1x"));
}

TEST(Pattern, RefusesWhatItDoesNotKnow) {
  for (const char* bad : {"(", ")", "a)", "(a", "[a", "[", "*", "+a", "a**", "\\1", "\\y", "\\", "[z-a]",
                          "[a\\", "a|*", "\xff"}) {
    const auto parsed = Pattern::Parse(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, ErrorCode::kBadText);
  }
  EXPECT_TRUE(Pattern::Parse(std::string(Pattern::kMaxSize, 'a')));
  EXPECT_FALSE(Pattern::Parse(std::string(Pattern::kMaxSize + 1, 'a')));
  EXPECT_FALSE(Pattern::Parse(std::string(Pattern::kMaxSize, '(')));
}

// A matcher that goes back would take 2^3000 steps here.
TEST(Pattern, DoesNotRunLong) {
  EXPECT_FALSE(Matches("^(a+)+$", std::string(3000, 'a') + "b"));
  EXPECT_FALSE(Matches("^(a*)*(a|a|a?)*$", std::string(3000, 'a') + "b"));
  EXPECT_TRUE(Matches("()*", ""));
  EXPECT_FALSE(Matches("^(.?){500}x$", std::string(3000, 'a')));
}

TEST(Pattern, RefusesWhatWouldNeedMuchMemory) {
  EXPECT_FALSE(Pattern::Parse("((a{100}){100}){100}"));
  EXPECT_FALSE(Pattern::Parse("a{1001}"));
  EXPECT_FALSE(Pattern::Parse("(\\pL{30}){30}"));
}

TEST(Pattern, SaysWhatIsWrongWithAnExpression) {
  EXPECT_EQ(Pattern::Parse("(a").error().detail, "the regular expression \"(a\": missing )");
  EXPECT_EQ(Pattern::Parse("x[z-a\x1b]").error().detail.find('\x1b'), std::string::npos);
}

TEST(Pattern, TakesLineFeedsForCharacters) {
  EXPECT_TRUE(Matches("^votes.cast$", "votes\ncast"));
  EXPECT_FALSE(Matches("^votes$", "votes\n"));
}

}  // namespace
}  // namespace constat::table
