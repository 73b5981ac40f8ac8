#include "constat/report/letters/qr_code.h"

#include <fmt/core.h>
#include <qrcodegen.h>

#include <array>
#include <charconv>
#include <cstring>

#include "constat/base/check.h"
#include "constat/crypto/secret/secret.h"
#include "constat/report/page/elements.h"

namespace constat::report {
namespace {

constexpr QrMask kMasks = 8;
constexpr size_t kMaxText = 4000;  // more than any code holds
// A run of characters that take 5.5 bits each in alphanumeric mode is worth the two more segments, of 17 to
// 24 bits each, from so many characters on.
constexpr size_t kFewestAlphanumeric = 20;

// Room is where the library works, wiped: the text holds a voting code.
struct Room {
  std::array<uint8_t, kMaxText> text{};
  std::array<uint8_t, qrcodegen_BUFFER_LEN_MAX> work{};
  std::array<uint8_t, qrcodegen_BUFFER_LEN_MAX> code{};

  Room() = default;
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;
  ~Room() { crypto::WipeMemory(this, sizeof(*this)); }
};

bool IsAlphanumeric(char c) {
  const std::array<char, 2> text{c, '\0'};
  return qrcodegen_isAlphanumeric(text.data());
}

// LongestRun is the longest run of characters of alphanumeric mode, or an empty one at the end.
std::string_view LongestRun(std::string_view text) {
  std::string_view longest = text.substr(text.size());
  for (size_t at = 0; at < text.size(); ++at) {
    size_t end = at;
    while (end < text.size() && IsAlphanumeric(text[end])) ++end;
    if (end - at > longest.size()) longest = text.substr(at, end - at);
    at = end;
  }
  return longest.size() >= kFewestAlphanumeric ? longest : text.substr(text.size());
}

// Segments cuts a text into bytes, its longest alphanumeric run, and bytes.
class Segments {
 public:
  Segments(std::string_view text, Room& room) : at_(room.text.data()) {
    const std::string_view run = LongestRun(text);
    const auto before = static_cast<size_t>(run.data() - text.data());
    AddBytes(text.substr(0, before));
    if (!run.empty()) {
      std::string alone(run);
      Take(qrcodegen_makeAlphanumeric(alone.c_str(), at_), qrcodegen_Mode_ALPHANUMERIC);
      crypto::WipeMemory(alone.data(), alone.size());
    }
    AddBytes(text.substr(before + run.size()));
  }

  [[nodiscard]] const qrcodegen_Segment* data() const { return segments_.data(); }
  [[nodiscard]] size_t size() const { return size_; }

 private:
  void AddBytes(std::string_view part) {
    if (part.empty()) return;
    Take(qrcodegen_makeBytes(AsBytes(part).data(), part.size(), at_), qrcodegen_Mode_BYTE);
  }
  void Take(const qrcodegen_Segment& segment, qrcodegen_Mode mode) {
    at_ += qrcodegen_calcSegmentBufferSize(mode, static_cast<size_t>(segment.numChars));
    segments_[size_++] = segment;
  }

  std::array<qrcodegen_Segment, 3> segments_{};
  size_t size_ = 0;
  uint8_t* at_;  // the next segment's room
};

Result<QrCode> Encode(std::string_view text, qrcodegen_Mask mask) {
  if (text.empty() || text.find('\0') != std::string_view::npos) {
    return Fail(ErrorCode::kBadText, "a QR code needs text without zero bytes");
  }
  Room room;
  const bool made = text.size() <= kMaxText && [&] {
    const Segments segments(text, room);
    return qrcodegen_encodeSegmentsAdvanced(segments.data(), segments.size(), qrcodegen_Ecc_MEDIUM,
                                            qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, mask, false,
                                            room.work.data(), room.code.data());
  }();
  if (!made) return Fail(ErrorCode::kTooLarge, fmt::format("no QR code holds {} bytes", text.size()));
  const int side = qrcodegen_getSize(room.code.data());
  QrCode out{static_cast<size_t>(side), {}};
  out.dark.reserve(out.size * out.size);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column)
      out.dark.push_back(qrcodegen_getModule(room.code.data(), column, row) ? 1 : 0);
  }
  return out;
}

}  // namespace

Result<QrMask> WeighQrMask(std::string_view text) {
  CONSTAT_ASSIGN(const QrCode best, Encode(text, qrcodegen_Mask_AUTO));
  for (QrMask mask = 0;; ++mask) {  // the library does not say which it took
    CONSTAT_ASSIGN(const QrCode code, MakeQrCode(text, mask));
    if (code.dark == best.dark) return mask;
  }
}

Result<QrCode> MakeQrCode(std::string_view text, QrMask mask) {
  CONSTAT_CHECK(mask >= 0 && mask < kMasks);
  return Encode(text, static_cast<qrcodegen_Mask>(mask));
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
