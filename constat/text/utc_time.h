// Times as people type them, in UTC.
#pragma once

#include <cstdint>
#include <string_view>

#include "constat/base/result.h"

namespace constat::text {

// ParseUtcTime reads RFC 3339 in UTC with whole seconds, "2026-05-01T12:00:00Z", as milliseconds since 1970.
// ERRORS: kBadText.
[[nodiscard]] Result<uint64_t> ParseUtcTime(std::string_view text);

}  // namespace constat::text
