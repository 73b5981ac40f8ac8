// tlog: tile paths, entry bundles, hash tiles.
#include "constat/tlog/tile.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const unsigned width = choice / 3 + 1;
  switch (choice % 3) {
    case 0:
      fuzz::RequireCanonical(bytes, fuzz::TextDecoder(tlog::ParseTilePath), tlog::FormatTilePath);
      break;
    case 1:
      fuzz::RequireCanonical(
          bytes, [&](ByteView b) { return tlog::DecodeBundle(b, width); },
          [](const std::vector<ByteView>& views) {
            std::vector<Bytes> entries;
            for (const ByteView view : views) entries.emplace_back(view.begin(), view.end());
            return tlog::EncodeBundle(entries);
          });
      break;
    default:
      fuzz::RequireCanonical(
          bytes, [&](ByteView b) { return tlog::DecodeHashTile(b, width); },
          [](const std::vector<tlog::Hash>& hashes) { return tlog::EncodeHashTile(hashes); });
  }
  return 0;
}
