// Findings: which clause an entry's findings are of. Spec: VER-7.
#pragma once

#include "constat/verify/verification.h"

namespace constat::verify {

// ClauseOf is the clause that an entry of this type belongs to. Spec: VER-7.
[[nodiscard]] ClauseId ClauseOf(record::EntryType type);

}  // namespace constat::verify
