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

}  // namespace constat::text
