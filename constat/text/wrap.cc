#include "constat/text/wrap.h"

#include <algorithm>

namespace constat::text {
namespace {

constexpr size_t kWidth = 100;

size_t Columns(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(),
                                           [](char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; }));
}

}  // namespace

std::string Wrap(std::string_view text, std::string margin) {
  std::string out;
  std::string line;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!line.empty() && margin.size() + Columns(line) + 1 + Columns(word) > kWidth) {
      out += margin + line + "\n";
      margin.assign(margin.size(), ' ');
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
    at = end + 1;
  }
  return out + margin + line + "\n";
}

std::string WrapHanging(std::string_view text, const HangingLayout& layout) {
  std::string out;
  size_t column = layout.used;
  bool begun = false;  // whether a word stands in the line
  const auto new_line = [&] {
    out += "\n" + std::string(layout.indent, ' ');
    column = layout.indent;
    begun = false;
  };
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (begun && column + 1 + word.size() > layout.width) new_line();
    if (begun) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    begun = true;
    if (end < text.size() && text[end] == '\n') new_line();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

}  // namespace constat::text
