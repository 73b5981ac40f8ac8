#include "constat/base/bytes.h"

namespace constat {
namespace {

// SequenceLength returns the length of the well-formed sequence at the front of s, or 0.
size_t SequenceLength(ByteView s) {
  auto tail = [&](size_t i) { return i < s.size() && (s[i] & 0xc0) == 0x80; };
  const uint8_t lead = s[0];
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if (!tail(1) || !tail(2)) return 0;
    if (lead == 0xe0 && s[1] < 0xa0) return 0;
    if (lead == 0xed && s[1] >= 0xa0) return 0;
    return 3;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (lead == 0xf0 && s[1] < 0x90) return 0;
    if (lead == 0xf4 && s[1] >= 0x90) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

bool IsUtf8(ByteView bytes) {
  while (!bytes.empty()) {
    const size_t n = SequenceLength(bytes);
    if (n == 0) return false;
    bytes = bytes.subspan(n);
  }
  return true;
}

}  // namespace constat
