#include "constat/report/table/picture_svg.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "constat/report/page/elements.h"
#include "constat/text/measured.h"

namespace constat::report::examination {
namespace {

using examine::Axis;
using examine::Bars;
using examine::Grid;
using examine::Lines;
using examine::Picture;
using page::Class;
using page::Node;
using page::Path;

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

// Drawn is a path; Labelled a text at a place, anchored at its start, middle or end.
Node Drawn(std::string_view style, std::string_view d) { return Path(Class(style), page::D(d)); }
Node Labelled(std::string_view style, double x, double y, std::string_view anchor, std::string text) {
  Node out = page::SvgText();
  if (!style.empty()) out.Add(Class(style));
  out.Add(page::X(Place(x)));
  out.Add(page::Y(Place(y)));
  if (!anchor.empty()) out.Add(page::TextAnchor(anchor));
  out.Add(std::move(text));
  return out;
}

Node Axes(const Frame& frame) {
  Node out = page::G(Class("axes"));
  for (const double tick : Ticks(frame.y.from, frame.y.to)) {
    out.Add(Drawn(tick == 0 ? "base" : "rule",
                  fmt::format("M{} {}H{}", Place(kLeft), Place(frame.Y(tick)), Place(kRight))));
    out.Add(Labelled("", kLeft - 6, frame.Y(tick) + 4, "end", TickText(tick)));
  }
  for (const double tick : Ticks(frame.x.from, frame.x.to)) {
    out.Add(Drawn("base", fmt::format("M{} {}v4", Place(frame.X(tick)), Place(kBottom))));
    out.Add(Labelled("", frame.X(tick), kBottom + 16, "middle", TickText(tick)));
  }
  out.Add(Drawn("base", fmt::format("M{} {}H{}", Place(kLeft), Place(kBottom), Place(kRight))));
  out.Add(Labelled("label", (kLeft + kRight) / 2, kBottom + 34, "middle", frame.x.label));
  out.Add(Labelled("label", 4, 12, "", frame.y.label));
  return out;
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

// Cut is over a bar that is higher than the picture.
Node Cut(double x, double value) {
  return Labelled("cut", x, kTop - 3, x > (kLeft + kRight) / 2 ? "end" : "start",
                  text::Rounded(value) + "\u2191");
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

Node Draw(const Bars& bars, const Picture* beside) {
  const size_t n = std::max<size_t>(1, bars.heights.size());
  const Frame frame{Usable(bars.x), HeightAxis(bars, beside)};
  const double width = (frame.x.to - frame.x.from) / static_cast<double>(n);
  const double gap = n <= 20 ? 0.15 * width : n <= 120 ? 0.1 * width : 0;
  std::string path;
  Node cuts;
  for (size_t i = 0; i < bars.heights.size(); ++i) {
    if (bars.heights[i] == 0 || !std::isfinite(bars.heights[i])) continue;
    const double left = frame.x.from + width * static_cast<double>(i) + gap;
    const double x = frame.X(left);
    path += fmt::format("M{} {}V{}h{}V{}z", Place(x), Place(frame.Y(0)), Place(frame.Y(bars.heights[i])),
                        Place(frame.X(left + width - 2 * gap) - x + (gap == 0 ? 0.1 : 0)), Place(frame.Y(0)));
    if (bars.heights[i] > frame.y.to) cuts.Add(Cut(x, bars.heights[i]));
  }
  std::string line;
  for (size_t i = 0; i < bars.expected.size(); ++i) {
    if (!std::isfinite(bars.expected[i])) continue;
    const double x = frame.X(frame.x.from + width * (static_cast<double>(i) + 0.5));
    line += fmt::format("{}{} {}", line.empty() ? "M" : "L", Place(x), Place(frame.Y(bars.expected[i])));
  }
  Node out = page::Fragment(Axes(frame), Drawn("bars", path), std::move(cuts));
  if (!line.empty()) out.Add(Drawn("line l1", line));
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

Node Draw(const Lines& lines, const Picture* beside) {
  const Frame frame{Usable(lines.x), CurveAxis(lines, beside)};
  Node out = page::Fragment(Axes(frame));
  if (lines.marker && *lines.marker >= frame.x.from && *lines.marker <= frame.x.to) {
    const double x = frame.X(*lines.marker);
    out.Add(Drawn("marker", fmt::format("M{} {}V{}", Place(x), Place(kTop), Place(kBottom))));
    out.Add(
        Labelled("label", x + (x > 300 ? -4 : 4), kTop + 8, x > 300 ? "end" : "start", lines.marker_name));
  }
  for (size_t k = 0; k < lines.lines.size(); ++k) {
    const examine::Line& line = lines.lines[k];
    std::string path;
    for (size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      if (!std::isfinite(line.y[i])) continue;
      path += fmt::format("{}{} {}", path.empty() ? "M" : "L", Place(frame.X(line.x[i])),
                          Place(frame.Y(line.y[i])));
    }
    out.Add(Drawn(fmt::format("line l{}", k % 4), path));
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

Node Draw(const Grid& grid, const Picture*) {
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
  Node out;
  for (int level = 0; level < kLevels; ++level) {
    if (paths[level].empty()) continue;
    out.Add(Drawn(fmt::format("{}{}", grid.diverging ? 'd' : 'g', level), paths[level]));
  }
  out.Add(Axes(frame));
  return out;
}

Node Swatch(std::string_view style) { return page::Span(Class(fmt::format("swatch {}", style))); }
Node Named(std::string_view style, const std::string& text) { return page::Li(Swatch(style), text); }

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

Node MakeSvg(const examine::Picture& picture, const std::string& id, const examine::Picture* beside) {
  return page::Svg(Class("chart"), page::ViewBox(fmt::format("0 0 {} {}", Place(kWidth), Place(kHeight))),
                   page::Role("img"), page::AriaLabelledBy(fmt::format("{0}-t {0}-d", id)),
                   page::SvgTitle(page::Id(id + "-t"), picture.title),
                   page::Desc(page::Id(id + "-d"), picture.text),
                   std::visit([&](const auto& what) { return Draw(what, beside); }, picture.what));
}

Node MakeLegend(const examine::Picture& picture) {
  Node out = page::Ul(Class("legend"));
  if (const auto* const bars = std::get_if<Bars>(&picture.what)) {
    if (bars->expected.empty()) return {};
    out.Add(Named("bars", bars->height_name));
    out.Add(Named("l1", bars->expected_name));
  } else if (const auto* const lines = std::get_if<Lines>(&picture.what)) {
    if (lines->lines.size() < 2) return {};
    for (size_t k = 0; k < lines->lines.size(); ++k)
      out.Add(Named(fmt::format("l{}", k % 4), lines->lines[k].name));
  } else if (const auto* const grid = std::get_if<Grid>(&picture.what)) {
    Node item = page::Li(grid->diverging ? "-" + TickText(grid->limit) + " " : std::string("few "));
    for (int level = 0; level < kLevels; ++level)
      item.Add(Swatch(fmt::format("{}{}", grid->diverging ? 'd' : 'g', level)));
    item.Add(
        fmt::format(" {}: {}", grid->diverging ? "+" + TickText(grid->limit) : "many", grid->value_name));
    out.Add(std::move(item));
  }
  return out;
}

}  // namespace constat::report::examination
