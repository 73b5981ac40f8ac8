// Byte strings: the views and owners every layer passes around.
//
// Namespace: base/ is the one layer whose names live in constat:: itself.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace constat {

using Bytes = std::vector<uint8_t>;
using ByteView = std::span<const uint8_t>;
using Bytes32 = std::array<uint8_t, 32>;
using Bytes64 = std::array<uint8_t, 64>;

// AsBytes views the characters of text as bytes; the view lives as long as text's storage.
inline ByteView AsBytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// AsText views bytes as characters, unchecked: not necessarily UTF-8.
inline std::string_view AsText(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline void Append(Bytes& out, ByteView more) { out.insert(out.end(), more.begin(), more.end()); }

// Equal compares public byte strings. Vartime.
inline bool Equal(ByteView a, ByteView b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

// IsUtf8 says whether bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool IsUtf8(ByteView bytes);

}  // namespace constat
