// Headline: the verdict on a record, for people. Spec: VER-4.
#pragma once

#include "constat/report/record/words.h"
#include "constat/verify/verification.h"

namespace constat::report {

struct Headline {
  std::string word;                // "Verified", "Wrong", "Consistent, not verified", "Not finished"
  std::string capitals;            // the same in capital letters, for a terminal
  std::vector<std::string> means;  // what that means, sentence by sentence; of a wrong record without causes
  std::vector<std::string> next;   // what to do about it
};

// MakeHeadline never says more than the outcome: only kVerified gets the word "Verified", and only it says
// that the record is the right one. causes is how many there are.
[[nodiscard]] Headline MakeHeadline(const Words& words, const verify::Verification& verification,
                                    size_t causes);

// HeadlineUnreadable is for something that is no record at all.
[[nodiscard]] Headline HeadlineUnreadable(const Words& words);

}  // namespace constat::report
