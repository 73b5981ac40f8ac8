// Cause rules: which finding of an entry is which cause, who could have done it and what it can change. A
// table; for .cc files of this folder only.
#pragma once

#include <optional>

#include "constat/verdict/cause.h"

namespace constat::verdict {

struct CauseRule {
  verify::CheckId check;
  std::optional<ErrorCode> code;  // none: every other code of the check
  CauseKind kind;
  Doer doer;
  VotesKind votes;
};

// RuleOf is the rule for a finding that is a cause of its own. `log` and `pins` have none: what their
// findings mean depends on others.
[[nodiscard]] const CauseRule& RuleOf(verify::CheckId check, const verify::Finding& finding);
// DoerOf is the rule's, but that nobody is named whose signature is wrong.
[[nodiscard]] Doer DoerOf(const CauseRule& rule, const verify::Finding& finding);

}  // namespace constat::verdict
