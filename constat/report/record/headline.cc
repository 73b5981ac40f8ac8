#include "constat/report/record/headline.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::report {
namespace {

using referendum::Phase;
using verify::Verification;

// HowFar says what an unfinished record has come to.
std::string_view HowFar(const ReportTexts& t, Phase phase) {
  switch (phase) {
    case Phase::kEmpty:
      return t.phase_empty;
    case Phase::kCeremony:
      return t.phase_ceremony;
    case Phase::kFailedCeremony:
      return t.phase_failed;
    case Phase::kRoll:
      return t.phase_roll;
    case Phase::kOpen:
      return t.phase_open;
    case Phase::kTallying:
      return t.phase_tallying;
    case Phase::kFinal:
      return t.phase_final;
  }
  CONSTAT_CHECK(false);
}

// AddAnswered says what became of the board's answers that were given to be judged.
void AddAnswered(const ReportTexts& t, const Verification& v, std::vector<std::string>& out) {
  if (v.promises_kept != 0) out.push_back(Say(t.promises_kept({.count = v.promises_kept})));
  if (v.refusals_rightly != 0) out.push_back(Say(t.refusals_right({.count = v.refusals_rightly})));
}

Headline Wrong(const ReportTexts& t, size_t causes) {
  return {Say(t.wrong),
          Say(t.wrong_caps),
          {Say(t.wrong_means({.count = causes}))},
          {Say(t.next_do_not_rely), Say(t.next_keep), Say(t.next_tell)}};
}

Headline Incomplete(const ReportTexts& t, const Verification& v) {
  Headline out{Say(t.incomplete),
               Say(t.incomplete_caps),
               {Say(t.incomplete_means), Say(HowFar(t, v.phase)),
                Say(v.pinned ? t.incomplete_pinned : t.incomplete_unpinned)},
               {Say(t.next_later), Say(t.next_extends)}};
  AddAnswered(t, v, out.means);
  return out;
}

Headline Verified(const ReportTexts& t, const Verification& v) {
  Headline out{Say(t.verified),
               Say(t.verified_caps),
               {Say(t.verified_means)},
               {Say(t.next_trust_source), Say(t.next_read_limits)}};
  if (v.receipts_checked != 0) out.means.push_back(Say(t.receipts_in({.count = v.receipts_checked})));
  AddAnswered(t, v, out.means);
  return out;
}

bool IsUndecidedIn(const record::QuestionResult& question) {
  return question.verdict == record::Verdict::kUndetermined;
}

// AddUndecided says where a rule decides nothing, and what to do about it, before anything else.
void AddUndecided(const Words& words, const Verification& v, Headline& headline) {
  if (!IsUndecided(v)) return;
  const std::vector<record::QuestionResult>& questions = v.result->questions;
  const bool one = questions.size() == 1;
  for (size_t q = 0; q < questions.size(); ++q) {
    if (!IsUndecidedIn(questions[q])) continue;
    headline.means.push_back(
        one ? Say(words.t.not_decided)
            : words.Label(Say(words.t.question_number({.n = q + 1})), words.t.not_decided));
  }
  if (one && v.outcome() == verify::VerificationOutcome::kVerified)
    headline.word = Say(words.t.verified_undecided);
  headline.next.insert(headline.next.begin(), Say(words.t.next_not_decided));
}

Headline HeadlineOf(const ReportTexts& t, const Verification& v, size_t causes) {
  switch (v.outcome()) {
    case verify::VerificationOutcome::kVerified:
      return Verified(t, v);
    case verify::VerificationOutcome::kWrong:
      return Wrong(t, causes);
    case verify::VerificationOutcome::kIncomplete:
      return Incomplete(t, v);
    case verify::VerificationOutcome::kConsistent:
      return {Say(t.consistent),
              Say(t.consistent_caps),
              {Say(t.consistent_means)},
              {Say(t.next_compare), Say(t.next_use_trust)}};
  }
  CONSTAT_CHECK(false);
}

}  // namespace

bool IsUndecided(const Verification& v) {
  return v.outcome() != verify::VerificationOutcome::kWrong && v.result &&
         std::any_of(v.result->questions.begin(), v.result->questions.end(), IsUndecidedIn);
}

Headline MakeHeadline(const Words& words, const Verification& verification, size_t causes) {
  Headline headline = HeadlineOf(words.t, verification, causes);
  AddUndecided(words, verification, headline);
  if (!verification.IsRehearsal()) return headline;
  headline.word = words.Label(words.t.rehearsal, headline.word);
  headline.capitals = words.Label(words.t.rehearsal, headline.capitals);
  headline.next.insert(headline.next.begin(), Say(words.t.next_rehearsal));
  return headline;
}

Headline HeadlineUnreadable(const Words& words) {
  return {Say(words.t.unreadable),
          Say(words.t.unreadable_caps),
          {Say(words.t.unreadable_means)},
          {Say(words.t.next_give_record)}};
}

}  // namespace constat::report
