#include "tests/carried/mutilations.h"

#include <fmt/core.h>

#include "constat/text/csv.h"
#include "constat/text/utf8.h"

namespace constat::carried {
namespace {

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  for (size_t i = text.find(from); i != std::string::npos; i = text.find(from, i + to.size()))
    text.replace(i, from.size(), to);
  return text;
}

// Utf16 REQUIRES UTF-8 without characters beyond U+FFFF; of bytes that are no UTF-8 each becomes a character.
std::string Utf16(const std::string& text, bool big_endian) {
  std::u32string units;
  if (IsUtf8(AsBytes(text))) {
    units = text::CodePoints(text);
  } else {
    for (const char c : text) units += static_cast<unsigned char>(c);
  }
  std::string out;
  for (const char32_t unit : units) {
    const char bytes[2] = {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xff)};
    out += bytes[big_endian ? 0 : 1];
    out += bytes[big_endian ? 1 : 0];
  }
  return out;
}

std::string QuotedPrintable(const std::string& text) {
  constexpr size_t kLongest = 75;
  std::string out;
  size_t line = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      out += c;
      line = 0;
      continue;
    }
    const bool blank = (c == ' ' || c == '\t') && text.substr(i + 1, 1) == "\n";
    const bool plain = c >= ' ' && c <= '~' && c != '=' && !blank;
    const std::string part =
        plain ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c));
    if (line + part.size() > kLongest) {
      out += "=\n";
      line = 0;
    }
    out += part;
    line += part.size();
  }
  return out;
}

std::string Html(const std::string& text) {
  std::string out = Replace(text, "&", "&amp;");
  out = Replace(out, "<", "&lt;");
  out = Replace(out, ">", "&gt;");
  out = Replace(out, "'", "&#39;");
  return Replace(out, "\"", "&quot;");
}

std::string Curly(const std::string& text) {
  std::string out;
  bool open = false;
  for (const char c : text) {
    if (c == '"') {
      open = !open;
      out += open ? "“" : "”";
    } else {
      out += c == '\'' ? "’" : std::string(1, c);
    }
  }
  return out;
}

template <int (*Case)(int)>
std::string InCase(std::string text) {
  for (char& c : text) c = static_cast<unsigned char>(c) < 0x80 ? static_cast<char>(Case(c)) : c;
  return text;
}

// Separated writes each record with another separator; what is no CSV gets it in the place of each comma.
std::string Separated(const std::string& text, char separator, bool as_spreadsheet) {
  text::CsvReader reader(text, "");
  std::vector<std::string> fields;
  std::string out;
  Result<bool> more = reader.Next(fields);
  for (; more && *more; more = reader.Next(fields)) {
    for (size_t i = 0; i < fields.size(); ++i) {
      const bool quoted = as_spreadsheet || fields[i].find_first_of("\",;\n") != std::string::npos;
      if (i > 0) out += separator;
      out += quoted ? fmt::format("\"{}\"", Replace(fields[i], "\"", "\"\"")) : fields[i];
    }
    out += as_spreadsheet ? fmt::format("{}{}\r\n", separator, separator) : "\n";
  }
  return more ? out : Replace(text, ",", std::string(1, separator));
}

// Spreadsheet is how one exports a table: a line that names the separator, quotes around everything, empty
// columns and rows, UTF-16.
std::string Spreadsheet(const std::string& text) {
  return "\xff\xfe" + Utf16("sep=;\r\n" + Separated(text, ';', true) + ";;;;\r\n;;;;\r\n", false);
}

std::string Lines(const std::string& text, const std::string& before, const std::string& after) {
  std::string out = before + Replace(text, "\n", after + "\n" + before);
  if (out.ends_with("\n" + before)) out.resize(out.size() - before.size());
  return out;
}

using Text = const std::string&;

}  // namespace

