// Text forms of bytes: hex, Crockford base32, base64. Strict: one text per value. ERRORS: kBadText
// for any other.
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::text {

// FormatHex writes two lower-case digits a byte. ParseHex reads exactly that; ParseHex32 ERRORS: also
// kBadLength for other than 32 bytes.
[[nodiscard]] std::string FormatHex(ByteView bytes);
[[nodiscard]] Result<Bytes> ParseHex(std::string_view text);
[[nodiscard]] Result<Bytes32> ParseHex32(std::string_view text);

// FormatBase64 writes padded standard base64 (RFC 4648, section 4); ParseBase64 reads exactly that: padding
// present, unused bits zero, no white space.
[[nodiscard]] std::string FormatBase64(ByteView bytes);
[[nodiscard]] Result<Bytes> ParseBase64(std::string_view text);

// FormatBase64Url writes base64url without padding (RFC 4648, section 5), for links and QR codes: 43 symbols
// for 32 bytes.
[[nodiscard]] std::string FormatBase64Url(ByteView bytes);

// The 32 symbols of Crockford's base32: digits and capitals without I, L, O, U.
inline constexpr std::string_view kBase32Symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// FormatBase32 writes the symbols of bytes, five bits each, most significant first, zero bits at the end to
// fill the last symbol.
[[nodiscard]] std::string FormatBase32(ByteView bytes);

// Base32Value is the value 0..31 of a symbol typed by a person, either case, O read as 0, I and L as 1; -1
// for anything else.
[[nodiscard]] int Base32Value(char symbol);

// FormatGroups puts a hyphen after every size symbols: "ABCD-EFGH".
[[nodiscard]] std::string FormatGroups(std::string_view symbols, size_t size);

}  // namespace constat::text
