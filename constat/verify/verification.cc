#include "constat/verify/verification.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::verify {

std::string_view CheckName(CheckId check) {
  switch (check) {
#define CONSTAT_CHECK_NAME(constant, name) \
  case CheckId::constant:                  \
    return name;
    CONSTAT_VERIFY_CHECKS(CONSTAT_CHECK_NAME)
#undef CONSTAT_CHECK_NAME
  }
  CONSTAT_CHECK(false);
}

void Check::Add(Finding finding) {
  ++count_;
  if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
}

void Check::AddAll(const Check& other) {
  for (const Finding& finding : other.findings_) Add(finding);
  count_ += other.count_ - other.findings_.size();
}

uint64_t Verification::SeenMs() const {
  uint64_t out = 0;
  for (const WitnessSeen& seen : witnesses) out = std::max(out, seen.time_s * 1000);
  return out;
}

uint64_t Verification::CountOf(NoteKind kind) const {
  uint64_t out = 0;
  for (const Note& note : notes) out += note.kind == kind ? note.count : 0;
  return out;
}

VerificationOutcome Verification::outcome() const {
  const auto failed = [](const Check& check) { return check.status() == CheckStatus::kFailed; };
  if (std::any_of(checks_.begin(), checks_.end(), failed)) return VerificationOutcome::kWrong;
  if (!result) return VerificationOutcome::kIncomplete;
  return pinned ? VerificationOutcome::kVerified : VerificationOutcome::kConsistent;
}

std::string_view CheckStatusName(CheckStatus status) {
  switch (status) {
    case CheckStatus::kPassed:
      return "passed";
    case CheckStatus::kFailed:
      return "failed";
    case CheckStatus::kNotApplicable:
      return "not applicable";
  }
  CONSTAT_CHECK(false);
}

std::string_view NoteKindName(NoteKind kind) {
  switch (kind) {
    case NoteKind::kSpoiltLine:
      return "spoilt-line";
    case NoteKind::kAfterResult:
      return "after-result";
    case NoteKind::kAhead:
      return "ahead";
    case NoteKind::kStray:
      return "stray";
    case NoteKind::kPromiseForged:
      return "promise-forged";
    case NoteKind::kPromiseNotJudged:
      return "promise-not-judged";
    case NoteKind::kPromiseMoved:
      return "promise-moved";
    case NoteKind::kPromiseForked:
      return "promise-forked";
    case NoteKind::kRefusalElsewhere:
      return "refusal-elsewhere";
    case NoteKind::kRefusalForged:
      return "refusal-forged";
    case NoteKind::kRefusalNotJudged:
      return "refusal-not-judged";
    case NoteKind::kLate:
      return "late";
  }
  CONSTAT_CHECK(false);
}

std::string_view OutcomeName(VerificationOutcome outcome) {
  switch (outcome) {
    case VerificationOutcome::kVerified:
      return "verified";
    case VerificationOutcome::kWrong:
      return "wrong";
    case VerificationOutcome::kIncomplete:
      return "incomplete";
    case VerificationOutcome::kConsistent:
      return "consistent";
  }
  CONSTAT_CHECK(false);
}

int Verification::ExitStatus() const {
  switch (outcome()) {
    case VerificationOutcome::kVerified:
      return IsRehearsal() && !rehearsal_expected ? 3 : 0;
    case VerificationOutcome::kWrong:
      return 1;
    case VerificationOutcome::kIncomplete:
    case VerificationOutcome::kConsistent:
      return 3;
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::verify
