#include "constat/report/letters/qr_code.h"

#include <fmt/core.h>
#include <qrencode.h>

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

page::Node DrawQrCode(const QrCode& code, std::string_view label) {
  constexpr size_t kQuiet = 4;
  std::string path;
  for (size_t row = 0; row < code.size; ++row) {
    for (size_t column = 0; column < code.size;) {
      size_t run = 0;
      while (column + run < code.size && code.At(row, column + run)) ++run;
      if (run != 0) path += fmt::format("M{} {}h{}v1h-{}z", column + kQuiet, row + kQuiet, run, run);
      column += run + 1;
    }
  }
  const size_t side = code.size + 2 * kQuiet;
  return page::Svg(page::Class("qr"), page::Role("img"), page::AriaLabel(label),
                   page::ViewBox(fmt::format("0 0 {} {}", side, side)), page::ShapeRendering("crispEdges"),
                   page::Rect(page::Width(side), page::Height(side), page::Attribute::FillWhite()),
                   page::Path(page::Attribute::FillBlack(), page::D(path)));
}

}  // namespace constat::report
