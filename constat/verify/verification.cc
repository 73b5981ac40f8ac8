#include "constat/verify/verification.h"

#include "constat/base/check.h"

namespace constat::verify {

std::string_view ClauseName(ClauseId clause) {
  switch (clause) {
#define CONSTAT_CLAUSE_NAME(constant, name, text) \
  case ClauseId::constant:                        \
    return name;
    CONSTAT_CLAUSES(CONSTAT_CLAUSE_NAME)
#undef CONSTAT_CLAUSE_NAME
  }
  CONSTAT_CHECK(false);
}

std::string_view ClauseMeaning(ClauseId clause) {
  switch (clause) {
#define CONSTAT_CLAUSE_TEXT(constant, name, text) \
  case ClauseId::constant:                        \
    return text;
    CONSTAT_CLAUSES(CONSTAT_CLAUSE_TEXT)
#undef CONSTAT_CLAUSE_TEXT
  }
  CONSTAT_CHECK(false);
}

std::string_view ClauseStatusName(ClauseStatus status) {
  switch (status) {
    case ClauseStatus::kPassed:
      return "passed";
    case ClauseStatus::kFailed:
      return "failed";
    case ClauseStatus::kNotApplicable:
      return "not applicable";
  }
  CONSTAT_CHECK(false);
}

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kVerified:
      return "verified";
    case Outcome::kWrong:
      return "wrong";
    case Outcome::kIncomplete:
      return "incomplete";
    case Outcome::kConsistent:
      return "consistent";
  }
  CONSTAT_CHECK(false);
}

int ExitStatus(Outcome outcome) {
  switch (outcome) {
    case Outcome::kVerified:
      return 0;
    case Outcome::kWrong:
      return 1;
    case Outcome::kIncomplete:
    case Outcome::kConsistent:
      return 3;
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::verify
