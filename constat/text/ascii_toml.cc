#include "constat/text/ascii_toml.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/bytes.h"
#include "constat/text/utf8.h"

namespace constat::text {
namespace {

bool MayBeginKey(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '"' || c == '\'';
}

// CheckUtf8 names the first line that is not UTF-8. No line feed is part of a longer character.
Status CheckUtf8(std::string_view text, const std::string& name) {
  for (size_t line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (!IsUtf8(AsBytes(text.substr(0, end)))) {
      return Fail(ErrorCode::kBadText, fmt::format("{} line {} is not UTF-8; save the file as plain "
                                                   "text in UTF-8",
                                                   name, line));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

// CheckSections looks at the lines that begin with [.
Status CheckSections(std::string_view text, const std::string& name) {
  constexpr std::string_view kBlanks = " \t";
  for (size_t line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view rest = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto skip_blanks = [&] {
      rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    };
    skip_blanks();
    if (!rest.starts_with('[')) continue;
    rest.remove_prefix(1);
    skip_blanks();
    if (rest.starts_with('[')) rest.remove_prefix(1);
    skip_blanks();
    if (!rest.empty() && (MayBeginKey(rest.front()) || rest.front() == ']')) continue;
    return Fail(ErrorCode::kBadText,
                fmt::format("{} line {}: the name of a section has only the letters A to Z, or is in quotes",
                            name, line));
  }
  return {};
}

// CheckTimes wants a digit after the T of what begins like a date and a time, outside quotes.
Status CheckTimes(std::string_view text, const std::string& name) {
  const auto is_digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  size_t line = 1;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') ++line;
    if (text[i] == '"') quoted = !quoted;
    if (quoted && text[i] == '\\') ++i;
    if (quoted || i < 3 || (text[i] != 'T' && text[i] != 't')) continue;
    if (is_digit(i - 1) && is_digit(i - 2) && text[i - 3] == '-' && !is_digit(i + 1)) {
      return Fail(ErrorCode::kBadText,
                  fmt::format("{} line {}: write a time as 2026-05-01T12:00:00Z", name, line));
    }
  }
  return {};
}

// WhatIsWrong is a sentence about a character that may not be outside quotes.
std::string WhatIsWrong(char32_t c) {
  if ((c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb)
    return "typographic quotes, which a word processor makes; write straight ones, \"";
  if (c == 0xa0 || (c >= 0x2000 && c <= 0x200f) || c == 0x202f || c == 0xfeff)
    return fmt::format(
        "the character U+{:04X}, a blank of another kind or one that is not seen; delete it or write "
        "an ordinary space",
        static_cast<uint32_t>(c));
  return "a character that is not allowed outside quotes; put texts and names in quotes";
}

// AsciiWriter copies a text, quotation by quotation.
class AsciiWriter {
 public:
  explicit AsciiWriter(std::u32string text) : text_(std::move(text)) {}

  // Run returns false at a character that may not be where it is, in the line that line() names.
  bool Run() {
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      if (c == U'#') {
        at_ = std::min(text_.find(U'\n', at_), text_.size());
      } else if (c == U'"' || c == U'\'') {
        if (!CopyQuoted(c)) return false;
        before_ = c;
      } else {
        const bool plain = (c >= 0x20 && c <= 0x7e) || c == U'\t' || c == U'\n' || c == U'\r';
        const bool empty_value = c == U'}' && (before_ == U'[' || before_ == U',');
        if (!plain || empty_value) return false;
        if (c > 0x20) before_ = c;
        CopyPlain();
      }
    }
    return true;
  }

  // here is the character at which Run returned.
  [[nodiscard]] char32_t here() const { return at_ < text_.size() ? text_[at_] : 0; }
  [[nodiscard]] size_t line() const { return line_; }
  [[nodiscard]] const std::string& out() const { return out_; }

 private:
  void CopyPlain() {
    if (text_[at_] == U'\n') ++line_;
    out_ += static_cast<char>(text_[at_++]);
  }

  // CopyInside copies one character from within quotes; false if a backslash is before what is not ASCII.
  bool CopyInside(char32_t quote) {
    const char32_t c = text_[at_];
    if (quote == U'\'' && (c == U'"' || c == U'\\')) {
      out_ += '\\';
      CopyPlain();
    } else if (c >= 0x80) {
      out_ += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
      ++at_;
    } else {
      CopyPlain();
      if (c != U'\\' || at_ == text_.size()) return true;
      if (text_[at_] >= 0x80) return false;
      CopyPlain();
    }
    return true;
  }

  // QuotesHere counts equal quotes from here on, at most limit.
  [[nodiscard]] size_t QuotesHere(char32_t quote, size_t limit) const {
    size_t n = 0;
    while (n < limit && at_ + n < text_.size() && text_[at_ + n] == quote) ++n;
    return n;
  }

  bool CopyQuoted(char32_t quote) {
    const size_t size = QuotesHere(quote, 3) == 3 ? 3 : 1;
    at_ += size;
    out_.append(size, '"');
    while (at_ < text_.size()) {
      // A long text may end with one or two quotes of its own before the three.
      const size_t here = QuotesHere(quote, size == 3 ? 5 : 1);
      if (here >= size) {
        out_.append(here - size, static_cast<char>(quote)).append(size, '"');
        at_ += here;
        return true;
      }
      if (size == 1 && text_[at_] == U'\n') return true;  // never closed: toml++ says so
      if (!CopyInside(quote)) return false;
    }
    return true;
  }

  std::u32string text_;
  size_t at_ = 0;
  size_t line_ = 1;
  char32_t before_ = 0;  // the last character outside quotes that is no blank
  std::string out_;
};

}  // namespace

Result<std::string> AsciiToml(std::string_view text, const std::string& name) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  CONSTAT_TRY(CheckUtf8(text, name));
  AsciiWriter writer(CodePoints(text));
  if (!writer.Run()) {
    return Fail(ErrorCode::kBadText,
                fmt::format("{} line {}: {}", name, writer.line(), WhatIsWrong(writer.here())));
  }
  CONSTAT_TRY(CheckSections(writer.out(), name));
  CONSTAT_TRY(CheckTimes(writer.out(), name));
  return writer.out();
}

}  // namespace constat::text
