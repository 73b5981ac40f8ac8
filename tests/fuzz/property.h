// The property every decoder of Constat has: what decodes, encodes to the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "constat/base/bytes.h"
#include "constat/base/check.h"
#include "constat/base/result.h"

namespace constat::fuzz {

inline ByteView View(ByteView bytes) { return bytes; }
inline ByteView View(const Bytes& bytes) { return bytes; }
inline ByteView View(const std::string& text) { return AsBytes(text); }

// RequireCanonical aborts unless decode refuses bytes with an error of the closed list and a sentence, or
// accepts them and encode gives them back.
template <typename Decode, typename Encode>
void RequireCanonical(ByteView bytes, Decode decode, Encode encode) {
  const auto value = decode(bytes);
  if (value) {
    const auto again = encode(*value);
    CONSTAT_CHECK(Equal(View(again), bytes));
  } else {
    CONSTAT_CHECK(!ErrorName(value.error().code).empty());
    CONSTAT_CHECK(!value.error().detail.empty());
  }
}

// TextDecoder makes a parser of text a decoder of bytes.
template <typename Parse>
auto TextDecoder(Parse parse) {
  return [parse](ByteView bytes) { return parse(AsText(bytes)); };
}

// Selected is an input whose first byte chooses one of several decoders.
struct Selected {
  unsigned choice;
  ByteView bytes;

  static Selected From(const uint8_t* data, size_t size) {
    if (size == 0) return {0, {}};
    return {data[0], {data + 1, size - 1}};
  }
};

}  // namespace constat::fuzz
