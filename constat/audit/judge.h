// Judge: whether an audit may stop, from what was read on the ballots so far.
#pragma once

#include <cstdint>

#include "constat/audit/plan.h"
#include "constat/audit/sample.h"
#include "constat/base/result.h"

namespace constat::audit {

// Verdict: kStop is that the outcome is confirmed; kGoOn that nothing is confirmed yet, and nothing refuted;
// kFullCount that all ballots are to be counted by hand.
enum class Verdict { kStop, kGoOn, kFullCount };

// Judgement: p is the p-value; more, where the audit goes on, how many ballots to draw next: enough in 8 of
// 10 audits if the reported count is right (polling, alpha), or, for a comparison, if records differ no more
// often than so far, where p is 1 if no further record differs.
struct Judgement {
  Verdict verdict = Verdict::kGoOn;
  double p = 1;
  int64_t more = 0;
};

// Judge says whether the audit may stop. A full count is due where going on would draw as many ballots as
// there are, or where a comparison as large as planned has p 1. ERRORS: kBadNumber.
[[nodiscard]] Result<Judgement> Judge(const Plan& plan, const Sample& sample);

}  // namespace constat::audit
