// Term text: a decision rule's term in a sentence, with its numbers. Spec: RUL-1 to RUL-5.
#pragma once

#include "constat/report/record/words.h"

namespace constat::report {

// TermText is a term for people, with names as the words put them in.
struct TermText {
  std::string requirement;  // "“Yes” needs more than 1/2 of the valid votes."
  std::string numbers;      // "28,804 of 31,222 valid votes = 92.3%; more than 1/2 needed, at least 15,612"
  std::string outcome;      // "holds"
};

// TermAt is a term's place and the result that was worked out for it.
struct TermAt {
  size_t question = 0;
  size_t term = 0;
  record::TermResult result;
};

// REQUIRES: words with a manifest that has the term.
[[nodiscard]] TermText DescribeTerm(const Words& words, const TermAt& at);

// TermOutcomeName is the specification's: "holds", "fails" or "undetermined".
[[nodiscard]] std::string_view TermOutcomeName(record::TermOutcome outcome);

// VotesNeeded is the least numerator with which the term holds over this denominator, which is not zero.
[[nodiscard]] uint64_t VotesNeeded(const record::Term& term, uint64_t denominator);

}  // namespace constat::report
