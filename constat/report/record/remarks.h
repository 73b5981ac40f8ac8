// Remarks: what is no fault of a result, and what a reader would ask about all the same: a place without one
// dissenting vote, one that is shown by the last ballot it needs, one where everybody took part. Spec: TAL-3.
#pragma once

#include "constat/report/record/words.h"
#include "constat/verify/verification.h"

namespace constat::report {

// Remarks are sentences, in the order of questions, groups and regions; at most kMostRemarks, and one that
// says how many more there are. Empty without a result.
inline constexpr size_t kMostRemarks = 12;
[[nodiscard]] std::vector<std::string> Remarks(const Words& words, const verify::Verification& verification);

}  // namespace constat::report
