#include "constat/report/record/own_text.h"

#include <fmt/core.h>

#include "constat/base/check.h"

namespace constat::report {

std::string FormatJudged(const referendum::OwnEntry& entry) {
  if (entry.verdict == referendum::OwnVerdict::kAccepted) {
    return "By the rules the ballot is valid, its proofs included.";
  }
  return fmt::format(
      "The ballot: {}.\n{}\nThe receipt is evidence that the board put this entry into the log: keep it.",
      FormatVerdict(entry), kRecordIsWrong);
}

std::string FormatReplaced(uint64_t entry) {
  return fmt::format(
      "The registrars replaced this code (entry {} of the record). This code is void, and there is a "
      "new one in its place. If you did not ask for a new code, tell the office that sent this one, "
      "and an observer.",
      entry);
}

std::string FormatVerdict(const referendum::OwnEntry& entry) {
  switch (entry.verdict) {
    case referendum::OwnVerdict::kAccepted:
      return "valid";
    case referendum::OwnVerdict::kRefused:
      return fmt::format("REFUSED, it does not count: {} ({})", entry.refusal->detail,
                         ErrorName(entry.refusal->code));
    case referendum::OwnVerdict::kNotJudged:
      return "not judged here: " + entry.doubt;
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::report
