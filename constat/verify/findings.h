// Findings: collects what is wrong, clause by clause, in the order of VER-9 and VER-2.
#pragma once

#include "constat/verify/verification.h"

namespace constat::verify {

// AddFinding counts a finding of a clause and lists it while there is room.
void AddFinding(Clause& clause, Finding finding);
inline void AddFinding(Clause& clause, std::optional<uint64_t> entry, const Error& error) {
  AddFinding(clause, {entry, error.code, error.detail});
}

// ClauseOf is the clause that an entry of this type belongs to. Spec: VER-7.
[[nodiscard]] ClauseId ClauseOf(record::EntryType type);

}  // namespace constat::verify
