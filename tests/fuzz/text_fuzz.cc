// text: hex, base64, UTF-8, names that look alike; what carriers do, undone.
#include <algorithm>

#include "constat/text/carried.h"
#include "constat/text/foreign.h"
#include "constat/text/hex.h"
#include "constat/text/skeleton.h"
#include "constat/text/utf8.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

constexpr size_t kNameSize = 64;  // of a name: a longer one shows nothing more, and takes its time

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

// CheckAlike: normal forms are fixed, and a name with a letter or digit is like itself.
void CheckAlike(ByteView bytes) {
  const std::string_view name = AsText(bytes);
  const std::vector<std::string_view> twice{name, name};
  const std::vector<text::AlikeNames> found = text::FindAlike(twice, text::Zeros::kLeadingDropped);
  CONSTAT_CHECK(IsUtf8(AsBytes(text::HowAlike(name, "Yes"))));
  if (!IsUtf8(bytes)) return;
  const std::u32string points = text::CodePoints(name);
  const std::u32string form = text::Decompose(points);
  CONSTAT_CHECK(text::Decompose(form) == form);
  CONSTAT_CHECK(text::Fold(form) == text::Fold(points) && text::Skeleton(form) == text::Skeleton(points));
  const bool named = std::any_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
  CONSTAT_CHECK(!named || found.size() == 1);
}

// CheckCarried: each step undoes all that it can at once, but where what it undid was written so twice.
void CheckCarried(ByteView bytes) {
  using text::Undo;
  const auto decoded = text::DecodeCarried(bytes);
  CONSTAT_CHECK(decoded || !decoded.error().detail.empty());
  std::string undone = decoded.value_or(std::string(AsText(bytes)));
  const bool well_formed = IsUtf8(AsBytes(undone));
  for (Undo step = Undo::kLineEnds;; step = static_cast<Undo>(static_cast<uint8_t>(step) + 1)) {
    const std::string before = undone;
    CONSTAT_CHECK(text::UndoStep(step, undone) == (before != undone));
    const bool nests = step == Undo::kHtml || step == Undo::kQuotedPrintable;
    CONSTAT_CHECK(nests || !text::UndoStep(step, undone));
    CONSTAT_CHECK(!well_formed || step == Undo::kQuotedPrintable || IsUtf8(AsBytes(undone)));
    if (step == Undo::kQuotedPrintable && !IsUtf8(AsBytes(undone))) return;
    if (step == text::kLastUndo) break;
  }
  text::PlainTyped(undone);
  if (const auto foreign = text::FindForeign(bytes))
    CONSTAT_CHECK(!foreign->what.empty() && !foreign->advice.empty());
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
  if (size <= kNameSize) CheckAlike(bytes);
  CheckCarried(bytes);
  return 0;
}
