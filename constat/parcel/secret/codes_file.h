// The codes file: a voter's voting codes, one a line, as a device reads them that nobody types into.
// A secret: 0600.
#pragma once

#include <filesystem>
#include <vector>

#include "constat/parcel/secret/voting_code.h"

namespace constat::parcel {

// ReadCodes returns the codes in the file's order; empty lines do not count, and what carriers do is undone
// (text/carried.h). What was read is wiped. ERRORS: kBadCode with file and line; kUnsafeFile, io::ReadFile's.
[[nodiscard]] Result<std::vector<VotingCode>> ReadCodes(const std::filesystem::path& path);

// ReadTypedCode reads what a person typed or pasted at a prompt (text::PlainTyped), which the caller wipes.
// ERRORS: kBadCode.
[[nodiscard]] Result<VotingCode> ReadTypedCode(std::string& typed);

}  // namespace constat::parcel
