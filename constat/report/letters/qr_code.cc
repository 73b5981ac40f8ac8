#include "constat/report/letters/qr_code.h"

#include <fmt/core.h>
#include <qrencode.h>

#include <algorithm>
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
  QrCode out{static_cast<size_t>(made->width), {}};
  out.dark.resize(out.size * out.size);
  std::transform(made->data, made->data + out.dark.size(), out.dark.begin(),
                 [](unsigned char module) { return module & 1; });
  return out;
}

namespace {

constexpr size_t kQuiet = 4;

// Pen writes a path of SVG into memory that is long enough.
class Pen {
 public:
  explicit Pen(size_t size) : path_(size, '\0'), at_(path_.data()) {}

  void Add(char c) { *at_++ = c; }
  void Add(std::string_view text) { at_ = std::copy(text.begin(), text.end(), at_); }
  void Add(size_t number) {
    if (number < 10) {
      Add(static_cast<char>('0' + number));
    } else {
      at_ = std::to_chars(at_, path_.data() + path_.size(), number).ptr;
    }
  }
  std::string Take() {
    path_.resize(static_cast<size_t>(at_ - path_.data()));
    return std::move(path_);
  }

 private:
  std::string path_;
  char* at_;
};

// DarkPath is the dark modules as strokes of SVG, one unit wide: a line for each run in a row, from the run
// before. It is short, because there are millions of letters' runs.
std::string DarkPath(const QrCode& code) {
  constexpr size_t kRun = 12;  // "m177 0h177", and a row's beginning "M4 180.5h177"
  Pen pen((code.size / 2 + 1) * code.size * kRun);
  for (size_t row = 0; row < code.size; ++row) {
    bool first = true;
    size_t at = 0;  // where the pen is
    for (size_t column = 0; column < code.size;) {
      size_t run = 0;
      while (column + run < code.size && code.At(row, column + run)) ++run;
      if (run != 0) {
        pen.Add(first ? 'M' : 'm');
        pen.Add(first ? column + kQuiet : column - at);
        pen.Add(' ');
        pen.Add(first ? row + kQuiet : 0);
        pen.Add(first ? std::string_view(".5h") : std::string_view("h"));
        pen.Add(run);
        first = false;
        at = column + run;
      }
      column += run + 1;
    }
  }
  return pen.Take();
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
