// Cause words: what is wrong, in sentences: what was published beside what is right, who could have done it,
// how many votes it can change, and what it says about the rest. Spec: VER-14.
#pragma once

#include "constat/report/record/words.h"
#include "constat/verdict/cause.h"
#include "constat/verdict/difference.h"

namespace constat::report {

struct CauseWords {
  std::string what;    // one sentence
  std::string where;   // "Entries 17 to 29", "File tile/0/000"; may be empty
  std::string beside;  // what was stated beside what is right, in a sentence; may be empty
  std::string who;
  std::string votes;
  std::string rest;
  std::string follow;  // how many other findings follow; may be empty
};

[[nodiscard]] CauseWords DescribeCause(const Words& words, const verify::Verification& verification,
                                       const verdict::Cause& cause);

// DifferenceRow is a number as it was published, and as the ballots give it.
struct DifferenceRow {
  std::string what;
  std::string published;
  std::string right;
};
// DescribeDifference lists what differs: verdicts and totals of each question, then groups and regions; at
// most kMostDifferences rows. REQUIRES: words with a manifest.
inline constexpr size_t kMostDifferences = 60;
[[nodiscard]] std::vector<DifferenceRow> DescribeDifference(const Words& words,
                                                            const verdict::Difference& difference);

// SameAnswers says of each question with a rule to which both numbers give the same answer that they do.
[[nodiscard]] std::vector<std::string> SameAnswers(const Words& words, const verdict::Difference& difference);

// VerdictWord is "Carried" and the like, VerdictMeaning a sentence about it. VerdictAnswer is the word where
// it answers a question: of a record that is not verified, "By these numbers: Carried".
[[nodiscard]] std::string VerdictWord(const Words& words, record::Verdict verdict);
[[nodiscard]] std::string VerdictAnswer(const Words& words, const verify::Verification& verification,
                                        record::Verdict verdict);
[[nodiscard]] std::string VerdictMeaning(const Words& words, record::Verdict verdict);

}  // namespace constat::report
