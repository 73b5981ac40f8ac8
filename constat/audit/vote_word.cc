#include "constat/audit/vote_word.h"

#include "constat/audit/list_reader.h"

namespace constat::audit {

std::optional<Vote> ParseVote(const Plan& plan, std::string_view word) {
  if (SameWord(word, plan.winner)) return Vote::kWinner;
  if (SameWord(word, plan.loser)) return Vote::kLoser;
  if (SameWord(word, kOtherWord)) return Vote::kOther;
  if (SameWord(word, kMissingWord)) return Vote::kMissing;
  return std::nullopt;
}

bool IsReservedWord(std::string_view name) {
  return SameWord(name, kOtherWord) || SameWord(name, kMissingWord);
}

}  // namespace constat::audit
