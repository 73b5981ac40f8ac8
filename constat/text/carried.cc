#include "constat/text/carried.h"

#include <algorithm>
#include <array>
#include <optional>

#include "constat/text/skeleton.h"

namespace constat::text {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";
constexpr std::string_view kEmDash = "\xe2\x80\x94";

// Writer writes over a text from its beginning, never past what was read of it.
class Writer {
 public:
  explicit Writer(std::string& text) : text_(text) {}

  void Put(char c) {
    changed_ = changed_ || text_[at_] != c;
    text_[at_++] = c;
  }
  void Put(std::string_view part) {
    for (const char c : part) Put(c);
  }
  // Finish cuts the text after what was put, and says whether it is another than before.
  [[nodiscard]] bool Finish() {
    changed_ = changed_ || at_ != text_.size();
    text_.resize(at_);
    return changed_;
  }
  [[nodiscard]] bool AtLineStart() const { return at_ == 0 || text_[at_ - 1] == '\n'; }
  [[nodiscard]] bool AfterSpace() const { return at_ > 0 && text_[at_ - 1] == ' '; }
  [[nodiscard]] bool empty() const { return at_ == 0; }

 private:
  std::string& text_;
  size_t at_ = 0;
  bool changed_ = false;
};

void AppendUtf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

// HighByte says which byte of UTF-16's pairs is the high one: 0 or 1; none for what is no UTF-16. Without a
// mark it is known by the zero bytes of two ASCII characters.
std::optional<size_t> HighByte(ByteView bytes) {
  if (bytes.size() < 2) return std::nullopt;
  if (bytes[0] == 0xff && bytes[1] == 0xfe) return 1;
  if (bytes[0] == 0xfe && bytes[1] == 0xff) return 0;
  if (bytes.size() < 4) return std::nullopt;
  if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) return 1;
  if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) return 0;
  return std::nullopt;
}

tl::unexpected<Error> BadUtf16(const char* what) {
  return Fail(ErrorCode::kBadText, std::string("this is UTF-16 text that ") + what +
                                       "; save it again as UTF-8, or have it sent again");
}

Status DecodeUtf16(ByteView bytes, size_t high, std::string& out) {
  if (bytes.size() % 2 != 0) return BadUtf16("ends in the middle of a character");
  char32_t first = 0;  // of a pair of surrogates
  for (size_t i = 0; i < bytes.size(); i += 2) {
    const char32_t unit = static_cast<char32_t>(bytes[i + high]) << 8 | bytes[i + 1 - high];
    const bool is_second = unit >= 0xdc00 && unit <= 0xdfff;
    if (is_second != (first != 0)) return BadUtf16("has half of a character");
    if (unit >= 0xd800 && unit <= 0xdbff) {
      first = unit;
      continue;
    }
    AppendUtf8(out, is_second ? 0x10000 + ((first - 0xd800) << 10) + (unit - 0xdc00) : unit);
    first = 0;
  }
  if (first != 0) return BadUtf16("ends in the middle of a character");
  return {};
}

bool UndoLineEnds(std::string& text) {
  Writer out(text);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.Put(text[i]);
      continue;
    }
    // Some write CR CR LF.
    const size_t end = std::min(text.find_first_not_of('\r', i), text.size());
    for (; text.compare(end, 1, "\n") != 0 && i < end; ++i) out.Put('\n');
    i = end - 1;
  }
  const bool changed = out.Finish();
  if (text.empty() || text.ends_with('\n')) return changed;
  text += '\n';
  return true;
}

