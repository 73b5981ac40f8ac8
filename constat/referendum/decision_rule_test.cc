#include "constat/referendum/decision_rule.h"

#include <gtest/gtest.h>

namespace constat::referendum {
namespace {

using record::Comparator;
using record::Denominator;
using record::kNone;
using record::Manifest;
using record::Question;
using record::QuestionResult;
using record::Scope;
using record::Term;
using record::TermOutcome;
using record::TermResult;
using record::Verdict;

constexpr TermOutcome kFails = TermOutcome::kFails;
constexpr TermOutcome kHolds = TermOutcome::kHolds;
constexpr TermOutcome kUndetermined = TermOutcome::kUndetermined;

using Votes = std::vector<uint64_t>;

// Options 0 yes, 1 no, 2 blank.
Question Asked(std::vector<Term> terms, uint16_t blank = 2) {
  return {
      .text = {"?"}, .options = std::vector<record::Option>(3), .blank = blank, .terms = std::move(terms)};
}

Manifest Regions(const std::vector<uint32_t>& weights) {
  Manifest m;
  for (const uint32_t w : weights) m.regions.push_back({.weight = w});
  return m;
}

// Whole evaluates one term over one region, which is all there is.
TermResult Whole(const Term& term, uint64_t registered, uint64_t counted, const Votes& votes,
                 uint16_t blank = 2) {
  const QuestionTally tally{{{registered, counted, votes}}, votes};
  return Evaluate(Regions({1}), Asked({term}, blank), tally).terms.at(0);
}

// 100 registered, 60 ballots: 30 yes, 20 no, 10 blank. Worked by hand.
// Spec: RUL-1, RUL-3
TEST(DecisionRuleTest, EveryDenominator) {
  const Votes votes = {30, 20, 10};
  const struct {
    const char* what;
    Term term;
    TermResult result;
  } table[] = {
      {"majority of valid votes: 30 of 50",
       {.numerator = 0, .denominator = Denominator::kValidVotes, .num = 1, .den = 2},
       {kHolds, 30, 50}},
      {"three fifths of valid votes, not more", {.numerator = 0, .num = 3, .den = 5}, {kFails, 30, 50}},
      {"at least three fifths",
       {.numerator = 0, .comparator = Comparator::kAtLeast, .num = 3, .den = 5},
       {kHolds, 30, 50}},
      {"majority where blanks count: 30 of 60",
       {.numerator = 0, .blanks_count = true, .num = 1, .den = 2},
       {kFails, 30, 60}},
      {"half where blanks count",
       {.numerator = 0, .blanks_count = true, .comparator = Comparator::kAtLeast, .num = 1, .den = 2},
       {kHolds, 30, 60}},
      {"of ballots counted",
       {.numerator = 0, .denominator = Denominator::kBallotsCounted, .num = 1, .den = 2},
       {kFails, 30, 60}},
      {"approval quorum: of registered",
       {.numerator = 0,
        .denominator = Denominator::kRegistered,
        .comparator = Comparator::kAtLeast,
        .num = 3,
        .den = 10},
       {kHolds, 30, 100}},
      {"approval quorum missed",
       {.numerator = 0, .denominator = Denominator::kRegistered, .num = 3, .den = 10},
       {kFails, 30, 100}},
      {"turnout quorum: 60 of 100",
       {.denominator = Denominator::kRegistered, .comparator = Comparator::kAtLeast, .num = 3, .den = 5},
       {kHolds, 60, 100}},
      {"turnout quorum missed",
       {.denominator = Denominator::kRegistered, .num = 3, .den = 5},
       {kFails, 60, 100}},
      {"more yes than no",
       {.numerator = 0, .denominator = Denominator::kOption, .other = 1, .num = 1, .den = 1},
       {kHolds, 30, 20}},
      {"more no than yes",
       {.numerator = 1, .denominator = Denominator::kOption, .other = 0, .num = 1, .den = 1},
       {kFails, 20, 30}},
      {"more than all others, blanks apart",
       {.numerator = 0, .denominator = Denominator::kOthers, .num = 1, .den = 1},
       {kHolds, 30, 20}},
      {"more than all others with blanks",
       {.numerator = 0, .denominator = Denominator::kOthers, .blanks_count = true, .num = 1, .den = 1},
       {kFails, 30, 30}},
      {"blank as numerator, the others are yes and no",
       {.numerator = 2, .denominator = Denominator::kOthers, .num = 1, .den = 5},
       {kFails, 10, 50}},
      {"num 0: any vote at all", {.numerator = 1, .num = 0, .den = 1}, {kHolds, 20, 50}},
  };
  for (const auto& row : table) EXPECT_EQ(Whole(row.term, 100, 60, votes), row.result) << row.what;
}

// Without a blank option every ballot is valid. Spec: RUL-3
TEST(DecisionRuleTest, NoBlankOption) {
  EXPECT_EQ(Whole({.numerator = 0, .num = 1, .den = 2}, 100, 60, {31, 20, 9}, kNone),
            (TermResult{kHolds, 31, 60}));
  EXPECT_EQ(Whole({.numerator = 0, .denominator = Denominator::kOthers, .num = 1, .den = 1}, 100, 60,
                  {31, 20, 9}, kNone),
            (TermResult{kHolds, 31, 29}));
}

// Spec: RUL-3
TEST(DecisionRuleTest, AZeroDenominatorFails) {
  const Votes none = {0, 0, 0};
  const Votes all_blank = {0, 0, 7};
  for (const Comparator c : {Comparator::kGreater, Comparator::kAtLeast}) {
    for (const uint32_t num : {0u, 1u}) {
      const auto term = [&](Term t) {
        t.comparator = c;
        t.num = num;
        t.den = 2;
        return t;
      };
      EXPECT_EQ(Whole(term({.numerator = 0}), 5, 0, none), (TermResult{kFails, 0, 0}));
      EXPECT_EQ(Whole(term({.numerator = 0}), 9, 7, all_blank), (TermResult{kFails, 0, 0}));
      EXPECT_EQ(Whole(term({.numerator = 0, .denominator = Denominator::kBallotsCounted}), 5, 0, none),
                (TermResult{kFails, 0, 0}));
      EXPECT_EQ(Whole(term({.denominator = Denominator::kRegistered}), 0, 0, none),
                (TermResult{kFails, 0, 0}));
      EXPECT_EQ(
          Whole(term({.numerator = 0, .denominator = Denominator::kOption, .other = 1}), 5, 3, {3, 0, 0}),
          (TermResult{kFails, 3, 0}));
      EXPECT_EQ(Whole(term({.numerator = 0, .denominator = Denominator::kOthers}), 5, 4, {3, 0, 1}),
                (TermResult{kFails, 3, 0}));
    }
  }
}

// Products near 2^95: 64 bits would wrap, doubles would round.
// Spec: RUL-3
TEST(DecisionRuleTest, ComparesLargeNumbersExactly) {
  const uint64_t big = (uint64_t{1} << 63) - 1;
  const uint32_t most = UINT32_MAX;
  const auto outcome = [&](uint64_t votes, uint64_t counted, uint32_t num, uint32_t den, Comparator c) {
    return Whole({.numerator = 0,
                  .denominator = Denominator::kBallotsCounted,
                  .comparator = c,
                  .num = num,
                  .den = den},
                 counted, counted, {votes, 0, 0})
        .outcome;
  };
  EXPECT_EQ(outcome(big, big, most, most, Comparator::kGreater), kFails);
  EXPECT_EQ(outcome(big, big, most, most, Comparator::kAtLeast), kHolds);
  EXPECT_EQ(outcome(big - 1, big, most, most, Comparator::kAtLeast), kFails);
  EXPECT_EQ(outcome(big, big - 1, most, most, Comparator::kGreater), kHolds);
  EXPECT_EQ(outcome(big, big, most - 1, most, Comparator::kGreater), kHolds);
  EXPECT_EQ(outcome(big, big, most, most - 1, Comparator::kAtLeast), kFails);
  // 2^62 / 2^63 against 1/2, one vote either way.
  const uint64_t half = uint64_t{1} << 62;
  EXPECT_EQ(outcome(half, 2 * half, 1, 2, Comparator::kGreater), kFails);
  EXPECT_EQ(outcome(half + 1, 2 * half, 1, 2, Comparator::kGreater), kHolds);
  EXPECT_EQ(outcome(half, 2 * half, 1, 2, Comparator::kAtLeast), kHolds);
  EXPECT_EQ(outcome(half - 1, 2 * half, 1, 2, Comparator::kAtLeast), kFails);
  // A third is no decimal: 2^62 of 3 * 2^61 is more than 2/3 by nothing.
  EXPECT_EQ(outcome(half, half / 2 * 3, 2, 3, Comparator::kGreater), kFails);
  EXPECT_EQ(outcome(half, half / 2 * 3, 2, 3, Comparator::kAtLeast), kHolds);
}

// Spec: RUL-4
TEST(DecisionRuleTest, WholeScopeSumsAllRegions) {
  const QuestionTally tally{{{100, 10, Votes{1, 9, 0}}, {50, 40, Votes{25, 10, 5}}}, Votes{26, 19, 5}};
  const Term term{.numerator = 0, .denominator = Denominator::kRegistered, .num = 1, .den = 10};
  EXPECT_EQ(Evaluate(Regions({1, 1}), Asked({term}), tally).terms[0], (TermResult{kHolds, 26, 150}));
  const Term turnout{.denominator = Denominator::kRegistered, .num = 1, .den = 3};
  EXPECT_EQ(Evaluate(Regions({1, 1}), Asked({turnout}), tally).terms[0], (TermResult{kFails, 50, 150}));
}

// People and cantons: three cantons of weight 2 and two half-cantons of weight 1; more than half of 8 is 5.
// Spec: RUL-1, RUL-4
TEST(DecisionRuleTest, WeighsRegions) {
  const Manifest m = Regions({2, 2, 2, 1, 1});
  const Term term{.numerator = 0,
                  .denominator = Denominator::kOption,
                  .other = 1,
                  .num = 1,
                  .den = 1,
                  .scope = Scope::kRegionWeight,
                  .weight = 5};
  const auto region = [](std::optional<Votes> votes) { return RegionCounts{50, 30, std::move(votes)}; };
  const auto yes = region(Votes{20, 10, 0});
  const auto no = region(Votes{10, 20, 0});
  const auto tie = region(Votes{15, 15, 0});
  const auto unknown = region(std::nullopt);
  const auto evaluate = [&](std::vector<RegionCounts> regions) {
    return Evaluate(m, Asked({term}), {std::move(regions), Votes{0, 0, 0}}).terms[0];
  };
  EXPECT_EQ(evaluate({yes, yes, no, yes, no}), (TermResult{kHolds, 5, 5}));
  EXPECT_EQ(evaluate({yes, yes, no, tie, no}), (TermResult{kFails, 4, 4}));
  EXPECT_EQ(evaluate({yes, yes, yes, yes, yes}), (TermResult{kHolds, 8, 8}));
  EXPECT_EQ(evaluate({no, no, no, no, no}), (TermResult{kFails, 0, 0}));
  EXPECT_EQ(evaluate({yes, yes, unknown, unknown, no}), (TermResult{kUndetermined, 4, 7}));
  EXPECT_EQ(evaluate({yes, yes, unknown, yes, no}), (TermResult{kHolds, 5, 7}))
      << "it holds without the unknown";
  EXPECT_EQ(evaluate({no, no, unknown, unknown, unknown}), (TermResult{kFails, 0, 4}))
      << "it fails even with them";
  EXPECT_EQ(evaluate({no, yes, unknown, no, unknown}), (TermResult{kUndetermined, 2, 5}));
}

// Spec: RUL-4
TEST(DecisionRuleTest, NamesRegions) {
  const Term term{.numerator = 0, .num = 1, .den = 2, .scope = Scope::kNamedRegions, .named = {0, 2, 3}};
  const RegionCounts yes{50, 30, Votes{20, 10, 0}};
  const RegionCounts no{50, 30, Votes{10, 20, 0}};
  const RegionCounts unknown{50, 30, std::nullopt};
  const RegionCounts empty{50, 0, Votes{0, 0, 0}};
  const auto evaluate = [&](std::vector<RegionCounts> regions) {
    return Evaluate(Regions({1, 1, 1, 1}), Asked({term}), {std::move(regions), std::nullopt}).terms[0];
  };
  EXPECT_EQ(evaluate({yes, no, yes, yes}), (TermResult{kHolds, 3, 3})) << "region 1 is not named";
  EXPECT_EQ(evaluate({yes, yes, no, yes}), (TermResult{kFails, 2, 2}));
  EXPECT_EQ(evaluate({yes, yes, unknown, yes}), (TermResult{kUndetermined, 2, 3}));
  EXPECT_EQ(evaluate({yes, yes, unknown, no}), (TermResult{kFails, 1, 2})) << "one that fails decides";
  EXPECT_EQ(evaluate({yes, yes, empty, yes}), (TermResult{kFails, 2, 2})) << "no ballots: denominator zero";
}

// A turnout quorum needs no votes, so nothing about it is ever undetermined.
// Spec: RUL-4
TEST(DecisionRuleTest, TurnoutNeedsNoVotes) {
  const RegionCounts low{100, 10, std::nullopt};
  const RegionCounts high{100, 60, std::nullopt};
  Term term{.denominator = Denominator::kRegistered, .comparator = Comparator::kAtLeast, .num = 1, .den = 2};
  const auto evaluate = [&] {
    return Evaluate(Regions({3, 2}), Asked({term}), {{low, high}, std::nullopt}).terms[0];
  };
  EXPECT_EQ(evaluate(), (TermResult{kFails, 70, 200}));
  term.scope = Scope::kRegionWeight;
  term.weight = 2;
  EXPECT_EQ(evaluate(), (TermResult{kHolds, 2, 2}));
  term.scope = Scope::kNamedRegions;
  term.weight = 0;
  term.named = {1};
  EXPECT_EQ(evaluate(), (TermResult{kHolds, 1, 1}));
}

// Spec: RUL-4, TAL-9
TEST(DecisionRuleTest, UnknownTotalsAreUndeterminedWithZeros) {
  const QuestionTally tally{{{100, 2, std::nullopt}}, std::nullopt};
  for (const Denominator d : {Denominator::kValidVotes, Denominator::kBallotsCounted,
                              Denominator::kRegistered, Denominator::kOthers}) {
    const Term term{.numerator = 0, .denominator = d, .num = 1, .den = 2};
    EXPECT_EQ(Evaluate(Regions({1}), Asked({term}), tally).terms[0], (TermResult{kUndetermined, 0, 0}));
  }
}

// Spec: RUL-1, RUL-5
TEST(DecisionRuleTest, TheVerdictOfAllTerms) {
  const Term holds{.numerator = 0, .num = 0, .den = 1};
  const Term fails{.numerator = 0, .num = 1, .den = 1};
  const Term unknown{.numerator = 0, .num = 1, .den = 2, .scope = Scope::kNamedRegions, .named = {1}};
  const QuestionTally tally{{{10, 5, Votes{3, 2, 0}}, {10, 5, std::nullopt}}, Votes{3, 2, 0}};
  const auto verdict = [&](std::vector<Term> terms) {
    return Evaluate(Regions({1, 1}), Asked(std::move(terms)), tally).verdict;
  };
  EXPECT_EQ(verdict({}), Verdict::kNoRule);
  EXPECT_EQ(verdict({holds}), Verdict::kCarried);
  EXPECT_EQ(verdict({holds, holds}), Verdict::kCarried);
  EXPECT_EQ(verdict({fails}), Verdict::kNotCarried);
  EXPECT_EQ(verdict({holds, fails}), Verdict::kNotCarried);
  EXPECT_EQ(verdict({unknown}), Verdict::kUndetermined);
  EXPECT_EQ(verdict({holds, unknown}), Verdict::kUndetermined);
  EXPECT_EQ(verdict({unknown, fails}), Verdict::kNotCarried) << "a term that fails decides";
  EXPECT_EQ(verdict({fails, unknown, holds}), Verdict::kNotCarried);
}

}  // namespace
}  // namespace constat::referendum
