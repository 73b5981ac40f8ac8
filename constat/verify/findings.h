// Findings: which check an entry's findings are of. Spec: VER-7.
#pragma once

#include "constat/verify/verification.h"

namespace constat::verify {

// CheckOf is the check that an entry of this type belongs to. Spec: VER-7.
[[nodiscard]] CheckId CheckOf(record::EntryType type);

}  // namespace constat::verify