int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// QuotedByte is the byte that =XX at i is, -1 for none.
int QuotedByte(std::string_view text, size_t i) {
  if (i + 2 >= text.size() || text[i] != '=') return -1;
  const int high = DigitValue(text[i + 1]);
  const int low = DigitValue(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// SoftBreak is how long a line end that does not count is, with the = before it; 0 where at i is none.
size_t SoftBreak(std::string_view text, size_t i) {
  size_t end = i + 1;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  if (text.substr(end).starts_with("\r\n")) return end + 2 - i;
  return end < text.size() && text[end] == '\n' ? end + 1 - i : 0;
}

// Quoting is how a text looks as quoted-printable.
struct Quoting {
  bool possible = true;    // after every = are two digits or a line end
  bool ascii = true;       // nothing but ASCII
  size_t bytes = 0;        // written as =XX
  size_t high = 0;         // of those over 0x7f
  size_t breaks = 0;       // soft ones
  size_t shortest = 1000;  // line with a soft break, in bytes
  size_t longest = 0;      // line
};

Quoting LookForQuoting(std::string_view text) {
  Quoting out;
  size_t line = 0;  // where it begins
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') line = i + 1;
    out.ascii = out.ascii && static_cast<unsigned char>(text[i]) < 0x80;
    out.longest = std::max(out.longest, i + 1 - line);
    if (text[i] != '=') continue;
    if (const int byte = QuotedByte(text, i); byte >= 0) {
      ++out.bytes;
      out.high += byte > 0x7f ? 1 : 0;
    } else if (SoftBreak(text, i) > 0) {
      ++out.breaks;
      out.shortest = std::min(out.shortest, i + 1 - line);
    } else {
      out.possible = false;
    }
  }
  return out;
}

constexpr size_t kLongestQuotedLine = 80;   // RFC 2045 has 76, and some programs count the line end
constexpr size_t kShortestBrokenLine = 60;  // programs break lines as late as they can

// HasLongBreaks: soft breaks where a program makes them. A line of base64 may end in = as well.
bool HasLongBreaks(const Quoting& quoting) {
  return quoting.breaks > 0 && quoting.shortest >= kShortestBrokenLine &&
         quoting.longest <= kLongestQuotedLine;
}

bool UndoQuotedPrintable(std::string& text) {
  const Quoting quoting = LookForQuoting(text);
  if (!quoting.possible || (quoting.bytes == 0 && !HasLongBreaks(quoting))) return false;
  Writer out(text);
  for (size_t i = 0; i < text.size(); ++i) {
    if (const int byte = QuotedByte(text, i); byte >= 0) {
      out.Put(static_cast<char>(byte));
      i += 2;
    } else if (const size_t size = text[i] == '=' ? SoftBreak(text, i) : 0; size > 0) {
      i += size - 1;
    } else {
      out.Put(text[i]);
    }
  }
  return out.Finish();
}

struct Reference {
  std::string_view name;
  std::string_view value;
};
constexpr std::array<Reference, 12> kReferences = {{{"amp", "&"},
                                                    {"lt", "<"},
                                                    {"gt", ">"},
                                                    {"quot", "\""},
                                                    {"apos", "'"},
                                                    {"nbsp", "\xc2\xa0"},
                                                    {"ensp", "\xe2\x80\x82"},
                                                    {"emsp", "\xe2\x80\x83"},
                                                    {"ndash", "\xe2\x80\x93"},
                                                    {"mdash", "\xe2\x80\x94"},
                                                    {"shy", "\xc2\xad"},
                                                    {"equals", "="}}};

// ReferenceValue is what &name; is in UTF-8; empty for none.
std::string ReferenceValue(std::string_view name) {
  if (!name.starts_with('#')) {
    const auto known = std::ranges::find(kReferences, name, &Reference::name);
    return known == kReferences.end() ? std::string() : std::string(known->value);
  }
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  char32_t value = 0;
  for (const char c : name) {
    const int digit = DigitValue(c);
    if (digit < 0 || (!hex && digit > 9) || value > 0x10ffff) return {};
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  std::string out;
  if (value != 0 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff)) AppendUtf8(out, value);
  return out;
}

bool UndoHtml(std::string& text) {
  constexpr size_t kLongestName = 10;
  Writer out(text);
  for (size_t i = 0; i < text.size(); ++i) {
    std::string value;
    size_t end = i;
    if (text[i] == '&') {
      end = text.find(';', i);
      if (end != std::string::npos && end - i <= kLongestName)
        value = ReferenceValue(std::string_view(text).substr(i + 1, end - i - 1));
    }
    if (value.empty()) {
      out.Put(text[i]);
    } else {
      out.Put(value);
      i = end;
    }
  }
  return out.Finish();
}

struct Codes {
  char32_t first;
  char32_t last;
};

constexpr std::array<Codes, 3> kLineBreaks = {{{0x85, 0x85}, {0x2028, 0x2029}, {0x0b, 0x0c}}};
constexpr std::array<Codes, 6> kDashes = {{{0x2010, 0x2015},
                                           {0x2043, 0x2043},
                                           {0x2212, 0x2212},
                                           {0xfe58, 0xfe58},
                                           {0xfe63, 0xfe63},
                                           {0xff0d, 0xff0d}}};
constexpr std::array<Codes, 2> kSingleQuotes = {{{0x2018, 0x201b}, {0x2032, 0x2032}}};
constexpr std::array<Codes, 4> kDoubleQuotes = {
    {{0x201c, 0x201f}, {0x2033, 0x2033}, {0xab, 0xab}, {0xbb, 0xbb}}};

template <size_t N>
bool IsAmong(const std::array<Codes, N>& lists, char32_t c) {
  return std::ranges::any_of(lists, [c](const Codes& codes) { return codes.first <= c && c <= codes.last; });
}

// kKeep and kDrop are what a map of characters returns beside the ASCII character to write.
constexpr int kKeep = -1;
constexpr int kDrop = -2;

int PlainBlank(char32_t c) {
  if (c == '\n') return kKeep;
  if (IsAmong(kLineBreaks, c)) return '\n';
  if (IsBlank(c)) return ' ';
  return IsIgnored(c) ? kDrop : kKeep;
}

int PlainTypography(char32_t c) {
  if (IsAmong(kDashes, c)) return '-';
  if (IsAmong(kSingleQuotes, c)) return '\'';
  return IsAmong(kDoubleQuotes, c) ? '"' : kKeep;
}

int PlainWide(char32_t c) { return c >= 0xff01 && c <= 0xff5e ? static_cast<int>(c - 0xfee0) : kKeep; }

struct Character {
  char32_t code = 0;
  size_t size = 0;  // bytes
};

// CharacterAt reads UTF-8; a byte that begins no character counts as one, which is in no list.
Character CharacterAt(std::string_view text, size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  const size_t size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xc0 || text.size() - i < size) return {0xffff, 1};
  char32_t c = lead & (0x7fu >> size);
  for (size_t k = 1; k < size; ++k) {
    const auto more = static_cast<unsigned char>(text[i + k]);
    if ((more & 0xc0) != 0x80) return {0xffff, 1};
    c = c << 6 | (more & 0x3fu);
  }
  return {c, size};
}

