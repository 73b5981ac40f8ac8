#include "constat/verify/verification.h"

#include <algorithm>

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

void Clause::Add(Finding finding) {
  ++count_;
  if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
}

void Clause::AddAll(const Clause& other) {
  for (const Finding& finding : other.findings_) Add(finding);
  count_ += other.count_ - other.findings_.size();
}

Outcome Verification::outcome() const {
  const auto failed = [](const Clause& clause) { return clause.status() == ClauseStatus::kFailed; };
  if (std::any_of(clauses_.begin(), clauses_.end(), failed)) return Outcome::kWrong;
  if (!result) return Outcome::kIncomplete;
  return pinned ? Outcome::kVerified : Outcome::kConsistent;
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
