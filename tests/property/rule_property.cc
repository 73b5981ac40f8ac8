// Laws of the decision rule on random counts. Spec: RUL-3 to RUL-5
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "constat/referendum/decision_rule.h"

namespace constat::referendum {
namespace {

using record::Comparator;
using record::Denominator;
using record::Term;
using record::TermOutcome;
using record::TermResult;

// CompareFractions is the sign of a/b - c/d by continued fractions: no product, so nothing can overflow. b,
// d > 0.
int CompareFractions(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
  for (int sign = 1;; sign = -sign) {
    if (a / b != c / d) return a / b < c / d ? -sign : sign;
    a %= b;
    c %= d;
    if (a == 0 || c == 0) return a == c ? 0 : (a == 0 ? -sign : sign);
    std::swap(a, b);  // a/b < c/d if and only if b/a > d/c
    std::swap(c, d);
  }
}

uint64_t ArbitraryNumber() {
  return *rc::gen::oneOf(
      rc::gen::inRange<uint64_t>(0, 20), rc::gen::inRange<uint64_t>(0, uint64_t{1} << 62),
      rc::gen::map(rc::gen::inRange<uint64_t>(0, 20), [](uint64_t n) { return (uint64_t{1} << 62) - n; }));
}

uint32_t ArbitraryU32(uint32_t min) {
  return *rc::gen::oneOf(
      rc::gen::inRange<uint32_t>(min, 20),
      rc::gen::map(rc::gen::inRange<uint32_t>(0, 20), [](uint32_t n) { return UINT32_MAX - n; }));
}

TermResult Whole(const Term& term, uint64_t counted, const std::vector<uint64_t>& votes) {
  record::Manifest manifest;
  manifest.regions.resize(1);
  const record::Question question{.text = {},
                                  .options = std::vector<record::Option>(votes.size()),
                                  .blank = record::kNone,
                                  .terms = {term}};
  return Evaluate(manifest, question, {{{counted, counted, votes}}, votes}).terms.at(0);
}

RC_GTEST_PROP(RuleProperty, ComparesAsContinuedFractionsDo, ()) {
  const uint64_t votes = ArbitraryNumber();
  const uint64_t counted = ArbitraryNumber();
  Term term{.numerator = 0,
            .denominator = Denominator::kBallotsCounted,
            .num = ArbitraryU32(0),
            .den = ArbitraryU32(1)};
  const int sign = counted == 0 ? -1 : CompareFractions(votes, counted, term.num, term.den);
  term.comparator = Comparator::kGreater;
  RC_ASSERT((Whole(term, counted, {votes, 0}).outcome == TermOutcome::kHolds) == (sign > 0));
  term.comparator = Comparator::kAtLeast;
  RC_ASSERT((Whole(term, counted, {votes, 0}).outcome == TermOutcome::kHolds) == (sign >= 0));
  RC_CLASSIFY(sign == 0, "exactly the fraction");
}

// Equal fractions, scaled: the border itself.
RC_GTEST_PROP(RuleProperty, ExactlyTheFractionHoldsForAtLeastOnly, ()) {
  const uint32_t num = ArbitraryU32(0);
  const uint32_t den = ArbitraryU32(1);
  const uint64_t scale = *rc::gen::inRange<uint64_t>(1, uint64_t{1} << 30);
  const Term above{.numerator = 0, .denominator = Denominator::kBallotsCounted, .num = num, .den = den};
  Term at_least = above;
  at_least.comparator = Comparator::kAtLeast;
  RC_ASSERT(Whole(above, den * scale, {num * scale, 0}).outcome == TermOutcome::kFails);
  RC_ASSERT(Whole(at_least, den * scale, {num * scale, 0}).outcome == TermOutcome::kHolds);
  RC_ASSERT(Whole(above, den * scale, {num * scale + 1, 0}).outcome == TermOutcome::kHolds);
}

// What is not known never decides: whatever the unknown regions' votes turn out to be, a regional term that
// held or failed without them still does.
RC_GTEST_PROP(RuleProperty, UnknownRegionsNeverDecide, ()) {
  const auto regions = *rc::gen::inRange<size_t>(1, 7);
  record::Manifest manifest;
  uint64_t weights = 0;
  for (size_t r = 0; r < regions; ++r) {
    manifest.regions.push_back({.id = {}, .name = {}, .weight = *rc::gen::inRange<uint32_t>(1, 5)});
    weights += manifest.regions.back().weight;
  }
  Term term{.numerator = 0, .denominator = Denominator::kOption, .other = 1, .num = 1, .den = 1};
  if (*rc::gen::arbitrary<bool>()) {
    term.scope = record::Scope::kRegionWeight;
    term.weight = *rc::gen::inRange<uint64_t>(1, weights + 1);
  } else {
    term.scope = record::Scope::kNamedRegions;
    for (uint16_t r = 0; r < regions; ++r) {
      if (r == 0 || *rc::gen::arbitrary<bool>()) term.named.push_back(r);
    }
  }
  QuestionTally known;
  QuestionTally hidden;
  for (size_t r = 0; r < regions; ++r) {
    const std::vector<uint64_t> votes = {*rc::gen::inRange<uint64_t>(0, 4),
                                         *rc::gen::inRange<uint64_t>(0, 4)};
    known.regions.push_back({20, 10, votes});
    hidden.regions.push_back(known.regions.back());
    if (*rc::gen::arbitrary<bool>()) hidden.regions.back().votes.reset();
  }
  const record::Question question{.text = {}, .options = std::vector<record::Option>(2), .terms = {term}};
  const TermOutcome all = Evaluate(manifest, question, known).terms[0].outcome;
  const TermOutcome some = Evaluate(manifest, question, hidden).terms[0].outcome;
  RC_ASSERT(all != TermOutcome::kUndetermined);
  RC_ASSERT(some == TermOutcome::kUndetermined || some == all);
  RC_CLASSIFY(some == TermOutcome::kUndetermined, "undetermined");
}

}  // namespace
}  // namespace constat::referendum