// Around is what is before a character, as written, and after it.
struct Around {
  bool begins_line = false;
  bool between_spaces = false;
};

// MapCharacters writes what map says for each character.
template <typename Map>
bool MapCharacters(std::string& text, Map map) {
  Writer out(text);
  for (size_t i = 0; i < text.size();) {
    const Character c = CharacterAt(text, i);
    const bool space_after = text.compare(i + c.size, 1, " ") == 0;
    const int plain = map(c.code, Around{out.AtLineStart(), out.AfterSpace() && space_after});
    if (plain == kKeep) out.Put(std::string_view(text).substr(i, c.size));
    if (plain >= 0) out.Put(static_cast<char>(plain));
    i += c.size;
  }
  return out.Finish();
}

// UndoEdges keeps empty lines between others.
bool UndoEdges(std::string& text) {
  Writer out(text);
  size_t empty = 0;  // lines that wait for one that is not
  for (size_t i = 0; i < text.size();) {
    const size_t end = std::min(text.find('\n', i), text.size());
    const std::string_view line = TrimBlanks(std::string_view(text).substr(i, end - i));
    i = end + 1;
    if (line.empty()) {
      ++empty;
      continue;
    }
    for (; empty > 0; --empty) {
      if (!out.empty()) out.Put('\n');
    }
    out.Put(line);
    if (end < text.size()) out.Put('\n');
  }
  return out.Finish();
}

bool UndoBlanks(std::string& text) {
  const bool changed = MapCharacters(text, [](char32_t c, Around) { return PlainBlank(c); });
  return UndoEdges(text) || changed;
}

