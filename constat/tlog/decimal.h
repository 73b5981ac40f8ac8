// Decimal numbers as C2SP's formats write them: ASCII digits, no sign, no leading zeros.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::tlog {

// ParseDecimal reads 0 to 2^63 - 1, and nothing for any other text.
[[nodiscard]] std::optional<uint64_t> ParseDecimal(std::string_view text);

}  // namespace constat::tlog
