// Headline: the verdict on a record, for people. Spec: VER-4.
#pragma once

#include "constat/report/record/words.h"
#include "constat/verify/verification.h"

namespace constat::report {

// word is "The count is verified", "Wrong", "Consistent, not verified" or "Not finished"; capitals is the
// word for a terminal, in capital letters; means is what that means, sentence by sentence; next, what to
// do about it.
struct Headline {
  std::string word;
  std::string capitals;
  std::vector<std::string> means;
  std::vector<std::string> next;
};

// MakeHeadline never says more than the outcome: only kVerified gets the word "verified", and only it says
// that the record is the right one. A good record whose rule decides nothing says so at once, since
// "verified" is easily read as "carried". causes is how many there are.
[[nodiscard]] Headline MakeHeadline(const Words& words, const verify::Verification& verification,
                                    size_t causes);

// IsUndecided says whether a rule decides nothing about a question, of a record that is not wrong.
[[nodiscard]] bool IsUndecided(const verify::Verification& verification);

// HeadlineUnreadable is for something that is no record at all.
[[nodiscard]] Headline HeadlineUnreadable(const Words& words);

}  // namespace constat::report
