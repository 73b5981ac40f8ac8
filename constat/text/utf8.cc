#include "constat/text/utf8.h"

#include <cstdint>

namespace constat::text {

std::u32string CodePoints(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<uint8_t>(text[i++]);
    const int tail = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t code = tail == 0 ? lead : lead & (0x3fu >> tail);
    for (int k = 0; k < tail && i < text.size(); ++k)
      code = code << 6 | (static_cast<uint8_t>(text[i++]) & 0x3fu);
    out += code;
  }
  return out;
}

std::u32string LowerCase(std::u32string text) {
  for (char32_t& c : text) {
    const bool ascii = c >= U'A' && c <= U'Z';
    const bool latin = c >= 0xc0 && c <= 0xde && c != 0xd7;
    const bool cyrillic = c >= 0x410 && c <= 0x42f;
    const bool cyrillic_more = c >= 0x400 && c <= 0x40f;
    if (ascii || latin || cyrillic) c += 0x20;
    if (cyrillic_more) c += 0x50;
  }
  return text;
}

}  // namespace constat::text
