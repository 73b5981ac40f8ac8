// Cells: what one cell of a table says, and how a message shows it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/base/result.h"

namespace constat::table {

// No place on earth has more people; a sum of this many for each row of the longest table fits in 64 bits.
inline constexpr int64_t kMaxCount = 10'000'000'000;

// Trimmed drops spaces and tabs at both ends.
[[nodiscard]] std::string_view Trimmed(std::string_view cell);

// ParseCount reads a whole number 0..kMaxCount in ASCII digits; leading zeros, and spaces and tabs at the
// ends are allowed. A sign, a thousands separator, an exponent and a fraction are refused, except ".0" at the
// end: statistics programs write whole numbers so in columns that have blanks, and no one groups thousands
// so. ERRORS: kBadNumber, the detail saying what is wrong with the cell.
[[nodiscard]] Result<int64_t> ParseCount(std::string_view cell);

// ParseDegrees reads a decimal number -limit..limit with a point, such as "-12.5"; blanks as in ParseCount.
// ERRORS: kBadNumber.
[[nodiscard]] Result<double> ParseDegrees(std::string_view cell, double limit);

// Quoted shows text in a message: in double quotes, shortened to about 40 characters, with control
// characters, quotes and bytes that are not UTF-8 as \xNN.
[[nodiscard]] std::string Quoted(std::string_view text);

}  // namespace constat::table