const std::vector<Mutilation>& Mutilations() {
  static const std::vector<Mutilation> kAll = {
      {"as it was", [](Text t) { return t; }},
      {"CRLF", [](Text t) { return Replace(Replace(t, "\r\n", "\n"), "\n", "\r\n"); }},
      {"CR", [](Text t) { return Replace(Replace(t, "\r\n", "\n"), "\n", "\r"); }},
      {"no last line feed", [](Text t) { return t.substr(0, t.find_last_not_of("\r\n") + 1); }},
      {"empty lines at the end", [](Text t) { return t + "\n\n"; }},
      {"empty lines at the beginning", [](Text t) { return "\n\n" + t; }},
      {"blanks at the ends of lines", [](Text t) { return Lines(Replace(t, "\r\n", "\n"), "", " \t "); }},
      {"blanks at the beginning of lines", [](Text t) { return Lines(t, "  ", ""); }},
      {"byte order mark", [](Text t) { return "\xef\xbb\xbf" + t; }},
      {"UTF-16 LE", [](Text t) { return "\xff\xfe" + Utf16(t, false); }},
      {"UTF-16 BE", [](Text t) { return "\xfe\xff" + Utf16(t, true); }},
      {"UTF-16 without a mark", [](Text t) { return Utf16(t, false); }},
      {"UTF-16, cut off", [](Text t) { return "\xff\xfe" + Utf16(t, false).substr(1); }},
      {"quoted-printable", [](Text t) { return QuotedPrintable(Replace(t, "\r\n", "\n")); }},
      {"HTML", [](Text t) { return Html(t); }},
      {"no-break spaces", [](Text t) { return Replace(t, " ", "\u00a0"); }},
      {"en dashes", [](Text t) { return Replace(t, "-", "–"); }},
      {"dashes between spaces", [](Text t) { return Replace(t, "-", " – "); }},
      {"non-breaking hyphens", [](Text t) { return Replace(t, "-", "\u2011"); }},
      {"unseen characters", [](Text t) { return Lines(Replace(t, "\r\n", "\n"), "\u200b", "\u200b"); }},
      {"typographic quotes", [](Text t) { return Curly(t); }},
      {"em dashes as hyphens", [](Text t) { return Replace(t, "—", "-"); }},
      {"capitals", [](Text t) { return InCase<std::toupper>(t); }},
      {"small letters", [](Text t) { return InCase<std::tolower>(t); }},
      {"a capital at the beginning",
       [](Text t) { return InCase<std::toupper>(t.substr(0, 1)) + t.substr(1); }},
      {"semicolons for commas", [](Text t) { return Separated(t, ';', false); }},
      {"tabs for commas", [](Text t) { return Separated(t, '\t', false); }},
      {"a spreadsheet's export", [](Text t) { return Spreadsheet(t); }},
      {"a mail: quoted-printable, CRLF, blanks",
       [](Text t) {
         return Replace(QuotedPrintable(Lines(Replace(t, "\r\n", "\n"), "", " ")), "\n", "\r\n");
       }},
      {"an .xlsx", [](Text) { return std::string("PK\x03\x04\x14[Content_Types].xml xl/workbook.xml"); }},
      {"a .docx", [](Text) { return std::string("PK\x03\x04\x14[Content_Types].xml word/document.xml"); }},
      {"a ZIP archive", [](Text t) { return "PK\x03\x04" + t; }},
      {"a PDF", [](Text t) { return "%PDF-1.7\n" + t; }},
      {"a picture", [](Text) { return std::string("\xff\xd8\xff\xe0\x10JFIF"); }},
      {"a web page", [](Text t) { return "<!DOCTYPE html>\n<html><body><pre>" + t; }},
      {"a whole e-mail", [](Text t) { return "Received: from a by b\nSubject: file\n\n" + t; }},
      {"another file", [](Text) { return std::string("constat-order-1,00\nregion,slot,id\n"); }},
  };
  return kAll;
}

}  // namespace constat::carried
