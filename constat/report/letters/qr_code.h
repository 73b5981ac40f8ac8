// QR codes as SVG, in a page or as a file. The import site of libqrencode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/result.h"
#include "constat/report/page/node.h"

namespace constat::report {

// QrCode is a square of size x size modules, row by row, without the quiet zone.
struct QrCode {
  size_t size = 0;
  std::vector<uint8_t> dark;  // 1 or 0

  [[nodiscard]] bool At(size_t row, size_t column) const { return dark[row * size + column] != 0; }
};

// MakeQrCode encodes text with error correction level M (15 %), in the smallest version that holds it.
// ERRORS: kBadText if text is empty or has a zero byte; kTooLarge.
[[nodiscard]] Result<QrCode> MakeQrCode(std::string_view text);

// DrawQrCode is an <svg>: the code in black on white with the quiet zone of four modules. label is what a
// screen reader says. The style sheet has the colour of its strokes (.qr path).
[[nodiscard]] page::Node DrawQrCode(const QrCode& code, std::string_view label);

// FormatQrFile is the same as an SVG file, 36 mm wide.
[[nodiscard]] std::string FormatQrFile(const QrCode& code);

}  // namespace constat::report
