// Unicode: the little that TOML and the headers of tables need.
#pragma once

#include <string>
#include <string_view>

namespace constat::text {

// CodePoints decodes UTF-8. REQUIRES well-formed UTF-8 (IsUtf8).
[[nodiscard]] std::u32string CodePoints(std::string_view text);

// LowerCase lowers Latin (ASCII and Latin-1) and Cyrillic letters, and leaves the rest.
[[nodiscard]] std::u32string LowerCase(std::u32string text);

}  // namespace constat::text
