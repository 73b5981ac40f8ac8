// Spec: RUL-1 to RUL-4.
#include "constat/report/record/term_text.h"

#include <gtest/gtest.h>

#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using record::Comparator;
using record::Denominator;
using record::Scope;
using record::Term;
using record::TermOutcome;

TermText Describe(const Term& term, const record::TermResult& result, uint32_t first_weight = 1) {
  record::Manifest manifest = DemoManifest();
  manifest.questions[0].terms = {term};
  manifest.regions[0].weight = first_weight;
  return DescribeTerm(Words(&manifest, "en", &PlainName), {0, 0, result});
}

TEST(TermText, WritesEveryNumberOfAMajority) {
  const TermText text = Describe({.numerator = 0, .num = 1, .den = 2}, {TermOutcome::kHolds, 28804, 31222});
  EXPECT_EQ(text.requirement, "\u201cYes\u201d needs more than 1/2 of the valid votes.");
  EXPECT_EQ(text.numbers, "28,804 of 31,222 valid votes = 92.3%; more than 1/2 needed, at least 15,612");
  EXPECT_EQ(text.outcome, "holds");
}

TEST(TermText, NamesEveryDenominator) {
  const record::TermResult result{TermOutcome::kFails, 3, 9};
  EXPECT_EQ(Describe({.numerator = 0, .blanks_count = true, .num = 2, .den = 3}, result).numbers,
            "3 of 9 votes, blank ones included = 33.3%; more than 2/3 needed, at least 7");
  EXPECT_EQ(
      Describe({.numerator = 0, .denominator = Denominator::kBallotsCounted, .num = 1, .den = 2}, result)
          .requirement,
      "\u201cYes\u201d needs more than 1/2 of the ballots counted.");
  EXPECT_EQ(Describe({.numerator = 0,
                      .denominator = Denominator::kRegistered,
                      .comparator = Comparator::kAtLeast,
                      .num = 1,
                      .den = 4},
                     result)
                .requirement,
            "\u201cYes\u201d needs at least 1/4 of the registered voters.");
  const TermText race =
      Describe({.numerator = 0, .denominator = Denominator::kOption, .other = 1, .num = 1, .den = 1}, result);
  EXPECT_EQ(race.requirement, "\u201cYes\u201d needs more votes than \u201cNo\u201d.");
  EXPECT_EQ(race.numbers, "3 against 9 votes for \u201cNo\u201d; at least 10 needed");
  EXPECT_EQ(
      Describe({.numerator = 0, .denominator = Denominator::kOthers, .num = 3, .den = 2}, result).numbers,
      "3 against 9 votes for all other options; at least 14 needed");
}

TEST(TermText, DescribesTurnout) {
  const TermText text = Describe(
      {.denominator = Denominator::kRegistered, .comparator = Comparator::kAtLeast, .num = 1, .den = 2},
      {TermOutcome::kFails, 999, 2000});
  EXPECT_EQ(text.requirement, "Turnout must be at least 1/2 of the registered voters.");
  EXPECT_EQ(text.numbers, "999 of 2,000 registered voters = 50.0%; at least 1/2 needed, at least 1,000");
  EXPECT_EQ(text.outcome, "fails");
}

TEST(TermText, DescribesRegionsByNumberOrWeight) {
  const Term term{.numerator = 0, .num = 1, .den = 2, .scope = Scope::kRegionWeight, .weight = 9};
  EXPECT_EQ(Describe(term, {TermOutcome::kUndetermined, 6, 13}).requirement,
            "\u201cYes\u201d needs more than 1/2 of the valid votes in at least 9 of the 13 regions.");
  EXPECT_EQ(Describe(term, {TermOutcome::kUndetermined, 6, 13}).numbers,
            "It holds in 6 regions, unknown in 7 more regions; 9 needed");
  EXPECT_EQ(Describe(term, {TermOutcome::kHolds, 9, 9}, 3).requirement,
            "\u201cYes\u201d needs more than 1/2 of the valid votes in regions that together weigh at least "
            "9 of 15.");
  EXPECT_EQ(Describe(term, {TermOutcome::kUndetermined, 6, 13}, 3).numbers,
            "It holds in regions that weigh 6, unknown in regions that weigh 7; 9 needed");
}

TEST(TermText, DescribesNamedRegions) {
  const Term term{.numerator = 0, .num = 1, .den = 2, .scope = Scope::kNamedRegions, .named = {0, 3}};
  EXPECT_EQ(Describe(term, {TermOutcome::kFails, 1, 1}).requirement,
            "\u201cYes\u201d needs more than 1/2 of the valid votes in each of these "
            "regions: Crimea, Ivano-Frankivsk.");
  EXPECT_EQ(Describe(term, {TermOutcome::kFails, 1, 1}).numbers, "It holds in 1 region; 2 needed");
}

TEST(TermText, SaysWhyThereIsNoPercentage) {
  const Term term{.numerator = 0, .num = 1, .den = 2};
  EXPECT_EQ(Describe(term, {TermOutcome::kFails, 0, 0}).numbers,
            "There is nothing to take a share of: valid votes are 0");
  EXPECT_EQ(Describe(term, {TermOutcome::kUndetermined, 0, 0}).numbers,
            "Some votes were not decrypted, so the numbers are not known");
}

TEST(TermText, NeedsTheLeastNumeratorThatHolds) {
  for (const Comparator comparator : {Comparator::kGreater, Comparator::kAtLeast}) {
    for (uint64_t whole = 1; whole < 40; ++whole) {
      for (uint32_t num = 0; num <= 5; ++num) {
        const Term term{.numerator = 0, .comparator = comparator, .num = num, .den = 4};
        const uint64_t needed = VotesNeeded(term, whole);
        const auto holds = [&](uint64_t n) {
          return comparator == Comparator::kGreater ? n * 4 > num * whole : n * 4 >= num * whole;
        };
        EXPECT_TRUE(holds(needed));
        EXPECT_TRUE(needed == 0 || !holds(needed - 1));
      }
    }
  }
  EXPECT_EQ(VotesNeeded({.num = UINT32_MAX, .den = 1}, UINT64_MAX), UINT64_MAX);
}

}  // namespace
}  // namespace constat::report
