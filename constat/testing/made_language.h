// What tests ask of a text in a made language (constat_texts(... PSEUDO), tools/pseudo_texts.py), in which
// every text of assets/texts is in brackets. Not for other code.
#pragma once

#include <string>
#include <string_view>

namespace constat {

// OutsideBrackets is what is in no brackets: values that are in no sentence, and what should have come from
// assets/texts and did not.
inline std::string OutsideBrackets(std::string_view text) {
  std::string out;
  size_t open = 0;
  for (const char c : text) {
    if (c == ']' && open > 0) open -= 1;
    if (open == 0 && c != ']' && c != '[') out += c;
    if (c == '[') open += 1;
  }
  return out;
}

}  // namespace constat
