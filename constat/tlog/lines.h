// Lines: the line-based texts of C2SP's formats that carry hashes and a checkpoint.
#pragma once

#include <string>
#include <string_view>

#include "constat/tlog/merkle.h"

namespace constat::tlog {

// TakeLine cuts the next line off text and returns it without its line feed. ERRORS: kBadText if
// there is none.
[[nodiscard]] Result<std::string_view> TakeLine(std::string_view& text);

// TakeHashes cuts off base64 hashes, one a line, up to and including an empty line.
// ERRORS: kBadText, also for more than max hashes.
[[nodiscard]] Result<Proof> TakeHashes(std::string_view& text, size_t max);

// FormatHashes writes what TakeHashes reads.
[[nodiscard]] std::string FormatHashes(std::span<const Hash> hashes);

}  // namespace constat::tlog
