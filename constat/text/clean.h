// Untrusted text, made harmless: for a page, for a terminal. What comes from a record passes through here.
#pragma once

#include <string>
#include <string_view>

namespace constat::text {

// CleanText is text as well-formed UTF-8 without control characters (line feeds stay, tabs become spaces),
// without the characters that override or isolate writing direction, and without noncharacters: what is
// malformed becomes U+FFFD, direction controls are dropped. Right-to-left text itself stays as it is.
[[nodiscard]] std::string CleanText(std::string_view text);

// CleanLine is CleanText with every run of line feeds as one space.
[[nodiscard]] std::string CleanLine(std::string_view text);

// QuoteName is a name in quotation marks, on one line: CleanText with its blanks kept, so that "1 "
// is not "1".
[[nodiscard]] std::string QuoteName(std::string_view name);

// EscapeName is a file's name, of any bytes, as visible ASCII and spaces: every other byte, and a backslash,
// as "\\x" and two hexadecimal digits. Different names stay different. Spec: VER-8.
[[nodiscard]] std::string EscapeName(std::string_view name);

// EscapeHtml is CleanText with & < > " ' written as character references: for element content
// and quoted attributes.
[[nodiscard]] std::string EscapeHtml(std::string_view text);

// QuoteShell is text as one word of a POSIX shell, unquoted where it needs no quotes.
[[nodiscard]] std::string QuoteShell(std::string_view text);

}  // namespace constat::text
