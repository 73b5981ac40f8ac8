#include "constat/report/record/term_text.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::report {
namespace {

using record::Comparator;
using record::Denominator;
using record::Scope;
using record::Term;
using record::TermOutcome;

__extension__ using Wide = unsigned __int128;

// TermWords is what the sentences about one term are put together from.
class TermWords {
 public:
  TermWords(const Words& words, const Term& term, size_t question)
      : w_(words), t_(words.t), term_(term), question_(question) {}

  [[nodiscard]] std::string Requirement() const {
    const std::string plain = Demand();
    const record::Manifest& manifest = w_.manifest();
    if (term_.scope == Scope::kWhole) return Say(t_.term_whole({.requirement = plain}));
    if (term_.scope == Scope::kNamedRegions) {
      const std::string names = w_.Regions(term_.named);
      return Say(term_.named.size() == 1 ? t_.term_in_region({.requirement = plain, .region = names})
                                         : t_.term_in_named({.requirement = plain, .regions = names}));
    }
    if (CountsRegions()) {
      return Say(
          t_.term_in_some({.requirement = plain, .needed = term_.weight, .all = manifest.regions.size()}));
    }
    uint64_t sum = 0;
    for (const record::Region& region : manifest.regions) sum += region.weight;
    return Say(t_.term_in_weight({.requirement = plain, .needed = term_.weight, .all = sum}));
  }

  [[nodiscard]] std::string Numbers(const record::TermResult& result) const {
    if (term_.scope == Scope::kWhole) return WholeNumbers(result);
    const bool counts = CountsRegions();
    std::string held = Say(counts ? t_.numbers_regions({.count = result.numerator})
                                  : t_.numbers_weight({.weight = result.numerator}));
    if (result.denominator > result.numerator) {
      const uint64_t open = result.denominator - result.numerator;
      held = Say(counts ? t_.numbers_open_regions({.count = open, .held = held})
                        : t_.numbers_open_weight({.held = held, .weight = open}));
    }
    const uint64_t needed = term_.scope == Scope::kNamedRegions ? term_.named.size() : term_.weight;
    return Say(t_.numbers_needed({.held = held, .needed = needed}));
  }

 private:
  [[nodiscard]] std::string Option(size_t o) const { return w_.Option(question_, o); }

  // Whole is the denominator as a noun.
  [[nodiscard]] std::string Whole() const {
    switch (term_.denominator) {
      case Denominator::kValidVotes:
        return Say(term_.blanks_count ? t_.whole_valid_blank : t_.whole_valid);
      case Denominator::kBallotsCounted:
        return Say(t_.whole_counted);
      case Denominator::kRegistered:
        return Say(t_.whole_registered);
      case Denominator::kOption:
        return Say(t_.whole_option({.option = Option(term_.other)}));
      case Denominator::kOthers:
        return Say(term_.blanks_count ? t_.whole_others_blank : t_.whole_others);
    }
    CONSTAT_CHECK(false);
  }

  [[nodiscard]] std::string Fraction() const {
    return Say(term_.comparator == Comparator::kGreater ? t_.more_than({.num = term_.num, .den = term_.den})
                                                        : t_.at_least({.num = term_.num, .den = term_.den}));
  }

  // Demand is what is required, without where.
  [[nodiscard]] std::string Demand() const {
    if (term_.numerator == record::kNone) return Say(t_.needs_turnout({.fraction = Fraction()}));
    const std::string option = Option(term_.numerator);
    const bool more = term_.comparator == Comparator::kGreater;
    if (term_.num == term_.den && term_.denominator == Denominator::kOption) {
      const std::string other = Option(term_.other);
      return Say(more ? t_.needs_more_than_option({.option = option, .other = other})
                      : t_.needs_as_many_as_option({.option = option, .other = other}));
    }
    if (term_.num == term_.den && term_.denominator == Denominator::kOthers) {
      const std::string_view blank = term_.blanks_count ? "yes" : "no";
      return Say(more ? t_.needs_more_than_others({.option = option, .blank = blank})
                      : t_.needs_as_many_as_others({.option = option, .blank = blank}));
    }
    return Say(t_.needs_share({.option = option, .fraction = Fraction(), .whole = Whole()}));
  }

  // CountsRegions says whether regions are counted, and not their weights.
  [[nodiscard]] bool CountsRegions() const {
    const std::vector<record::Region>& regions = w_.manifest().regions;
    return term_.scope == Scope::kNamedRegions ||
           std::all_of(regions.begin(), regions.end(),
                       [](const record::Region& region) { return region.weight == 1; });
  }

  [[nodiscard]] std::string WholeNumbers(const record::TermResult& result) const {
    if (result.outcome == TermOutcome::kUndetermined) return Say(t_.numbers_unknown);
    if (result.denominator == 0) return Say(t_.numbers_nothing({.whole = Whole()}));
    const uint64_t needed = VotesNeeded(term_, result.denominator);
    if (term_.denominator == Denominator::kOption || term_.denominator == Denominator::kOthers) {
      return Say(t_.numbers_race(
          {.part = result.numerator, .whole = result.denominator, .what = Whole(), .needed = needed}));
    }
    return Say(t_.numbers_share({.part = result.numerator,
                                 .whole = result.denominator,
                                 .what = Whole(),
                                 .share = w_.Percent({result.numerator, result.denominator}),
                                 .fraction = Fraction(),
                                 .needed = needed}));
  }

  const Words& w_;
  const ReportTexts& t_;
  const Term& term_;
  size_t question_;
};

std::string OutcomeWord(const Words& words, TermOutcome outcome) {
  switch (outcome) {
    case TermOutcome::kFails:
      return Say(words.t.fails);
    case TermOutcome::kHolds:
      return Say(words.t.holds);
    case TermOutcome::kUndetermined:
      return Say(words.t.term_undetermined);
  }
  CONSTAT_CHECK(false);
}

}  // namespace

std::string_view TermOutcomeName(TermOutcome outcome) {
  switch (outcome) {
    case TermOutcome::kFails:
      return "fails";
    case TermOutcome::kHolds:
      return "holds";
    case TermOutcome::kUndetermined:
      return "undetermined";
  }
  CONSTAT_CHECK(false);
}

uint64_t VotesNeeded(const Term& term, uint64_t denominator) {
  const Wide product = Wide{denominator} * term.num;
  const Wide needed =
      term.comparator == Comparator::kGreater ? product / term.den + 1 : (product + term.den - 1) / term.den;
  return static_cast<uint64_t>(std::min(needed, Wide{UINT64_MAX}));
}

TermText DescribeTerm(const Words& words, const TermAt& at) {
  const Term& term = words.manifest().questions[at.question].terms[at.term];
  const TermWords sentences(words, term, at.question);
  return {sentences.Requirement(), sentences.Numbers(at.result), OutcomeWord(words, at.result.outcome)};
}

}  // namespace constat::report
