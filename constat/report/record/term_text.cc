#include "constat/report/record/term_text.h"

#include <fmt/core.h>

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
struct TermWords {
  const Texts& texts;
  const Term& term;
  size_t question;
  const Markup& markup;

  [[nodiscard]] std::string Number(uint64_t n) const { return text::FormatCount(n, markup.numbers); }
  [[nodiscard]] std::string Option(size_t o) const { return markup.name(texts.Option(question, o)); }
  [[nodiscard]] bool IsTurnout() const { return term.numerator == record::kNone; }
  [[nodiscard]] bool IsRace() const {
    return term.denominator == Denominator::kOption || term.denominator == Denominator::kOthers;
  }

  // Whole is the denominator as a noun.
  [[nodiscard]] std::string Whole() const {
    switch (term.denominator) {
      case Denominator::kValidVotes:
        return term.blanks_count ? "votes, blank ones included" : "valid votes";
      case Denominator::kBallotsCounted:
        return "ballots counted";
      case Denominator::kRegistered:
        return "registered voters";
      case Denominator::kOption:
        return fmt::format("votes for {}", Option(term.other));
      case Denominator::kOthers:
        return term.blanks_count ? "votes for all other options, blank ones included"
                                 : "votes for all other options";
    }
    CONSTAT_CHECK(false);
  }

  [[nodiscard]] std::string Fraction() const {
    return fmt::format("{} {}/{}", term.comparator == Comparator::kGreater ? "more than" : "at least",
                       Number(term.num), Number(term.den));
  }
};

std::string Requirement(const TermWords& words) {
  const Term& term = words.term;
  if (words.IsTurnout()) return fmt::format("Turnout must be {} of the registered voters", words.Fraction());
  if (words.IsRace() && term.num == term.den) {
    return fmt::format(
        "{} needs {} {}", words.Option(term.numerator),
        term.comparator == Comparator::kGreater ? "more votes than the" : "at least as many votes as the",
        words.Whole());
  }
  return fmt::format("{} needs {} of the {}", words.Option(term.numerator), words.Fraction(), words.Whole());
}

bool AllWeightsOne(const record::Manifest& manifest) {
  return std::all_of(manifest.regions.begin(), manifest.regions.end(),
                     [](const record::Region& region) { return region.weight == 1; });
}

// Where is the requirement's end: in which regions it must hold.
std::string Where(const TermWords& words) {
  const record::Manifest& manifest = words.texts.manifest();
  if (words.term.scope == Scope::kWhole) return ".";
  if (words.term.scope == Scope::kNamedRegions) {
    std::string names;
    for (const uint16_t r : words.term.named) {
      if (!names.empty()) names += ", ";
      names += words.markup.name(words.texts.Region(r));
    }
    return words.term.named.size() == 1 ? fmt::format(" in {}.", names)
                                        : fmt::format(" in each of these regions: {}.", names);
  }
  if (AllWeightsOne(manifest)) {
    return fmt::format(" in at least {} of the {} regions.", words.Number(words.term.weight),
                       words.Number(manifest.regions.size()));
  }
  uint64_t sum = 0;
  for (const record::Region& region : manifest.regions) sum += region.weight;
  return fmt::format(" in regions that together weigh at least {} of {}.", words.Number(words.term.weight),
                     words.Number(sum));
}

std::string WholeNumbers(const TermWords& words, const record::TermResult& result) {
  if (result.outcome == TermOutcome::kUndetermined) {
    return "Some votes were not decrypted, so the numbers are not known";
  }
  if (result.denominator == 0) return fmt::format("There are no {}", words.Whole());
  const std::string part = words.Number(result.numerator);
  const std::string whole = words.Number(result.denominator);
  const uint64_t needed = VotesNeeded(words.term, result.denominator);
  if (words.IsRace()) {
    return fmt::format("{} against {} {}; at least {} needed", part, whole, words.Whole(),
                       words.Number(needed));
  }
  return fmt::format("{} of {} {} = {}, {} needed (at least {})", part, whole, words.Whole(),
                     text::FormatPercent({result.numerator, result.denominator}, words.markup.numbers),
                     words.Fraction(), words.Number(needed));
}

std::string Numbers(const TermWords& words, const record::TermResult& result) {
  if (words.term.scope == Scope::kWhole) return WholeNumbers(words, result);
  const bool named = words.term.scope == Scope::kNamedRegions;
  const bool counts = named || AllWeightsOne(words.texts.manifest());
  std::string out =
      counts ? fmt::format("It holds in {}", text::Plural(result.numerator, "region", words.markup.numbers))
             : fmt::format("It holds in regions that weigh {}", words.Number(result.numerator));
  if (result.denominator > result.numerator) {
    const std::string open = words.Number(result.denominator - result.numerator);
    out += counts ? fmt::format(", unknown in {} more", open)
                  : fmt::format(", unknown in regions that weigh {}", open);
  }
  const uint64_t needed = named ? words.term.named.size() : words.term.weight;
  return out + fmt::format("; {} needed", words.Number(needed));
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

TermText DescribeTerm(const Texts& texts, const TermAt& at, const Markup& markup) {
  const Term& term = texts.manifest().questions[at.question].terms[at.term];
  const TermWords words{texts, term, at.question, markup};
  return {Requirement(words) + Where(words), Numbers(words, at.result),
          std::string(TermOutcomeName(at.result.outcome))};
}

}  // namespace constat::report