bool UndoTypography(std::string& text) {
  // Telephones begin a text with a capital.
  const bool capital =
      text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z';
  if (capital) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  // An em dash at the beginning of a line is that of a note's signature, and some programs write it
  // as - or --. A dash between spaces is in a name: the formats' own words have hyphens alone.
  bool changed = MapCharacters(text, [](char32_t c, Around around) {
    const bool stays = (c == 0x2014 && around.begins_line) || (IsAmong(kDashes, c) && around.between_spaces);
    return stays ? kKeep : PlainTypography(c);
  });
  changed = changed || capital;
  for (size_t i = 0; i < text.size(); i = std::min(text.find('\n', i), text.size() - 1) + 1) {
    const size_t dashes = text.compare(i, 2, "- ") == 0 ? 1 : text.compare(i, 3, "-- ") == 0 ? 2 : 0;
    if (dashes > 0) text.replace(i, dashes, kEmDash);
    changed = changed || dashes > 0;
  }
  return changed;
}

}  // namespace

std::string_view FindEscape(std::string_view name) {
  for (size_t i = 0; i < name.size(); ++i) {
    if (QuotedByte(name, i) > 0x7f && QuotedByte(name, i + 3) > 0x7f) return name.substr(i, 6);
    const size_t end = name[i] == '&' ? name.find(';', i) : std::string_view::npos;
    if (end != std::string_view::npos && !ReferenceValue(name.substr(i + 1, end - i - 1)).empty())
      return name.substr(i, end + 1 - i);
  }
  return {};
}

std::string_view TrimBlanks(std::string_view line) {
  const auto is_blank = [](char32_t c) { return IsBlank(c) || IsIgnored(c); };
  while (!line.empty()) {
    const Character first = CharacterAt(line, 0);
    if (!is_blank(first.code)) break;
    line.remove_prefix(first.size);
  }
  while (!line.empty()) {
    size_t at = line.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xc0) == 0x80) --at;
    const Character last = CharacterAt(line, at);
    if (at + last.size != line.size() || !is_blank(last.code)) break;
    line.remove_suffix(last.size);
  }
  return line;
}

Result<std::string> DecodeCarried(ByteView bytes) {
  std::string out;
  const std::optional<size_t> high = HighByte(bytes);
  out.reserve(bytes.size() + bytes.size() / 2 + 2);  // for UTF-16 and a line feed: growing would leave copies
  if (high) {
    CONSTAT_TRY(DecodeUtf16(bytes, *high, out));
  } else {
    out = AsText(bytes);
  }
  while (out.starts_with(kMark)) out.erase(0, kMark.size());
  return out;
}

bool UndoStep(Undo step, std::string& text) {
  switch (step) {
    case Undo::kEncoding:
      return false;
    case Undo::kLineEnds:
      return UndoLineEnds(text);
    case Undo::kQuotedPrintable:
      return UndoQuotedPrintable(text);
    case Undo::kHtml:
      return UndoHtml(text);
    case Undo::kEdges:
      return UndoEdges(text);
    case Undo::kBlanks:
      return UndoBlanks(text);
    case Undo::kTypography:
      return UndoTypography(text);
  }
  return false;
}

void PlainTyped(std::string& typed) {
  UndoHtml(typed);
  MapCharacters(typed, [](char32_t c, Around) {
    const int blank = c == '\r' ? int{'\n'} : PlainBlank(c);
    if (blank != kKeep || c == '\n') return blank == kDrop ? kDrop : int{' '};
    const int typography = PlainTypography(c);
    return typography == kKeep ? PlainWide(c) : typography;
  });
}

bool IsQuotedPrintableTable(std::string_view text) {
  const Quoting quoting = LookForQuoting(text);
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool in_names = first.find('=') != std::string_view::npos && !first.starts_with("sep=");
  return quoting.possible && quoting.ascii && quoting.longest <= kLongestQuotedLine &&
         (quoting.high > 1 || in_names || HasLongBreaks(quoting));
}

}  // namespace constat::text
