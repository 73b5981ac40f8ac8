#include "constat/text/hex.h"

#include <algorithm>

namespace constat::text {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Symbols =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int ValueIn(std::string_view alphabet, char symbol) {
  const size_t at = alphabet.find(symbol);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string FormatHex(ByteView bytes) {
  std::string out;
  out.reserve(2 * bytes.size());
  for (const uint8_t b : bytes) {
    out += kHexDigits[b >> 4];
    out += kHexDigits[b & 15];
  }
  return out;
}

Result<Bytes> ParseHex(std::string_view text) {
  if (text.size() % 2 != 0)
    return Fail(ErrorCode::kBadText, "there is an odd number of digits; one was lost");
  Bytes out;
  out.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = ValueIn(kHexDigits, text[i]);
    const int low = ValueIn(kHexDigits, text[i + 1]);
    if (high < 0 || low < 0) return Fail(ErrorCode::kBadText, "only the digits 0-9 and a-f can be here");
    out.push_back(static_cast<uint8_t>(high * 16 + low));
  }
  return out;
}

Result<Bytes32> ParseHex32(std::string_view text) {
  CONSTAT_ASSIGN(const Bytes bytes, ParseHex(text));
  if (bytes.size() != 32) return Fail(ErrorCode::kBadLength, "64 digits of 0-9 and a-f are needed");
  Bytes32 out;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

std::string FormatBase64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t n = std::min<size_t>(3, bytes.size() - i);
    uint32_t v = static_cast<uint32_t>(bytes[i]) << 16;
    if (n > 1) v |= static_cast<uint32_t>(bytes[i + 1]) << 8;
    if (n > 2) v |= bytes[i + 2];
    out += kBase64Symbols[v >> 18];
    out += kBase64Symbols[(v >> 12) & 63];
    out += n > 1 ? kBase64Symbols[(v >> 6) & 63] : '=';
    out += n > 2 ? kBase64Symbols[v & 63] : '=';
  }
  return out;
}

std::string FormatBase64Url(ByteView bytes) {
  std::string out = FormatBase64(bytes);
  out.resize(out.find_last_not_of('=') + 1);
  std::ranges::replace(out, '+', '-');
  std::ranges::replace(out, '/', '_');
  return out;
}

Result<Bytes> ParseBase64(std::string_view text) {
  if (text.size() % 4 != 0)
    return Fail(ErrorCode::kBadText, "the base64 text is cut off: its length is not a multiple of four");
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const size_t pad = !last ? 0 : (text[i + 3] != '=' ? 0 : (text[i + 2] != '=' ? 1 : 2));
    uint32_t v = 0;
    for (size_t k = 0; k < 4 - pad; ++k) {
      const int symbol = ValueIn(kBase64Symbols, text[i + k]);
      if (symbol < 0)
        return Fail(ErrorCode::kBadText, "the base64 text has a character that cannot be in it");
      v |= static_cast<uint32_t>(symbol) << (18 - 6 * k);
    }
    if ((pad == 1 && (v & 0xff) != 0) || (pad == 2 && (v & 0xffff) != 0)) {
      return Fail(ErrorCode::kBadText, "the base64 text ends in a character that cannot be the last");
    }
    for (size_t k = 0; k < 3 - pad; ++k) out.push_back(static_cast<uint8_t>(v >> (16 - 8 * k)));
  }
  return out;
}

std::string FormatBase32(ByteView bytes) {
  std::string out;
  uint32_t buffer = 0;
  unsigned bits = 0;
  for (const uint8_t b : bytes) {
    buffer = (buffer << 8) | b;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += kBase32Symbols[(buffer >> bits) & 31];
    }
  }
  if (bits > 0) out += kBase32Symbols[(buffer << (5 - bits)) & 31];
  return out;
}

int Base32Value(char symbol) {
  if (symbol >= 'a' && symbol <= 'z') symbol = static_cast<char>(symbol - 'a' + 'A');
  if (symbol == 'O') symbol = '0';
  if (symbol == 'I' || symbol == 'L') symbol = '1';
  return ValueIn(kBase32Symbols, symbol);
}

std::string FormatGroups(std::string_view symbols, size_t size) {
  std::string out;
  for (size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0 && i % size == 0) out += '-';
    out += symbols[i];
  }
  return out;
}

}  // namespace constat::text
