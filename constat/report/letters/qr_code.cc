#include "constat/report/letters/qr_code.h"

#include <fmt/core.h>
#include <qrencode.h>

#include <array>
#include <charconv>
#include <memory>

#include "constat/report/page/elements.h"

namespace constat::report {

Result<QrCode> MakeQrCode(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos) {
    return Fail(ErrorCode::kBadText, "a QR code needs text without zero bytes");
  }
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
      QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
  if (made == nullptr)
    return Fail(ErrorCode::kTooLarge, fmt::format("no QR code holds {} bytes", text.size()));
  QrCode out;
  out.size = static_cast<size_t>(made->width);
  out.dark.reserve(out.size * out.size);
  for (size_t i = 0; i < out.size * out.size; ++i) out.dark.push_back((made->data[i] & 1) != 0);
  return out;
}

namespace {

constexpr size_t kQuiet = 4;

void AppendNumber(std::string& out, size_t number) {
  std::array<char, 20> digits{};
  out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
}

// DarkPath is the dark modules as strokes of SVG, one unit wide: a line for each run in a row, from the run
// before. It is short, because there are millions of letters' runs.
std::string DarkPath(const QrCode& code) {
  std::string path;
  path.reserve(code.size * code.size * 2);
  for (size_t row = 0; row < code.size; ++row) {
    bool first = true;
    size_t at = 0;  // where the pen is
    for (size_t column = 0; column < code.size;) {
      size_t run = 0;
      while (column + run < code.size && code.At(row, column + run)) ++run;
      if (run != 0) {
        path += first ? 'M' : 'm';
        AppendNumber(path, first ? column + kQuiet : column - at);
        path += ' ';
        AppendNumber(path, first ? row + kQuiet : 0);
        path += first ? ".5h" : "h";
        AppendNumber(path, run);
        first = false;
        at = column + run;
      }
      column += run + 1;
    }
  }
  return path;
}

}  // namespace

page::Node DrawQrCode(const QrCode& code, std::string_view label) {
  const size_t side = code.size + 2 * kQuiet;
  return page::Svg(page::Class("qr"), page::Role("img"), page::AriaLabel(label),
                   page::ViewBox(fmt::format("0 0 {} {}", side, side)), page::ShapeRendering("crispEdges"),
                   page::Rect(page::Width(side), page::Height(side), page::Attribute::FillWhite()),
                   page::Path(page::D(DarkPath(code))));
}

std::string FormatQrFile(const QrCode& code) {
  const size_t side = code.size + 2 * kQuiet;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"36mm\" height=\"36mm\" viewBox=\"0 0 {0} {0}\" "
      "shape-rendering=\"crispEdges\"><rect width=\"{0}\" height=\"{0}\" fill=\"#fff\"/><path "
      "stroke=\"#000\" d=\"{1}\"/></svg>\n",
      side, DarkPath(code));
}

}  // namespace constat::report
