// Findings: which check an entry's findings are of. Spec: VER-7.
#pragma once

#include "constat/verify/verification.h"

namespace constat::verify {

// CheckOf is the check that an entry of this type belongs to. Spec: VER-7.
[[nodiscard]] CheckId CheckOf(record::EntryType type);

// AddOfFile adds a finding about a file that the trust file names, and of which kind of paper it is, if any.
void AddOfFile(Check& check, const std::string& name, const Error& error,
               std::optional<HeldPaper::Kind> paper = std::nullopt);

}  // namespace constat::verify
