#include "constat/referendum/decision_rule.h"

#include "constat/base/check.h"

namespace constat::referendum {
namespace {

using record::Comparator;
using record::Denominator;
using record::Question;
using record::QuestionResult;
using record::Scope;
using record::Term;
using record::TermOutcome;
using record::TermResult;
using record::Verdict;

__extension__ using Wide = unsigned __int128;

struct Counts {
  uint64_t registered;
  uint64_t counted;
  const std::vector<uint64_t>* votes;  // null if unknown
};

bool NeedsVotes(const Term& term) { return term.numerator != record::kNone; }

uint64_t DenominatorOf(const Question& question, const Term& term, const Counts& counts) {
  const bool drop_blanks = !term.blanks_count && question.blank != record::kNone;
  switch (term.denominator) {
    case Denominator::kValidVotes:
      return counts.counted - (drop_blanks ? (*counts.votes)[question.blank] : 0);
    case Denominator::kBallotsCounted:
      return counts.counted;
    case Denominator::kRegistered:
      return counts.registered;
    case Denominator::kOption:
      return (*counts.votes)[term.other];
    case Denominator::kOthers: {
      uint64_t sum = 0;
      for (size_t o = 0; o < counts.votes->size(); ++o) {
        if (o == term.numerator || (drop_blanks && o == question.blank)) continue;
        sum += (*counts.votes)[o];
      }
      return sum;
    }
  }
  CONSTAT_CHECK(false);
}

// Compare evaluates one comparison over one set of regions. Spec: RUL-3.
TermResult Compare(const Question& question, const Term& term, const Counts& counts) {
  if (NeedsVotes(term) && counts.votes == nullptr) return {TermOutcome::kUndetermined, 0, 0};
  TermResult out;
  out.numerator = NeedsVotes(term) ? (*counts.votes)[term.numerator] : counts.counted;
  out.denominator = DenominatorOf(question, term, counts);
  const Wide left = static_cast<Wide>(out.numerator) * term.den;
  const Wide right = static_cast<Wide>(out.denominator) * term.num;
  const bool holds = term.comparator == Comparator::kGreater ? left > right : left >= right;
  out.outcome = out.denominator != 0 && holds ? TermOutcome::kHolds : TermOutcome::kFails;
  return out;
}

TermOutcome InRegion(const Question& question, const Term& term, const RegionCounts& region) {
  return Compare(question, term, {region.registered, region.counted, region.votes ? &*region.votes : nullptr})
      .outcome;
}

TermResult OverWeights(const record::Manifest& manifest, const Question& question, const Term& term,
                       const QuestionTally& tally) {
  TermResult out;
  for (size_t r = 0; r < tally.regions.size(); ++r) {
    const TermOutcome outcome = InRegion(question, term, tally.regions[r]);
    const uint64_t weight = manifest.regions[r].weight;
    if (outcome == TermOutcome::kHolds) out.numerator += weight;
    if (outcome != TermOutcome::kFails) out.denominator += weight;
  }
  out.outcome = out.numerator >= term.weight    ? TermOutcome::kHolds
                : out.denominator < term.weight ? TermOutcome::kFails
                                                : TermOutcome::kUndetermined;
  return out;
}

TermResult OverNamed(const Question& question, const Term& term, const QuestionTally& tally) {
  TermResult out;
  for (const uint16_t r : term.named) {
    const TermOutcome outcome = InRegion(question, term, tally.regions[r]);
    if (outcome == TermOutcome::kHolds) ++out.numerator;
    if (outcome != TermOutcome::kFails) ++out.denominator;
  }
  const size_t n = term.named.size();
  out.outcome = out.denominator < n  ? TermOutcome::kFails
                : out.numerator == n ? TermOutcome::kHolds
                                     : TermOutcome::kUndetermined;
  return out;
}

TermResult EvaluateTerm(const record::Manifest& manifest, const Question& question, const Term& term,
                        const QuestionTally& tally) {
  if (term.scope == Scope::kRegionWeight) return OverWeights(manifest, question, term, tally);
  if (term.scope == Scope::kNamedRegions) return OverNamed(question, term, tally);
  Counts whole{0, 0, tally.total ? &*tally.total : nullptr};
  for (const RegionCounts& region : tally.regions) {
    whole.registered += region.registered;
    whole.counted += region.counted;
  }
  return Compare(question, term, whole);
}

}  // namespace

QuestionResult Evaluate(const record::Manifest& manifest, const Question& question,
                        const QuestionTally& tally) {
  QuestionResult out;
  bool fails = false;
  bool undetermined = false;
  for (const Term& term : question.terms) {
    out.terms.push_back(EvaluateTerm(manifest, question, term, tally));
    fails |= out.terms.back().outcome == TermOutcome::kFails;
    undetermined |= out.terms.back().outcome == TermOutcome::kUndetermined;
  }
  out.verdict = question.terms.empty() ? Verdict::kNoRule
                : fails                ? Verdict::kNotCarried
                : undetermined         ? Verdict::kUndetermined
                                       : Verdict::kCarried;
  return out;
}

}  // namespace constat::referendum
