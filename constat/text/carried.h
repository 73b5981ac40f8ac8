// Carried text: what carriers do to a text on its way (mail, word processors, spreadsheets, telephones),
// and undoing it.
//
// A format's own reader stays as strict as it is. It is asked first, and again after each step of undoing:
// what is as it was written is never changed, and nothing more is undone than is needed to read it. What a
// signature or a check symbol speaks for is checked after that, so a wrong guess is found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::text {

// Undo is a step; each begins where the one before it ended.
enum class Undo : uint8_t {
  kEncoding,         // UTF-16, with a byte order mark or without; byte order marks
  kLineEnds,         // CRLF, CR; a last line feed that is missing
  kQuotedPrintable,  // RFC 2045, section 6.7
  kHtml,             // character references: &amp; &#39; &nbsp;
  kEdges,            // blanks at the ends of lines, empty lines at the ends of the text
  kBlanks,           // blanks that are not U+0020; characters that are not seen
  kTypography,  // dashes and quotes that are not ASCII, but for the em dash that begins a note's signature;
                // the capital at the beginning
};
inline constexpr Undo kLastUndo = Undo::kTypography;
// kLastOfValues is the last step for a format whose values people read: what comes later could change them.
inline constexpr Undo kLastOfValues = Undo::kHtml;

// DecodeCarried is step kEncoding: bytes as UTF-8 without byte order mark, in a text that does
// not grow later.
// ERRORS: kBadText for UTF-16 that ends in the middle of a character or has half of one.
[[nodiscard]] Result<std::string> DecodeCarried(ByteView bytes);

// UndoStep does any other step, in place: no copy of a secret is left. It returns whether text has changed.
bool UndoStep(Undo step, std::string& text);

// ParseCarried returns what parse, a function from std::string_view to a Result, makes of the bytes without
// what kEncoding undoes, which is in no format, or of what the fewest steps more make of them.
// undone is where they are made: the caller wipes it if it may be a secret. ERRORS: those of parse for what
// all steps make; DecodeCarried's.
template <typename Parse>
auto ParseCarried(ByteView bytes, std::string& undone, Parse parse, Undo last = kLastUndo) {
  Result<std::string> decoded = DecodeCarried(bytes);
  using Read = decltype(parse(std::string_view()));
  if (!decoded) return Read(tl::unexpected(decoded.error()));
  undone = *std::move(decoded);
  Read read = parse(std::string_view(undone));
  for (Undo step = Undo::kEncoding; !read && step != last;) {
    step = static_cast<Undo>(static_cast<uint8_t>(step) + 1);
    if (UndoStep(step, undone)) read = parse(std::string_view(undone));
  }
  return read;
}

// PlainTyped is all that is undone of what a person typed or pasted into one line, in place: steps kHtml,
// kBlanks and kTypography, and characters as wide as Chinese ones.
void PlainTyped(std::string& typed);

// FindEscape is the first place of a name that only a carrier wrote so: a character reference of HTML, or a
// character that is not ASCII in quoted-printable. Empty for none.
[[nodiscard]] std::string_view FindEscape(std::string_view name);

// TrimBlanks is a line without blanks of any kind, and without characters that are not seen, at its ends.
[[nodiscard]] std::string_view TrimBlanks(std::string_view line);

// IsQuotedPrintableTable says whether a table is quoted-printable for certain: its values may hold =3D, but
// the names of its columns no =.
[[nodiscard]] bool IsQuotedPrintableTable(std::string_view text);

}  // namespace constat::text
