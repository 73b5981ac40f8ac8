#include "constat/text/clean.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

#include "constat/base/bytes.h"

namespace constat::text {
namespace {

// SizeOfFirst is the length of the well-formed code point that text begins with, 0 if it begins with none.
size_t SizeOfFirst(std::string_view text) {
  const auto lead = static_cast<uint8_t>(text[0]);
  const size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return size <= text.size() && IsUtf8(AsBytes(text.substr(0, size))) ? size : 0;
}

// CodePoint REQUIRES one well-formed code point.
uint32_t CodePoint(std::string_view bytes) {
  if (bytes.size() == 1) return static_cast<uint8_t>(bytes[0]);
  uint32_t out = static_cast<uint8_t>(bytes[0]) & (0x7fU >> bytes.size());
  for (const char byte : bytes.substr(1)) out = out << 6 | (static_cast<uint8_t>(byte) & 0x3fU);
  return out;
}

// IsDirectionControl lists Unicode's Bidi_Control characters that reach beyond themselves.
bool IsDirectionControl(uint32_t c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

bool IsControl(uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || (c & 0xfffe) == 0xfffe ||
         (c >= 0xfdd0 && c <= 0xfdef);
}

}  // namespace

std::string CleanText(std::string_view text) {
  static constexpr std::string_view kReplacement = "\ufffd";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t size = SizeOfFirst(text);
    if (size == 0) {
      out += kReplacement;
      text.remove_prefix(1);
      continue;
    }
    const uint32_t c = CodePoint(text.substr(0, size));
    if (c == '\n') {
      out += '\n';
    } else if (c == '\t') {
      out += ' ';
    } else if (IsControl(c)) {
      out += kReplacement;
    } else if (!IsDirectionControl(c)) {
      out += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return out;
}

std::string CleanLine(std::string_view text) {
  std::string out;
  for (const char c : CleanText(text)) {
    if (c != '\n') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string QuoteName(std::string_view name) {
  std::string clean = CleanText(name);
  std::replace(clean.begin(), clean.end(), '\n', ' ');
  return "\u201c" + clean + "\u201d";
}

std::string EscapeName(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool is_plain = c >= 0x20 && c <= 0x7e && c != '\\';
    out += is_plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
  }
  return out;
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : CleanText(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string QuoteShell(std::string_view text) {
  static constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-";
  const std::string clean = CleanLine(text);
  if (!clean.empty() && clean.find_first_not_of(kPlain) == std::string::npos) return clean;
  std::string out = "'";
  for (const char c : clean) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace constat::text
