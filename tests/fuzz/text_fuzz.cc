// text: hex, base64, UTF-8.
#include "constat/text/hex.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

// CheckUtf8 compares IsUtf8 with decoding one code point after another and encoding it again.
void CheckUtf8(ByteView bytes) {
  bool well_formed = true;
  for (size_t i = 0; i < bytes.size() && well_formed;) {
    const uint8_t lead = bytes[i];
    const size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (size == 0 || bytes.size() - i < size) {
      well_formed = false;
      break;
    }
    uint32_t code = size == 1 ? lead : lead & (0xff >> (size + 1));
    for (size_t k = 1; k < size; ++k) {
      well_formed = well_formed && (bytes[i + k] & 0xc0) == 0x80;
      code = code << 6 | (bytes[i + k] & 0x3f);
    }
    const size_t shortest = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    well_formed = well_formed && size == shortest && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    i += size;
  }
  CONSTAT_CHECK(IsUtf8(bytes) == well_formed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView bytes(data, size);
  fuzz::RequireCanonical(bytes, fuzz::TextDecoder(text::ParseHex), text::FormatHex);
  fuzz::RequireCanonical(bytes, fuzz::TextDecoder(text::ParseHex32), text::FormatHex);
  fuzz::RequireCanonical(bytes, fuzz::TextDecoder(text::ParseBase64), text::FormatBase64);
  CONSTAT_CHECK(Equal(text::ParseHex(text::FormatHex(bytes)).value(), bytes));
  CONSTAT_CHECK(Equal(text::ParseBase64(text::FormatBase64(bytes)).value(), bytes));
  CheckUtf8(bytes);
  return 0;
}
