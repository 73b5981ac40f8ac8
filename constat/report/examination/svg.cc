#include "constat/report/examination/svg.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "constat/text/clean.h"
#include "constat/text/measured.h"

namespace constat::report::examination {
namespace {

using examine::Axis;
using examine::Bars;
using examine::Grid;
using examine::Lines;
using examine::Picture;

// The drawing area within a picture of kWidth x kHeight units.
constexpr double kWidth = 480;
constexpr double kHeight = 300;
constexpr double kLeft = 52;
constexpr double kRight = 470;
constexpr double kTop = 24;
constexpr double kBottom = 258;
constexpr int kLevels = 7;

// Place is a coordinate with one decimal, without a trailing zero.
std::string Place(double value) {
  std::string text = fmt::format("{:.1f}", std::isfinite(value) ? value : 0.0);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string TickText(double value) {
  if (std::abs(value) >= 1000) return text::Rounded(value);
  std::string text = fmt::format("{:g}", std::abs(value) < 1e-12 ? 0.0 : value);
  return text;
}

struct Frame {
  Axis x, y;

  [[nodiscard]] double X(double value) const {
    return kLeft + (value - x.from) / (x.to - x.from) * (kRight - kLeft);
  }
  [[nodiscard]] double Y(double value) const {
    const double y_value = std::clamp(value, y.from, y.to);
    return kBottom - (y_value - y.from) / (y.to - y.from) * (kBottom - kTop);
  }
};

// Usable makes an axis that can be divided by.
Axis Usable(Axis axis) {
  if (!std::isfinite(axis.from)) axis.from = 0;
  if (!std::isfinite(axis.to)) axis.to = axis.from;
  if (!(axis.to > axis.from)) axis.to = axis.from + 1;
  return axis;
}

std::string Axes(const Frame& frame) {
  std::string out = R"(<g class="axes">)";
  for (const double tick : Ticks(frame.y.from, frame.y.to)) {
    out += fmt::format(R"(<path class="{}" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>)",
                       tick == 0 ? "base" : "rule", Place(kLeft), Place(frame.Y(tick)), Place(kRight),
                       Place(kLeft - 6), Place(frame.Y(tick) + 4), TickText(tick));
  }
  for (const double tick : Ticks(frame.x.from, frame.x.to)) {
    out += fmt::format(
        R"(<path class="base" d="M{} {}v4"/><text x="{}" y="{}" text-anchor="middle">{}</text>)",
        Place(frame.X(tick)), Place(kBottom), Place(frame.X(tick)), Place(kBottom + 16), TickText(tick));
  }
  out += fmt::format(R"(<path class="base" d="M{} {}H{}"/>)", Place(kLeft), Place(kBottom), Place(kRight));
  out += fmt::format(R"(<text class="label" x="{}" y="{}" text-anchor="middle">{}</text>)",
                     Place((kLeft + kRight) / 2), Place(kBottom + 34), text::EscapeHtml(frame.x.label));
  return out +
         fmt::format(R"(<text class="label" x="4" y="12">{}</text></g>)", text::EscapeHtml(frame.y.label));
}

// TopOf is the highest bar that is not at an end: full turnout would flatten everything else.
double TopOf(const Bars& bars) {
  const size_t skip = bars.heights.size() > 200 ? bars.heights.size() / 100 : 0;
  double top = 0;
  const auto reach = [&](double height) { top = std::isfinite(height) ? std::max(top, height) : top; };
  for (size_t i = skip; i + skip < bars.heights.size(); ++i) {
    reach(bars.heights[i]);
    if (i < bars.expected.size()) reach(bars.expected[i]);
  }
  if (top > 0) return top;
  for (const double height : bars.heights) reach(height);
  return top > 0 ? top : 1;
}

std::string Cut(const Frame& frame, double x, double value) {
  return fmt::format(R"(<text class="cut" x="{}" y="{}" text-anchor="{}">{}&#8593;</text>)", Place(x),
                     Place(kTop - 3), x > (kLeft + kRight) / 2 ? "end" : "start",
                     value > frame.y.to ? text::Rounded(value) : "");
}

double LowestOf(const Bars& bars) {
  double lowest = 0;
  for (const double height : bars.heights) lowest = std::isfinite(height) ? std::min(lowest, height) : lowest;
  return lowest;
}

Axis HeightAxis(const Bars& bars, const Picture* beside) {
  Axis axis{bars.y_label, LowestOf(bars), TopOf(bars) * 1.04};
  const Bars* const other = beside == nullptr ? nullptr : std::get_if<Bars>(&beside->what);
  if (bars.same_scale && other != nullptr) {
    axis.from = std::min(axis.from, LowestOf(*other));
    axis.to = std::max(axis.to, TopOf(*other) * 1.04);
  }
  return Usable(axis);
}

std::string Draw(const Bars& bars, const Picture* beside) {
  const size_t n = std::max<size_t>(1, bars.heights.size());
  const Frame frame{Usable(bars.x), HeightAxis(bars, beside)};
  const double width = (frame.x.to - frame.x.from) / static_cast<double>(n);
  const double gap = n <= 20 ? 0.15 * width : n <= 120 ? 0.1 * width : 0;
  std::string path;
  std::string cuts;
  for (size_t i = 0; i < bars.heights.size(); ++i) {
    if (bars.heights[i] == 0 || !std::isfinite(bars.heights[i])) continue;
    const double left = frame.x.from + width * static_cast<double>(i) + gap;
    const double x = frame.X(left);
    path += fmt::format("M{} {}V{}h{}V{}z", Place(x), Place(frame.Y(0)), Place(frame.Y(bars.heights[i])),
                        Place(frame.X(left + width - 2 * gap) - x + (gap == 0 ? 0.1 : 0)), Place(frame.Y(0)));
    if (bars.heights[i] > frame.y.to) cuts += Cut(frame, x, bars.heights[i]);
  }
  std::string line;
  for (size_t i = 0; i < bars.expected.size(); ++i) {
    if (!std::isfinite(bars.expected[i])) continue;
    const double x = frame.X(frame.x.from + width * (static_cast<double>(i) + 0.5));
    line += fmt::format("{}{} {}", line.empty() ? "M" : "L", Place(x), Place(frame.Y(bars.expected[i])));
  }
  std::string out = Axes(frame) + fmt::format(R"(<path class="bars" d="{}"/>)", path) + cuts;
  if (!line.empty()) out += fmt::format(R"(<path class="line l1" d="{}"/>)", line);
  return out;
}

// CurveAxis leaves a little room above and below the curves.
Axis CurveAxis(const Lines& lines, const Picture* beside) {
  Axis axis = lines.y;
  const Lines* const other = beside == nullptr ? nullptr : std::get_if<Lines>(&beside->what);
  if (lines.same_scale && other != nullptr) {
    axis.from = std::min(axis.from, other->y.from);
    axis.to = std::max(axis.to, other->y.to);
  }
  const double room = 0.05 * (axis.to - axis.from);
  if (axis.from < 0) axis.from -= room;
  axis.to += room;
  return Usable(axis);
}

std::string Draw(const Lines& lines, const Picture* beside) {
  const Frame frame{Usable(lines.x), CurveAxis(lines, beside)};
  std::string out = Axes(frame);
  if (lines.marker && *lines.marker >= frame.x.from && *lines.marker <= frame.x.to) {
    const double x = frame.X(*lines.marker);
    out += fmt::format(R"(<path class="marker" d="M{} {}V{}"/>)", Place(x), Place(kTop), Place(kBottom));
    out += fmt::format(R"(<text class="label" x="{}" y="{}" text-anchor="{}">{}</text>)",
                       Place(x + (x > 300 ? -4 : 4)), Place(kTop + 8), x > 300 ? "end" : "start",
                       text::EscapeHtml(lines.marker_name));
  }
  for (size_t k = 0; k < lines.lines.size(); ++k) {
    const examine::Line& line = lines.lines[k];
    std::string path;
    for (size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      if (!std::isfinite(line.y[i])) continue;
      path += fmt::format("{}{} {}", path.empty() ? "M" : "L", Place(frame.X(line.x[i])),
                          Place(frame.Y(line.y[i])));
    }
    out += fmt::format(R"(<path class="line l{}" d="{}"/>)", k % 4, path);
  }
  return out;
}

// LevelOf is the shade of a cell, or nothing for an empty one. Diverging: 0 to 6 with 3 in the middle;
// counts: 0 to 6 by their logarithm.
std::optional<int> LevelOf(const Grid& grid, double value, double most) {
  if (!std::isfinite(value)) return std::nullopt;
  if (grid.diverging) {
    const double limit = grid.limit > 0 ? grid.limit : 1;
    return static_cast<int>(std::lround(3 + 3 * std::clamp(value / limit, -1.0, 1.0)));
  }
  if (value <= 0) return std::nullopt;
  const double range = std::log1p(most);
  return std::clamp(static_cast<int>(std::log1p(value) / range * kLevels), 0, kLevels - 1);
}

std::string Draw(const Grid& grid, const Picture*) {
  const Frame frame{Usable(grid.x), Usable(grid.y)};
  if (grid.columns == 0 || grid.rows == 0 || grid.cells.size() != grid.columns * grid.rows)
    return Axes(frame);
  double most = 0;
  for (const double value : grid.cells) most = std::isfinite(value) ? std::max(most, value) : most;
  const double width = (kRight - kLeft) / static_cast<double>(grid.columns);
  const double height = (kBottom - kTop) / static_cast<double>(grid.rows);
  std::array<std::string, kLevels> paths;
  for (size_t row = 0; row < grid.rows; ++row) {
    for (size_t column = 0; column < grid.columns;) {
      const auto level = LevelOf(grid, grid.cells[row * grid.columns + column], most);
      size_t end = column + 1;  // a run of one shade is one rectangle
      while (end < grid.columns && LevelOf(grid, grid.cells[row * grid.columns + end], most) == level) ++end;
      if (level) {
        paths[*level] +=
            fmt::format("M{} {}h{}v{}h-{}z", Place(kLeft + width * static_cast<double>(column)),
                        Place(kBottom - height * static_cast<double>(row)),
                        Place(width * static_cast<double>(end - column) + 0.2), Place(-height - 0.2),
                        Place(width * static_cast<double>(end - column) + 0.2));
      }
      column = end;
    }
  }
  std::string out;
  for (int level = 0; level < kLevels; ++level) {
    if (paths[level].empty()) continue;
    out += fmt::format(R"(<path class="{}{}" d="{}"/>)", grid.diverging ? 'd' : 'g', level, paths[level]);
  }
  return out + Axes(frame);
}

std::string Swatch(std::string_view style, const std::string& text) {
  return fmt::format(R"(<li><span class="swatch {}"></span>{}</li>)", style, text::EscapeHtml(text));
}

}  // namespace

std::vector<double> Ticks(double from, double to) {
  std::vector<double> out;
  if (!(to > from) || !std::isfinite(to - from)) return {from};
  const double rough = (to - from) / 5;
  // Steps that the numbers cannot tell apart would never end.
  if (rough < 1e-300 || rough < 1e-12 * std::max(std::abs(from), std::abs(to))) return {from};
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double round : {1.0, 2.0, 5.0}) {
    if (round * power >= rough * 0.999) {
      step = round * power;
      break;
    }
  }
  for (double k = std::ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k += 1)
    out.push_back(k * step);
  return out;
}

std::string MakeSvg(const examine::Picture& picture, const std::string& id, const examine::Picture* beside) {
  return fmt::format(
      R"(<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>)"
      R"(<desc id="{}-d">{}</desc>{}</svg>)",
      Place(kWidth), Place(kHeight), id, id, id, text::EscapeHtml(picture.title), id,
      text::EscapeHtml(picture.text),
      std::visit([&](const auto& what) { return Draw(what, beside); }, picture.what));
}

std::string MakeLegend(const examine::Picture& picture) {
  std::string out;
  if (const auto* const bars = std::get_if<Bars>(&picture.what)) {
    if (!bars->expected.empty()) out = Swatch("bars", bars->height_name) + Swatch("l1", bars->expected_name);
  } else if (const auto* const lines = std::get_if<Lines>(&picture.what)) {
    for (size_t k = 0; lines->lines.size() > 1 && k < lines->lines.size(); ++k)
      out += Swatch(fmt::format("l{}", k % 4), lines->lines[k].name);
  } else if (const auto* const grid = std::get_if<Grid>(&picture.what)) {
    std::string shades;
    for (int level = 0; level < kLevels; ++level)
      shades += fmt::format(R"(<span class="swatch {}{}"></span>)", grid->diverging ? 'd' : 'g', level);
    const std::string low = grid->diverging ? "-" + TickText(grid->limit) : "few";
    const std::string high = grid->diverging ? "+" + TickText(grid->limit) : "many";
    out = fmt::format("<li>{} {} {}: {}</li>", low, shades, high, text::EscapeHtml(grid->value_name));
  }
  return out.empty() ? "" : R"(<ul class="legend">)" + out + "</ul>";
}

}  // namespace constat::report::examination
